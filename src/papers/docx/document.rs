//! The body: letterhead, title, sections, signature, annexes, and the page sections they stand in.
//! Measures are twips (1 mm = 56,7).
use super::grid::{self, Frame, Span};
use super::para::{Face, Para, headed, para, rule, run};
use super::watermark;
use super::xml::Xml;
use crate::core::paper::{Block, Section, Summary, Table};

/// Left and right of the letterhead: 67 and 98 mm, for the nation's name in bold 13 needs 98.
const HEAD: [u32; 2] = [3798, 5556];
/// Left and right of the signature block.
const FOOT: [u32; 2] = [4254, 5100];
/// Half points of the letterhead.
const SMALL: u16 = 26;

/// A page's orientation and margins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Upright,
    /// upright, of a paper that is to stay on one sheet
    Close,
    Landscape,
}

impl Page {
    /// The page that the text stands on.
    fn body(summary: &Summary) -> Page {
        if summary.dense { Page::Close } else { Page::Upright }
    }
    fn of(table: &Table) -> Page {
        if table.annex { Page::Landscape } else { Page::Upright }
    }
    /// Width and height of A4.
    fn size(self) -> (u32, u32) {
        match self {
            Page::Upright | Page::Close => (11906, 16838),
            Page::Landscape => (16838, 11906),
        }
    }
    /// Top, right, bottom, left, and where the header begins: 20 mm above and below, 30 left, 15 right; on a close page
    /// 15, 12 and 20.
    fn margins(self) -> [u32; 5] {
        match self {
            Page::Upright | Page::Landscape => [1134, 851, 1134, 1701, 425],
            Page::Close => [851, 851, 680, 1134, 283],
        }
    }
    /// Between the margins.
    fn room(self) -> u32 {
        let [_, right, _, left, _] = self.margins();
        self.size().0 - left - right
    }
}

/// How the text of a paper is set.
struct Set {
    body: &'static str,
    heading: &'static str,
    title: &'static str,
    /// of an empty line, and how many stand between form and name of the signature
    blank: &'static str,
    blanks: usize,
    /// of title and signature, half points; 0: as the style says
    large: u16,
    sign: u16,
}

impl Set {
    fn of(summary: &Summary) -> Set {
        if summary.dense {
            Set {
                body: "BodySmall",
                heading: "HeadingSmall",
                title: "TitleSmall",
                blank: "BodySmall",
                blanks: 3,
                large: 26,
                sign: 24,
            }
        } else {
            Set {
                body: "Body",
                heading: "Heading1",
                title: "Title",
                blank: "Head",
                blanks: 4,
                large: 0,
                sign: 0,
            }
        }
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
    sections(&mut xml, summary);
    signature(&mut xml, summary);
    annexes(&mut xml, summary);
    xml.close("w:body");
    xml.close("w:document");
    xml.finish()
}

fn sections(xml: &mut Xml, summary: &Summary) {
    let set = Set::of(summary);
    para(xml, Para::of(set.body), Face::PLAIN, &summary.preface);
    for (i, part) in summary.sections.iter().enumerate() {
        if let Some(text) = run_in(summary, part) {
            // the signature never stands alone on a page
            let keep = i + 1 == summary.sections.len();
            headed(xml, Para { keep, ..Para::of(set.body) }, &format!("{}. ", part.title), &text);
            continue;
        }
        para(xml, Para::of(set.heading), Face::PLAIN, &part.title);
        for block in part.printed() {
            body(xml, summary, &set, block);
        }
    }
}

fn letterhead(xml: &mut Xml, summary: &Summary) {
    let [left, right] = HEAD;
    let head = Para::of("Head");
    grid::begin(xml, &HEAD, Frame::None);
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
    let (title, face) = (Set::of(summary).title, Face::PLAIN.sized(Set::of(summary).large));
    para(xml, Para::of(title), face, &summary.kind);
    para(xml, Para::of("Subtitle"), face, &summary.subject);
    if !summary.under.is_empty() {
        let size = if summary.dense { 24 } else { 0 };
        para(xml, Para::of("Head"), Face::ITALIC.sized(size), &summary.under);
    }
    rule(xml, Page::body(summary).room() * 2 / 5);
    para(xml, Para::of(if summary.dense { gap(true) } else { "Head" }), Face::PLAIN, "");
}

/// The text of a section that goes on behind its title, to keep a paper on one sheet: one without tables.
fn run_in(summary: &Summary, section: &Section) -> Option<String> {
    let text = |block: &Block| match block {
        Block::Para(text) | Block::Item(text) => Some(text.clone()),
        Block::Heading(_) | Block::Table(_) => None,
    };
    let texts: Option<Vec<String>> = section.printed().map(text).collect();
    texts.filter(|_| summary.dense).map(|texts| texts.join(" "))
}

fn body(xml: &mut Xml, summary: &Summary, set: &Set, block: &Block) {
    let plain = Face::PLAIN;
    match block {
        Block::Heading(text) => para(xml, Para::of("Heading2"), plain, text),
        // a line that announces a list stays with it
        Block::Para(text) if text.ends_with(':') => para(xml, Para::of(set.body).kept(), plain, text),
        Block::Para(text) => para(xml, Para::of(set.body), plain, text),
        Block::Item(text) => para(xml, Para::of(set.body), plain, &format!("- {text}")),
        Block::Table(table) => {
            for (i, part) in grid::parts(table).iter().enumerate() {
                // where room is short the title of the section says it too
                if !summary.dense {
                    para(xml, Para::of("TableTitle"), plain, &titled(summary, &table.title, i));
                }
                grid::table(xml, part, &summary.print, Page::body(summary).room(), summary.dense);
            }
            notes(xml, table, summary.dense);
        }
    }
}

/// Notes, run together where room is short; an empty line, so that a table never touches what follows.
fn notes(xml: &mut Xml, table: &Table, dense: bool) {
    if dense && !table.notes.is_empty() {
        para(xml, Para::of("NoteSmall"), Face::PLAIN, &table.notes.join(" "));
    } else {
        for note in &table.notes {
            para(xml, Para::of("Note"), Face::PLAIN, note);
        }
    }
    para(xml, Para::of(gap(dense)), Face::PLAIN, "");
}

/// The style of an empty line between two tables.
fn gap(dense: bool) -> &'static str {
    if dense { "GapSmall" } else { "Gap" }
}

/// Recipients left, signature right; never split over two pages.
fn signature(xml: &mut Xml, summary: &Summary) {
    let [left, right] = FOOT;
    let face = Face { bold: true, italic: true, size: 24 };
    let set = Set::of(summary);
    let (head, name) = (Para::of("Head"), Face::BOLD.sized(set.sign));
    para(xml, Para { keep: summary.dense, ..Para::of(gap(summary.dense)) }, Face::PLAIN, "");
    grid::begin(xml, &FOOT, Frame::None);
    grid::row(xml, false);
    grid::cell(xml, left, Span::One, false);
    para(xml, head.aligned("left"), face, &summary.recipients.0);
    for line in &summary.recipients.1 {
        para(xml, head.aligned("left"), Face::PLAIN.sized(22), line);
    }
    let seal = Some(&summary.seal).filter(|s| !s.is_empty());
    // beside the room for the signature it takes none
    if let Some(seal) = seal.filter(|_| summary.dense) {
        para(xml, Para::of("NoteSmall").aligned("left"), Face::PLAIN, seal);
    }
    xml.close("w:tc");
    grid::cell(xml, right, Span::One, false);
    for line in &summary.sign {
        para(xml, head, name, line);
    }
    for _ in 0..set.blanks {
        para(xml, Para::of(set.blank), Face::PLAIN, "");
    }
    para(xml, head, name, &summary.signer);
    xml.close("w:tc");
    xml.close("w:tr");
    xml.close("w:tbl");
    if let Some(seal) = seal.filter(|_| !summary.dense) {
        para(xml, Para::of("Gap"), Face::PLAIN, "");
        para(xml, Para::of("Note"), Face::PLAIN.sized(20), seal);
    }
}

/// Annexes of one orientation share a page section; each begins a page.
fn annexes(xml: &mut Xml, summary: &Summary) {
    let mut page = Page::body(summary);
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

/// A4; page numbers from page 2 on.
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
    let [top, right, bottom, left, header] = page.margins().map(|m| m.to_string());
    let margins = [
        ("w:top", top.as_str()),
        ("w:right", &right),
        ("w:bottom", &bottom),
        ("w:left", &left),
        ("w:header", &header),
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
