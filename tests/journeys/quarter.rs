//! The case of Quý II/2021 from a bare machine to the signed paper: recorded, scored, ranked, proposed, locked,
//! approved, exported; every paper and every screen says the same.
use super::{command, set_up};
use crate::common::Driver;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use thidua::core::number::Points;
use thidua::core::period::PeriodKey;
use thidua::core::sample;
use thidua::core::score::Rule;
use thidua::core::words::Lang;

/// One figure of two authorities for the whole cluster; two decisions with three names each; three monthly notices.
fn record(d: &mut Driver) {
    d.keys("<C-g>").expect("[Khen thưởng]");
    command(d, "số lượng khen thưởng");
    d.keys("<Tab><Tab><Tab><Tab>bộ ubnd<Tab>bằng<C-n>2<CR>4<C-s>").expect("√ Đã ghi");
    d.expect("▲ Bằng khen, toàn cụm");
    d.keys("<C-n>1450/QĐ-CAT<Tab>12/5<Tab>giám đốc<Tab>gương<Tab>Cứu người bị đuối nước<C-n>")
        .keys("Thiếu tá Nguyễn Văn Ấn<Tab>Cán bộ<Tab>px03<CR>")
        .keys("Đại úy Trần Văn Hạnh<Tab><Tab>px05<CR>Đại úy Phan Đức Lợi<Tab><Tab>hậu cần<C-s>")
        .expect("√ Đã ghi quyết định 1450/QĐ-CAT");
    // authority and form are those of the decision before
    d.keys("<C-n>1764/QĐ-CAT<Tab>18/6<Tab><C-n>Trung tá Hoàng Thị Mến<Tab>Đội trưởng<Tab>pv01<CR>")
        .keys("Thượng úy Bùi Quốc Ẩn<Tab><Tab>pv06<CR>Trung úy Hồ Sỹ Đan<Tab><Tab>đảng ủy<C-s>")
        .expect("√ Đã ghi quyết định 1764/QĐ-CAT");
    for (number, date, rows) in [
        ("139/TB-CAT", "30/4", [("4", "pv01"), ("3", "px01"), ("2", "bệnh xá")]),
        ("176/TB-CAT", "31/5", [("5", "pv01"), ("4", "ph10"), ("3", "ph11")]),
        ("214/TB-CAT", "30/6", [("3", "pv05"), ("4", "px03"), ("3", "px06")]),
    ] {
        d.keys(&format!("<C-n>{number}<Tab>{date}<C-n><Left>LTT<Tab>"));
        for (n, (turns, unit)) in rows.iter().enumerate() {
            d.keys(if n == 0 { "" } else { "<CR>" }).keys(&format!("{turns}<Tab>{unit}"));
        }
        d.keys("<C-s>").expect(&format!("√ Đã ghi thông báo {number}"));
    }
    d.expect("6 mục");
}

/// What unit `n` gives itself, leaf by leaf: from 97% of the maximum, 2,5% less a unit, down to the step of 0,25.
fn own(n: i64) -> Vec<String> {
    let (_, table) = sample::tables().into_iter().next().unwrap();
    let direct = table.criteria.iter().filter(|c| c.rule == Some(Rule::Direct));
    let score = |max: i64| Points(max * (970 - 25 * n) / 1000 / 25 * 25);
    direct.map(|c| score(c.maximum.0).show(Lang::Vi)).collect()
}

fn score(d: &mut Driver) {
    d.keys("<C-g>").expect("4 Chấm điểm").expect("‹ PV01 Tham mưu ›");
    for n in 0..12 {
        let sheet: String = own(n).iter().map(|points| format!("{points}<CR>")).collect::<Vec<_>>().concat();
        d.batch(&sheet).expect("tự chấm: 14/14 ô").keys("<M-Right>");
    }
    // three cells are appraised otherwise, the rest keeps what the units gave themselves
    d.expect("‹ PV01 Tham mưu ›").keys("<Tab><Home>190<CR>").keys("<M-Right><Home>185,5<CR>");
    d.keys("<M-Right><Home><Down>180<CR>");
    command(d, "thẩm định cả cụm");
    // the chair has told the units why: it is not written again
    d.expect("3 ô thẩm định lần 1 khác điểm trước, chưa ghi nhận xét").keys("<Down><CR>");
    d.expect("T.định 1: đã xong");
}

fn classify(d: &mut Driver) {
    d.keys("<M-5>").expect("Xếp hạng").expect("12/12").keys("<CR>").expect("Vì sao").keys("<Esc>");
    d.keys("<M-6>").expect("Xuất sắc tối đa 25%");
    command(d, "lấy theo dự kiến");
    d.expect("√ Đã ghi đề nghị xếp loại");
    // the lock waits for the unit whose proposal was taken back
    d.keys("<End><Del>").expect("chưa đề nghị 1");
    command(d, "khóa sổ");
    d.expect("Chưa khóa được sổ Quý II/2021").expect("Văn phòng Đảng ủy chưa có đề nghị xếp loại");
    d.keys("<CR>").expect("6 Xếp loại");
    assert!(row(d, "Văn phòng Đảng ủy").starts_with('►'));
    d.keys("<C-d>").expect_not("chưa đề nghị").expect("Đủ đề nghị");
    // one proposal differs, and says why
    d.keys("<Home><Down><Down><Down><CR><Down><CR>").expect("Lý do");
    d.keys("Gửi báo cáo chậm hai lần<CR>").expect("Khá ▼");
    command(d, "chốt đề nghị");
    d.expect("chờ duyệt");
    command(d, "khóa sổ");
    d.expect("Khóa sổ").keys("<Up><CR>").expect("đã khóa");
    command(d, "ghi văn bản duyệt");
    d.keys("2155/QĐ-CAT<Tab>5/8<Tab>Lê Quang Đức<C-s>").keys("<Up><CR>");
    d.expect("đã duyệt");
}

/// Writes the paper in every form to `folder`, from room 8.
fn export(d: &mut Driver, folder: &Path) {
    d.keys("<M-8>").expect("bản chính").expect_not("DỰ THẢO");
    d.keys("<C-s><Tab>").keys("<Right><Right><Space><Right><Space><Right><Space><Tab><Tab>");
    d.keys(&folder.display().to_string()).keys("<C-s>").expect("Đã xuất");
}

/// The line of the screen that holds `text`.
#[track_caller]
pub(super) fn row(d: &mut Driver, text: &str) -> String {
    let screen = d.screen();
    screen.lines().find(|l| l.contains(text)).unwrap_or_else(|| panic!("no row {text}\n{screen}")).to_owned()
}

fn unzip(path: &Path, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut text = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Text of an XML, its tags left out; a paragraph's end is a line's end.
fn said(xml: &str) -> String {
    let mut out = String::new();
    for piece in xml.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        out.push_str(text);
        if tag == "/w:p" || tag == "/si" {
            out.push('\n');
        }
    }
    out
}

/// The three lines of the register as every paper must say them.
const SENTENCES: [&str; 3] = [
    "02 tập thể, 04 cá nhân được tặng Bằng khen của Bộ Công an, UBND tỉnh",
    "06 cá nhân được biểu dương gương người tốt, việc tốt",
    "31 lượt tập thể được biểu dương tại thông báo tháng",
];

fn figures_on_screen(d: &mut Driver) {
    d.keys("<M-1>");
    for (line, figures) in [
        ("Bằng khen", ["2", "–", "4", "–"]),
        ("Gương", ["–", "–", "6", "6"]),
        ("thông báo", ["–", "31", "–", "–"]),
    ] {
        let row = row(d, line);
        let words: Vec<&str> = row.split_whitespace().collect();
        assert!(words.windows(4).any(|w| w == figures), "{row}");
    }
}

#[test]
fn a_quarter_from_a_bare_machine_to_the_signed_paper() {
    let mut d = set_up();
    record(&mut d);
    figures_on_screen(&mut d);
    score(&mut d);
    classify(&mut d);
    let folder = d.folder().join("giay");
    export(&mut d, &folder);
    papers_agree(&folder);
    figures_on_screen(&mut d);
    // the same after a restart, and nothing of it was written past the journal
    let before = d.screen();
    let digest = d.store().digest().unwrap();
    let report = d.store().check().unwrap();
    assert!(report.damaged.is_empty() && report.edited.is_empty(), "{report:?}");
    let mut d = d.restart();
    assert_eq!(d.screen(), before);
    assert_eq!(d.store().digest().unwrap(), digest);
    assert_eq!(d.store().newest_period().unwrap(), Some(PeriodKey::quarter(2021, 2)));
}

fn papers_agree(folder: &Path) {
    let file = |ending: &str| folder.join(format!("bao-cao-2021-Q2.{ending}"));
    let md = fs::read_to_string(file("md")).unwrap();
    let docx = said(&unzip(&file("docx"), "word/document.xml"));
    let json = fs::read_to_string(file("json")).unwrap();
    for (name, text) in [("md", &md), ("docx", &docx), ("json", &json)] {
        for sentence in SENTENCES {
            assert!(text.contains(sentence), "{name}: {sentence}\n{text}");
        }
        assert!(text.contains("2155/QĐ-CAT"), "{name} names the approving paper");
        assert!(!text.contains("DỰ THẢO"), "{name} is final");
    }
    assert!(!md.contains("****"), "nobody signs yet");
    let csv = fs::read_to_string(folder.join("bao-cao-2021-Q2-khen-thuong.csv")).unwrap();
    let lines: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "\"Bằng khen của Bộ Công an, UBND tỉnh\",2,,4,",
            "\"Biểu dương gương người tốt, việc tốt\",,,6,6",
            "Biểu dương tại thông báo tháng,,31,,"
        ]
    );
    // in the workbook the same, as numbers
    let sheet = unzip(&file("xlsx"), "xl/worksheets/sheet1.xml");
    let number = |cell: &str| {
        let at = sheet.split_once(&format!("<c r=\"{cell}\" ")).unwrap().1;
        let (attributes, rest) = at.split_once('>').unwrap();
        assert!(!attributes.contains("t=\"s\""), "{cell} is no number");
        rest.strip_prefix("<v>").unwrap().split_once('<').unwrap().0.to_owned()
    };
    assert_eq!(["B5", "D5", "D6", "E6", "C7"].map(number), ["2", "4", "6", "6", "31"]);
    // the level that differs from the computed one stands in all of them, with its reason
    let levels = fs::read_to_string(folder.join("bao-cao-2021-Q2-xep-loai.csv")).unwrap();
    assert!(
        levels.contains("4,Phòng Kỹ thuật hình sự,876.25,87.63,Khá,Khá,Gửi báo cáo chậm hai lần"),
        "{levels}"
    );
    assert!(md.contains("| 4 | Phòng Kỹ thuật hình sự | 876,25 | 87,63 | Khá |"), "{md}");
}
