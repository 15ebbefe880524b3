//! The Q2/2021 case by hand: twelve units, the award figures of domain.md section 1, scores, proposals, a meeting.
use jiff::civil::date;
use thidua::core::award::{
    Authority, AwardRow, Basis, Catalogue, DecisionKind, Form, LineKind, Recipient, RecipientKind,
};
use thidua::core::campaign::{Campaign, CampaignKind, CampaignState, Movement};
use thidua::core::count::{LineKey, Scope, Tally};
use thidua::core::level::{Classification, Level, LevelSet, Mark, Tint};
use thidua::core::meeting::{Meeting, Part};
use thidua::core::number::Points;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::{QuarterFacts, State};
use thidua::core::register::Letterhead;
use thidua::core::score::{Cell, CellValue, Criterion, RankBy, Round, Rule, ScoreTable};
use thidua::core::unit::{Role, Unit};

const UNITS: [(&str, &str); 12] = [
    ("PV01", "Phòng Tham mưu"),
    ("PV05", "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc"),
    ("PV06", "Phòng Hồ sơ"),
    ("PX01", "Phòng Tổ chức cán bộ"),
    ("PX02", "Phòng Đào tạo, bồi dưỡng"),
    ("PX03", "Phòng Công tác đảng và công tác chính trị"),
    ("PX05", "Thanh tra Công an tỉnh"),
    ("PX06", "Phòng Ủy ban kiểm tra Đảng ủy"),
    ("PH10", "Phòng Hậu cần"),
    ("PH12", "Phòng Doanh trại, vật tư"),
    ("", "Bệnh viện Công an tỉnh"),
    ("", "Trung tâm Huấn luyện và Bồi dưỡng nghiệp vụ"),
];
const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi"];
const GIVEN: [&str; 10] = ["An", "Bình", "Cường", "Dũng", "Hạnh", "Khánh", "Lan", "Minh", "Phúc", "Ý"];

/// One award row.
pub fn award(id: i64, form: &str, authorities: &[&str], recipient: Recipient) -> AwardRow {
    AwardRow {
        recipient: Recipient { id, ..recipient },
        decision: 0,
        kind: DecisionKind::Decision,
        number: String::new(),
        date: None,
        authorities: authorities.iter().map(|a| (*a).to_owned()).collect(),
        form: form.to_owned(),
        subject: String::new(),
        supplement: None,
    }
}

/// A count row of the whole cluster or of a unit.
pub fn counted(kind: RecipientKind, basis: Basis, quantity: Option<i64>, unit: Option<i64>) -> Recipient {
    Recipient { kind, basis, quantity, unit, ..Recipient::default() }
}

/// A named recipient.
pub fn named(kind: RecipientKind, rank: &str, name: &str, unit: i64) -> Recipient {
    Recipient {
        kind,
        quantity: Some(1),
        rank: rank.to_owned(),
        name: name.to_owned(),
        unit: Some(unit),
        ..Recipient::default()
    }
}

/// The tallies the store would add up for these rows: per form, and once per line with the form empty.
/// Every name is its own head.
pub fn tallies(facts: &QuarterFacts, awards: &[AwardRow]) -> Vec<Tally> {
    let mut out: Vec<Tally> = Vec::new();
    for row in awards {
        let form = facts.catalogue.form(&row.form).unwrap();
        let authorities =
            if form.line == LineKind::Legal { row.authorities.join(",") } else { String::new() };
        let line = LineKey { kind: form.line, authorities };
        let own = row.recipient.unit.map_or(Scope::Unsplit, Scope::Unit);
        for scope in [Scope::All, own] {
            for form in ["", row.form.as_str()] {
                add(&mut out, scope, &line, form, &row.recipient);
            }
        }
    }
    out
}

fn add(out: &mut Vec<Tally>, scope: Scope, line: &LineKey, form: &str, r: &Recipient) {
    let same = |t: &Tally| {
        t.scope == scope && t.line == *line && t.form == form && t.kind == r.kind && t.basis == r.basis
    };
    let at = out.iter().position(same).unwrap_or_else(|| {
        out.push(Tally {
            scope,
            line: line.clone(),
            form: form.to_owned(),
            kind: r.kind,
            basis: r.basis,
            records: 0,
            known: 0,
            unknown: 0,
            heads: 0,
        });
        out.len() - 1
    });
    let tally = &mut out[at];
    tally.records += 1;
    tally.known += r.quantity.unwrap_or(0);
    tally.unknown += i64::from(r.quantity.is_none());
    tally.heads += i64::from(r.basis == Basis::Named);
}

/// Register, roster, movement, campaigns, meeting, texts, but no awards, scores or levels.
pub fn bare() -> QuarterFacts {
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    facts.register.cluster = "Cụm thi đua số 4".into();
    facts.register.province = "Công an tỉnh Hồng Lam".into();
    facts.register.letterhead = Letterhead {
        superior: "CÔNG AN TỈNH HỒNG LAM".to_owned(),
        issuer: "CỤM THI ĐUA SỐ 4".to_owned(),
        place: "Hồng Lam".to_owned(),
        symbol: "BC-CTĐ".to_owned(),
        sign_form: "TM. CỤM THI ĐUA".to_owned(),
        sign_post: "CỤM TRƯỞNG\nTRƯỞNG PHÒNG THAM MƯU".to_owned(),
        signer: "Thượng tá Võ Minh Khang".to_owned(),
        recipients: "Đ/c Giám đốc Công an tỉnh (để báo cáo)\nPhòng PX03 (để theo dõi)\nCác đơn vị trong Cụm\nLưu: VT, PV01".to_owned(),
    };
    facts.units = (1_i64..)
        .zip(UNITS)
        .map(|(id, (code, name))| Unit {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
            position: id,
            role: match id {
                1 => Role::Head,
                6 => Role::Deputy,
                _ => Role::Member,
            },
            ..Unit::default()
        })
        .collect();
    facts.catalogue = catalogue();
    facts.movement = Movement {
        year: 2021,
        rev: 1,
        name: "Vì an ninh Tổ quốc".to_owned(),
        motto: "Chủ động – Nêu gương – Kỷ cương – Trách nhiệm – Hiệu quả".to_owned(),
    };
    facts.campaigns = campaigns();
    facts.meeting = Meeting {
        rev: 1,
        date: Some(date(2021, 7, 27)),
        place: "Hội trường Công an tỉnh".to_owned(),
        directing: "Đại tá Lê Quang Đức\nPhó Giám đốc Công an tỉnh".to_owned(),
        chair: "Thượng tá Võ Minh Khang, Trưởng phòng Tham mưu, Cụm trưởng".to_owned(),
        presenter: "Trung tá Hoàng Thị Mến, Phó Trưởng phòng Tham mưu".to_owned(),
        directives: "Đổi mới nội dung, hình thức phát động thi đua\nKhen thưởng kịp thời\nPhát hiện, khen thưởng ngay tập thể, cá nhân có thành tích đột xuất".to_owned(),
        ..Meeting::default()
    };
    facts.texts = texts();
    facts.act = (128, "1a2b3c4d5e6f70819203a4b5c6d7e8f9".to_owned());
    facts
}

fn catalogue() -> Catalogue {
    let authority = |position, code: &str, name: &str| Authority {
        code: code.to_owned(),
        name: name.to_owned(),
        position,
        retired: false,
        rev: 1,
    };
    let form = |position, code: &str, name: &str, line| Form {
        code: code.to_owned(),
        name: name.to_owned(),
        line,
        authorities: Vec::new(),
        title: false,
        position,
        retired: false,
        rev: 1,
    };
    Catalogue {
        authorities: vec![
            authority(1, "bca", "Bộ Công an"),
            authority(2, "ubnd", "UBND tỉnh"),
            authority(3, "giam_doc", "Giám đốc Công an tỉnh"),
        ],
        forms: vec![
            form(1, "bang_khen", "Bằng khen", LineKind::Legal),
            form(2, "giay_khen", "Giấy khen", LineKind::Legal),
            form(3, "nguoi_tot", "Gương người tốt, việc tốt", LineKind::GoodDeed),
            form(4, "thong_bao", "Biểu dương tại thông báo tháng", LineKind::Notice),
        ],
    }
}

fn campaigns() -> Vec<Campaign> {
    let one = |id, name: &str, kind, from, to| Campaign {
        id,
        rev: 1,
        year: 2021,
        name: name.to_owned(),
        kind,
        from,
        to,
        state: CampaignState::Concluded,
        note: String::new(),
    };
    let congress =
        "Đợt thi đua đặc biệt lập thành tích chào mừng Đại hội đại biểu toàn quốc lần thứ XIII của Đảng";
    let election = "75 ngày đêm lập thành tích chào mừng bầu cử đại biểu Quốc hội khóa XV và đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2021–2026";
    let birthday = "Lập thành tích chào mừng 131 năm Ngày sinh Chủ tịch Hồ Chí Minh";
    vec![
        one(1, congress, CampaignKind::Special, None, None),
        one(2, election, CampaignKind::Peak, Some(date(2021, 3, 10)), Some(date(2021, 5, 24))),
        one(3, birthday, CampaignKind::Topical, None, Some(date(2021, 5, 19))),
    ]
}

fn texts() -> Vec<(Part, String)> {
    let texts = [
        (
            Part::Situation,
            "Tình hình an ninh chính trị trên địa bàn tỉnh cơ bản ổn định. Cụm trưởng đã ban hành kế hoạch thi đua, đôn đốc các đơn vị gửi báo cáo đúng hạn.",
        ),
        (
            Part::Regular,
            "Các đơn vị duy trì nền nếp phong trào thi đua thường xuyên:\n- Tổ chức ký giao ước thi đua, đăng ký danh hiệu;\n- Quán triệt Nghị quyết Trung ương 4 (khóa XII), Chỉ thị 05 của Bộ Chính trị, Chỉ thị 04 của Bộ Công an.",
        ),
        (
            Part::Strengths,
            "Phong trào thi đua được triển khai đồng bộ, bám sát nhiệm vụ chính trị của từng đơn vị.",
        ),
        (Part::Shortcomings, "Một số đơn vị gửi báo cáo còn chậm."),
        (
            Part::Directions,
            "- Phát động đợt thi đua cao điểm chào mừng ngày truyền thống lực lượng Công an nhân dân;\n- Kịp thời phát hiện, biểu dương gương điển hình tiên tiến.",
        ),
    ];
    texts.into_iter().map(|(part, text)| (part, text.to_owned())).collect()
}

/// 2 and 4, 10 and 47, 31: the case's figures, the first not split by unit, the last by unit and month.
pub fn awards() -> Vec<AwardRow> {
    use RecipientKind::{Collective, Individual};
    let both = ["bca", "ubnd"];
    let mut rows = vec![
        award(1, "bang_khen", &both, counted(Collective, Basis::Heads, Some(2), None)),
        award(2, "bang_khen", &both, counted(Individual, Basis::Heads, Some(4), None)),
    ];
    for i in 0..10 {
        let name = format!("Đội {} – {}", i + 1, UNITS[i as usize].1);
        rows.push(award(10 + i, "nguoi_tot", &["giam_doc"], named(Collective, "", &name, i + 1)));
    }
    for i in 0..47_usize {
        let name = format!("{} Văn {}", FAMILY[i % 8], GIVEN[(i / 8 + i) % 10]);
        let unit = (i % 12) as i64 + 1;
        let rank = ["Thiếu tá", "Đại úy", "Thượng úy"][i % 3];
        let mut recipient = named(Individual, rank, &name, unit);
        recipient.post = "Cán bộ".into();
        rows.push(award(100 + i as i64, "nguoi_tot", &["giam_doc"], recipient));
    }
    for (i, n) in [3, 2, 4, 1, 2, 5, 2, 3, 4, 2, 2, 1].into_iter().enumerate() {
        let unit = i as i64 + 1;
        rows.push(award(
            200 + unit,
            "thong_bao",
            &["giam_doc"],
            counted(Collective, Basis::Turns, Some(n), Some(unit)),
        ));
    }
    for row in &mut rows {
        let (decision, number, day, kind) = match row.form.as_str() {
            "bang_khen" => (1, "Tổng hợp Quý II", None, DecisionKind::Decision),
            "nguoi_tot" => (2, "1764/QĐ-CAT", Some(date(2021, 6, 18)), DecisionKind::Decision),
            _ => (3, "52/TB-CAT", Some(date(2021, 5, 31)), DecisionKind::Notice),
        };
        (row.decision, row.number, row.date, row.kind) = (decision, number.to_owned(), day, kind);
    }
    rows
}

/// Code, text, and the leaves with their maxima.
type Group = (&'static str, &'static str, [(&'static str, i64); 5]);

/// Three groups of five leaves, 1.000 points.
fn score_table() -> ScoreTable {
    let groups: [Group; 3] = [
        (
            "I",
            "Công tác chuyên môn",
            [
                ("Tham mưu, chỉ đạo", 200),
                ("Nghiệp vụ", 200),
                ("Hành chính", 120),
                ("Phối hợp", 100),
                ("Báo cáo", 80),
            ],
        ),
        (
            "II",
            "Xây dựng Đảng, lực lượng, hậu cần",
            [
                ("Xây dựng Đảng", 50),
                ("Tổ chức cán bộ", 50),
                ("Kỷ luật", 30),
                ("Hậu cần", 40),
                ("Đoàn thể", 30),
            ],
        ),
        (
            "III",
            "Tổ chức phong trào thi đua",
            [
                ("Phát động", 40),
                ("Khen thưởng", 20),
                ("Điển hình", 15),
                ("Chế độ báo cáo", 15),
                ("Hồ sơ", 10),
            ],
        ),
    ];
    let mut criteria = Vec::new();
    let mut id = 0;
    for (code, text, leaves) in groups {
        id += 1;
        let parent = id;
        let maximum = Points(leaves.iter().map(|l| l.1 * 100).sum());
        criteria.push(Criterion {
            id,
            parent: None,
            code: code.to_owned(),
            text: text.to_owned(),
            maximum,
            rule: None,
            ..Criterion::default()
        });
        for (n, (text, maximum)) in leaves.into_iter().enumerate() {
            id += 1;
            criteria.push(Criterion {
                id,
                parent: Some(parent),
                code: format!("{code}.{}", n + 1),
                text: text.to_owned(),
                maximum: Points(maximum * 100),
                rule: Some(Rule::Direct),
                ..Criterion::default()
            });
        }
    }
    let name = "Bảng điểm mẫu 1.000 điểm".to_owned();
    ScoreTable { id: 1, name, by: RankBy::Total, step: Points(50), criteria, ..ScoreTable::empty("") }
}

fn level_set() -> LevelSet {
    let level = |id, name: &str, minimum: Option<i64>, quota: Option<i64>| Level {
        id,
        name: name.to_owned(),
        minimum: minimum.map(Points),
        quota: quota.map(Points),
        tint: Tint::Text,
    };
    LevelSet {
        id: 1,
        rev: 1,
        name: "Mẫu a".to_owned(),
        levels: vec![
            level(1, "Xuất sắc", Some(9000), Some(2500)),
            level(2, "Tốt", Some(8000), None),
            level(3, "Khá", Some(6500), None),
            level(4, "Trung bình", Some(5000), None),
            level(5, "Yếu", None, None),
        ],
        ..LevelSet::default()
    }
}

/// The whole case: figures, scores of eleven units (one without data, two equal), proposals.
pub fn case() -> (QuarterFacts, Vec<AwardRow>) {
    let mut facts = bare();
    let awards = awards();
    facts.tallies = tallies(&facts, &awards);
    facts.table = Some(score_table());
    facts.levels = Some(level_set());
    facts.period.state = State::Meeting;
    let leaves: Vec<Criterion> = facts.table.iter().flat_map(ScoreTable::leaves).cloned().collect();
    // share of each maximum, in percent; units 3 and 4 are equal, unit 11 has no data
    for (unit, share) in (1_i64..).zip([96, 94, 93, 93, 91, 90, 88, 86, 84, 80, 0, 74]) {
        if unit == 11 {
            continue;
        }
        for leaf in &leaves {
            facts.cells.push(Cell {
                unit,
                criterion: leaf.id,
                round: Round::Own,
                value: CellValue::Points(Points(leaf.maximum.0 * share / 100)),
                comment: String::new(),
            });
        }
        facts.finished.push((unit, Round::First));
    }
    for (unit, level) in
        [(1, 1), (2, 1), (3, 2), (4, 2), (5, 2), (6, 3), (7, 2), (8, 2), (9, 2), (10, 2), (12, 3)]
    {
        facts.marks.push(Classification {
            unit,
            proposed: Some(Mark::Level(level)),
            reason: if unit == 6 { "gửi báo cáo chậm hai kỳ".to_owned() } else { String::new() },
            ..Classification::default()
        });
    }
    (facts, awards)
}
