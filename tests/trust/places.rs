//! What may happen to the place of an open register: its file moved away or replaced, a clock set back. Said in a sentence,
//! nothing lost; what was typed stays until it is written.
use super::at;
use crate::common::{Driver, setup};
use std::fs;
use thidua::core::act::Act;
use thidua::core::unit;
use thidua::store::Store;

#[test]
fn a_file_taken_away_is_noticed_and_the_form_stays() {
    let mut d = Driver::new_register().size(100, 30);
    let (path, away) = (d.path(), d.folder().join("đi.db"));
    let digest = d.store().digest().unwrap();
    let form = "<M-2><C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>Nguyễn Văn Ấn<Tab><Tab>px03";
    fs::rename(&path, &away).unwrap();
    d.keys(form).keys("<C-s>").expect("đã bị dời, xóa hoặc thay").expect("Nguyễn Văn Ấn").expect("●");
    assert!(!path.exists(), "nothing is made in its place");
    // another file under its name is not written either
    fs::copy(&away, &path).unwrap();
    let other = fs::read(&path).unwrap();
    d.keys("<C-s>").expect("đã bị dời, xóa hoặc thay").expect("Nguyễn Văn Ấn");
    assert_eq!(fs::read(&path).unwrap(), other);
    assert_eq!(d.store().digest().unwrap(), digest);
    // put back, it goes on where it was
    fs::rename(&away, &path).unwrap();
    d.keys("<C-s>").expect("Đã ghi quyết định 1450/QĐ-CAT").expect("1 mục");
    assert_eq!(d.store().check().unwrap().damaged, []);
}

#[test]
fn a_clock_set_back_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    let mut store = Store::create(&path, &setup(), false, &at("2022-03-01T08:00:00")).unwrap();
    let mut d = Driver::open(&path).size(100, 30);
    d.expect("Đồng hồ máy đang lùi: lượt ghi cuối lúc 01/03/2022 08:00").keys("<Down>").expect_not("Đồng hồ");
    // the order is that of the numbers: what is done now is the newest, and is taken back first
    d.keys("<M-9><C-n>VP<Tab>Văn phòng<C-s>")
        .expect("√ Đã thêm đơn vị")
        .keys("<C-z>")
        .expect("√ Đã hoàn tác");
    d.keys("<F12>").expect("►#3").expect("22/07/2021 14:05").expect("01/03/2022 08:00").expect("▲");
    let add = unit::Act::Add { code: String::new(), name: "Thanh tra".into(), from: None };
    assert_eq!(store.apply(&Act::Unit(add), &at("2020-01-01T08:00:00")).unwrap().act, 4);
    assert_eq!(store.check().unwrap().damaged, []);
}
