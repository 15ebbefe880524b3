//! Tables in sheets: what goes out comes back, what people have is found, what is no table is refused by name.
use super::*;
use crate::core::number::Points;
use crate::core::sample;
use crate::core::score::{Criterion, Rule};
use crate::core::table::typed::Read;
use crate::core::words::{Lang, Words};
use rust_xlsxwriter::Workbook;
use std::io::Write;
use zip::write::SimpleFileOptions;

fn vi() -> Names {
    Names::new(&Words::load(Lang::Vi))
}

fn placed(table: &ScoreTable) -> ScoreTable {
    let at = |id: i64| table.criteria.iter().position(|c| c.id == id).unwrap() as i64 + 1;
    let criteria =
        table.criteria.iter().map(|c| Criterion { id: at(c.id), parent: c.parent.map(at), ..c.clone() });
    ScoreTable { id: 0, rev: 0, criteria: criteria.collect(), ..table.clone() }
}

fn read(bytes: &[u8]) -> (Given, Read) {
    let given = table("bang.xlsx", bytes, &vi()).unwrap();
    let read = given.typed.read(&vi(), &sample::catalogue());
    (given, read)
}

/// A sheet of these rows; numbers are numbers.
fn sheet(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(name).unwrap();
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(*cells) {
            match cell.parse::<f64>() {
                Ok(n) => page.write_number(row, column, n).unwrap(),
                Err(_) => page.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn every_sample_comes_back_the_same_from_a_sheet_and_from_toml() {
    for (code, sample) in sample::tables() {
        for (lang, ending) in [(Lang::Vi, "xlsx"), (Lang::En, "xlsx"), (Lang::Vi, "toml")] {
            let names = Names::new(&Words::load(lang));
            let bytes = made(&sample, ending, &sample::catalogue(), &names).unwrap();
            assert_eq!(bytes, made(&sample, ending, &sample::catalogue(), &names).unwrap());
            let given = table(&format!("bang.{ending}"), &bytes, &names).unwrap();
            let read = given.typed.read(&names, &sample::catalogue());
            assert_eq!(read.flaws, [], "{code} {ending}");
            assert_eq!(placed(&read.table), placed(&sample), "{code} {ending}");
        }
    }
    let mut dated = sample::tables().remove(0).1;
    (dated.year, dated.past) = (Some(2026), true);
    let bytes = made(&dated, "xlsx", &sample::catalogue(), &vi()).unwrap();
    assert_eq!(placed(&read(&bytes).1.table), placed(&dated));
}

#[test]
fn a_sheet_as_people_keep_it_is_read_below_its_letterhead() {
    // NBSP, NFD, comma decimals, a row of numbers, sums and a signature
    let bytes = sheet(
        "Phụ lục 1",
        &[
            &["CÔNG AN TỈNH HỒNG LAM", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            &["CỤM THI ĐUA SỐ 4"],
            &[],
            &["BẢNG TIÊU CHÍ CHẤM ĐIỂM THI ĐUA NĂM 2026"],
            &["Bước làm tròn:", "0,5"],
            &["STT", "Nội\u{a0}dung", "Đie\u{302}\u{309}m", "Cách chấm", "Ghi chú"],
            &["", "", "tối đa"],
            &["(1)", "(2)", "(3)", "(4)", "(5)"],
            &["I", "Công tác chuyên môn", "30", ""],
            &["1", "Kế hoạch\u{a0}công tác", "17,01", "Chấm thẳng", "bỏ qua"],
            &["2", "Báo cáo", "12.99", "Đạt / không đạt"],
            &["II", "Phong trào", "", ""],
            &["1", "Phát động", "10", "Chấm thẳng"],
            &["2", "Nhân rộng", "5,5", "định lượng"],
            &["", "Tổng cộng", "45,5", ""],
            &[],
            &["", "NGƯỜI LẬP BIỂU", "", "CỤM TRƯỞNG"],
        ],
    );
    let (given, read) = read(&bytes);
    assert_eq!((given.sheet.as_deref(), given.lines.first()), (Some("Phụ lục 1"), Some(&9)));
    assert_eq!(read.flaws, []);
    let table = read.table;
    assert_eq!(table.name, "BẢNG TIÊU CHÍ CHẤM ĐIỂM THI ĐUA NĂM 2026");
    let rows: Vec<(&str, i64)> = table.criteria.iter().map(|c| (c.code.as_str(), c.maximum.0)).collect();
    let wanted =
        [("I", 3_000), ("I.1", 1_701), ("I.2", 1_299), ("II", 1_550), ("II.1", 1_000), ("II.2", 550)];
    assert_eq!(rows, wanted);
    assert_eq!((table.step, table.criteria[1].text.as_str()), (Points(50), "Kế hoạch công tác"));
    assert!(
        matches!(&table.criteria[5].rule, Some(Rule::Quantity { lower: false, formula }) if formula == "Mặc định")
    );
}

#[test]
fn a_sheet_without_kinds_has_groups_where_rows_stand_under_them() {
    let bytes = sheet(
        "S",
        &[
            &["Mã", "Tiêu chí", "Điểm"],
            &["I. Công tác chuyên môn", "", ""],
            &["1", "Một", "10"],
            &["a)", "Hai", "4"],
            &["b)", "Ba", "6"],
            &["2", "Bốn", "5"],
            &["II", "Điểm thưởng", "3"],
            &["1", "Năm", "3"],
        ],
    );
    let (_, read) = read(&bytes);
    let rows: Vec<(String, i64, bool)> =
        read.table.criteria.iter().map(|c| (c.code.clone(), c.maximum.0 / 100, c.rule.is_none())).collect();
    let said = |code: &str, points, group| (code.to_owned(), points, group);
    assert_eq!(read.flaws, [], "{rows:?}");
    assert_eq!(
        rows,
        [
            said("I", 15, true),
            said("I.1", 10, true),
            said("I.1.a", 4, false),
            said("I.1.b", 6, false),
            said("I.2", 5, false),
            said("II", 3, true),
            said("II.1", 3, false),
        ]
    );
    assert_eq!(read.table.maximum(), Points(1_500));
}

#[test]
fn an_unknown_kind_is_told_by_its_row() {
    let bytes = sheet(
        "Bảng điểm",
        &[
            &["Mã", "Nội dung", "Điểm", "Loại"],
            &["I", "Nhóm", "10", "Nhóm"],
            &["I.1", "Một", "10", "Bốc thăm"],
        ],
    );
    let (given, read) = read(&bytes);
    assert_eq!(given.lines, [2, 3]);
    let flaw = &read.flaws[0];
    assert_eq!((read.flaws.len(), flaw.row, flaw.column), (1, Some(1), "kind"));
    let said = Words::load(Lang::Vi).say(&flaw.problem);
    assert!(said.starts_with("Dòng 2, cột Loại: không có loại “Bốc thăm”. Các loại: Nhóm,"), "{said}");
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    let key = |name: &str, bytes: &[u8]| {
        let problem = table(name, bytes, &vi()).unwrap_err();
        let said = Words::load(Lang::Vi).say(&problem);
        assert!(said.contains(name) && !said.contains('{') && !said.contains('⟦'), "{said}");
        problem.key
    };
    assert_eq!(key("a.xlsx", b"PK\x03\x04 nothing"), "problem.intake.unreadable");
    assert_eq!(key("a.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0, 0]), "problem.intake.format");
    assert_eq!(key("a.xlsx", &sheet("Một", &[&["Tên", "Tuổi"], &["A", "3"]])), "problem.intake.header");
    assert_eq!(key("a.xlsx", &vec![b'x'; SIZE as usize + 1]), "problem.intake.size");
    let long: Vec<String> = (0..1_200).map(|n| format!("I.{n}")).collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["Mã", "Nội dung", "Điểm"]];
    rows.extend(long.iter().map(|code| vec![code.as_str(), "Một", "1"]));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    assert_eq!(key("a.xlsx", &sheet("S", &rows)), "problem.intake.rows");
    assert_eq!(table("a.toml", b"name = ", &vi()).unwrap_err().key, "problem.table.toml");
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let zeros = vec![0_u8; 1_000_000];
    file.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..70 {
        file.write_all(&zeros).unwrap();
    }
    let bytes = file.finish().unwrap().into_inner();
    assert!(bytes.len() < 200_000);
    assert_eq!(table("bom.xlsx", &bytes, &vi()).unwrap_err().key, "problem.intake.unpacked");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300), zip in proptest::prelude::any::<bool>()) {
        let bytes = if zip { [b"PK\x03\x04".to_vec(), bytes].concat() } else { bytes };
        let _ = table("a", &bytes, &vi());
    }
}
