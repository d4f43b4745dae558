//! The XML inside spreadsheets, as a stream of elements and texts. A document that ends too early
//! or whose elements do not close in order is damaged.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::{Encoding, Refusal};

/// One step through a document. Names come without their namespace prefix.
pub(super) enum Node<'a> {
    Open(Element<'a>),
    Close(String),
    Text(String),
    End,
}

/// An element's start.
pub(super) struct Element<'a> {
    pub(super) name: String,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, named with its prefix or without.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let attribute = self.start.attributes().flatten().find(|attribute| {
            let key = attribute.key.into_inner();
            key == name || key.rsplit_once(':').is_some_and(|(_, local)| local == name)
        })?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// A number of repetitions; 1 where none is given.
    pub(super) fn count(&self, name: &str) -> usize {
        self.get(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
    }
}

/// A walk through a document.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// The text of a part of a package.
pub(super) fn text(part: &[u8]) -> Result<String, Refusal> {
    let utf16 = [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().find(|encoding| part.starts_with(encoding.mark()));
    let encoding = utf16.unwrap_or(Encoding::Utf8);
    encoding.decode(part).ok_or_else(|| damaged("a part of the spreadsheet is not UTF-8 or UTF-16"))
}

/// A damaged spreadsheet.
#[expect(clippy::needless_pass_by_value, reason = "called as map_err(damaged)")]
pub(super) fn damaged(detail: impl ToString) -> Refusal {
    Refusal::Damaged(detail.to_string())
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next element or text.
    pub(super) fn next(&mut self) -> Result<Node<'a>, Refusal> {
        loop {
            match self.reader.read_event().map_err(damaged)? {
                Event::Start(start) => {
                    self.depth += 1;
                    let name = start.local_name().into_inner().to_owned();
                    return Ok(Node::Open(Element { name, start }));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close(end.local_name().into_inner().to_owned()));
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Node::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(damaged)?.map(String::from);
                    let named = || quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_owned);
                    let text = character.or_else(named);
                    return text.map(Node::Text).ok_or_else(|| damaged("an unknown entity"));
                }
                Event::Eof if self.depth == 0 => return Ok(Node::End),
                Event::Eof => return Err(damaged("the document ends too early")),
                _ => {}
            }
        }
    }

    /// Steps over the rest of the element just opened.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }
}
