//! The files: Markdown, json and comma files agree with the summary; what writing refuses, and in which words.
use super::case::case;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use thidua::core::paper::{Align, Cell, Column, Summary, Table};
use thidua::core::problem::Problem;
use thidua::core::summary::build;
use thidua::core::words::{Lang, Words};
use thidua::papers;

pub fn summary(draft: bool) -> Summary {
    let (facts, awards) = case();
    build(&facts, &awards, &Words::load(Lang::Vi), draft)
}

/// The only file of a format, as text.
fn text(summary: &Summary, ending: &str) -> String {
    let files = papers::make(summary, ending).unwrap();
    assert_eq!(files.len(), 1);
    String::from_utf8(files.into_iter().next().unwrap().bytes).unwrap()
}

fn csv(summary: &Summary, id: &str) -> String {
    let name = format!("bao-cao-2021-Q2-{id}.csv");
    let files = papers::make(summary, "csv").unwrap();
    let file = files.into_iter().find(|f| f.name == name).unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

/// A summary whose only table has one column and these texts.
fn with_texts(texts: &[&str]) -> Summary {
    let mut summary = summary(true);
    summary.sections.clear();
    summary.annexes = vec![Table {
        id: "thu".into(),
        title: "Thử".into(),
        columns: vec![Column { head: "Tên".into(), group: String::new(), align: Align::Left, width: 10 }],
        rows: texts.iter().map(|t| vec![Cell::Text((*t).to_owned())]).collect(),
        ..Table::default()
    }];
    summary
}

#[test]
fn the_markdown_of_the_case() {
    let md = text(&summary(true), "md");
    for phrase in ["02 tập thể", "04 cá nhân", "10 tập thể", "47 cá nhân", "31 lượt tập thể", "DỰ THẢO"]
    {
        assert!(md.contains(phrase), "{phrase}");
    }
    insta::assert_snapshot!(md);
}

#[test]
fn markdown_signs_in_texts_stay_signs() {
    let md = text(&with_texts(&["a|b", "*đậm* _nghiêng_", "<b>", "hai\ndòng"]), "md");
    for line in [r"| a\|b |", r"| \*đậm\* \_nghiêng\_ |", r"| \<b> |", "| hai dòng |"] {
        assert!(md.contains(line), "{line} not in\n{md}");
    }
}

#[test]
fn json_says_of_every_figure_what_the_summary_says() {
    let summary = summary(false);
    let json: Value = serde_json::from_str(&text(&summary, "json")).unwrap();
    let figure = |value: &Value| {
        let rows: Vec<i64> = value["rows"].as_array().unwrap().iter().map(|r| r.as_i64().unwrap()).collect();
        (value["value"].as_i64(), rows)
    };
    let stated = json["stated"].as_array().unwrap();
    assert_eq!(stated.len(), summary.stated.len());
    for (value, stated) in stated.iter().zip(&summary.stated) {
        assert_eq!(value["name"], stated.name.as_str());
        assert_eq!(figure(&value["figure"]), (stated.figure.number(), stated.rows.clone()));
    }
    let tables: Vec<&Value> = json["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["blocks"].as_array().unwrap())
        .filter_map(|b| b.get("table"))
        .chain(json["annexes"].as_array().unwrap())
        .collect();
    let mut seen = 0;
    for (value, table) in tables.iter().zip(summary.tables()) {
        assert_eq!(value["id"], table.id.as_str());
        for (row, cells) in value["rows"].as_array().unwrap().iter().zip(&table.rows) {
            for (value, cell) in row.as_array().unwrap().iter().zip(cells) {
                if let Cell::Figure(f, rows) = cell {
                    assert_eq!(figure(value), (f.number(), rows.clone()));
                    seen += 1;
                }
            }
        }
    }
    assert_eq!(tables.len(), summary.tables().count());
    assert!(seen > 100, "the walk sees the figures");
}

#[test]
fn comma_files_hold_bare_numbers_and_the_same_figures() {
    let summary = summary(true);
    let awards = csv(&summary, "khen-thuong");
    let lines: Vec<&str> = awards.split("\r\n").collect();
    assert_eq!(lines[0], "Hình thức khen,Tập thể: Số,Tập thể: Lượt,Cá nhân: Số,Cá nhân: Lượt");
    assert_eq!(lines[1], "\"Bằng khen của Bộ Công an, UBND tỉnh\",2,,4,");
    assert_eq!(lines[3], "Biểu dương tại thông báo tháng,,31,,");
    let ranks = csv(&summary, "xep-hang");
    assert!(ranks.contains("\r\n1,Phòng Tham mưu,960.00,96.00,Xuất sắc\r\n"), "{ranks}");
    assert!(ranks.contains(",Bệnh viện Công an tỉnh,,,\r\n"), "blanks stay blank:\n{ranks}");
    assert_eq!(papers::make(&summary, "csv").unwrap().len(), summary.tables().count());
}

#[test]
fn a_text_that_a_sheet_would_run_is_text() {
    let evil = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"];
    let file = csv(&with_texts(&evil), "thu");
    let mut reader = csv::ReaderBuilder::new().from_reader(file.as_bytes());
    let read: Vec<String> = reader.records().map(|r| r.unwrap()[0].to_owned()).collect();
    assert_eq!(read, evil.map(|e| format!("'{e}")));
    assert!(csv(&with_texts(&["a=1", "– 1"]), "thu").contains("a=1\r\n– 1"), "others are left as they are");
}

fn write(summary: &Summary, endings: &[&str], folder: &Path, force: bool) -> Result<Vec<PathBuf>, Problem> {
    let made: Result<Vec<_>, _> = endings.iter().map(|ending| papers::make(summary, ending)).collect();
    papers::place(&made?.concat(), folder, force)
}

fn refusal(summary: &Summary, endings: &[&str], folder: &Path, force: bool) -> Problem {
    write(summary, endings, folder, force).unwrap_err()
}

#[test]
fn files_are_written_once_by_their_owner_and_never_over_another_unasked() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("VanBan");
    let summary = summary(true);
    let written = write(&summary, &["md", "json"], &folder, false).unwrap();
    assert_eq!(written, ["bao-cao-2021-Q2.md", "bao-cao-2021-Q2.json"].map(|n| folder.join(n)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&written[0]).unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::write(&written[1], "của tôi").unwrap();
    fs::remove_file(&written[0]).unwrap();
    let problem = refusal(&summary, &["md", "json"], &folder, false);
    let said = Words::load(Lang::Vi).say(&problem);
    assert!(said.starts_with("Đã có tệp bao-cao-2021-Q2.json trong"), "{said}");
    assert!(!written[0].exists(), "all or nothing");
    assert_eq!(fs::read_to_string(&written[1]).unwrap(), "của tôi");
    write(&summary, &["md", "json"], &folder, true).unwrap();
    assert!(fs::read_to_string(&written[1]).unwrap().starts_with('{'));
    let names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), 2, "no temporary file is left: {names:?}");
}

#[test]
fn a_folder_is_made_only_where_its_parent_is() {
    let home = tempfile::tempdir().unwrap();
    let summary = summary(true);
    let words = Words::load(Lang::Vi);
    let deep = home.path().join("a").join("b");
    assert!(words.say(&refusal(&summary, &["md"], &deep, false)).starts_with("Không có thư mục"));
    assert!(!home.path().join("a").exists());
    let file = home.path().join("tep");
    fs::write(&file, "").unwrap();
    assert!(words.say(&refusal(&summary, &["md"], &file, false)).contains("là một tệp"));
    let problem = refusal(&summary, &["odt"], home.path(), false);
    assert!(words.say(&problem).starts_with("Không có định dạng “odt”. Chọn trong: "));
}

#[test]
#[cfg(unix)]
fn nothing_is_written_through_a_link_in_the_place_of_the_temporary_file() {
    let home = tempfile::tempdir().unwrap();
    let other = home.path().join("khac");
    fs::write(&other, "của tôi").unwrap();
    let name = format!(".bao-cao-2021-Q2.md.{}.tmp", std::process::id());
    std::os::unix::fs::symlink(&other, home.path().join(name)).unwrap();
    write(&summary(true), &["md"], home.path(), false).unwrap();
    assert_eq!(fs::read_to_string(&other).unwrap(), "của tôi");
}

#[test]
fn the_same_summary_gives_the_same_bytes() {
    for format in papers::FORMATS {
        let (a, b) =
            (papers::make(&summary(true), format.ending), papers::make(&summary(true), format.ending));
        assert!(a.unwrap() == b.unwrap(), "{}", format.ending);
    }
}
