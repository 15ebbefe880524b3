//! What an input method sends: a burst of Backspace and composed letters in one read; and letters in pieces (NFD).
use crate::common::{Driver, keys};
use thidua::core::ask::{Ask, Facts};
use thidua::core::period::PeriodKey;

/// Opens a decision and goes to the name of its first recipient.
fn at_the_name() -> Driver {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>").expect("Được khen: chưa ghi ai");
    d
}

/// The names the register holds.
fn names(d: &Driver) -> Vec<String> {
    let Facts::Awards(rows) = d.store().answer(&Ask::Awards(PeriodKey::quarter(2021, 2))).unwrap() else {
        unreachable!()
    };
    rows.iter().map(|r| format!("{}|{}", r.recipient.rank, r.recipient.name)).collect()
}

/// "Thiếu tá Nguyễn Văn Ấn" as UniKey's Telex sends it: letters singly, a changed syllable as Backspaces and the new one.
const TELEX: [&str; 26] = [
    "T",
    "h",
    "i",
    "e",
    "<BS>ê",
    "<BS>ế",
    "u",
    " ",
    "t",
    "a",
    "<BS>á",
    " ",
    "N",
    "g",
    "u",
    "y",
    "e",
    "<BS>ê",
    "n",
    "<BS><BS>ễn",
    " ",
    "V",
    "a",
    "<BS>ă",
    "n",
    " ",
];

#[test]
fn a_name_as_telex_sends_it() {
    let mut d = at_the_name();
    for burst in TELEX {
        d.batch(burst);
    }
    for burst in ["A", "<BS>Â", "<BS>Ấ", "n"] {
        d.batch(burst);
    }
    d.expect("Thiếu tá Nguyễn Văn Ấn").keys("<Tab><Tab>px03<C-s>").expect("√ Đã ghi quyết định");
    assert_eq!(names(&d), ["Thiếu tá|Nguyễn Văn Ấn"]);
    // found without accents
    d.keys("/an").expect("1450/QĐ-CAT").keys("<Esc>");
    d.keys("/nguyen van an<CR>").expect("1450/QĐ-CAT").keys("<Esc>/tran<CR>").expect_not("1450/QĐ-CAT");
}

#[test]
fn letters_in_pieces_become_whole() {
    let mut d = at_the_name();
    // NFD as macOS and some input methods send it, the same as real bytes of a terminal
    let nfd = "Đại u\u{301}y Trâ\u{300}n Thị Thu\u{309}y";
    d.bytes(nfd.as_bytes()).bytes(&keys::bytes("<Tab><Tab>px05<CR>"));
    d.paste("Lê Thi\u{323} Ha\u{300}").keys("<Tab><Tab>ph10<C-s>").expect("√ Đã ghi quyết định");
    assert_eq!(names(&d), ["Đại úy|Trần Thị Thủy", "|Lê Thị Hà"]);
    d.keys("/thuy<CR>").expect("1450/QĐ-CAT");
    // the same person typed whole is found to be the one that is there
    d.keys("<Esc><C-n>1460/QĐ-CAT<Tab>13/5<Tab><Tab><C-n>Đại úy Trần Thị Thủy").expect("Trần Thị Thủy");
}

#[test]
fn a_burst_in_a_list_changes_nothing() {
    let mut d = Driver::demo();
    let digest = d.store().digest().unwrap();
    d.keys("2");
    for burst in ["<BS>ế", "<BS><BS>ễn", "ư", "<BS>đ", "[", "]", "w"] {
        d.batch(burst);
    }
    d.expect("2 Thành tích").keys("<M-9>").batch("<BS>ơ").expect("9 Đơn vị");
    assert_eq!(d.store().digest().unwrap(), digest);
}
