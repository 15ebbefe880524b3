//! The page of somebody, from the row that names them; and two who are found to be one.
use crate::common::Driver;

/// Two of one name in two units, told to be two.
fn two() -> Driver {
    let mut d = Driver::new_register();
    d.keys("2<C-n>214/TB-CAT<CR>30/6<C-n>Đại úy Lê An Bình<Tab>Đội trưởng<Tab>pv01<C-s>").expect("√ Đã ghi");
    d.keys("<C-n>230/TB-CAT<CR>30/6<C-n>Thiếu tá Lê An Bình<Tab><Tab>px01<C-s>2<CR>").expect("√ Đã ghi");
    d
}

#[test]
fn a_recipient_row_leads_to_its_page() {
    let mut d = two();
    d.keys("<CR><C-n><F3>").expect("Thiếu tá Lê An Bình").expect("1 lượt khen").expect("230/TB-CAT");
    d.keys("<Esc>").expect("Sửa thông báo").expect("Được khen: 1 cá nhân");
    // a row that was typed has no page yet
    d.keys("<C-n>Vũ Cao Sơn<F3>").expect("Dòng này chưa có trong sổ");
}

#[test]
fn two_who_are_one_are_made_one_and_taken_apart_again() {
    let mut d = two();
    d.keys("<C-f>230<Esc><C-f>binh<Down><F3>").expect("F4 gộp với người khác");
    d.keys("<F4>")
        .expect("Gộp hai người thành một")
        .expect("là cùng người với:")
        .expect("►Thiếu tá Lê An Bình");
    d.keys("<CR>").expect("Giữ lại").expect("Bị gộp (không còn)").expect("Chuyển 1 lượt khen sang");
    d.keys("<Tab><Tab><CR>").expect("2 lượt khen");
    d.keys("<Esc><Esc>").keys("<C-z>").expect("Đã hoàn tác");
    d.keys("<C-f>binh").expect("Đại úy Lê An Bình").expect("Thiếu tá Lê An Bình");
}

#[test]
fn of_two_who_are_one_the_one_with_more_papers_is_offered_to_stay() {
    let mut d = two();
    d.keys("<C-n>231/TB-CAT<CR>30/6<C-n>Thiếu tá Lê An Bình<Tab><Tab>px01<C-s>").expect("PX01");
    d.keys("<CR>").expect("√ Đã ghi thông báo 231/TB-CAT");
    let kept = |d: &mut Driver| {
        let screen = d.screen();
        screen.lines().find(|l| l.contains("Giữ lại")).unwrap_or_default().to_owned()
    };
    for from in ["dai uy le an binh", "thieu ta le an binh"] {
        d.keys(&format!("<C-f><C-a>{from}")).keys("<Down><F3><F4><CR>");
        let line = kept(&mut d);
        assert!(line.contains("Thiếu tá") && line.contains("2 lượt khen"), "{}", d.screen());
        d.keys("<Tab>");
        assert!(kept(&mut d).contains("Đại úy"), "{}", d.screen());
        d.keys("<Esc><Esc><Esc><Esc>");
    }
}

#[test]
fn nothing_is_merged_under_a_form_with_text_in_it() {
    let mut d = two();
    d.keys("<CR><C-n><C-n>Vũ Cao Sơn<C-f>binh<Down><F3><F4><CR><CR>").expect("Đang nhập dở");
    d.keys("<Esc><Esc><Esc><Esc>").expect("Vũ Cao Sơn");
}
