//! Room 2: papers entered once for many, counts without names, known people, achievements and their awards. By keys, over
//! a real register; what the screen says is compared with what the register holds.
use crate::common::Driver;
use std::sync::Arc;
use thidua::core::achievement::AchievementRow;
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{Basis, DecisionKind, DecisionRow, DecisionSheet};
use thidua::core::count::{Figure, Figures, Scope, lines};
use thidua::core::page::Reach;
use thidua::core::period::PeriodKey;
use unicode_normalization::UnicodeNormalization;

const Q2: PeriodKey = PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 2 };

fn decisions(d: &Driver) -> Arc<Vec<DecisionRow>> {
    match d.store().answer(&Ask::Decisions(Reach::of(Q2, ""))).unwrap() {
        Facts::Decisions(window) => Arc::new(window.rows.clone()),
        other => panic!("{other:?}"),
    }
}

fn sheet(d: &Driver, n: usize) -> Arc<DecisionSheet> {
    match d.store().answer(&Ask::Decision(decisions(d)[n].head.id)).unwrap() {
        Facts::Decision(Some(sheet)) => sheet,
        other => panic!("{other:?}"),
    }
}

fn acts(d: &Driver) -> Arc<Vec<AchievementRow>> {
    match d.store().answer(&Ask::Achievements(Reach::of(Q2, ""))).unwrap() {
        Facts::Achievements(window) => Arc::new(window.rows.clone()),
        other => panic!("{other:?}"),
    }
}

/// A new register, in the room.
fn room() -> Driver {
    let mut d = Driver::new_register();
    d.keys("2");
    d
}

/// One decision with these rows: kind of the first, then name, post, unit; the kind is repeated.
fn decide(d: &mut Driver, number: &str, date: &str, people: &[(&str, &str)]) {
    d.keys(&format!("<C-n>{number}<CR>{date}<C-n>"));
    for (n, (name, unit)) in people.iter().enumerate() {
        if n > 0 {
            d.keys("<CR>");
        }
        d.keys(&format!("{name}<Tab><Tab>{unit}"));
    }
    d.keys("<C-s>");
}

/// Keys in angle brackets are keys; everything else are characters of a value.
fn keys_in(text: &str) -> usize {
    text.matches('<').count()
}

#[test]
fn the_first_award_takes_few_keys_and_each_further_name_fewer() {
    let mut d = Driver::new_register();
    let first = "<C-n>1764/QĐ-CAT<CR>18/6<C-n>Thiếu tá Nguyễn Văn Ấn<Tab>Phó đội trưởng<Tab>px03<C-s>";
    assert!(keys_in(first) <= 8, "{}", keys_in(first));
    d.keys(first).expect("√ Đã ghi quyết định 1764/QĐ-CAT").expect("►18/06  QĐ 1764/QĐ-CAT  Giấy khen");
    let sheet = sheet(&d, 0);
    let r = &sheet.recipients[0];
    assert_eq!(
        (r.rank.as_str(), r.name.as_str(), r.post.as_str()),
        ("Thiếu tá", "Nguyễn Văn Ấn", "Phó đội trưởng")
    );
    assert_eq!(sheet.head.authorities, ["giam_doc"]);
    assert_eq!(sheet.head.period, Some(Q2));
    // a further one in the same decision: the row repeats kind and unit
    let further = "<CR>Đại úy Lê An<Tab>Cán bộ";
    assert!(keys_in(further) <= 12);
    d.keys("<F2><C-n>").keys(further).expect("2 cá nhân").keys("<C-s>");
    assert_eq!(decisions(&d)[0].individual, Figures { heads: Figure::Exactly(2), turns: Figure::Exactly(2) });
}

#[test]
fn one_decision_with_three_named_recipients() {
    let mut d = room();
    d.keys("<C-n>1450/QĐ-CAT<CR>125<CR><CR><CR>Cứu nạn, cứu hộ<C-n>");
    d.keys("Trung tá Hoàng Thị Mến<Tab>Đội trưởng<Tab>pv01<CR>Đại úy Phan Đức Lợi<Tab><Tab>hau can<CR>");
    d.expect("Đại úy Phan Đức Lợi").expect("PH10 Hậu cần");
    d.keys("<BTab>tt<Tab>Đội Vũ trang<Tab><Tab>ph12").expect("Được khen: 1 tập thể, 2 cá nhân");
    d.keys("<C-s>").expect("Giấy khen: Cứu nạn, cứu hộ").expect("Giấy khen: Giám đốc Công an tỉnh");
    d.expect("1     1    2     2").expect("1 tập thể, 2 cá nhân");
    let named: Vec<String> = sheet(&d, 0).recipients.iter().map(|r| r.name.clone()).collect();
    assert_eq!(named, ["Hoàng Thị Mến", "Phan Đức Lợi", "Đội Vũ trang"]);
    d.resize(120, 40).expect("Cá nhân: 2").expect("Trung tá Hoàng Thị Mến").expect("│ Cứu nạn, cứu hộ");
}

#[test]
fn the_case_of_two_and_four_is_counted_for_the_whole_cluster() {
    let mut d = room();
    d.keys("<C-k>số lượng<CR>").expect("Số lượng khen thưởng, không có tên");
    d.expect("Số tập thể").expect("Toàn cụm, chưa tách");
    // no number, no day; both authorities in one figure
    d.keys("<CR><CR><CR><CR>bo ubnd<CR>bang khen<C-n>2<CR>4");
    d.expect("Số cá nhân").expect("Được khen: 2 tập thể, 4 cá nhân");
    d.expect("Tính vào số của cụm; chưa tính vào điểm của đơn vị nào cho đến khi được tách.");
    d.keys("<C-s>").expect("▲ Bằng khen, toàn cụm").expect("2     –    4     –");
    d.expect("►?").expect("chưa có số").expect("Bằng khen: Bộ Công an, UBND tỉnh");
    let sheet = sheet(&d, 0);
    assert_eq!(sheet.head.authorities, ["bca", "ubnd"]);
    let rows: Vec<_> = sheet.recipients.iter().map(|r| (r.basis, r.quantity, r.unit)).collect();
    assert_eq!(rows, [(Basis::Heads, Some(2), None), (Basis::Heads, Some(4), None)]);
    let Facts::Quarter(facts) = d.store().answer(&Ask::Quarter(Q2)).unwrap() else { panic!() };
    let line = &lines(&facts.tallies, Scope::All, &facts.authority_order())[0];
    assert_eq!(line.collective, Figures { heads: Figure::Exactly(2), turns: Figure::None });
    assert_eq!((line.individual.heads, line.unsplit), (Figure::Exactly(4), 2));
}

#[test]
fn a_notice_is_told_by_its_number_and_counts_turns_by_unit() {
    let mut d = room();
    d.keys("<C-n>214/TB-CAT<CR>").expect("Ghi thông báo tháng").expect("● thông báo tháng");
    d.expect("Biểu dương tại thông báo tháng");
    d.keys("30/6<C-n><BTab>ltt<Tab>10<Tab>pv01<CR>nhiều lượt<Tab>px03");
    d.expect("Được khen: ≥ 10 lượt tập thể").keys("<C-s>").expect("TB 214/TB-CAT  Thông báo tháng 6");
    d.expect("≥ 10").expect("–");
    let sheet = sheet(&d, 0);
    assert_eq!((sheet.head.kind, sheet.head.form.as_str()), (DecisionKind::Notice, "thong_bao"));
    assert_eq!(sheet.recipients[1].quantity, None, "unknown is not zero");
}

#[test]
fn a_name_already_there_is_asked_about_once() {
    let mut d = room();
    decide(&mut d, "1/QĐ", "1/6", &[("Đại úy Lê An", "pv01")]);
    decide(&mut d, "2/QĐ", "2/6", &[("Đại úy Lê An", "pv01")]);
    d.expect("Lê An: đã có tên ở").expect("Cùng một người");
    assert_eq!(decisions(&d).len(), 1, "nothing is written before the answer");
    d.keys("<Esc>").expect("Đại úy Lê An");
    d.keys("<C-s><CR>").expect("√ Đã ghi quyết định 2/QĐ");
    decide(&mut d, "3/QĐ", "3/6", &[("Lê An", "pv01")]);
    d.keys("<Down><CR>").expect("√ Đã ghi quyết định 3/QĐ");
    let party = |n| sheet(&d, n).recipients[0].party;
    assert_eq!(party(2), party(1), "the same one");
    assert_ne!(party(2), party(0), "another of that name");
}

#[test]
fn a_known_name_is_offered_and_brings_post_and_unit() {
    let mut d = room();
    d.keys("<C-n>1/QĐ<CR>1/6<C-n>Đại úy Lê An<Tab>Cán bộ<Tab>px03<C-s>");
    d.keys("<C-n>2/QĐ<CR>2/6<C-n>le").expect("Đại úy Lê An · PX03");
    d.keys("<Down><CR>").expect_not("· PX03").keys("<Up>").expect("Cán bộ").expect("PX03 Công tác đảng");
    d.keys("<C-s>").expect("√ Đã ghi quyết định 2/QĐ");
    let (new, old) = (sheet(&d, 0), sheet(&d, 1));
    assert_eq!(new.recipients.len(), 1, "the row that only repeats is not written");
    assert_eq!(new.recipients[0].party, old.recipients[0].party);
    assert_eq!((new.recipients[0].name.as_str(), new.recipients[0].post.as_str()), ("Lê An", "Cán bộ"));
}

#[test]
fn names_typed_in_pieces_or_by_bursts_are_whole() {
    let mut d = room();
    let nfd = |text: &str| text.nfd().collect::<String>();
    d.keys("<C-n>1/QĐ<CR>1/6<C-n>");
    d.keys(&nfd("Thiếu tá Trần Thị Ỷ"))
        .keys("<Tab>")
        .keys(&nfd("Phó đội trưởng"))
        .keys("<Tab>")
        .keys(&nfd("Đảng ủy"));
    d.keys("<C-s>").expect("√ Đã ghi quyết định 1/QĐ");
    let r = sheet(&d, 0).recipients[0].clone();
    assert_eq!(
        (r.rank.as_str(), r.name.as_str(), r.post.as_str()),
        ("Thiếu tá", "Trần Thị Ỷ", "Phó đội trưởng")
    );
    // an input method erases and types again, in one burst; the name is one edit
    d.keys("<C-n>2/QĐ<CR>2/6<C-n>Đại úy Nguye")
        .batch("<BS><BS>yê")
        .batch("n")
        .keys(" Uyên<Tab><Tab>pv01<C-s>");
    assert_eq!(sheet(&d, 0).recipients[0].name, "Nguyên Uyên");
}

#[test]
fn the_filter_needs_no_accents_and_escape_clears_it() {
    let mut d = room();
    decide(&mut d, "1/QĐ", "1/6", &[("Đại úy Lê Ánh", "pv01")]);
    decide(&mut d, "2/QĐ", "2/6", &[("Trung tá Bùi Ẩn", "px03")]);
    d.keys("/le anh").expect("lọc").expect("QĐ 1/QĐ").expect_not("QĐ 2/QĐ");
    d.keys("<CR>").expect("lọc: le anh · 1 mục").keys("<Esc>").expect("QĐ 2/QĐ").expect("2 mục");
    d.keys("/khong co").expect("Không có mục nào chứa “khong co”. Esc bỏ lọc.");
    d.keys("<Esc>").expect("QĐ 2/QĐ").keys("/dang").expect("QĐ 2/QĐ").expect_not("QĐ 1/QĐ");
    // digits typed into the filter do not change the room
    d.keys("<Esc>/2").expect("QĐ 2/QĐ").expect_not("QĐ 1/QĐ");
}

#[test]
fn what_cannot_be_is_said_at_its_place_and_stays_typed() {
    let mut d = room();
    d.keys("<C-n>5/QĐ<CR>31/6<CR>").keys("<BTab>").expect("31/6").expect("không có thật");
    d.keys("<C-s>").expect("không có thật").expect("31/6");
    assert_eq!(decisions(&d).len(), 0);
    d.keys("<BS><BS><BS><BS>30/6<C-n><C-s>").expect("Chưa ghi ai được khen");
    d.keys("Đại úy<Tab><Tab>px99<C-s>").expect("px99").expect("không có trong danh sách");
    d.keys("px03<C-s>").expect("Dòng 1: mới có cấp bậc “Đại úy”, chưa có họ tên");
    d.keys("Đại úy Lê An<Tab><Tab>Toàn cụm<C-s>").expect("“toàn cụm” chỉ cho số lượng");
    d.keys("pv05<C-s>").expect("√ Đã ghi quyết định 5/QĐ");
    assert_eq!(sheet(&d, 0).recipients[0].name, "Lê An");
}

#[test]
fn a_day_in_a_locked_or_unknown_quarter_is_refused_and_nothing_is_lost() {
    let mut d = Driver::demo();
    d.keys("2<C-n>9/QĐ<CR>10/2/2021<CR>").keys("<C-n>Đại úy Lê Mới<Tab><Tab>pv01<C-s>");
    d.expect("10/02/2021, thuộc Quý I/2021 đã khóa").keys("<CR>").expect("9/QĐ").expect("● chưa lưu");
    d.keys("<Esc>").expect("Bỏ phần đã sửa").keys("<CR>").expect("9/QĐ");
    let mut d = room();
    d.keys("<C-n>9/QĐ<CR>10/2/2030<CR>").expect("chưa có kỳ nào chứa ngày này");
    d.keys("<C-n>Lê Mới<Tab><Tab>pv01<C-s>").expect("10/02/2030").expect("● chưa lưu");
    assert_eq!(decisions(&d).len(), 0);
}

#[test]
fn in_a_locked_quarter_keys_that_write_say_why_not() {
    let mut d = Driver::demo();
    d.keys("2<C-Left>").expect("đã khóa");
    for key in ["<Del>", "<F2>"] {
        d.keys(key).expect("Quý I/2021 đã có văn bản duyệt. Đổi kết quả: điều chỉnh ở phòng 6");
    }
}

#[test]
fn leaving_a_changed_form_asks_and_an_unchanged_one_does_not() {
    let mut d = room();
    d.keys("<C-n><Esc>").expect("chưa có khen thưởng nào");
    d.keys("<C-n>7/QĐ<Esc>").expect("Bỏ phần đã sửa?").keys("<CR>").expect("7/QĐ").expect("● chưa lưu");
    d.keys("<Esc><Up><CR>").expect("chưa có khen thưởng nào").expect_not("7/QĐ");
}

#[test]
fn all_of_a_cell_at_rest_is_chosen_and_erased() {
    let mut d = room();
    d.keys("<C-n>1/QĐ<CR>1/6<C-n>Đại úy Lê An<Tab>Đội trưởng<BTab><Tab>").expect("Đội trưởng");
    d.keys("<C-a><BS>").expect_not("Đội trưởn").keys("Phó đội").expect("Phó đội");
    d.keys("<Tab><BTab><C-a>Cán bộ").expect("Cán bộ").expect_not("Phó đội");
}

#[test]
fn what_is_removed_comes_back() {
    let mut d = room();
    decide(&mut d, "1764/QĐ-CAT", "18/6", &[("Đại úy Lê An", "pv01")]);
    d.keys("<Del>").expect("√ Đã xóa QĐ 1764/QĐ-CAT").expect("chưa có khen thưởng nào");
    d.keys("<C-z>").expect("QĐ 1764/QĐ-CAT");
    assert_eq!(sheet(&d, 0).recipients.len(), 1);
}

#[test]
fn a_decision_is_corrected_and_its_rows_keep_their_identity() {
    let mut d = room();
    decide(&mut d, "1/QĐ", "1/6", &[("Đại úy Lê An", "pv01"), ("Đại úy Bùi Bá", "pv01")]);
    let before = sheet(&d, 0);
    // the second row goes, the first is spelt right
    d.keys("<CR><C-n><Down><C-Del>").keys("<Right><F2>h<C-s>").expect("√ Đã sửa quyết định 1/QĐ");
    let after = sheet(&d, 0);
    assert_eq!(after.recipients.len(), 1);
    assert_eq!(after.recipients[0].name, "Lê Anh");
    assert_eq!(
        (after.recipients[0].id, after.recipients[0].party),
        (before.recipients[0].id, before.recipients[0].party)
    );
}

#[test]
fn a_table_pasted_from_excel_fills_rows() {
    let mut d = room();
    d.keys("<C-n>1/QĐ<CR>1/6<C-n><Left>");
    d.paste(
        "CN\tĐại úy Lê An\tCán bộ\tPV01\r\nTT\tĐội Tham mưu\t\tphong cong tac dang\r\nCN\tBùi Bá\t\tPX99\r\n",
    );
    d.expect("2 dòng đọc được, 1 cần quyết").expect("cụm không có “PX99”");
    // to be mended in the grid: it stands there as it was written
    d.keys("<CR>vào bảng<CR><CR>").expect("Được khen: 1 tập thể, 2 cá nhân").expect("PX99");
    d.keys("<C-s>").expect("không có trong danh sách").keys("px05<C-s>").expect("√ Đã ghi quyết định 1/QĐ");
    let units: Vec<_> = sheet(&d, 0).recipients.iter().map(|r| r.name.clone()).collect();
    assert_eq!(units, ["Lê An", "Đội Tham mưu", "Bùi Bá"]);
    d.resize(120, 40)
        .expect("Lê An                               PV01")
        .expect("Bùi Bá                                     PX05");
}

#[test]
fn an_unsigned_paper_keeps_the_day_it_was_received() {
    let mut d = room();
    d.keys("<C-n>1/QĐ<CR><CR>").expect("►Ngày nhận").keys("2/6<CR><C-n>Lê An<Tab><Tab>pv01<C-s>");
    d.expect("►?").keys("<Down>").expect("nhận 02/06/2021, chưa rõ ngày ký");
    assert_eq!(sheet(&d, 0).head.received.map(|d| d.to_string()).as_deref(), Some("2021-06-02"));
    assert_eq!(sheet(&d, 0).head.date, None);
}

#[test]
fn the_next_decision_begins_with_authority_and_form_of_the_last() {
    let mut d = room();
    d.keys("<C-n>1/QĐ<CR>1/6<CR>bo<CR>ky niem<C-n>Lê An<Tab><Tab>pv01<C-s>").expect("√ Đã ghi");
    d.keys("<C-n>").expect("Bộ Công an").expect("Kỷ niệm chương");
    // signer and subject are put in on demand
    d.keys("<Esc><CR><CR><CR><CR><CR>Giữ gìn trật tự<CR>Lê Quang Đức<C-s>")
        .expect("√ Đã sửa quyết định 1/QĐ");
    d.keys("<C-n>").expect_not("Lê Quang Đức").keys("<CR><CR><CR><CR><CR><CR>=<CR><C-d>");
    d.expect("Giữ gìn trật tự").expect("Lê Quang Đức");
}

#[test]
fn an_achievement_is_written_linked_and_unlinked() {
    let mut d = room();
    d.keys("<Tab>").expect("[Thành tích 0]").expect("Quý II/2021 chưa ghi thành tích nào.");
    d.keys("<C-n>9/5<CR><Right><CR>px03<CR>Thiếu tá Nguyễn Văn Ấn<CR>Cứu người bị đuối nước<C-s>");
    d.expect("►09/05").expect("▲ 74 ngày, chưa đề nghị").expect("[Thành tích 1]");
    d.keys("<CR>").expect("Cứu người bị đuối nước").keys("<C-n>").expect("Không còn khen thưởng nào");
    d.keys("<Esc><BTab>").expect("[Khen thưởng]");
    decide(&mut d, "1450/QĐ-CAT", "12/5", &[("Thiếu tá Nguyễn Văn Ấn", "px03")]);
    d.keys("<Tab><CR>")
        .expect("có thể gắn: 1")
        .keys("<C-n>")
        .expect("Gắn khen thưởng: Cứu người bị đuối nước");
    d.expect("Thiếu tá Nguyễn Văn Ấn · PX03: Giấy khen").keys("<CR>").expect("Được khen: 1 mục");
    assert_eq!(acts(&d)[0].awards, 1);
    d.keys("<CR>").expect("Sửa quyết định khen thưởng").keys("<Esc>").expect("Giấy khen");
    d.keys("<Del>").expect("Chưa gắn khen thưởng nào");
    assert_eq!(acts(&d)[0].awards, 0);
    d.keys("<F2>").expect("Sửa thành tích").keys("<Esc>").expect("Chưa gắn khen thưởng nào");
    d.keys("<F2><BTab><BTab> ở hồ<C-s>")
        .expect("Chưa gắn khen thưởng nào")
        .expect("Cứu người bị đuối nước ở hồ");
    d.keys("<Esc><Del>").expect("[Thành tích 0]");
    assert_eq!((acts(&d).len(), decisions(&d).len()), (0, 1));
}

#[test]
fn a_second_award_linked_to_an_act_is_asked_about_and_linked_with_the_reason() {
    let mut d = room();
    d.keys("<Tab><C-n>9/5<CR><Right><CR>px03<CR>Thiếu tá Nguyễn Văn Ấn<CR>Cứu người bị đuối nước<C-s>");
    d.expect("[Thành tích 1]").keys("<BTab>");
    decide(&mut d, "1450/QĐ-CAT", "12/5", &[("Thiếu tá Nguyễn Văn Ấn", "px03")]);
    d.keys("<Tab><CR><C-n><CR>").expect("Được khen: 1 mục").keys("<Esc><BTab>");
    decide(&mut d, "1451/QĐ-CAT", "13/5", &[("Thiếu tá Nguyễn Văn Ấn", "px03")]);
    d.keys("<CR>").expect("√ Đã ghi quyết định 1451/QĐ-CAT").keys("<Tab><CR><C-n><CR>");
    d.expect("Đã khen việc này: vì sao vẫn ghi?").expect("1450/QĐ-CAT, 12/05/2021");
    // left, nothing is linked; asked again, it goes with the reason
    d.keys("<Esc>").expect("Được khen: 1 mục").keys("<C-n><CR>").expect("vì sao vẫn ghi?");
    d.keys("Hai lần cứu người<CR>").expect("Được khen: 2 mục");
    assert_eq!(acts(&d)[0].awards, 2);
}

#[test]
fn an_achievement_without_content_or_unit_is_refused() {
    let mut d = room();
    d.keys("<Tab><C-n><C-s>").expect("Chưa ghi").expect("▲");
    d.keys("<Tab>").keys("<Esc>").expect("chưa ghi thành tích nào");
    d.keys("<C-n><Down><Down>toan cum<CR><CR>Góp 2 tỷ đồng<C-s>").expect("Toàn cụm").expect("Góp 2 tỷ đồng");
    assert_eq!((acts(&d)[0].achievement.unit, acts(&d)[0].achievement.date), (None, None));
}

#[test]
fn the_sample_prints_the_case() {
    let mut d = Driver::demo();
    d.keys("2").expect("Bằng khen: Bộ Công an, UBND tỉnh").expect("2 tập thể, 4 cá nhân");
    d.expect("10 tập thể, 47 cá nhân").expect("31 lượt tập thể").expect("9 mục, mới nhất trước");
    d.resize(120, 40).keys("<Down>").expect("Số liệu khen thưởng trong kỳ").expect("Thiếu tá Nguyễn Văn Ấn");
}

#[test]
fn every_mode_stands_at_every_size_in_both_languages() {
    for keys in
        ["2", "2<C-n>", "2<C-n><C-n>", "2/bau", "2<Tab>", "2<Tab><CR>", "2<Tab><C-n>", "2<CR><C-n>px<F9>"]
    {
        let mut d = Driver::demo();
        d.keys(keys);
        for (width, height) in [(60, 16), (80, 24), (99, 20), (100, 30), (120, 40), (200, 60), (10, 3)] {
            d.resize(width, height).expect_not("⟦");
        }
        d.resize(120, 40).keys("<F9>").expect_not("⟦");
    }
}

#[test]
fn what_somebody_else_changed_meanwhile_stands_beside_what_is_typed_here() {
    use thidua::core::act::Act;
    let mut d = Driver::demo();
    d.keys("2<CR><End>-X").expect("TB-CAT-X");
    let head = decisions(&d)[0].head.clone();
    let other = |d: &Driver, act: Act| {
        let mut store = thidua::store::Store::open(&d.path(), thidua::store::Access::Write).unwrap();
        store.apply(&act, &crate::common::clock().stamp("khac")).unwrap();
        store.close();
    };
    let same = sheet(&d, 0);
    let note = thidua::core::award::Decision { note: "nơi khác ghi".into(), ..head.clone() };
    let recipients = same.recipients.clone();
    other(&d, Act::Award(thidua::core::award::Act::Save { decision: note, recipients, same: None }));
    d.keys("<C-s>").expect("TB-CAT-X").expect("nơi khác");
    assert_eq!(sheet(&d, 0).head.note, "nơi khác ghi");
    // back to the form and saved again it is still not written over
    d.keys("<Esc>").expect("[214/TB-CAT-X").keys("<C-s>").expect("Bản đã lưu");
    assert_eq!(sheet(&d, 0).head.note, "nơi khác ghi");
    d.keys("<CR>").expect("Đã nhận lựa chọn").keys("<C-s>").expect("√");
    let now = sheet(&d, 0);
    assert_eq!((now.head.number.as_str(), now.head.note.as_str()), ("214/TB-CAT-X", "nơi khác ghi"));
    assert_eq!(now.recipients.len(), same.recipients.len());
}

#[test]
fn a_language_changed_while_a_form_is_open_leaves_its_rows_readable() {
    let mut d = room();
    d.keys("<C-k>số lượng<CR><CR><CR><CR><CR>bo ubnd<CR>bang khen<C-n>2<F9><CR>4");
    d.expect("2 collectives, 4 individuals").keys("<C-s>");
    let rows: Vec<_> = sheet(&d, 0).recipients.iter().map(|r| (r.basis, r.quantity, r.unit)).collect();
    assert_eq!(rows, [(Basis::Heads, Some(2), None), (Basis::Heads, Some(4), None)]);
}

#[test]
fn a_monthly_notice_signed_in_the_next_month_counts_in_its_own_quarter() {
    let mut d = room();
    d.keys("<C-n>301/TB-CAT<CR>").expect("Ghi thông báo tháng").expect("Kỳ").keys("2/7/2021<CR>");
    d.expect("►Kỳ").expect("[Quý II/2021").keys("<C-n><BTab>ltt<Tab>9<Tab>pv01<C-s>");
    d.expect("√ Đã ghi").expect("Thông báo tháng 6");
    let head = &sheet(&d, 0).head;
    assert_eq!((head.date.unwrap().to_string().as_str(), head.period), ("2021-07-02", Some(Q2)));
    // opened again it stays where it was put; a decision of that day does not
    d.keys("<CR>").expect("Quý II/2021").keys("<End>-X<C-s>").expect("√");
    assert_eq!(sheet(&d, 0).head.period, Some(Q2));
    d.keys("<C-n>77/QĐ<CR>").expect_not("►Kỳ").keys("2/7/2021<CR>").expect("►Cấp khen");
}

#[test]
fn a_form_the_authorities_do_not_give_gives_way_to_one_they_do() {
    let mut d = room();
    d.keys("<C-n>5/QĐ<CR>1/6<CR>").expect("Giấy khen").keys("bộ ubnd<CR>").expect("[Bằng khen");
    d.keys("cờ<CR><BTab><BTab>giám đốc<CR>").expect("Cờ thi đua");
}

#[test]
fn tab_passes_the_post_of_a_row_of_numbers_by() {
    let mut d = room();
    d.keys("<C-n>5/QĐ<CR>1/6<CR><C-n><BTab>scn<Tab>10<Tab>pv01<C-s>").expect("√ Đã ghi");
    assert_eq!(sheet(&d, 0).recipients[0].quantity, Some(10));
    d.keys("<C-n><C-n><BTab>").expect("Gõ TT").keys("<Down>").expect("Lượt cá nhân");
}

#[test]
fn a_pasted_list_finds_its_columns_whatever_stands_before_them() {
    for (keys, table) in [
        // running numbers, no sort; with and without heads; the caret in the name or in the sort
        ("", "1\tĐại úy Lê An\tCán bộ\tPV01\n2\tTrung úy Bùi Bá\t\tHậu cần\n"),
        (
            "<Left>",
            "STT\tHọ và tên\tChức vụ\tĐơn vị\n1\tĐại úy Lê An\tCán bộ\tPV01\n2\tTrung úy Bùi Bá\t\tph10\n",
        ),
        (
            "",
            "TT\tCấp bậc\tHọ tên\tĐơn vị công tác\tChức vụ\n1\tĐại úy\tLê An\tPV01\tCán bộ\n2\tTrung úy\tBùi Bá\tPH10\n",
        ),
        ("", "1\tĐại úy\tLê An\tCán bộ\tPV01\n2\tTrung úy\tBùi Bá\t\tPH10\n"),
        ("", "1\tCN\tĐại úy Lê An\tCán bộ\tPV01\n2\t\tTrung úy Bùi Bá\t\tPH10\n"),
        ("", "Đại úy Lê An\tPV01\nTrung úy Bùi Bá\tPH10\n"),
    ] {
        let mut d = room();
        d.keys("<C-n>1/QĐ<CR>1/6<C-n>")
            .keys(keys)
            .paste(table)
            .expect("2 dòng đọc được")
            .keys("<CR>")
            .expect("2 cá nhân")
            .keys("<C-s>");
        d.expect("√ Đã ghi quyết định 1/QĐ");
        let sheet = sheet(&d, 0);
        let named: Vec<_> = sheet.recipients.iter().map(|r| (r.rank.as_str(), r.name.as_str())).collect();
        assert_eq!(named, [("Đại úy", "Lê An"), ("Trung úy", "Bùi Bá")], "{table}");
        assert_ne!(sheet.recipients[0].unit, sheet.recipients[1].unit);
        let post = if table.contains("Cán bộ") { "Cán bộ" } else { "" };
        assert_eq!((sheet.recipients[0].post.as_str(), sheet.recipients[1].post.as_str()), (post, ""));
    }
    // names alone, one below the other
    let mut d = room();
    d.keys("<C-n>1/QĐ<CR>1/6<C-n>")
        .paste("Lê An\nBùi Bá\n")
        .expect("2 cần quyết")
        .expect("Lê An thuộc đơn vị nào?");
    d.keys("<F4>px03<CR>").expect("2 dòng đọc được").keys("<C-s><C-s>").expect("√ Đã ghi quyết định 1/QĐ");
}

#[test]
fn the_period_chosen_for_a_notice_goes_before_its_day() {
    let mut d = room();
    d.keys("<F8><Home><CR>").expect("‹ Quý III/2021").keys("<C-Left>").expect("‹ Quý II/2021");
    // the day proposes its quarter, the user has the last word
    d.keys("<C-n>301/TB-CAT<CR>2/7/2021<CR>").expect("[Quý III/2021").keys("quy ii/<CR>");
    d.expect("Quý II/2021").keys("<C-n><BTab>ltt<Tab>9<Tab>pv01<C-s>").expect("Thông báo tháng 6");
    assert_eq!(sheet(&d, 0).head.period, Some(Q2));
}
