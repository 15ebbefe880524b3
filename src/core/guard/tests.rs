//! The guard's rules, and that no spelling changes them.
use super::*;
use crate::core::text;
use crate::core::words::{Lang, Words};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

#[expect(clippy::unnecessary_wraps, reason = "days stand where an option is asked for")]
const fn day(month: i8, day: i8) -> Option<Date> {
    Some(Date::constant(2021, month, day))
}

/// A Giấy khen of the Director for that, on that day.
fn said(subject: &str, date: Option<Date>) -> Said {
    Said {
        stands: Stands::Decision(7),
        number: "1764/QĐ-CAT".into(),
        date,
        period: Some(PeriodKey::quarter(2021, 2)),
        authorities: vec!["giam_doc".into()],
        form: "giay_khen".into(),
        form_name: "Giấy khen".into(),
        line: LineKind::Legal,
        nature: None,
        subject: subject.into(),
        act: None,
    }
}

fn severity(new: &Said, earlier: &Said) -> Option<Severity> {
    judge(1, "Nguyễn Văn Ấn", new, earlier).map(|f| f.severity())
}

const DROWNING: &str = "Cứu người bị đuối nước tại hồ Kẻ Gỗ";

#[test]
fn one_act_is_told_by_its_words_not_by_its_frame() {
    for (a, b) in [
        (DROWNING, "CỨU NGƯỜI BỊ ĐUỐI NƯỚC TẠI HỒ KẺ GỖ."),
        (DROWNING, "Có thành tích đột xuất trong việc cứu người bị đuối nước tại hồ Kẻ Gỗ"),
        (DROWNING, "Cứu người đuối nước ở hồ Kẻ Gỗ"),
        ("Hoá giải vụ việc", "Hóa giải vụ việc"),
        ("Bảo vệ bầu cử", "bảo vệ  bầu cử"),
        ("Bảo vệ bầu cử", "Biểu dương: bảo vệ bầu cử"),
    ] {
        assert!(alike(a, b) && alike(b, a), "{a} / {b}");
    }
    for (a, b) in [
        ("", ""),
        ("", DROWNING),
        ("Có thành tích xuất sắc trong công tác", "Có thành tích xuất sắc trong tập thể"),
        ("Bảo vệ bầu cử", "Bảo vệ bầu cử tại Hương Khê"),
        ("Dẫn đầu phong trào thi đua tháng 4", "Dẫn đầu phong trào thi đua tháng 5"),
        (DROWNING, "Cứu người trong vụ sạt lở tại xã Sơn Hồng"),
    ] {
        assert!(!alike(a, b) && !alike(b, a), "{a} / {b}");
    }
}

/// What was recorded, and how others wrote of the same act: each is asked about.
#[test]
fn one_act_is_known_however_it_is_told() {
    let recorded = "dũng cảm cứu 2 cháu bé bị đuối nước";
    let earlier = said(recorded, day(5, 20));
    for told in [
        "cuu hai chau be duoi nuoc",
        "dũng cảm cứu hai cháu bé bị đuối nước",
        "cứu hai cháu bé bị đuối nước ở sông Lam",
        "cuu 2 chau be duoi nuoc ngay 13/5",
        "cuu hai chau be duoi nuoc o song Lam ngay 13/5",
        "dung cam cuu 2 chau be bi duoi nuoc",
        "cứu 2 cháu bé đuối nước",
        "dũng cảm cứu 2 cháu bé bị đuối nước tại sông Lam",
        "Cứu 02 cháu bé bị đuối nước ngày 13/5/2021",
        "Đã kịp thời cứu được hai cháu bé đuối nước, ngày 13 tháng 5 năm 2021",
        "Có thành tích xuất sắc, dũng cảm, mưu trí trong việc cứu 2 cháu bé bị đuối nước tháng 5",
        "Đuối nước: cứu hai cháu bé",
        "22h30 đêm 12/5 cứu 2 cháu bé đuối nước",
        "Cứu cháu bé đuối nước",
        "Cứu hai cháu bé bị đuối nước ở sông Lam, xã Hưng Nhân, huyện Hưng Nguyên, tỉnh Nghệ An",
    ] {
        assert_eq!(severity(&said(told, day(5, 24)), &earlier), Some(Severity::Reason), "{told}");
        assert_eq!(severity(&earlier, &said(told, day(5, 24))), Some(Severity::Reason), "{told}");
    }
    for (a, b) in [
        ("Bắt mười hai đối tượng đánh bạc", "bat 12 doi tuong danh bac"),
        ("Thu giữ hai mươi khẩu súng tự chế", "Thu giữ 2 chục khẩu súng tự chế"),
        ("Thu giữ 2kg ma túy đá", "thu giu hai kg ma tuy da"),
        ("Vận động giao nộp 1.500 viên đạn", "Vận động giao nộp 1500 viên đạn"),
        ("Bắt 2 đối tượng trộm cắp", "Bắt hai đối tượng trộm cắp, thu 3 xe máy tại xã Sơn Hồng"),
        ("Bắt cướp đêm 12/5", "Bắt cướp rạng sáng ngày 13/5"),
        ("Bắt cướp tiệm vàng ngày 30/4", "Bắt cướp tiệm vàng ngày 01/5"),
    ] {
        assert_eq!(severity(&said(a, day(5, 24)), &said(b, day(5, 20))), Some(Severity::Reason), "{a} / {b}");
    }
}

#[test]
fn acts_that_differ_stay_silent_on_the_same_day() {
    for (a, b) in [
        ("Bắt 2 đối tượng trộm cắp", "Bắt 3 đối tượng ma túy"),
        ("Bắt 2 đối tượng trộm cắp xe máy", "Bắt 3 đối tượng trộm cắp xe máy"),
        ("Bắt hai đối tượng trộm cắp xe máy", "bat ba doi tuong trom cap xe may"),
        ("Cứu 2 cháu bé bị đuối nước ở sông Lam", "Cứu 2 cháu bé bị đuối nước ở hồ Kẻ Gỗ"),
        ("Cứu 2 cháu bé bị đuối nước", "Cứu 3 cháu bé bị đuối nước ở sông Lam"),
        ("Cứu hai cháu bé bị đuối nước", "Cứu hai cụ già trong vụ cháy nhà"),
        ("Bắt cướp tiệm vàng ngày 02/5", "Bắt cướp tiệm vàng ngày 20/5"),
        ("Dẫn đầu phong trào thi đua quý I", "Dẫn đầu phong trào thi đua quý II"),
        ("Dẫn đầu phong trào thi đua năm 2020", "Dẫn đầu phong trào thi đua năm 2021"),
        ("Dẫn đầu phong trào thi đua tháng tư", "Dẫn đầu phong trào thi đua tháng 5"),
        ("Phá chuyên án 121X về ma túy", "Phá chuyên án 322M về ma túy"),
        ("Bảo vệ bầu cử", "Bảo vệ bầu cử tại Hương Khê"),
        ("Nhặt được của rơi, trả lại người mất", "Giúp dân gặt lúa chạy bão"),
        ("ngày 13/5", "tháng 5"),
        (
            "Có thành tích xuất sắc trong công tác, phong trào thi đua",
            "Gương người tốt, việc tốt trong phong trào thi đua",
        ),
        (
            "Đại hội XIII của Đảng",
            "Bảo đảm hậu cần và tuyên truyền trong đợt thi đua chào mừng Đại hội XIII của Đảng",
        ),
        ("kịp thời", "dũng cảm, mưu trí"),
    ] {
        assert_eq!(severity(&said(a, day(5, 20)), &said(b, day(5, 20))), None, "{a} / {b}");
        assert_eq!(severity(&said(b, day(5, 20)), &said(a, day(5, 20))), None, "{b} / {a}");
    }
}

#[test]
fn what_is_told_shorter_is_doubted_near_in_time_alone() {
    let long = "Cứu 2 cháu bé bị đuối nước trên sông Lam thuộc địa phận xã Hưng Nhân, huyện Hưng Nguyên, tỉnh Nghệ An";
    let short = |date| severity(&said("cứu hai cháu bé đuối nước", date), &said(long, day(5, 20)));
    assert_eq!(short(day(6, 10)), Some(Severity::Reason), "21 days");
    assert_eq!(short(day(6, 11)), None, "22 days");
}

#[test]
fn the_same_act_near_in_time_asks_for_a_reason() {
    let earlier = said(DROWNING, day(5, 20));
    assert_eq!(severity(&said(DROWNING, day(5, 20)), &earlier), Some(Severity::Reason));
    assert_eq!(severity(&said(DROWNING, day(7, 19)), &earlier), Some(Severity::Reason), "60 days");
    assert_eq!(severity(&said(DROWNING, day(7, 20)), &earlier), None, "61 days");
    assert_eq!(
        severity(&said(DROWNING, None), &earlier),
        Some(Severity::Reason),
        "an unknown day tells nothing"
    );
    assert_eq!(severity(&said("", day(5, 20)), &said("", day(5, 20))), None, "no text tells no act");
    let finding = judge(3, "Nguyễn Văn Ấn", &said(DROWNING, day(5, 21)), &earlier).unwrap();
    assert_eq!((finding.row(), finding.stands()), (Some(3), Some(Stands::Decision(7))));
    let words = Words::load(Lang::Vi);
    let text = words.say(&finding.problem());
    for part in ["Nguyễn Văn Ấn", "Giấy khen", "1764/QĐ-CAT, 20/05/2021", "Quý II/2021"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_linked_achievement_is_the_act_whatever_days_and_words() {
    let linked = |id, content: &str, subject: &str, date| Said {
        act: Some((id, content.to_owned(), day(1, 5))),
        ..said(subject, date)
    };
    let earlier = linked(4, "Phá án", "Khen đợt 1", day(1, 20));
    assert_eq!(severity(&linked(4, "Phá án", "Khác", day(12, 1)), &earlier), Some(Severity::Reason));
    let other = linked(5, "Cứu hộ", "Khen đợt 1", day(1, 20));
    assert_eq!(severity(&other, &earlier), None, "one decision, two acts");
    assert_eq!(
        severity(&said("phá án", day(1, 30)), &earlier),
        Some(Severity::Reason),
        "told by its content"
    );
}

#[test]
fn a_decision_of_the_form_asked_for_answers_the_proposal() {
    let pending = Said { stands: Stands::Proposal(2), ..said(DROWNING, day(5, 15)) };
    let new = said(DROWNING, day(5, 20));
    assert_eq!(severity(&new, &pending), Some(Severity::Warn));
    let higher = Said { form: "bang_khen".into(), authorities: vec!["bca".into()], ..new.clone() };
    assert_eq!(severity(&higher, &pending), Some(Severity::Reason), "by several forms");
    let proposal = Said { stands: Stands::Proposal(9), ..new };
    assert_eq!(severity(&proposal, &pending), Some(Severity::Reason), "proposed twice");
}

#[test]
fn an_ad_hoc_award_is_no_basis_of_a_merit_award() {
    let earlier = Said { nature: Some(Nature::AdHoc), ..said(DROWNING, day(1, 5)) };
    let merit = |date| Said { nature: Some(Nature::Merit), form: "bang_khen".into(), ..said(DROWNING, date) };
    let found = judge(1, "A", &merit(day(12, 15)), &earlier).unwrap();
    assert!(matches!(found, Finding::Basis { .. }), "a year's work is summed up");
    assert_eq!(found.severity(), Severity::Reason);
    let praise = Said { line: LineKind::GoodDeed, ..earlier.clone() };
    assert!(!matches!(judge(1, "A", &merit(day(1, 15)), &praise), Some(Finding::Basis { .. })));
    let merit_before = Said { nature: Some(Nature::Merit), ..earlier };
    assert_eq!(severity(&merit(day(12, 15)), &merit_before), None);
}

#[test]
fn the_same_paper_is_known_by_number_year_and_authority() {
    let there = said("", day(5, 20));
    let typed = |number: &str| Said { number: number.into(), ..said("Khác", day(5, 20)) };
    assert!(same_paper(&typed("1764 / qđ-cat"), &there).is_some());
    assert!(same_paper(&typed("1765/QĐ-CAT"), &there).is_none());
    assert!(
        same_paper(
            &Said { number: String::new(), ..there.clone() },
            &Said { number: String::new(), ..there.clone() }
        )
        .is_none()
    );
    let asked = |new: Said| same_paper(&new, &there).map(|f| f.severity());
    assert_eq!(
        asked(Said { date: day(5, 21), ..there.clone() }),
        Some(Severity::Reason),
        "another day of that year"
    );
    assert_eq!(asked(Said { form: "chien_si".into(), ..there.clone() }), Some(Severity::Reason), "two forms");
    let next = there.date.and_then(|d| d.checked_add(jiff::ToSpan::year(1)).ok());
    assert_eq!(asked(Said { date: next, ..there.clone() }), None, "numbers begin anew each year");
    assert!(same_paper(&Said { authorities: vec!["bca".into()], ..there.clone() }, &there).is_none());
}

#[test]
fn findings_are_said_once_a_row_the_gravest_first() {
    let at = |row, severity| Finding::SameAct {
        row,
        name: "A".into(),
        earlier: Box::new(said("", None)),
        severity,
    };
    let all = sorted(vec![at(1, Severity::Inform), at(2, Severity::Inform), at(2, Severity::Reason)]);
    let seen: Vec<_> = all.iter().map(|f| (f.row(), f.severity())).collect();
    assert_eq!(seen, [(Some(2), Severity::Reason), (Some(1), Severity::Inform)]);
    assert_eq!(question(&[]), None);
    assert_eq!(question(&all).map(|p| p.key), Some("problem.guard.many"));
}

#[test]
fn each_matter_of_a_row_is_told_and_one_of_the_whole_unit_once() {
    let act = |row, severity| Finding::SameAct {
        row,
        name: "A".into(),
        earlier: Box::new(said("", None)),
        severity,
    };
    let barred = |row, id, party| {
        let flag = Flag { id, party, reason: "QĐ 77".into(), ..Flag::default() };
        bar(row, if party.is_some() { "A" } else { "PV01" }, &said("", day(5, 20)), &flag, 12).unwrap()
    };
    let both = sorted(vec![barred(1, 4, Some(9)), act(1, Severity::Reason), act(1, Severity::Inform)]);
    let keys: Vec<_> = both.iter().map(|f| f.problem().key).collect();
    assert_eq!(keys, ["flag.bar_open", "problem.guard.same_act"]);
    let unit = sorted(vec![barred(1, 5, None), barred(2, 5, None), barred(2, 6, Some(3))]);
    let told: Vec<_> = unit.iter().map(|f| (f.problem().key, f.concerns(1), f.concerns(2))).collect();
    assert_eq!(told, [("flag.bar_unit_open", true, true), ("flag.bar_open", false, true)]);
    assert_eq!(
        Words::load(Lang::Vi).say(&unit[0].problem()),
        "PV01: cả đơn vị có việc chưa kết thúc: Kỷ luật (QĐ 77). Không khen khi đang có việc này"
    );
}

/// The text as another hand would have written it: decomposed, in capitals, old tone places, more blanks.
fn respelt(text: &str, way: u8) -> String {
    let text = match way % 3 {
        0 => text.to_owned(),
        1 => text.nfd().collect(),
        _ => text.to_uppercase(),
    };
    let text = text.replace("hóa", "hoá").replace("ủy", "uỷ").replace("hòa", "hoà");
    if way >= 3 { format!("  {}  ", text.replace(' ', " \u{a0} ")) } else { text }
}

proptest! {
    #[test]
    fn any_spelling_gives_the_same_answer(
        a in "(hóa|ủy|hòa|đuối|nước|cứu|người|tháng|[0-9]{1,2}|thành tích|trong| ){0,9}",
        b in "(hóa|ủy|hòa|đuối|nước|cứu|người|tháng|[0-9]{1,2}|thành tích|trong| ){0,9}",
        way in 0_u8..6,
        days in 0_i64..120,
    ) {
        let earlier = said(&a, day(5, 20));
        let date = day(5, 20).map(|d| d.saturating_add(jiff::ToSpan::days(days)));
        let plain = severity(&said(&b, date), &earlier);
        prop_assert_eq!(plain, severity(&said(&respelt(&b, way), date), &earlier));
        prop_assert_eq!(plain, severity(&earlier, &said(&b, date)), "from either side");
        prop_assert!(alike(&a, &respelt(&a, way)) || words(&a).is_empty());
    }

    #[test]
    fn order_accents_and_words_for_numbers_do_not_matter(
        mut parts in prop::collection::vec(
            prop::sample::select(vec!["cứu hai cháu", "bắt 3 đối tượng", "ngày 13/5", "tháng tư", "dũng cảm", "sông Lam",
                "mười lăm vụ", "quý II", "năm 2021", "ma túy", "bà con", "trong", "2kg", "đêm", "nam thanh niên"]), 0..7),
        other in "(cứu|hai|3|người|cháu|tháng|ngày|năm|mười|chục|sông|Lam|ma túy|/|-|[.]|[0-9]{1,4}| ){0,14}",
        any in any::<String>(),
        turn in 0_usize..7,
    ) {
        let text = parts.join(", ");
        let turned = parts.len().min(turn);
        parts.rotate_left(turned);
        let moved = parts.join("; ");
        prop_assert_eq!(alike(&text, &other), alike(&moved, &other), "{} / {} / {}", text, moved, other);
        prop_assert_eq!(alike(&text, &other), alike(&text::fold(&text), &other));
        prop_assert_eq!(alike(&text, &other), alike(&text.replace("hai", "2").replace("tư", "4"), &other));
        for (a, b) in [(&text, &other), (&any, &other), (&any, &text)] {
            prop_assert_eq!(alike(a, b), alike(b, a));
            prop_assert_eq!(Folds::default().within(a, b), Folds::default().within(b, a));
        }
        prop_assert!(alike(&any, &any) || words(&any).is_empty());
    }

    #[test]
    fn praise_never_asks(
        a in "(hóa|ủy|đuối|nước|cứu|người){1,6}",
        new_praise in any::<bool>(),
        notice in any::<bool>(),
        pending in any::<bool>(),
        nature in 0_usize..3,
    ) {
        let line = if notice { LineKind::Notice } else { LineKind::GoodDeed };
        let nature = [None, Some(Nature::AdHoc), Some(Nature::Merit)][nature];
        let stands = if pending { Stands::Proposal(1) } else { Stands::Decision(1) };
        let praise = Said { stands, line, nature, ..said(&a, day(5, 20)) };
        let legal = Said { nature: Some(Nature::Merit), ..said(&a, day(5, 25)) };
        let (new, earlier) = if new_praise { (praise, legal) } else { (legal, praise) };
        prop_assert_eq!(severity(&new, &earlier), Some(Severity::Inform));
        if new_praise {
            let twin = new.clone();
            prop_assert!(same_paper(&new, &twin).is_none_or(|f| f.severity() < Severity::Reason));
        }
    }
}
