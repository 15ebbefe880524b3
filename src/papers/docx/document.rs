//! The body: letterhead, title, sections, signature, annexes, and the page sections they stand in.
//! Measures are twips (1 mm = 56,7).
use super::grid::{self, Span};
use super::para::{Face, Para, para, rule, run};
use super::watermark;
use super::xml::Xml;
use crate::core::paper::{Block, Summary, Table};

/// Left and right of the letterhead: 67 and 98 mm, for the nation's name in bold 13 needs 98.
const HEAD: [u32; 2] = [3798, 5556];
/// Left and right of the signature block.
const FOOT: [u32; 2] = [4254, 5100];
/// Half points of the letterhead.
const SMALL: u16 = 26;

/// A page's orientation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Upright,
    Landscape,
}

impl Page {
    fn of(table: &Table) -> Page {
        if table.annex { Page::Landscape } else { Page::Upright }
    }
    /// Width and height of A4.
    fn size(self) -> (u32, u32) {
        match self {
            Page::Upright => (11906, 16838),
            Page::Landscape => (16838, 11906),
        }
    }
    /// Between the margins: 30 mm left, 15 mm right.
    fn room(self) -> u32 {
        self.size().0 - 1701 - 851
    }
}

/// The main part of the package.
pub(super) fn write(summary: &Summary) -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    xml.open("w:document", &[("xmlns:w", word), ("xmlns:r", links)]);
    xml.open("w:body", &[]);
    letterhead(&mut xml, summary);
    title(&mut xml, summary);
    para(&mut xml, Para::of("Body"), text_face(summary), &summary.preface);
    for section in &summary.sections {
        para(&mut xml, Para::of("Heading1"), text_face(summary), &section.title);
        for block in &section.blocks {
            body(&mut xml, summary, block);
        }
    }
    signature(&mut xml, summary);
    annexes(&mut xml, summary);
    xml.close("w:body");
    xml.close("w:document");
    xml.finish()
}

fn letterhead(xml: &mut Xml, summary: &Summary) {
    let [left, right] = HEAD;
    let head = Para::of("Head");
    grid::begin(xml, &HEAD, false);
    grid::row(xml, false);
    grid::cell(xml, left, Span::One, false);
    para(xml, head, Face::PLAIN.sized(SMALL), &summary.superior);
    para(xml, head, Face::BOLD.sized(SMALL), &summary.issuer);
    rule(xml, left * 3 / 10);
    xml.close("w:tc");
    grid::cell(xml, right, Span::One, false);
    para(xml, head, Face::BOLD.sized(SMALL), &summary.nation.0);
    para(xml, head, Face::BOLD, &summary.nation.1);
    rule(xml, devise_indent(&summary.nation.1, right));
    xml.close("w:tc");
    xml.close("w:tr");
    grid::row(xml, false);
    grid::cell(xml, left, Span::One, false);
    if summary.draft_line.is_empty() {
        para(xml, Para::of("HeadLow"), Face::PLAIN.sized(SMALL), &summary.number);
    } else {
        para(xml, Para::of("HeadLow"), Face::BOLD.sized(SMALL), &summary.draft_line);
    }
    xml.close("w:tc");
    grid::cell(xml, right, Span::One, false);
    para(xml, Para::of("HeadLow"), Face::ITALIC, &summary.place_date);
    xml.close("w:tc");
    xml.close("w:tr");
    xml.close("w:tbl");
}

/// The rule under the devise is as long as the devise: about 123 twips a letter in bold 14.
fn devise_indent(devise: &str, room: u32) -> u32 {
    room.saturating_sub(devise.chars().count() as u32 * 123) / 2
}

fn title(xml: &mut Xml, summary: &Summary) {
    para(xml, Para::of("Title"), Face::PLAIN, &summary.kind);
    para(xml, Para::of("Subtitle"), Face::PLAIN, &summary.subject);
    if !summary.under.is_empty() {
        para(xml, Para::of("Head"), Face::ITALIC, &summary.under);
    }
    rule(xml, Page::Upright.room() * 2 / 5);
    para(xml, Para::of("Head"), Face::PLAIN, "");
}

/// Text of the body: as its style has it, or smaller.
fn text_face(summary: &Summary) -> Face {
    if summary.dense { Face::PLAIN.sized(24) } else { Face::PLAIN }
}

fn body(xml: &mut Xml, summary: &Summary, block: &Block) {
    let face = text_face(summary);
    match block {
        Block::Heading(text) => para(xml, Para::of("Heading2"), face, text),
        // a line that announces a list stays with it
        Block::Para(text) if text.ends_with(':') => para(xml, Para::of("Body").kept(), face, text),
        Block::Para(text) => para(xml, Para::of("Body"), face, text),
        Block::Item(text) => para(xml, Para::of("Body"), face, &format!("- {text}")),
        Block::Table(table) => {
            for (i, part) in grid::parts(table).iter().enumerate() {
                para(xml, Para::of("TableTitle"), text_face(summary), &titled(summary, &table.title, i));
                grid::table(xml, part, &summary.print, Page::Upright.room(), summary.dense);
            }
            notes(xml, table, summary.dense);
        }
    }
}

/// Notes; an empty line where there are none, so that a table never touches what follows.
fn notes(xml: &mut Xml, table: &Table, dense: bool) {
    for note in &table.notes {
        para(xml, Para::of("Note"), Face::PLAIN.sized(if dense { 20 } else { 0 }), note);
    }
    para(xml, Para::of("Gap"), Face::PLAIN, "");
}

/// Recipients left, signature right; never split over two pages.
fn signature(xml: &mut Xml, summary: &Summary) {
    let [left, right] = FOOT;
    let face = Face { bold: true, italic: true, size: 24 };
    let head = Para::of("Head");
    para(xml, Para::of("Gap"), Face::PLAIN, "");
    grid::begin(xml, &FOOT, false);
    grid::row(xml, false);
    grid::cell(xml, left, Span::One, false);
    para(xml, head.aligned("left"), face, &summary.recipients.0);
    for line in &summary.recipients.1 {
        para(xml, head.aligned("left"), Face::PLAIN.sized(22), line);
    }
    xml.close("w:tc");
    grid::cell(xml, right, Span::One, false);
    for line in &summary.sign {
        para(xml, head, Face::BOLD, line);
    }
    for _ in 0..4 {
        para(xml, head, Face::PLAIN, "");
    }
    para(xml, head, Face::BOLD, &summary.signer);
    xml.close("w:tc");
    xml.close("w:tr");
    xml.close("w:tbl");
    if !summary.seal.is_empty() {
        para(xml, Para::of("Gap"), Face::PLAIN, "");
        para(xml, Para::of("Note"), Face::PLAIN.sized(20), &summary.seal);
    }
}

/// Annexes of one orientation share a page section; each begins a page.
fn annexes(xml: &mut Xml, summary: &Summary) {
    let mut page = Page::Upright;
    let mut first = true;
    for table in &summary.annexes {
        let turned = Page::of(table) != page;
        if turned {
            section_end(xml, page, first);
            first = false;
            page = Page::of(table);
        }
        annex(xml, summary, table, page, !turned);
    }
    section(xml, page, first);
}

fn annex(xml: &mut Xml, summary: &Summary, table: &Table, page: Page, new_page: bool) {
    for (at, part) in grid::parts(table).iter().enumerate() {
        for (i, line) in titled(summary, &table.title, at).split('\n').enumerate() {
            let how = Para { page: (new_page || at > 0) && i == 0, ..Para::of("TableTitle") };
            para(xml, how, Face::PLAIN, line);
        }
        para(xml, Para::of("Attached"), Face::PLAIN, &summary.attached);
        grid::table(xml, part, &summary.print, page.room(), summary.dense);
        notes(xml, table, summary.dense);
    }
}

/// The title of a table, or of a further part of it.
fn titled(summary: &Summary, title: &str, part: usize) -> String {
    if part == 0 { title.to_owned() } else { summary.print.continued.replace("{title}", title) }
}

/// A line of no height that carries the properties of the section it ends.
fn section_end(xml: &mut Xml, page: Page, first: bool) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.leaf("w:pStyle", &[("w:val", "Gap")]);
    xml.leaf("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", "20"), ("w:lineRule", "exact")]);
    section(xml, page, first);
    xml.close("w:pPr");
    xml.close("w:p");
}

/// A4, 20 mm above and below, 30 left, 15 right; page numbers from page 2 on.
fn section(xml: &mut Xml, page: Page, first: bool) {
    let (width, height) = page.size();
    let (width, height) = (width.to_string(), height.to_string());
    xml.open("w:sectPr", &[]);
    xml.leaf("w:headerReference", &[("w:type", "default"), ("r:id", "rId3")]);
    if first {
        xml.leaf("w:headerReference", &[("w:type", "first"), ("r:id", "rId4")]);
    }
    xml.leaf("w:type", &[("w:val", "nextPage")]);
    let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
    if page == Page::Landscape {
        size.push(("w:orient", "landscape"));
    }
    xml.leaf("w:pgSz", &size);
    let margins = [
        ("w:top", "1134"),
        ("w:right", "851"),
        ("w:bottom", "1134"),
        ("w:left", "1701"),
        ("w:header", "425"),
        ("w:footer", "567"),
        ("w:gutter", "0"),
    ];
    xml.leaf("w:pgMar", &margins);
    xml.leaf("w:cols", &[("w:space", "720")]);
    if first {
        xml.leaf("w:titlePg", &[]);
    }
    xml.close("w:sectPr");
}

/// The header of a page: its number (not on page 1), and of sample data the banner and the watermark behind the text.
pub(super) fn header(banner: &str, numbered: bool) -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    xml.open(
        "w:hdr",
        &[
            ("xmlns:w", word),
            ("xmlns:v", "urn:schemas-microsoft-com:vml"),
            ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
        ],
    );
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.leaf("w:pStyle", &[("w:val", "Header")]);
    xml.close("w:pPr");
    if !banner.is_empty() {
        watermark::run(&mut xml, banner, if numbered { "1" } else { "2" });
    }
    if numbered {
        xml.open("w:fldSimple", &[("w:instr", " PAGE ")]);
        run(&mut xml, Face::PLAIN, "2");
        xml.close("w:fldSimple");
    }
    xml.close("w:p");
    if !banner.is_empty() {
        para(&mut xml, Para::of("Header"), Face::BOLD.sized(22), banner);
    }
    xml.close("w:hdr");
    xml.finish()
}
