//! The package around the body: content types, relations, styles, settings, headers, properties; zipped without a clock.
use super::document;
use super::xml::Xml;
use crate::core::paper::Summary;
use crate::core::words::Lang;
use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PROPERTIES: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The zip of all parts, `[Content_Types].xml` first, every entry with the same fixed time.
pub(super) fn pack(summary: &Summary, document: Vec<u8>) -> Result<Vec<u8>, String> {
    let parts = [
        ("[Content_Types].xml", types()?),
        ("_rels/.rels", relations(&ROOT)?),
        ("docProps/core.xml", properties(summary)?),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations(&BODY)?),
        ("word/styles.xml", styles(summary.print.lang)?),
        ("word/settings.xml", settings()?),
        ("word/header1.xml", document::header(&summary.banner, true)?),
        ("word/header2.xml", document::header(&summary.banner, false)?),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // a list of 17,000 recipients in half the time of the usual level, and hardly larger
        .compression_level(Some(3))
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600);
    for (name, bytes) in parts {
        zip.start_file(name, options).map_err(|e| e.to_string())?;
        zip.write_all(&bytes).map_err(|e| e.to_string())?;
    }
    zip.finish().map(Cursor::into_inner).map_err(|e| e.to_string())
}

fn types() -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    xml.open("Types", &[("xmlns", TYPES)]);
    let links = "application/vnd.openxmlformats-package.relationships+xml";
    xml.leaf("Default", &[("Extension", "rels"), ("ContentType", links)]);
    xml.leaf("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let parts = [
        ("/word/document.xml", "document.main"),
        ("/word/styles.xml", "styles"),
        ("/word/settings.xml", "settings"),
        ("/word/header1.xml", "header"),
        ("/word/header2.xml", "header"),
    ];
    for (part, kind) in parts {
        xml.leaf("Override", &[("PartName", part), ("ContentType", &format!("{MAIN}.{kind}+xml"))]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.leaf("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
    xml.close("Types");
    xml.finish()
}

/// Id, what it is, where it lies.
type Link = (&'static str, &'static str, &'static str);

const ROOT: [Link; 2] =
    [("rId1", "officeDocument", "word/document.xml"), ("rId2", "core-properties", "docProps/core.xml")];
const BODY: [Link; 4] = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "header", "header1.xml"),
    ("rId4", "header", "header2.xml"),
];

fn relations(links: &[Link]) -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", LINKS)]);
    for (id, kind, target) in links {
        let kind = match *kind {
            "core-properties" => format!("{LINKS}/metadata/core-properties"),
            kind => format!("{OFFICE}/{kind}"),
        };
        xml.leaf("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
    }
    xml.close("Relationships");
    xml.finish()
}

fn properties(summary: &Summary) -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    let elements = "http://purl.org/dc/elements/1.1/";
    xml.open("cp:coreProperties", &[("xmlns:cp", PROPERTIES), ("xmlns:dc", elements)]);
    xml.element("dc:title", &[], &format!("{} – {}", summary.kind, summary.subject));
    xml.element("dc:creator", &[], &summary.issuer);
    xml.close("cp:coreProperties");
    xml.finish()
}

fn settings() -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    xml.open("w:settings", &[("xmlns:w", WORD)]);
    xml.leaf("w:defaultTabStop", &[("w:val", "720")]);
    xml.leaf("w:characterSpacingControl", &[("w:val", "doNotCompress")]);
    xml.open("w:compat", &[]);
    let uri = "http://schemas.microsoft.com/office/word";
    // Word 2013 and later: without it the file opens in "compatibility mode"
    xml.leaf("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")]);
    xml.close("w:compat");
    xml.close("w:settings");
    xml.finish()
}

/// A paragraph style.
struct Style {
    id: &'static str,
    name: &'static str,
    keep: bool,
    /// twips before and after, line height in 240ths
    spacing: [&'static str; 3],
    /// first line, twips
    first: &'static str,
    align: &'static str,
    outline: &'static str,
    bold: bool,
    italic: bool,
    /// half points
    size: &'static str,
}

const PLAIN: Style = Style {
    id: "Normal",
    name: "Normal",
    keep: false,
    spacing: ["0", "0", "240"],
    first: "0",
    align: "left",
    outline: "",
    bold: false,
    italic: false,
    size: "28",
};

/// Body 14 justified, first line 1,27 cm, 6 points between paragraphs; headings and tables from it.
const STYLES: [Style; 19] = [
    PLAIN,
    Style {
        id: "Body",
        name: "Body Text",
        spacing: ["60", "60", "264"],
        first: "720",
        align: "both",
        ..PLAIN
    },
    Style {
        id: "Heading1",
        name: "heading 1",
        keep: true,
        spacing: ["120", "60", "264"],
        first: "720",
        align: "both",
        outline: "0",
        bold: true,
        ..PLAIN
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        keep: true,
        spacing: ["60", "60", "264"],
        first: "720",
        align: "both",
        outline: "1",
        bold: true,
        ..PLAIN
    },
    Style { id: "Title", name: "Title", spacing: ["240", "0", "240"], align: "center", bold: true, ..PLAIN },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        spacing: ["0", "40", "240"],
        align: "center",
        bold: true,
        ..PLAIN
    },
    Style { id: "Head", name: "Letterhead", align: "center", ..PLAIN },
    Style { id: "HeadLow", name: "Letterhead 2", spacing: ["120", "0", "240"], align: "center", ..PLAIN },
    Style {
        id: "TableTitle",
        name: "Table Title",
        keep: true,
        spacing: ["120", "60", "240"],
        align: "center",
        bold: true,
        ..PLAIN
    },
    Style {
        id: "Attached",
        name: "Attached",
        keep: true,
        spacing: ["0", "160", "240"],
        align: "center",
        italic: true,
        ..PLAIN
    },
    Style { id: "Cell", name: "Table Text", spacing: ["20", "20", "240"], size: "24", ..PLAIN },
    Style {
        id: "Note",
        name: "Table Note",
        spacing: ["40", "0", "240"],
        align: "both",
        italic: true,
        size: "24",
        ..PLAIN
    },
    Style { id: "Gap", name: "Gap", size: "12", ..PLAIN },
    // of a paper that is to stay on one sheet
    Style {
        id: "BodySmall",
        name: "Body Text Small",
        spacing: ["20", "20", "240"],
        first: "567",
        align: "both",
        size: "22",
        ..PLAIN
    },
    Style {
        id: "HeadingSmall",
        name: "Heading Small",
        keep: true,
        spacing: ["40", "40", "240"],
        first: "567",
        align: "both",
        outline: "0",
        bold: true,
        size: "22",
        ..PLAIN
    },
    Style {
        id: "TitleSmall",
        name: "Title Small",
        spacing: ["40", "0", "240"],
        align: "center",
        bold: true,
        ..PLAIN
    },
    Style { id: "GapSmall", name: "Gap Small", size: "8", ..PLAIN },
    Style { id: "CellSmall", name: "Table Text Small", size: "18", ..PLAIN },
    Style {
        id: "NoteSmall",
        name: "Table Note Small",
        spacing: ["20", "0", "240"],
        align: "both",
        italic: true,
        size: "19",
        ..PLAIN
    },
];

fn styles(lang: Lang) -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    xml.open("w:styles", &[("xmlns:w", WORD)]);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    let font = "Times New Roman";
    xml.leaf("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)]);
    xml.leaf("w:sz", &[("w:val", "28")]);
    xml.leaf("w:szCs", &[("w:val", "28")]);
    let lang = match lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-GB",
    };
    xml.leaf("w:lang", &[("w:val", lang)]);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.leaf("w:pPrDefault", &[]);
    xml.close("w:docDefaults");
    for style in &STYLES {
        one_style(&mut xml, style);
    }
    one_style(&mut xml, &Style { id: "Header", name: "header", align: "center", size: "26", ..PLAIN });
    xml.close("w:styles");
    xml.finish()
}

fn one_style(xml: &mut Xml, style: &Style) {
    let mut attrs = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if style.id == PLAIN.id {
        attrs.insert(1, ("w:default", "1"));
    }
    xml.open("w:style", &attrs);
    xml.leaf("w:name", &[("w:val", style.name)]);
    if style.id != PLAIN.id {
        xml.leaf("w:basedOn", &[("w:val", PLAIN.id)]);
    }
    xml.leaf("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if style.keep {
        xml.leaf("w:keepNext", &[]);
    }
    let [before, after, line] = style.spacing;
    xml.leaf(
        "w:spacing",
        &[("w:before", before), ("w:after", after), ("w:line", line), ("w:lineRule", "auto")],
    );
    xml.leaf("w:ind", &[("w:firstLine", style.first)]);
    xml.leaf("w:jc", &[("w:val", style.align)]);
    if !style.outline.is_empty() {
        xml.leaf("w:outlineLvl", &[("w:val", style.outline)]);
    }
    xml.close("w:pPr");
    xml.open("w:rPr", &[]);
    if style.bold {
        xml.leaf("w:b", &[]);
        xml.leaf("w:bCs", &[]);
    }
    if style.italic {
        xml.leaf("w:i", &[]);
        xml.leaf("w:iCs", &[]);
    }
    xml.leaf("w:sz", &[("w:val", style.size)]);
    xml.leaf("w:szCs", &[("w:val", style.size)]);
    xml.close("w:rPr");
    xml.close("w:style");
}
