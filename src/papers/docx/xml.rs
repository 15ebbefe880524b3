//! A small writer of XML over quick-xml: elements opened and closed by hand, in the order the schema asks.
//! Writing into memory cannot fail halfway; the first error is kept and told at the end.
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An attribute.
pub(super) type Attr<'a> = (&'a str, &'a str);

/// A part of the package while it is written.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    failed: Option<String>,
}

impl Xml {
    /// A part with its declaration.
    pub fn new() -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), failed: None };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }
    fn event(&mut self, event: Event<'_>) {
        if let Err(error) = self.writer.write_event(event) {
            self.failed.get_or_insert(error.to_string());
        }
    }
    /// `<name …>`
    pub fn open(&mut self, name: &str, attrs: &[Attr<'_>]) {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attrs.iter().copied())));
    }
    /// `</name>`
    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }
    /// `<name …/>`
    pub fn leaf(&mut self, name: &str, attrs: &[Attr<'_>]) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attrs.iter().copied())));
    }
    /// Text, without the signs XML does not know.
    pub fn text(&mut self, text: &str) {
        let known: String = text.chars().filter(|c| allowed(*c)).collect();
        self.event(Event::Text(BytesText::new(&known)));
    }
    /// An element that holds a text.
    pub fn element(&mut self, name: &str, attrs: &[Attr<'_>], text: &str) {
        self.open(name, attrs);
        self.text(text);
        self.close(name);
    }
    /// The bytes of the part.
    pub fn finish(self) -> Result<Vec<u8>, String> {
        match self.failed {
            Some(why) => Err(why),
            None => Ok(self.writer.into_inner()),
        }
    }
}

fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..) && !matches!(c, '\u{7F}'..='\u{9F}')
}
