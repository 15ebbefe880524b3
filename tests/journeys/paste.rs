//! A monthly list of 57 pasted from a sheet: looked through, two rows decided, saved as one act; and that nothing of the
//! form changes while it is only looked at.
use super::weight;
use crate::common::Driver;
use std::fmt::Write as _;
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::AwardRow;
use thidua::core::period::PeriodKey;
use unicode_normalization::UnicodeNormalization;

const UNITS: [&str; 4] = ["PV01", "Phòng Tổ chức cán bộ", "PX03", "hậu cần"];

/// A sheet of `n` people under its heads, below the letterhead, above the total and the signature; the rows named in
/// `doubtful` have a unit nobody knows.
fn sheet(n: usize, doubtful: &[usize]) -> String {
    let (families, givens) = (
        ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Bùi", "Đỗ", "Vũ"],
        ["An", "Bình", "Cường", "Dũng", "Hà", "Lợi", "Mến", "Ấn"],
    );
    let mut out = String::from(
        "CÔNG AN TỈNH HỒNG LAM\r\nDANH SÁCH CÁ NHÂN ĐƯỢC BIỂU DƯƠNG\r\n\r\nSTT\tHọ và tên\tChức vụ\tĐơn vị\r\n(1)\t(2)\t(3)\t(4)\r\n",
    );
    for at in 0..n {
        let unit = if doubtful.contains(&at) { "PX99" } else { UNITS[at % 4] };
        let (family, given) = (families[at % 8], givens[at / 8]);
        let rank = if at % 3 == 0 { "Đ/c Thiếu tá" } else { "Đ/úy" };
        let _ = write!(out, "{}\t{rank}  {family}\u{a0}Văn {given}\tCán bộ\t{unit}\r\n", at + 1);
    }
    out.push_str("Tổng cộng: 57\r\n\t\tGIÁM ĐỐC\r\n\t\tĐại tá Lê Quang Đức\r\n");
    out
}

fn awards(d: &Driver) -> Vec<AwardRow> {
    let Facts::Awards(rows) = d.store().answer(&Ask::Awards(PeriodKey::quarter(2021, 2))).unwrap() else {
        unreachable!()
    };
    rows.to_vec()
}

/// From the list of room 2 into the list of a new notice.
const OPEN: &str = "<C-n>214/TB-CAT<CR>30/6<C-n>";

/// A notice opened, the caret in its list.
fn notice() -> Driver {
    let mut d = Driver::new_register();
    d.keys("2").keys(OPEN);
    d
}

#[test]
fn fifty_seven_rows_two_of_them_doubtful() {
    let mut d = notice();
    let before = d.store().digest().unwrap();
    d.paste(&sheet(57, &[13, 40]))
        .expect("Danh sách vừa dán")
        .expect("55 dòng đọc được, 2 cần quyết, 6 bỏ qua");
    d.expect("cụm không có “PX99”").expect("Dòng 19: 14 · Đ/úy");
    // the first one: another unit; the second: the same question again
    let decide = "<CR>px05<CR><CR>ph12<CR>";
    d.keys(decide).expect("57 dòng đọc được, 6 bỏ qua").keys("<CR>");
    d.expect("Được khen: 57 cá nhân").expect("214/TB-CAT");
    assert_eq!(d.store().digest().unwrap(), before, "nothing is written before it is saved");
    d.keys("<C-s>").expect("√ Đã ghi thông báo 214/TB-CAT").expect("57");
    let rows = awards(&d);
    assert_eq!(rows.len(), 57);
    assert!(
        rows.iter().all(|r| matches!(r.recipient.rank.as_str(), "Thiếu tá" | "Đại úy")),
        "ranks as printed"
    );
    assert!(rows.iter().all(|r| r.recipient.post == "Cán bộ" && !r.recipient.name.contains('\u{a0}')));
    // the whole errand from the room, as README counts it: open, paste, decide two rows, take over, save
    assert_eq!(weight(OPEN) + weight("<C-v>") + weight(decide) + weight("<CR>") + weight("<C-s>"), 10);
}

#[test]
fn escape_leaves_the_form_as_it_was() {
    let mut d = notice();
    d.keys("Đại úy Lê An<Tab><Tab>pv01").paste(&sheet(5, &[])).expect("Thêm vào sau 1 dòng đã có");
    d.keys("<Esc>").expect("Được khen: 1 cá nhân").expect("Đại úy Lê An").expect_not("Danh sách vừa dán");
    d.paste(&sheet(5, &[])).keys("<CR>").expect("Được khen: 6 cá nhân");
    // one step of undo takes the list out again
    d.keys("<C-z>").expect("Được khen: 1 cá nhân");
}

#[test]
fn every_line_can_be_looked_at_with_what_became_of_it() {
    let mut d = notice();
    d.paste(&sheet(3, &[]))
        .keys("<F3>")
        .expect("bỏ qua: tên danh sách")
        .expect("bỏ qua: đầu bảng")
        .expect("1 dòng");
    d.keys("<End>").expect("bỏ qua: phần ký").keys("<Esc>").expect("3 dòng đọc được");
    let mut d = notice();
    d.paste("Tổng cộng: 5\nNơi nhận:\n")
        .expect("Không đọc được tập thể, cá nhân nào")
        .keys("<Esc>")
        .expect("chưa ghi ai");
}

#[test]
fn the_same_names_are_asked_about_once_for_the_whole_list() {
    let mut d = notice();
    d.paste(&sheet(6, &[])).keys("<CR><C-s>").expect("√ Đã ghi");
    let first = awards(&d);
    // the next month, typed by another office: NFD, and one of them twice
    let again: String = format!("{}Đ/c Thiếu tá Nguyễn Văn An - PV01\r\n", sheet(6, &[])).nfd().collect();
    d.keys("<C-n>230/TB-CAT<CR>30/6<C-n>").paste(&again);
    d.expect("0 dòng đọc được, 7 cần quyết").expect("sổ đã có Thiếu tá Nguyễn Văn An ở PV01");
    d.keys("<CR><Down><Down><CR>").expect("6 dòng đọc được, 1 cần quyết").expect("đã có ở dòng 6, cùng PV01");
    d.keys("<CR><Down><CR>")
        .expect("7 dòng đọc được")
        .keys("<CR><C-s>")
        .expect("√ Đã ghi thông báo 230/TB-CAT");
    let all = awards(&d);
    assert_eq!(all.len(), 13);
    let parties: std::collections::HashSet<_> = all.iter().map(|r| r.recipient.party).collect();
    assert_eq!(parties.len(), 7, "six of them known, one somebody else of a name that is there");
    assert_eq!(first.len(), 6);
}

#[test]
fn rows_are_left_out_and_units_given_to_all() {
    let mut d = notice();
    d.paste("Lê An Bình\nBùi Bá Trực\nVũ Cao Sơn\n").expect("3 cần quyết");
    d.keys("<C-s>").expect("Còn 3 dòng cần quyết").keys("<Down><Del>").expect("2 cần quyết, 1 bỏ ra");
    d.keys("<F4>tccb<CR>").expect("2 dòng đọc được, 1 bỏ ra").keys("<C-s>").expect("Được khen: 2 cá nhân");
    d.expect("PX01 Tổ chức cán bộ").expect_not("Bùi Bá Trực");
}

#[test]
fn too_long_a_paste_is_refused_whole_and_at_once() {
    let mut d = notice();
    d.paste(&"Lê An Bình - PV01\n".repeat(600_000))
        .expect("Đoạn dán quá giới hạn 1 MB")
        .expect("chưa ghi ai");
    d.paste(&"Lê An Bình - PV01\n".repeat(6_000)).expect("Đoạn dán quá giới hạn 5.000 dòng");
    d.paste(&"Lê An Bình - PV01\n".repeat(2_100)).expect("tối đa 2.000 dòng");
}

/// People of the register by name: key and unit.
fn parties(d: &Driver, start: &str) -> Vec<(i64, Option<i64>)> {
    let ask = Ask::Parties { unit: None, start: start.to_owned() };
    let Facts::Parties(rows) = d.store().answer(&ask).unwrap() else { unreachable!() };
    rows.iter().map(|p| (p.id, p.unit)).collect()
}

#[test]
fn a_name_of_another_unit_asks_who_it_is_in_the_paste() {
    let mut d = notice();
    d.paste("Đại úy Lê An Bình - PV01\nThiếu tá Bùi Bá Trực - PV01\nVũ Cao Sơn - PV01\n").keys("<CR><C-s>");
    d.expect("√ Đã ghi").keys("<C-n>230/TB-CAT<CR>30/6<C-n>");
    d.paste("Thiếu tá Lê An Bình - PX01\nBùi Bá Trực - PX01\nVũ Cao Sơn - PX03\nHồ Thị Mến - PX01\n");
    d.expect("1 dòng đọc được, 3 cần quyết").expect("PX01 chưa có ai tên này, PV01 thì có.");
    d.keys("<CR>")
        .expect("Thiếu tá Lê An Bình (PX01): sổ có người cùng tên ở đơn vị khác")
        .expect("1 Cùng người, chuyển từ PV01: Đại úy")
        .expect("khen 30/06/2021")
        .expect("2 Người khác, trùng họ tên");
    // moved; and all others in one key
    d.keys("1")
        .expect("2 dòng đọc được, 2 cần quyết")
        .keys("<CR>3")
        .expect("4 dòng đọc được")
        .keys("<CR><C-s>");
    d.expect("√ Đã ghi thông báo 230/TB-CAT");
    assert_eq!(parties(&d, "binh").len(), 1);
    assert_eq!(parties(&d, "binh")[0].1, Some(5), "moved to PX01");
    assert_eq!((parties(&d, "truc").len(), parties(&d, "son").len()), (2, 2));
    // known by now: nobody is asked about another unit again, only whether it is who stands there
    d.keys("<C-n>231/TB-CAT<CR>30/6<C-n>").paste("Bùi Bá Trực - PX01\nVũ Cao Sơn - PX03\n");
    d.expect("sổ đã có Bùi Bá Trực ở PX01").expect_not("ở đơn vị khác");
}

#[test]
fn a_name_without_accents_asks_who_it_is_typed_or_pasted() {
    let mut d = notice();
    d.keys("Đại úy Trần Minh Hoá<Tab>Đội trưởng<Tab>pv01<C-s>").expect("√ Đã ghi");
    d.keys("<C-n>230/TB-CAT<CR>30/6<C-n>Đại úy Tran Minh Hoa<Tab><Tab>pv01<C-s>");
    d.expect("Đại úy Tran Minh Hoa (PV01): gõ không dấu, sổ có người cùng tên")
        .expect("1 Là Trần Minh Hoá (PV01): Đại úy, Đội trưởng")
        .expect("2 Người khác");
    d.keys("1<CR>").expect("√ Đã ghi thông báo 230/TB-CAT");
    assert_eq!(parties(&d, "tran minh hoa").len(), 1);
    d.keys("<CR>").expect("Trần Minh Hoá").expect_not("Tran Minh Hoa");
    d.keys("<Esc><C-n>231/TB-CAT<CR>30/6<C-n>").paste("tran minh hoa - PX01\nTrần Minh Hoà - PV01\n");
    d.expect("1 dòng đọc được, 1 cần quyết").keys("<CR>").expect("1 Là Trần Minh Hoá (PV01)");
    d.keys("1").expect("Trần Minh Hoá").keys("<CR><C-s>").expect("√ Đã ghi thông báo 231/TB-CAT");
    assert_eq!(parties(&d, "tran minh hoa").len(), 2, "the other accent alone is somebody else");
}

#[test]
fn a_typed_name_of_another_unit_asks_who_it_is_when_it_is_saved() {
    let mut d = notice();
    d.keys("Đại úy Lê An Bình<Tab>Đội trưởng<Tab>pv01<C-s>").expect("√ Đã ghi");
    let form = "<C-n>230/TB-CAT<CR>30/6<C-n>Lê An Bình<Tab><Tab>px01<C-s>";
    d.keys(form).expect("1 Cùng người, chuyển từ PV01: Đại úy, Đội trưởng").expect("2 Người khác");
    // Esc: back in the row, nothing written
    d.keys("<Esc>").expect("Được khen: 1 cá nhân").expect_not("√ Đã ghi");
    d.keys("<C-s>2").expect("► 2 Người khác").keys("<CR>").expect("√ Đã ghi thông báo 230/TB-CAT");
    assert_eq!(parties(&d, "binh").len(), 2);
    d.keys(&form.replace("230", "231").replace("px01", "px03")).expect("khen 30/06/2021").keys("1<CR>");
    d.expect("√ Đã ghi thông báo 231/TB-CAT");
    assert_eq!(parties(&d, "binh").len(), 2);
}

#[test]
fn keys_typed_before_a_question_stood_there_do_not_answer_it() {
    let mut d = notice();
    d.keys("Đại úy Lê An Bình<Tab>Đội trưởng<Tab>pv01<C-s>").expect("√ Đã ghi");
    d.keys("<C-n>230/TB-CAT<CR>30/6<C-n>Lê An Bình<Tab><Tab>px01");
    d.batch("<C-s><C-n>1460/QĐ-CAT<CR>13/5<C-s>");
    d.expect("► 1 Cùng người, chuyển từ PV01").expect_not("√ Đã ghi").keys("<Esc>").expect("230/TB-CAT");
    assert_eq!(parties(&d, "binh").len(), 1);
    // what follows a save that goes through arrives
    d.keys("<C-s>2").batch("<CR><C-n>1460/QĐ-CAT").expect("1460/QĐ-CAT");
    assert_eq!(parties(&d, "binh").len(), 2);
}

#[test]
fn everybody_of_a_name_can_be_chosen() {
    let mut d = notice();
    let units = ["pv05", "pv06", "pv11", "px01", "px03", "px05", "px06", "ph10", "ph11"];
    d.keys("Lê An Bình<Tab><Tab>pv01<C-s>").expect("√ Đã ghi");
    for (n, unit) in units.iter().enumerate() {
        d.keys(&format!("<C-n>{}/TB-CAT<CR>30/6<C-n>Lê An Bình<Tab><Tab>{unit}<C-s>", 300 + n));
        // the last choice but with many: another of that name
        d.keys("<End><PageDown><CR>").expect("√ Đã ghi thông báo");
    }
    assert_eq!(parties(&d, "binh").len(), 10);
    d.keys("<C-n>400/TB-CAT<CR>30/6<C-n>Lê An Bình<Tab><Tab>ph12<C-s>").expect("Gõ để tìm");
    d.keys("pv01").expect("► Cùng người, chuyển từ PV01").expect_not("PH10").keys("<CR>");
    d.expect("√ Đã ghi thông báo 400/TB-CAT");
    let all = parties(&d, "binh");
    assert_eq!(all.len(), 10);
    assert!(all.iter().all(|p| p.1 != Some(1)), "who stood in PV01 was not moved: {all:?}");
}
