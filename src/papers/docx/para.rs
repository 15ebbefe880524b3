//! Paragraphs and runs: named styles, and what a run adds to them. Properties are written in schema order.
use super::xml::Xml;

/// What a run adds to the style of its paragraph.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Face {
    pub bold: bool,
    pub italic: bool,
    /// half points; 0: as the style says
    pub size: u16,
}

impl Face {
    pub const PLAIN: Face = Face { bold: false, italic: false, size: 0 };
    pub const BOLD: Face = Face { bold: true, italic: false, size: 0 };
    pub const ITALIC: Face = Face { bold: false, italic: true, size: 0 };
    pub const fn sized(self, size: u16) -> Face {
        Face { size, ..self }
    }
}

/// How a paragraph differs from its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Para<'a> {
    /// id of a style
    pub style: &'a str,
    /// stays with the next
    pub keep: bool,
    /// begins a page
    pub page: bool,
    /// `left`, `center`, `right`; empty: as the style says
    pub align: &'a str,
}

impl<'a> Para<'a> {
    pub const fn of(style: &'a str) -> Para<'a> {
        Para { style, keep: false, page: false, align: "" }
    }
    pub const fn kept(self) -> Para<'a> {
        Para { keep: true, ..self }
    }
    pub const fn aligned(self, align: &'a str) -> Para<'a> {
        Para { align, ..self }
    }
}

/// A paragraph of one run; line breaks in the text stay line breaks.
pub(super) fn para(xml: &mut Xml, how: Para<'_>, face: Face, text: &str) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.leaf("w:pStyle", &[("w:val", how.style)]);
    if how.keep {
        xml.leaf("w:keepNext", &[]);
    }
    if how.page {
        xml.leaf("w:pageBreakBefore", &[]);
    }
    if !how.align.is_empty() {
        xml.leaf("w:jc", &[("w:val", how.align)]);
    }
    xml.close("w:pPr");
    if !text.is_empty() {
        run(xml, face, text);
    }
    xml.close("w:p");
}

/// A paragraph that begins with its heading in bold.
pub(super) fn headed(xml: &mut Xml, how: Para<'_>, head: &str, text: &str) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.leaf("w:pStyle", &[("w:val", how.style)]);
    if how.keep {
        xml.leaf("w:keepNext", &[]);
    }
    xml.close("w:pPr");
    run(xml, Face::BOLD, head);
    run(xml, Face::PLAIN, text);
    xml.close("w:p");
}

/// A run.
pub(super) fn run(xml: &mut Xml, face: Face, text: &str) {
    xml.open("w:r", &[]);
    face_of(xml, face);
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            xml.leaf("w:br", &[]);
        }
        xml.element("w:t", &[("xml:space", "preserve")], line);
    }
    xml.close("w:r");
}

fn face_of(xml: &mut Xml, face: Face) {
    if face == Face::PLAIN {
        return;
    }
    xml.open("w:rPr", &[]);
    if face.bold {
        xml.leaf("w:b", &[]);
        xml.leaf("w:bCs", &[]);
    }
    if face.italic {
        xml.leaf("w:i", &[]);
        xml.leaf("w:iCs", &[]);
    }
    if face.size > 0 {
        let size = face.size.to_string();
        xml.leaf("w:sz", &[("w:val", &size)]);
        xml.leaf("w:szCs", &[("w:val", &size)]);
    }
    xml.close("w:rPr");
}

/// A drawn rule: the lower border of an empty line, indented on both sides (twips).
pub(super) fn rule(xml: &mut Xml, indent: u32) {
    let indent = indent.to_string();
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.leaf("w:pStyle", &[("w:val", "Head")]);
    xml.open("w:pBdr", &[]);
    xml.leaf("w:bottom", &[("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")]);
    xml.close("w:pBdr");
    xml.leaf("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", "40"), ("w:lineRule", "exact")]);
    xml.leaf("w:ind", &[("w:left", &indent), ("w:right", &indent)]);
    xml.close("w:pPr");
    xml.close("w:p");
}
