//! Lists as offices send them, and anything at all.
use super::*;
use crate::core::award::Party;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

pub(super) fn units() -> Vec<Unit> {
    let unit =
        |id, code: &str, name: &str| Unit { id, code: code.into(), name: name.into(), ..Unit::default() };
    vec![
        unit(1, "PV01", "Phòng Tham mưu"),
        unit(2, "PX03", "Phòng Công tác đảng và công tác chính trị"),
        unit(3, "PH10", "Phòng Hậu cần"),
        unit(4, "PC02", "Phòng Cảnh sát hình sự"),
        unit(5, "", "Bệnh viện Công an tỉnh"),
    ]
}

fn list(raw: &str) -> List {
    read(raw, &units()).unwrap()
}

/// `CN Thiếu tá|Nguyễn Văn Ấn|post|2`, a `?` behind where something is doubtful.
fn rows(raw: &str) -> Vec<String> {
    list(raw).rows.iter().map(said).collect()
}

fn said(r: &ListRow) -> String {
    let kind = if r.kind == RecipientKind::Collective { "TT" } else { "CN" };
    let unit = match r.place {
        Some(Place::Unit(id)) => id.to_string(),
        Some(Place::Whole) => "*".into(),
        None => String::new(),
    };
    let name = match r.basis {
        Basis::Named => [r.rank.as_str(), r.name.as_str()].join("|"),
        Basis::Heads => format!("số {:?}", r.quantity),
        Basis::Turns => format!("lượt {:?}", r.quantity),
    };
    let doubt = if r.doubts.is_empty() { String::new() } else { format!(" {:?}", r.doubts) };
    format!("{kind} {name}|{}|{unit}{doubt}", r.post)
}

fn skipped(raw: &str) -> Vec<Skip> {
    list(raw)
        .lines
        .iter()
        .filter_map(|l| if let What::Skipped(s) = l.what { Some(s) } else { None })
        .collect()
}

#[test]
fn lines_as_people_write_them() {
    for line in [
        "1. Đ/c Thiếu tá Nguyễn Văn Ấn - PX03",
        "1/ Thiếu tá Nguyễn Văn Ấn – PX03",
        "1) Th/tá Nguyễn Văn Ấn, PX03",
        "- Đồng chí thiếu tá Nguyễn Văn Ấn (PX03)",
        "• Thiếu tá  Nguyễn\u{a0}Văn Ấn; Phòng PX03",
        "01\tThiếu tá Nguyễn Văn Ấn\tPX03",
        "Thiếu tá Nguyễn Văn Ấn-PX03",
        "+ Đ/c: Thiếu tá Nguyễn Văn Ấn PX03",
        "PX03: Thiếu tá Nguyễn Văn Ấn",
        "Nguyễn Văn Ấn, Thiếu tá, PX03",
        "Thiếu tá Nguyễn Văn Ấn     CTĐ&CTCT     ",
    ] {
        let nfd: String = line.nfd().collect();
        for raw in [line, nfd.as_str()] {
            let got = rows(raw);
            if line.starts_with("Nguyễn") {
                assert_eq!(got, ["CN Thiếu tá|Nguyễn Văn Ấn||2"], "{line}");
            } else if line.contains("CTĐ") {
                assert_eq!(got.len(), 1, "{line}");
            } else {
                assert_eq!(got, ["CN Thiếu tá|Nguyễn Văn Ấn||2"], "{line}");
            }
        }
    }
}

#[test]
fn posts_and_units_stand_in_one_text() {
    assert_eq!(
        rows(
            "1. Đại úy Lê An, Phó Trưởng phòng Tham mưu\n2. Trung úy Bùi Bá - Đội trưởng - PC02\n3. Ông Trần Cao, cán bộ Phòng Hậu cần"
        ),
        [
            "CN Đại úy|Lê An|Phó Trưởng phòng Tham mưu|1",
            "CN Trung úy|Bùi Bá|Đội trưởng|4",
            "CN |Trần Cao|cán bộ Phòng Hậu cần|3"
        ]
    );
}

#[test]
fn headings_hand_down_kind_and_unit() {
    let raw = "DANH SÁCH KHEN THƯỞNG\nI. TẬP THỂ\n1. Đội Tham mưu tổng hợp - PV01\n2. Phòng Hậu cần\nII. CÁ NHÂN (03 đồng chí)\n\
               1. Phòng Tham mưu\n- Đại úy Lê An\n- Trung úy Bùi Bá\n2. PC02:\n- Trần Cao\nTổng cộng: 05\nNơi nhận:\n- Như trên\nGIÁM ĐỐC\nĐại tá Lê Quang Đức";
    assert_eq!(
        rows(raw),
        [
            "TT |Đội Tham mưu tổng hợp||1",
            "TT |Phòng Hậu cần||3",
            "CN Đại úy|Lê An||1",
            "CN Trung úy|Bùi Bá||1",
            "CN |Trần Cao||4"
        ]
    );
    let skips = skipped(raw);
    assert_eq!(skips.first(), Some(&Skip::Title));
    assert!(skips.contains(&Skip::Total) && skips.contains(&Skip::Signature), "{skips:?}");
    // by unit, then by kind
    let raw = "I. PV01\nTập thể\nĐội 1\nCá nhân\nLê An Bình\nII. PH10\nĐội 2\nTrần Cao Bằng";
    assert_eq!(rows(raw), ["TT |Đội 1||1", "CN |Lê An Bình||1", "TT |Đội 2||3", "CN |Trần Cao Bằng||3"]);
}

#[test]
fn tables_find_their_columns() {
    let expected = ["CN Đại úy|Lê An|Cán bộ|1", "CN Trung úy|Bùi Bá||3"];
    for raw in [
        "1\tĐại úy Lê An\tCán bộ\tPV01\n2\tTrung úy Bùi Bá\t\tHậu cần\n",
        "STT\tHọ và tên\tChức vụ\tĐơn vị\n(1)\t(2)\t(3)\t(4)\n1\tĐại úy Lê An\tCán bộ\tPV01\n2\tTrung úy Bùi Bá\t\tph10\n",
        "TT\tCấp bậc\tHọ tên\tĐơn vị công tác\tChức vụ\n1\tĐại úy\tLê An\tPV01\tCán bộ\n2\tTrung úy\tBùi Bá\tPH10\n",
        "1\tĐại úy\tLê An\tCán bộ\tPV01\n2\tTrung úy\tBùi Bá\t\tPH10\n",
        "1\tCN\tĐại úy Lê An\tCán bộ\tPV01\n2\t\tTrung úy Bùi Bá\t\tPH10\n",
        "PV01\tĐại úy\tLê An\tCán bộ\nPH10\tTrung úy\tBùi Bá\t\n",
        "TT\tHọ tên\tChức vụ, đơn vị\n1\tĐại úy Lê An\tCán bộ, PV01\n2\tTrung úy Bùi Bá\tPH10\n",
    ] {
        assert_eq!(rows(raw), expected, "{raw}");
    }
    assert_eq!(list("STT\tHọ và tên\tĐơn vị\tGhi chú\n1\tLê An Bình\tPV01\tkhen sớm").extra, ["Ghi chú"]);
}

#[test]
fn counts_and_several_names_in_a_cell() {
    assert_eq!(
        rows("PV01: 10 tập thể, 47 cá nhân\nPX03: 31 lượt tập thể\nToàn cụm: nhiều lượt cá nhân"),
        ["TT số Some(10)||1", "CN số Some(47)||1", "TT lượt Some(31)||2", "CN lượt None||*"]
    );
    assert_eq!(
        rows("Đơn vị\tTập thể\tCá nhân\nPV01\t10\t47\nPH10\t02\t\n"),
        ["TT số Some(10)||1", "CN số Some(47)||1", "TT số Some(2)||3"]
    );
    assert_eq!(
        rows("STT\tHọ tên\tĐơn vị\n1\t\"Đại úy Lê An\nTrung úy Bùi Bá\"\tPV01\n2\tTrần Cao, Vũ Dũng\tPC02"),
        ["CN Đại úy|Lê An||1", "CN Trung úy|Bùi Bá||1", "CN |Trần Cao||4", "CN |Vũ Dũng||4"]
    );
}

#[test]
fn what_is_not_clear_is_asked() {
    assert_eq!(
        rows("Đại úy Lê An - PX99\nBùi Bá Trực"),
        ["CN Đại úy|Lê An|| [UnitUnknown(\"PX99\")]", "CN |Bùi Bá Trực|| [NoUnit]"]
    );
    assert_eq!(
        rows("Lê An Bình, PV01\nLê An Bình, PV01"),
        ["CN |Lê An Bình||1", "CN |Lê An Bình||1 [Twice(1)]"]
    );
    assert_eq!(rows("Lê An Bình, PV01\nLê An Bình, PH10"), ["CN |Lê An Bình||1", "CN |Lê An Bình||3"]);
    assert_eq!(rows("I. Tập thể\n1. Đại úy Lê An - PV01\n"), ["CN Đại úy|Lê An||1 [Kind]"]);
    assert_eq!(
        rows("Đại úy - PV01\nTrung tá Bùi Bá - PV01, PH10"),
        ["CN Đại úy|||1 [NoName]", "CN Trung tá|Bùi Bá|| [UnitSeveral([1, 3])]"].map(str::to_owned)
    );
    assert_eq!(
        rows("Họ tên\tĐơn vị\nLê An Bình\tPV01\nBùi Bá Trực\t\n")[1],
        "CN |Bùi Bá Trực|| [UnitAbove(1)]"
    );
}

#[test]
fn the_register_is_met_once_for_the_whole_paste() {
    let mut list = list("Lê An Bình, PV01\nBùi Bá Trực, PV01\nVũ Cao Sơn, PH10");
    let party = |id, name: &str, unit| Party {
        id,
        kind: RecipientKind::Individual,
        name: name.into(),
        rank: "Đại úy".into(),
        post: String::new(),
        unit: Some(unit),
        last: None,
    };
    list.compare(&[party(7, "Lê An Bình", 1), party(8, "Vũ Cao Sơn", 1), party(9, "bùi bá trực", 1)]);
    assert_eq!((list.counts(), list.alike(0)), ((0, 3, 0, 0), vec![0, 1]));
    // nobody of that name in PH10, but in PV01: asked about too, by itself
    assert_eq!(list.rows[2].doubts, [Doubt::Elsewhere(vec![party(8, "Vũ Cao Sơn", 1)])]);
    assert_eq!(list.alike(2), [2]);
    list.decide(0, &Choice::Same(7));
    list.decide(1, &Choice::Another);
    list.decide(2, &Choice::Another);
    list.compare(&[party(7, "Lê An Bình", 1), party(8, "Vũ Cao Sơn", 1)]);
    assert_eq!(list.counts(), (3, 0, 0, 0), "what was answered is not asked again");
    list.rows[2].who = Who::Unasked;
    list.compare(&[party(7, "Lê An Bình", 1)]);
    // moved to another unit it is asked anew only where somebody is there
    list.decide(2, &Choice::Place(Place::Unit(1)));
    list.compare(&[party(8, "Vũ Cao Sơn", 1)]);
    assert_eq!(list.rows[2].doubts, [Doubt::Known(8, "Đại úy".into())]);
}

#[test]
fn too_much_is_refused_whole() {
    let long = "x".repeat(10_000_000);
    assert_eq!(read(&long, &units()).unwrap_err().key, "problem.list_bytes");
    let many = "Lê An\n".repeat(LINES + 1);
    assert_eq!(read(&many, &units()).unwrap_err().key, "problem.list_lines");
    let many = "Lê An Bình\n".repeat(limit::RECIPIENTS + 1);
    assert_eq!(read(&many, &units()).unwrap_err().key, "problem.list_rows");
}

/// Lines that look like lists, and anything.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Thiếu tá ".to_owned()),
        Just("Nguyễn Văn Ấn".to_owned()),
        Just("\t".to_owned()),
        Just("\n".to_owned()),
        Just("PX03".to_owned()),
        Just("Phòng Tham mưu".to_owned()),
        Just("1. ".to_owned()),
        Just("I. Tập thể".to_owned()),
        Just(" - ".to_owned()),
        Just(", ".to_owned()),
        Just("31 lượt".to_owned()),
        Just("STT\tHọ và tên\tĐơn vị\n".to_owned()),
        Just("\"".to_owned()),
        Just("\r\n".to_owned()),
        Just("Tổng cộng".to_owned()),
        Just("Nơi nhận:".to_owned()),
        Just("Đội trưởng".to_owned()),
        Just("(1)\t(2)\n".to_owned()),
        Just("\u{a0}".to_owned()),
        ".{0,6}",
        "(?s).{0,12}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn every_line_is_accounted_for(raw in anything()) {
        let list = read(&raw, &units()).unwrap();
        let (lines, blank) = cut::lines(&raw);
        prop_assert_eq!(list.lines.iter().map(|l| l.lines).sum::<usize>() + blank, lines.len());
        prop_assert_eq!(list.blank, blank);
        let mut at = 0;
        for line in &list.lines {
            prop_assert!(line.at > at, "in order, none twice");
            at = line.at;
        }
        let told: usize = list.lines.iter().map(|l| if let What::Rows(n) = l.what { n } else { 0 }).sum();
        prop_assert_eq!(told, list.rows.len());
        for row in &list.rows {
            let line = list.lines.iter().find(|l| l.at == row.line);
            let source = line.map(|l| crate::core::text::fold(&l.text)).unwrap_or_default();
            for word in crate::core::text::fold(&row.name).split(|c: char| !c.is_alphanumeric()) {
                prop_assert!(source.contains(word), "{:?} not in {:?}", row.name, source);
            }
            prop_assert!(row.place.is_some() || !row.doubts.is_empty(), "a row without a unit asks");
        }
    }
}
