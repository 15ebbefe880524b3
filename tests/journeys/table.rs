//! Score tables by keys: read from a file, changed in their tree, refused with the place, copied, written to files.
use crate::common::Driver;
use std::path::PathBuf;
use thidua::core::ask::{Ask, Facts};
use thidua::core::number::Points;
use thidua::core::table::UsedTable;

/// The file with the table of 157 criteria that comes with the program.
fn sample_file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/samples/bang-diem-mau.toml")
}

/// To the list of score tables.
fn tables(d: &mut Driver) -> &mut Driver {
    d.keys("<M-0><Home><Down><Down><Down><Down><Down><CR>").expect("►Bảng 1.000 điểm, 15 tiêu chí")
}

fn kept(d: &mut Driver) -> Vec<UsedTable> {
    match d.store().answer(&Ask::Lists).unwrap() {
        Facts::Lists(lists) => lists.tables.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_of_157_criteria_is_read_from_a_file_looked_through_and_chosen() {
    let mut d = Driver::new_register().size(120, 40);
    tables(&mut d).keys("<C-o>").expect("Đường dẫn tệp").paste("/khong/co.xlsx").keys("<C-s>");
    d.expect("Không có tệp /khong/co.xlsx").expect("[/khong/co.xlsx");
    d.keys("<C-a>").paste(&format!("\"{}\"", sample_file().display())).keys("<CR>");
    d.expect("Đã đọc bang-diem-mau.toml: 3 nhóm, 157 tiêu chí, 1.000 điểm").expect("chưa lưu");
    // what was read is nothing of the register's yet: leaving it asks
    d.keys("<Esc>").expect("Bỏ phần đã sửa").keys("<Esc>");
    d.keys("<C-s>").expect("√ Đã thêm bảng điểm Bảng 1.000 điểm, 157 tiêu chí (mẫu để nhập)");
    let there = kept(&mut d).pop().unwrap();
    assert_eq!((there.table.leaves().count(), there.table.maximum()), (157, Points(100_000)));
    assert_eq!(there.table.year, Some(2026));
    // chosen for the quarter, room 4 asks for its leaves
    d.keys("<Esc><Home><Down><Down><CR><C-a>mẫu để nhập<CR><C-s>").expect("157 tiêu chí");
    d.keys("<M-4>").expect("I.1.1");
    assert!(d.store().check().unwrap().clean());
    d.keys("<C-z><C-z>").expect("Đã hoàn tác");
    assert_eq!(kept(&mut d).len(), 4);
}

#[test]
fn a_file_that_is_not_written_right_says_its_line_and_is_read_once_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bang.toml");
    let text = std::fs::read_to_string(sample_file()).unwrap();
    std::fs::write(&path, text.replacen("\nstep = ", "\nstep = = ", 1)).unwrap();
    let mut d = Driver::new_register().size(120, 40);
    // the key of the footer, from the menu itself
    d.keys("<M-0><Home><Down><Down><Down><Down><Down>")
        .expect("Ctrl+O")
        .keys("<C-o>")
        .expect("Đường dẫn tệp");
    d.paste(&path.display().to_string()).keys("<CR>").expect("bang.toml, dòng").expect("đọc lại");
    std::fs::write(&path, &text).unwrap();
    d.keys("<CR>").expect("Đã đọc bang.toml: 3 nhóm, 157 tiêu chí");
    // a path alone is nothing to lose
    d.keys("<Esc>")
        .expect("Bỏ phần đã sửa")
        .keys("<Up><CR>")
        .keys("<C-o>")
        .expect("Đường dẫn tệp")
        .keys("abc<Esc>");
    d.expect_not("chưa lưu").expect_not("Đường dẫn tệp");
}

#[test]
fn the_sample_table_with_one_maximum_changed_is_refused_with_its_place_and_mended() {
    let mut d = Driver::new_register().size(120, 40);
    tables(&mut d)
        .keys("<C-d>")
        .expect("√ Đã chép bảng điểm Bảng 1.000 điểm, 15 tiêu chí (2)")
        .keys("<End><CR>");
    d.expect("3 nhóm, 15 tiêu chí, 1.000 điểm").expect("200");
    // II.1, its points: 45 for 50
    d.keys("<Down><Down><Down><Down><Down><Down><Down><Down><Right><Right><Right>45<CR>");
    d.expect("Nhóm II: các tiêu chí cộng lại 195, nhóm ghi 200").expect("1 chỗ sai").expect("195");
    d.keys("<C-s>").expect("Nhóm II: các tiêu chí cộng lại 195, nhóm ghi 200").expect("[200");
    assert_eq!(kept(&mut d).last().unwrap().table.rev, 1);
    // back to the leaf by its key, mended, and saved
    d.keys("<Down>50<CR>").expect_not("chỗ sai").keys("<C-s>");
    d.expect_not("chưa lưu");
    assert_eq!(kept(&mut d).last().unwrap().table.year, Some(2022));
}

#[test]
fn rows_are_added_moved_set_in_and_of_every_kind() {
    let mut d = Driver::new_register().size(120, 40);
    tables(&mut d).keys("<C-n>").expect("Bảng trống").keys("<CR>");
    d.keys("Bảng thử 2021<Tab><Tab><Tab><Tab><Tab><Tab><Tab>").expect("chỗ sai");
    // the first group stands there; rows under it begin one deeper
    d.keys("<Right><Right>Chuyên môn<Tab>100<Tab><Tab>");
    d.keys("<C-n>I.1<Tab>Tham mưu<Tab>60<Tab>cham thang<Tab>");
    d.keys("<C-n>I.2<Tab>Chỉ tiêu<Tab>40<Tab>dinh luong<Tab>");
    d.expect("1 nhóm, 2 tiêu chí, 100 điểm").expect_not("chỗ sai");
    // bonus: a group of the top, set out again
    d.keys("<C-n><M-Left>T<Tab>Thưởng<Tab>10<Tab>nhóm thưởng<Tab>");
    d.keys("<C-n>T.1<Tab>Được khen<Tab>10<Tab>suy ra<Tab>Bằng khen, tập thể: 3; Giấy khen, cá nhân: 0,5<CR>");
    d.expect_not("chỗ sai");
    // I.2 before I.1, and back
    d.keys("<Up><Up><Up><C-Up>").expect("►").keys("<C-s>");
    d.expect("√ Đã thêm bảng điểm Bảng thử 2021");
    let table = kept(&mut d).pop().unwrap().table;
    let codes: Vec<&str> = table.criteria.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["I", "I.2", "I.1", "T", "T.1"]);
    assert!(d.store().check().unwrap().clean());
}

#[test]
fn a_table_with_scores_says_what_can_change_and_refuses_the_rest() {
    let mut d = Driver::demo().size(120, 40);
    tables(&mut d).keys("<CR>").expect("Bảng đã có điểm ở Quý II/2021");
    d.keys("<Down><Right><Right>Tham mưu<C-s>").expect("√ Đã sửa bảng điểm");
    d.keys("<CR><Down><Right>I.9<C-s>").expect("Ctrl+D chép thành bảng mới");
    d.keys("<Esc><Up><CR><Del>").expect("đang dùng ở Quý");
}

#[test]
fn tables_are_written_to_files_and_never_over_one_unasked() {
    let mut d = Driver::new_register().size(120, 40);
    tables(&mut d).keys("<Down><C-s>").expect("bang-1-000-diem-157-tieu-chi.xlsx");
    let folder = d.folder().join("VanBan");
    let file = folder.join("bang-1-000-diem-157-tieu-chi.xlsx");
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&file).unwrap());
        assert_eq!(mode & 0o777, 0o600);
    }
    d.keys("<C-s>").expect("đã có").keys("<Esc>");
    d.keys("<C-s><Left><CR>").expect("bang-1-000-diem-157-tieu-chi.xlsx");
    // what was written is read back, under a name of its own
    d.keys("<C-o>").paste(&file.display().to_string()).keys("<CR>").expect("3 nhóm, 157 tiêu chí");
    d.keys("<C-s>").expect("Đã có bảng điểm tên").expect("[Bảng 1.000 điểm, 157 tiêu chí");
    d.keys("<End> bis<C-s>").expect("√ Đã thêm bảng điểm");
}

#[test]
fn what_is_typed_into_a_table_survives_a_kill() {
    let mut d = Driver::new_register().size(120, 40);
    tables(&mut d).keys("<CR><Down><Right><Right>Tham mưu giỏi<CR>").rest();
    let mut d = d.restart();
    d.expect("Còn bản nháp chưa lưu").keys("<F5><CR>").expect("Tham mưu giỏi").expect("chưa lưu");
    d.keys("<C-s>").expect("√ Đã sửa bảng điểm");
}
