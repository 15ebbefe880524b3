//! A quarter that is locked or approved: what its keys open is only read, or says at once why it is not opened. And what else
//! is told before it is too late.
use super::command;
use crate::common::Driver;

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
