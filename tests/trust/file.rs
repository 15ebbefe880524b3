//! The register's own file through the screens: another register in its place, this one moved to another folder.
use super::{at, names, private};
use crate::common::{Driver, setup};
use crate::journeys::command;
use std::fs;
use thidua::store::{Access, Store};

const AWARD: &str = "<M-2><C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>";

#[test]
fn another_register_is_opened_and_the_one_before_closed() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("khối.db");
    let mut named = setup();
    named.cluster = "Khối thi đua số 7".into();
    Store::create(&other, &named, false, &at("2021-07-01T08:00:00")).unwrap().close();
    let mut d = Driver::new_register().size(120, 40);
    d.keys(AWARD).expect("Đã ghi quyết định");
    let first = d.path();
    command(&mut d, "mo so khac");
    d.expect("Tệp sổ").expect("►Mở sổ khác").expect("Chưa mở sổ nào khác").keys("<CR>");
    // a file that is none, the register itself: said, and what was typed stays
    for (file, said) in [(folder.path().join("mất.db"), "Không thấy"), (first.clone(), "Sổ ấy đang mở")]
    {
        d.keys("<C-a>").paste(&file.display().to_string()).keys("<CR>").expect(said).expect("[");
        assert_eq!(d.path(), first);
    }
    d.keys("<C-a>").paste(&other.display().to_string()).keys("<CR>");
    d.expect("Khối thi đua số 7").expect("Đã mở sổ").expect_not("Tệp sổ");
    // the way back stands in the list
    d.registers = vec![first.clone()];
    command(&mut d, "mo so khac");
    d.keys("<Down><Down><CR>").expect("Cụm thi đua số 4").keys("<M-2>").expect("1 mục");
    assert_eq!(d.path(), first);
    assert_eq!(names(folder.path()), ["khối.db"], "closed whole");
    assert_eq!(d.store().check().unwrap().damaged, []);
}

#[test]
fn a_form_half_typed_is_shown_instead() {
    let mut d = Driver::new_register().size(120, 40);
    d.keys("<M-2><C-n>1450/QĐ-CAT").keys("<M-1>");
    d.registers = vec![d.folder().join("khác.db")];
    command(&mut d, "mo so khac");
    d.keys("<Down><Down><CR>").expect("1450/QĐ-CAT").expect_not("Tệp sổ");
}

#[test]
fn the_register_moves_whole_and_what_it_was_stays_out_of_use() {
    let goal = tempfile::tempdir().unwrap();
    let new = goal.path().join("Sổ mới");
    let mut d = Driver::new_register().size(120, 40);
    d.keys(AWARD).expect("Đã ghi quyết định");
    let (before, from) = (d.store().digest().unwrap(), d.path());
    command(&mut d, "khac, chuyen so");
    d.keys("<Down><CR>").expect("Gõ đường dẫn thư mục mới").paste(&new.display().to_string()).keys("<CR>");
    d.expect("Đã chuyển sổ đến").expect("da-chuyen-20210722-140500");
    assert_eq!(d.path(), new.join("so.db"));
    assert_eq!(d.store().digest().unwrap(), before);
    private(&d.path());
    assert!(!from.exists());
    let left = names(from.parent().unwrap());
    assert_eq!(left, ["so.da-chuyen-20210722-140500.db"]);
    let old = Store::open(&from.with_file_name(&left[0]), Access::Read).unwrap();
    assert_eq!(old.digest().unwrap(), before);
    old.close();
    // work goes on there, with its past
    d.keys("<M-2>").expect("1 mục").keys("<C-z>").expect("Đã hoàn tác");
    assert_eq!(d.store().check().unwrap().damaged, []);
    // to where it lies already: said
    command(&mut d, "khac, chuyen so");
    d.keys("<Down><CR>").paste(&new.display().to_string()).keys("<CR>").expect("Ghi thư mục khác");
    // a register of that name there already is never written over
    fs::write(goal.path().join("so.db"), "của tôi").unwrap();
    d.keys("<C-a>").paste(&goal.path().display().to_string()).keys("<CR>").expect("đã có");
    assert_eq!(fs::read(goal.path().join("so.db")).unwrap(), "của tôi".as_bytes());
    assert_eq!(d.path(), new.join("so.db"));
    d.keys("<Esc><Esc><C-y>").expect("Đã làm lại");
}

#[test]
fn a_register_open_in_another_window_stays() {
    let goal = tempfile::tempdir().unwrap();
    let mut d = Driver::new_register().size(120, 40);
    let other = d.beside();
    command(&mut d, "khac, chuyen so");
    d.keys("<Down><CR>")
        .paste(&goal.path().display().to_string())
        .keys("<CR>")
        .expect("còn mở ở cửa sổ khác");
    assert_eq!(names(goal.path()), Vec::<String>::new());
    drop(other);
    d.keys("<CR>").expect("Đã chuyển sổ đến");
    assert_eq!(names(goal.path()).iter().filter(|n| *n == "so.db").count(), 1);
}

#[test]
fn a_folder_that_is_not_there_is_made_when_it_was_meant() {
    let usb = tempfile::tempdir().unwrap();
    let new = usb.path().join("SaoLuu 2021");
    let mut d = Driver::new_register().size(120, 40);
    for (answer, made) in [("<Esc>", false), ("<Up><CR>", true)] {
        command(&mut d, "sao luu khoi phuc");
        d.keys("<CR><C-a>")
            .paste(&new.display().to_string())
            .keys("<CR>")
            .expect("Chưa có thư mục")
            .keys(answer);
        assert_eq!(new.is_dir(), made);
        if !made {
            d.expect("[/").keys("<Esc><Esc>");
        }
    }
    d.expect("√ Đã sao lưu vào");
    assert_eq!(names(&new).len(), 1);
    private(&new.join(&names(&new)[0]));
}
