//! A quarter that is locked or approved: what its keys open is only read, or says at once why it is not opened. And what else
//! is told before it is too late.
use super::command;
use crate::common::Driver;
use thidua::core::summary::Paper;
use thidua::effect::Place;
use thidua::screen::place_of;

/// What the register answers when rows of such a quarter are sent.
const REFUSED: [&str; 2] = ["đã có văn bản duyệt. Đổi kết quả", "đã khóa. Quyết định đến muộn"];

fn told(d: &mut Driver) -> bool {
    let screen = d.screen();
    REFUSED.iter().any(|said| screen.contains(said))
}

/// The quarter of the sample that is approved, in a room.
fn approved(keys: &str) -> Driver {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<C-Left><Esc>").keys(keys);
    d
}

/// Whatever key opens a form, in whatever room: what can be typed there can be saved, else it is said before.
#[test]
fn no_form_of_an_approved_quarter_is_typed_into_only_to_be_refused() {
    let (mut opened, mut late) = (0, Vec::new());
    for room in ["0", "1", "2", "2<Tab>", "2<Tab><Tab>", "3", "4", "4<F6><F6>", "5", "6", "7", "8", "9"] {
        for key in ["<CR>", "<F2>", "<F4>", "<C-n>", "<C-t>", "<C-d>"] {
            let mut d = approved(room);
            d.keys(key);
            if told(&mut d) || !d.screen().contains("Ctrl+S") {
                continue;
            }
            opened += 1;
            d.keys("x<C-s>");
            if told(&mut d) {
                late.push(format!("{room} {key}"));
            }
        }
    }
    assert_eq!(late, Vec::<String>::new());
    assert!(opened > 5, "meeting, texts, campaigns and settings are still written: {opened}");
}

#[test]
fn a_decision_of_an_approved_quarter_opens_to_be_read() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut d = Driver::demo().size(width, height);
        let digest = d.store().digest().unwrap();
        d.keys("<C-Left><Esc>2<CR>").expect(", chỉ xem").expect("▲ Quý I/2021 đã có văn bản duyệt");
        d.expect("Chỉ xem: Tab ô kế · Esc về").expect_not("Ctrl+S lưu");
        let seen = d.screen();
        // neither letters nor a paste nor keys of the list change anything
        d.keys("x<BS><Del><C-d><C-z><C-n><C-s>").paste("Nguyễn Văn Ấn\tPX03\nTrần Văn Bính\tPX05\n");
        assert_eq!(d.screen(), seen);
        // it is walked through, its people too
        for _ in 0..11 {
            d.keys("<Tab>");
        }
        d.keys("<Down><Up>x<Del><C-Del><C-n><F2>y").expect(", chỉ xem").expect_not("● chưa lưu");
        d.keys("<Esc>").expect_not(", chỉ xem");
        assert_eq!(d.store().digest().unwrap(), digest);
    }
}

#[test]
fn a_late_decision_is_sent_to_an_open_quarter_before_it_is_typed() {
    for keys in ["1<C-n>", "2<C-n>", "2<C-d>"] {
        approved(keys).expect("Quyết định đến muộn: ghi ở kỳ chưa khóa (F8), sổ hỏi ghi bổ sung");
    }
}

#[test]
fn an_empty_explanation_of_a_closed_sheet_is_not_offered_to_be_written() {
    let explanations = "4<Tab>";
    let mut d = Driver::demo().size(120, 40);
    d.keys("<Esc>").keys(explanations).expect("chưa có giải trình. Enter để ghi");
    let mut d = approved(explanations);
    d.expect("không có giải trình").expect_not("Enter để ghi");
}

#[test]
fn bonus_and_deductions_left_empty_are_told_from_what_is_counted_in_the_main_points() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<Esc>4");
    command(&mut d, "ghi 0 (ca cum)");
    d.expect("không có điểm thưởng, điểm trừ gõ tay").expect("gõ số lần");
}

/// Locks the quarter of the sample from its room, in whatever program.
fn lock(d: &mut Driver) {
    d.keys("<M-6>");
    command(d, "khóa sổ");
    d.keys("<Up><CR>").expect("đã khóa");
}

fn reopen(d: &mut Driver) {
    d.keys("<M-6>");
    command(d, "mở lại sổ");
    d.keys("Ghi sót một chỗ<CR>").expect("trình hội nghị");
}

/// Keys from the start to a form over a record of the quarter, and what is typed into it.
const FORMS: [(&str, &str); 3] = [
    ("<M-2><CR>", "<End>-B"),
    ("<M-2><Tab><CR><F2>", "<Tab><Tab><Tab><End>-B"),
    ("<M-2><Tab><Tab><Down><F2>", "<End>-B"),
];

#[test]
fn a_form_follows_its_quarter_where_that_is_reopened_or_locked_meanwhile() {
    for (open, typed) in FORMS {
        let mut a = Driver::demo().size(120, 40);
        let mut b = a.beside().size(120, 40);
        a.keys("<Esc>").keys(open).keys("<Tab><S-Tab>").expect_not(", chỉ xem");
        lock(&mut b);
        a.keys("<F1><Esc>").expect(", chỉ xem").expect("Quý II/2021 đã khóa. Mở lại sổ: Ctrl+K");
        a.keys("x").expect_not("● chưa lưu");
        reopen(&mut b);
        // the very key that hears of it finds the form to be written in, and its keys below
        a.keys("<F1><Esc>").expect_not(", chỉ xem").expect("Ctrl+S");
        a.keys(typed).expect("-B").expect("● chưa lưu");
        lock(&mut b);
        let digest = b.store().digest().unwrap();
        a.keys("<F1><Esc><Home>")
            .expect(", chỉ xem")
            .expect("-B")
            .expect("Quý II/2021 đã khóa. Mở lại sổ: Ctrl+K");
        // what may not be saved is not offered to be
        a.keys("<C-s><Esc>").expect("Ở lại").expect_not("Lưu rồi đóng").keys("<CR>").expect("-B");
        assert_eq!(a.store().digest().unwrap(), digest);
        reopen(&mut b);
        a.keys("<F1><Esc><C-s>").expect("√ Đã").expect("-B");
    }
}

#[test]
fn a_decision_opened_to_be_read_is_written_once_its_quarter_is_reopened() {
    let mut a = Driver::demo().size(120, 40);
    let mut b = a.beside().size(120, 40);
    lock(&mut b);
    a.keys("<Esc><M-2><CR><Tab><S-Tab>").expect(", chỉ xem");
    reopen(&mut b);
    a.keys("<End>-B").expect("-B").expect_not(", chỉ xem").keys("<C-s>").expect("√ Đã");
}

#[test]
fn a_form_that_asked_whether_to_be_saved_is_not_sent_to_a_quarter_locked_meanwhile() {
    let mut a = Driver::demo().size(120, 40);
    let mut b = a.beside().size(120, 40);
    a.keys("<Esc><M-2><CR><End>-B<Esc>").expect("Lưu rồi đóng");
    lock(&mut b);
    let digest = b.store().digest().unwrap();
    a.keys("<Down><Up><Up><Up><CR>").expect("Quý II/2021 đã khóa").expect("-B").expect(", chỉ xem");
    assert_eq!(a.store().digest().unwrap(), digest);
}

#[test]
fn a_draft_of_a_quarter_locked_meanwhile_says_so_and_is_saved_after_it_is_reopened() {
    for (open, typed) in FORMS {
        let mut a = Driver::demo().size(120, 40);
        a.keys("<Esc>").keys(open).keys(typed).expect("-B").rest();
        let mut b = a.beside().size(120, 40);
        lock(&mut b);
        let mut a = a.restart().size(120, 40);
        let digest = b.store().digest().unwrap();
        a.keys("<F5><CR>").expect("▲ Đã mở lại bản nháp, chưa lưu được");
        a.expect("Quý II/2021 đã khóa. Mở lại sổ: Ctrl+K").expect("-B").expect_not("Xem rồi Ctrl+S");
        a.keys("<C-s><Esc>").expect_not("Lưu rồi đóng").keys("<CR>").expect("-B");
        assert_eq!(a.store().digest().unwrap(), digest);
        reopen(&mut a);
        a.keys("<M-2>").expect("-B").expect_not(", chỉ xem").keys("<C-s>").expect("√ Đã").expect("-B");
    }
}

#[test]
fn a_cancelling_and_a_split_wait_for_their_quarter_too() {
    for (words, typed, kept) in
        [("hủy khen thưởng", "99/QĐ-HUY", "99/QĐ-HUY"), ("tách số liệu", "<CR>1", "Đã tách 1")]
    {
        let mut a = Driver::demo().size(120, 40);
        a.keys("<Esc><M-2><End>");
        command(&mut a, words);
        a.keys(typed).expect(kept).rest();
        let mut b = a.beside().size(120, 40);
        lock(&mut b);
        let mut a = a.restart().size(120, 40);
        a.keys("<F5><CR>")
            .expect("▲ Đã mở lại bản nháp, chưa lưu được")
            .expect("Quý II/2021 đã khóa")
            .expect(kept);
        a.keys("<C-s>").expect("Quý II/2021 đã khóa").expect("Chỉ xem: ").expect(kept).expect("● chưa lưu");
        reopen(&mut a);
        a.keys("<M-2><C-s>").expect("√ Đã");
    }
}

#[test]
fn a_room_is_not_left_over_an_open_form_without_a_word() {
    let mut d = Driver::demo();
    d.keys("3<C-n>").expect("Ctrl+S").keys("<M-4>").expect("Đang nhập dở: lưu (Ctrl+S) hoặc rời");
    d.keys("<Esc><M-4>").expect("4 Chấm điểm").expect("[Phiếu đơn vị]");
}

/// What the checklist calls the papers of the result opens on it, whatever was looked at in room 8 before.
#[test]
fn the_papers_of_the_checklist_are_those_of_the_result() {
    assert_eq!(place_of("papers"), Place::paper(Paper::Result));
}
