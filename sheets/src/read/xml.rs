//! Walks through a part: elements that open and close, and the text between them. Names are taken without their prefix,
//! which each program chooses for itself.

use std::io::{BufRead, ErrorKind};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use crate::fault::Fault;

/// What is met on the way.
pub(super) enum Token<'a> {
    /// An element begins.
    Open(Opened<'a>),
    /// The element of this name ends.
    Close(&'a str),
    /// A piece of text.
    Text(&'a str),
}

/// An element that begins.
pub(super) struct Opened<'a>(&'a BytesStart<'a>);

impl<'a> Opened<'a> {
    pub(super) fn name(&self) -> &'a str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute; nothing when there is none.
    pub(super) fn get(&self, wanted: &str) -> Result<Option<String>, Fault> {
        for attribute in self.0.attributes() {
            let attribute = attribute.map_err(|_| Fault::Damaged)?;
            if attribute.key.local_name().into_inner() == wanted {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Fault::Damaged)?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// The value of an attribute that is a number.
    pub(super) fn number(&self, wanted: &str) -> Result<Option<usize>, Fault> {
        Ok(self.get(wanted)?.and_then(|value| value.parse().ok()))
    }
}

/// Hands over everything that is met in a part.
pub(super) fn walk(part: impl BufRead, mut take: impl FnMut(Token<'_>) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(fault)? {
            Event::Start(start) => take(Token::Open(Opened(&start)))?,
            Event::End(end) => take(Token::Close(end.local_name().into_inner()))?,
            Event::Text(text) => take(Token::Text(&text.xml10_content()))?,
            Event::CData(text) => take(Token::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(fault)? {
                Some(letter) => take(Token::Text(letter.encode_utf8(&mut [0; 4])))?,
                // Names that a file gives itself are not followed.
                None => take(Token::Text(resolve_predefined_entity(&reference).unwrap_or_default()))?,
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

fn fault(error: Error) -> Fault {
    match error {
        Error::Io(error) if error.kind() == ErrorKind::FileTooLarge => Fault::TooLarge,
        _ => Fault::Damaged,
    }
}
