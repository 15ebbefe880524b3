//! Errands from end to end: the real app and the real desk over a real file, by keys alone.
mod adjust;
mod block;
mod check;
mod closed;
mod drafts;
mod economy;
mod find;
mod input;
mod later;
mod next_quarter;
mod paste;
mod periods;
mod person;
mod quarter;
mod read_only;
mod repeat;
mod results;
mod sample;
mod settings;
mod table;
mod telex;
#[cfg(unix)]
mod terminal;
mod twins;
mod undo;
mod way;
mod worked_examples;
mod worked_levels;

use crate::common::{Driver, keys};
use crossterm::event::KeyCode;

/// What a secretary pastes from a letter: codes before, behind, in brackets, and none.
pub(super) const UNITS: &str = "1. Phòng Tham mưu (PV01)\n2. Phòng Xây dựng phong trào (PV05)\n\
    PV06\tPhòng Hồ sơ nghiệp vụ\nPhòng Kỹ thuật hình sự - PV09\nPX01\tPhòng Tổ chức cán bộ\n\
    PX03\tPhòng Công tác đảng\nPX05\tPhòng Thanh tra\nPX06\tPhòng Kiểm tra\nPH10\tPhòng Hậu cần\n\
    PH11\tPhòng Tài chính\nBệnh xá\nVăn phòng Đảng ủy\n";

/// The set-up of a bare machine by keys: 12 units, Quý II/2021, the sample table and levels.
pub(super) fn set_up() -> Driver {
    let mut d = Driver::first_run();
    d.keys("<CR><CR><CR>Cụm thi đua số 4<CR>Công an tỉnh Hồng Lam<CR>Nguyễn Thị Ấn<CR>");
    d.paste(UNITS).expect("Sổ đọc được 12 đơn vị, 0 dòng bỏ qua").keys("<C-s>");
    d.expect("PV01 Phòng Tham mưu").keys("<Tab>px01<CR>");
    d.expect("Quý II/2021").keys("<CR><CR>Chủ động, kỷ cương<CR><CR><CR>");
    d.expect("1 Tổng quan").expect("12/12");
    // the name of the system's user was an offer
    assert_eq!(d.store().register().unwrap().secretary, "Nguyễn Thị Ấn");
    d
}

/// Runs a command of the list by some of its words.
#[track_caller]
pub fn command(d: &mut Driver, words: &str) {
    d.keys("<C-k>").keys(words).expect(" trên ").expect_not("Không có lệnh nào").keys("<CR>");
}

/// Keys that are no character of a value: all that have a name or a modifier.
pub(super) fn weight(text: &str) -> usize {
    let plain = |code: KeyCode| matches!(code, KeyCode::Char(_));
    keys::parse(text).iter().filter(|k| !plain(k.code) || k.modifiers.intersects(CHORDS)).count()
}

/// Modifiers that make a character a command.
const CHORDS: crossterm::event::KeyModifiers =
    crossterm::event::KeyModifiers::CONTROL.union(crossterm::event::KeyModifiers::ALT);
