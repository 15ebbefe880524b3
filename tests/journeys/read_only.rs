//! A register that may only be read: it opens to look, says so, and answers every edit.
#![cfg(unix)]
use crate::common::{Driver, sample};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// What every edit is answered with.
const ANSWER: &str = "Sổ đang mở chỉ để đọc, không ghi được. Sửa quyền của tệp rồi mở lại";

#[test]
fn every_edit_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    sample(&path);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let before = fs::read(&path).unwrap();
    let mut d = Driver::open(&path);
    d.expect("chỉ đọc").expect("Quý II/2021");
    for (keys, room) in [
        ("<M-2><Del>", "2 Thành tích"),
        ("<M-4>5", "4 Chấm điểm"),
        ("<M-6><Del>", "6 Xếp loại"),
        ("<M-9><Del>", "9 Đơn vị"),
        ("<C-z>", "9 Đơn vị"),
        ("<C-y>", "9 Đơn vị"),
    ] {
        d.keys(keys).expect(room).expect("chỉ đọc");
        let screen = d.screen();
        assert!(screen.contains(ANSWER), "{keys} is not answered\n{screen}");
    }
    // forms open to look; saving one is answered, and what was typed stays
    d.keys("<M-2><C-n>1450/QĐ-CAT<Tab>12/5<C-n>Lê Thị Hà<Tab><Tab>pv01<C-s>");
    d.expect(ANSWER).expect("Lê Thị Hà");
    // looking, and writing papers elsewhere, still works
    let out = folder.path().join("giay");
    while d.screen().contains("chưa lưu") {
        d.keys("<Esc><Up><CR>");
    }
    d.keys("<M-5>")
        .expect("Hạng")
        .keys("<M-8><C-s><Tab><Tab><Tab>")
        .keys(&out.display().to_string())
        .keys("<C-s>");
    d.expect("Đã xuất");
    assert!(out.join("bao-cao-2021-Q2.docx").exists());
    assert_eq!(fs::read(&path).unwrap(), before);
}
