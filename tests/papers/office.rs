//! The Word and Excel files opened again: order of the elements, the administrative form, numbers as numbers.
use super::case::{case, tallies};
use super::files::summary;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use thidua::core::award::{Basis, RecipientKind};
use thidua::core::paper::{Cell, Summary};
use thidua::core::summary::build;
use thidua::core::words::{Lang, Words};
use thidua::papers;

/// An element: name, attributes, children, and its own text.
#[derive(Debug, Default)]
pub struct Node {
    name: String,
    attrs: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    /// All elements of this name, itself included, in order.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Node> {
        let mut found: Vec<&Node> = if self.name == name { vec![self] } else { Vec::new() };
        found.extend(self.children.iter().flat_map(|c| c.all(name)));
        found
    }
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.name == name)
    }
    pub fn attr(&self, name: &str) -> &str {
        self.attrs.get(name).map_or("", String::as_str)
    }
    /// Text of it and everything in it.
    pub fn whole(&self) -> String {
        self.children.iter().fold(self.text.clone(), |text, c| text + &c.whole())
    }
}

pub fn parse(bytes: &[u8]) -> Node {
    let mut reader = Reader::from_reader(bytes);
    let mut stack = vec![Node::default()];
    let node = |start: &quick_xml::events::BytesStart<'_>| Node {
        name: String::from_utf8(start.name().as_ref().to_vec()).unwrap(),
        attrs: start
            .attributes()
            .map(|a| a.unwrap())
            .map(|a| {
                (
                    String::from_utf8(a.key.as_ref().to_vec()).unwrap(),
                    a.unescape_value().unwrap().into_owned(),
                )
            })
            .collect(),
        ..Node::default()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => stack.push(node(&start)),
            Event::Empty(start) => stack.last_mut().unwrap().children.push(node(&start)),
            Event::End(_) => {
                let done = stack.pop().unwrap();
                stack.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => stack.last_mut().unwrap().text += &text.decode().unwrap(),
            Event::GeneralRef(name) => {
                let name = String::from_utf8(name.to_vec()).unwrap();
                let sign = match name.as_str() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    _ => "'",
                };
                stack.last_mut().unwrap().text += sign;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    stack.pop().unwrap().children.pop().unwrap()
}

/// The parts of a package by name.
pub fn parts(summary: &Summary, ending: &str) -> BTreeMap<String, Vec<u8>> {
    let file = papers::make(summary, ending).unwrap().pop().unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(file.bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.insert(entry.name().unwrap().into_owned(), bytes);
    }
    parts
}

pub fn document(summary: &Summary) -> Node {
    parse(&parts(summary, "docx")["word/document.xml"])
}

/// Children in the order of the schema (ECMA-376, part 1), those this program writes and their neighbours.
const ORDER: [(&str, &[&str]); 13] = [
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:color",
            "w:spacing",
            "w:sz",
            "w:szCs",
            "w:u",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:shd",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
        ],
    ),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    ("w:tr", &["w:trPr", "w:tc"]),
    ("w:tc", &["w:tcPr", "w:p"]),
    (
        "w:tcPr",
        &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:vAlign"],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:docGrid",
        ],
    ),
    ("w:style", &["w:name", "w:basedOn", "w:next", "w:qFormat", "w:pPr", "w:rPr"]),
    ("w:styles", &["w:docDefaults", "w:latentStyles", "w:style"]),
    ("w:settings", &["w:zoom", "w:defaultTabStop", "w:characterSpacingControl", "w:compat"]),
];

pub fn ordered(node: &Node) {
    if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == node.name) {
        let places: Vec<usize> = node
            .children
            .iter()
            .map(|c| {
                let at = order.iter().position(|name| *name == c.name);
                assert!(at.is_some(), "{} in {}", c.name, node.name);
                at.unwrap()
            })
            .collect();
        assert!(
            places.is_sorted(),
            "{}: {:?}",
            node.name,
            node.children.iter().map(|c| &c.name).collect::<Vec<_>>()
        );
    }
    node.children.iter().for_each(ordered);
}

#[test]
fn elements_of_the_document_stand_in_the_order_of_the_schema() {
    for draft in [true, false] {
        let parts = parts(&summary(draft), "docx");
        for part in ["document", "styles", "settings", "header1", "header2"] {
            ordered(&parse(&parts[&format!("word/{part}.xml")]));
        }
    }
    let body = document(&summary(true));
    let last = body.children[0].children.last().unwrap();
    assert_eq!(last.name, "w:sectPr", "the body ends with its section");
    for cell in body.all("w:tc") {
        assert_eq!(cell.children.last().unwrap().name, "w:p", "a cell ends with a paragraph");
    }
}

#[test]
fn every_part_is_typed_and_every_relation_leads_somewhere() {
    let parts = parts(&summary(true), "docx");
    let types = parse(&parts["[Content_Types].xml"]);
    for part in types.all("Override") {
        assert!(parts.contains_key(part.attr("PartName").trim_start_matches('/')), "{part:?}");
    }
    for (links, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        for link in parse(&parts[links]).all("Relationship") {
            assert!(parts.contains_key(&format!("{folder}{}", link.attr("Target"))), "{link:?}");
        }
    }
    let ids: Vec<String> = parse(&parts["word/_rels/document.xml.rels"])
        .all("Relationship")
        .iter()
        .map(|l| l.attr("Id").to_owned())
        .collect();
    let styles = parse(&parts["word/styles.xml"]);
    let styles: Vec<&str> = styles.all("w:style").iter().map(|s| s.attr("w:styleId")).collect();
    let document = parse(&parts["word/document.xml"]);
    for link in document.all("w:headerReference") {
        assert!(ids.iter().any(|id| id == link.attr("r:id")));
    }
    for style in document.all("w:pStyle") {
        assert!(styles.contains(&style.attr("w:val")), "{style:?}");
    }
}

#[test]
fn the_document_says_the_figures_of_the_case() {
    let document = document(&summary(true));
    let paragraphs: Vec<String> = document.all("w:p").iter().map(|p| p.whole()).collect();
    for line in [
        "- 02 tập thể, 04 cá nhân được tặng Bằng khen của Bộ Công an, UBND tỉnh;",
        "- 10 tập thể, 47 cá nhân được biểu dương gương người tốt, việc tốt;",
        "- 31 lượt tập thể được biểu dương tại thông báo tháng.",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "DỰ THẢO (trình hội nghị)",
        "Nơi nhận:",
        "- Lưu: VT, PV01.",
    ] {
        assert!(paragraphs.iter().any(|p| p == line), "{line} not in {paragraphs:#?}");
    }
}

#[test]
fn the_page_is_the_one_of_the_decree() {
    let document = document(&summary(false));
    let sections = document.all("w:sectPr");
    let landscape = |s: &Node| s.child("w:pgSz").unwrap().attr("w:orient") == "landscape";
    let turns: Vec<bool> = sections.iter().map(|s| landscape(s)).collect();
    assert_eq!(turns, [false, true, false, true], "the body upright, wide annexes landscape");
    for (i, section) in sections.iter().enumerate() {
        let size = section.child("w:pgSz").unwrap();
        let (long, short) = ("16838", "11906");
        let expected = if landscape(section) { (long, short) } else { (short, long) };
        assert_eq!((size.attr("w:w"), size.attr("w:h")), expected);
        let margin = section.child("w:pgMar").unwrap();
        let sides = ["w:top", "w:bottom", "w:left", "w:right"]
            .map(|s| margin.attr(s).parse::<f64>().unwrap() / 56.693);
        assert!((19.9..25.1).contains(&sides[0]) && (19.9..25.1).contains(&sides[1]), "{sides:?}");
        assert!((29.9..35.1).contains(&sides[2]) && (14.9..20.1).contains(&sides[3]), "{sides:?}");
        assert_eq!(section.child("w:titlePg").is_some(), i == 0, "no number on page 1 only");
    }
    let parts = parts(&summary(false), "docx");
    let (other, first) = (parse(&parts["word/header1.xml"]), parse(&parts["word/header2.xml"]));
    assert_eq!(other.all("w:fldSimple")[0].attr("w:instr").trim(), "PAGE");
    assert!(first.all("w:fldSimple").is_empty());
    let nation = document.all("w:tc").into_iter().find(|c| c.whole().starts_with("CỘNG HÒA")).unwrap();
    let width: f64 = nation.child("w:tcPr").unwrap().child("w:tcW").unwrap().attr("w:w").parse().unwrap();
    assert!(width / 56.693 >= 98.0, "{width}");
}

#[test]
fn heading_rows_repeat_and_no_row_is_split() {
    let document = document(&summary(true));
    let bordered: Vec<&Node> =
        document.all("w:tbl").into_iter().filter(|t| !t.all("w:tblBorders").is_empty()).collect();
    // the criteria of twelve units go on in a second table
    assert_eq!(bordered.len(), summary(true).tables().count() + 1);
    for table in bordered {
        let rows: Vec<&Node> = table.children.iter().filter(|c| c.name == "w:tr").collect();
        let head = |row: &Node| row.child("w:trPr").unwrap().child("w:tblHeader").is_some();
        let heads = rows.iter().take_while(|r| head(r)).count();
        assert!((1..=2).contains(&heads), "heads come first");
        assert!(rows.iter().skip(heads).all(|r| !head(r)));
        assert!(rows.iter().all(|r| r.child("w:trPr").unwrap().child("w:cantSplit").is_some()));
        let columns = table.all("w:gridCol").len();
        for row in rows {
            let spans = row
                .all("w:tcPr")
                .iter()
                .map(|p| p.child("w:gridSpan").map_or(1, |s| s.attr("w:val").parse().unwrap()))
                .sum::<usize>();
            assert_eq!(spans, columns, "every row covers the grid");
        }
    }
}

#[test]
fn signs_of_markup_and_controls_in_texts_do_no_harm() {
    let (mut facts, awards) = case();
    facts.register.letterhead.signer = "A & B <C> \u{1}\u{b}\u{fffe}\"D\"".to_owned();
    facts.register.sample = true;
    let summary = build(&facts, &awards, &Words::load(Lang::Vi), true);
    let document = document(&summary);
    assert!(document.all("w:p").iter().any(|p| p.whole() == "A & B <C> \"D\""));
    let parts = parts(&summary, "docx");
    for header in ["word/header1.xml", "word/header2.xml"] {
        assert!(parse(&parts[header]).whole().contains("SỐ LIỆU MẪU"));
    }
}

/// Cells of a sheet by address: number or text.
pub fn sheet(parts: &BTreeMap<String, Vec<u8>>, id: &str) -> BTreeMap<String, String> {
    let book = parse(&parts["xl/workbook.xml"]);
    let at = book.all("sheet").iter().position(|s| s.attr("name") == id).unwrap() + 1;
    let shared: Vec<String> =
        parse(&parts["xl/sharedStrings.xml"]).all("si").iter().map(|s| s.whole()).collect();
    let page = parse(&parts[&format!("xl/worksheets/sheet{at}.xml")]);
    let mut cells = BTreeMap::new();
    for cell in page.all("c") {
        assert!(cell.child("f").is_none(), "no formulas");
        let Some(value) = cell.child("v").map(Node::whole) else { continue };
        let value = if cell.attr("t") == "s" {
            format!("'{}", shared[value.parse::<usize>().unwrap()])
        } else {
            value
        };
        cells.insert(cell.attr("r").to_owned(), value);
    }
    cells
}

#[test]
fn the_workbook_holds_numbers_as_numbers() {
    let parts = parts(&summary(true), "xlsx");
    let awards = sheet(&parts, "khen-thuong");
    let row = |n: u32| ["A", "B", "C", "D", "E"].map(|c| awards[&format!("{c}{n}")].as_str());
    assert_eq!(row(5), ["'Bằng khen của Bộ Công an, UBND tỉnh", "2", "'–", "4", "'–"]);
    assert_eq!(row(6), ["'Biểu dương gương người tốt, việc tốt", "10", "10", "47", "47"]);
    assert_eq!(row(7), ["'Biểu dương tại thông báo tháng", "'–", "31", "'–", "'–"]);
    let ranks = sheet(&parts, "xep-hang");
    assert_eq!(
        ["A", "B", "C", "D", "E"].map(|c| ranks[&format!("{c}4")].as_str()),
        ["1", "'Phòng Tham mưu", "960", "0.96", "'Xuất sắc"]
    );
    let criteria = sheet(&parts, "diem-tieu-chi");
    assert_eq!(criteria["F7"], "186", "whole");
    assert!(criteria.values().any(|v| v == "115.2"), "hundredths");
    assert!(criteria.values().any(|v| v == "13.95"), "exact");
}

#[test]
fn heads_are_frozen_and_repeat_in_print() {
    let parts = parts(&summary(true), "xlsx");
    let book = parse(&parts["xl/workbook.xml"]);
    let tables = summary(true).tables().count();
    let titles: Vec<String> = book.all("definedName").iter().map(|n| n.whole()).collect();
    assert_eq!(titles.len(), tables);
    assert!(titles.contains(&"'khen-thuong'!$3:$4".to_owned()), "{titles:?}");
    for at in 1..=tables {
        let page = parse(&parts[&format!("xl/worksheets/sheet{at}.xml")]);
        assert_eq!(page.all("pane")[0].attr("state"), "frozen");
        let setup = page.all("pageSetup")[0];
        assert_eq!((setup.attr("orientation"), setup.attr("paperSize")), ("landscape", "9"));
        assert_eq!(setup.attr("fitToHeight"), "0");
    }
}

#[test]
fn unknown_and_partly_known_figures_are_no_numbers_in_the_workbook() {
    use super::case::{award, bare, counted};
    let mut facts = bare();
    let rows = [
        award(1, "thong_bao", &["giam_doc"], counted(RecipientKind::Collective, Basis::Turns, None, Some(1))),
        award(
            2,
            "thong_bao",
            &["giam_doc"],
            counted(RecipientKind::Individual, Basis::Turns, Some(12), Some(1)),
        ),
        award(3, "thong_bao", &["giam_doc"], counted(RecipientKind::Individual, Basis::Turns, None, Some(2))),
    ];
    facts.tallies = tallies(&facts, &rows);
    let summary = build(&facts, &rows, &Words::load(Lang::Vi), true);
    let awards = sheet(&parts(&summary, "xlsx"), "khen-thuong");
    assert_eq!((awards["C5"].as_str(), awards["E5"].as_str()), ("'?", "'≥ 12"));
}

#[test]
fn a_quarter_without_tables_still_makes_a_workbook() {
    let facts = super::case::bare();
    let summary = build(&facts, &[], &Words::load(Lang::Vi), true);
    let parts = parts(&summary, "xlsx");
    assert!(sheet(&parts, "2021-Q2")["A1"].contains("BÁO CÁO"));
}

#[test]
fn sample_data_says_so_on_every_page_and_in_every_file_and_real_data_never() {
    let mut sample = summary(true);
    let real = Summary { banner: String::new(), ..sample.clone() };
    sample.banner = "SỐ LIỆU MẪU".to_owned();
    let written = |summary: &Summary| parts(summary, "docx");
    let (marked, plain) = (written(&sample), written(&real));
    for part in ["word/header1.xml", "word/header2.xml"] {
        let header = parse(&marked[part]);
        let shape = header.all("v:shape")[0];
        assert_eq!(shape.child("v:textpath").unwrap().attr("string"), "SỐ LIỆU MẪU", "{part}");
        // behind the text, in the middle of the page, whatever way it lies
        let style = shape.attr("style");
        assert!(style.contains("z-index:-") && style.contains("mso-position-vertical:center"), "{style}");
        assert!(parse(&plain[part]).all("v:shape").is_empty(), "{part}");
    }
    // every page section has the header with it, by itself or from the section before
    let document = parse(&marked["word/document.xml"]);
    assert!(document.all("w:sectPr").iter().all(|s| s.all("w:headerReference")[0].attr("r:id") == "rId3"));
    for ending in ["xlsx", "md", "csv", "json"] {
        for (summary, says) in [(&sample, true), (&real, false)] {
            for file in papers::make(summary, ending).unwrap() {
                let text = if ending == "xlsx" {
                    let parts = parts(summary, "xlsx");
                    String::from_utf8(parts["xl/sharedStrings.xml"].clone()).unwrap()
                } else {
                    String::from_utf8(file.bytes).unwrap()
                };
                assert_eq!(text.contains("SỐ LIỆU MẪU"), says, "{}", file.name);
            }
        }
    }
}

#[test]
fn the_workbook_draws_the_totals_of_the_standings_from_their_own_cells() {
    let summary = summary(false);
    let parts = parts(&summary, "xlsx");
    let chart = parse(&parts["xl/charts/chart1.xml"]);
    let ranges: Vec<String> = chart.all("c:f").iter().map(|f| f.text.clone()).collect();
    // eleven of the twelve units have points; the one without has no bar
    let table = summary.tables().find(|t| t.id == "xep-hang").unwrap();
    let bars = table.rows.iter().filter(|r| matches!(r[2], Cell::Points(_))).count();
    assert!(bars > 0 && bars < table.rows.len(), "{bars}");
    let (first, last) = (4, 3 + bars);
    assert!(ranges.contains(&format!("'xep-hang'!$B${first}:$B${last}")), "{ranges:?}");
    assert!(ranges.contains(&format!("'xep-hang'!$C${first}:$C${last}")), "{ranges:?}");
    assert!(chart.whole().contains("Tổng điểm Quý II/2021, theo thứ hạng"), "{}", chart.whole());
    let mut bare = super::case::case().0;
    (bare.table, bare.cells) = (None, Vec::new());
    let bare = build(&bare, &[], &Words::load(Lang::Vi), false);
    assert!(bare.chart.is_none());
    assert!(!self::parts(&bare, "xlsx").contains_key("xl/charts/chart1.xml"));
}
