//! Writes records for Excel in France or for other programs. What is written is read back as the same values.

use csv::{Terminator, Writer, WriterBuilder};
use uuid::Uuid;

use super::cell::{Cell, cells, headings};
use super::guard::guard;
use crate::kind::{Kind, Shape};
use crate::lang::Lang;
use crate::record::Record;
use crate::shapes::{date, money, phone};

/// For whom a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excel in France: `;`, UTF-8 with a mark, CRLF, decimal comma, JJ/MM/AAAA, phones as people read them.
    Excel,
    /// Other programs (RFC 4180): `,`, UTF-8, CRLF, decimal point, AAAA-MM-JJ, phones as E.164.
    Standard,
}

/// How a file names whom or what a field of this shape holds by id: a person by e-mail address, a linked record by its name.
pub type NameOf<'a> = &'a mut dyn FnMut(Shape, Uuid) -> Option<String>;

/// The whole file: every field but those of the section `System`, headings and choices in `lang`.
pub fn write<'a>(
    kind: &'static Kind,
    records: impl IntoIterator<Item = &'a Record>,
    format: Format,
    lang: Lang,
    name: NameOf<'_>,
) -> Vec<u8> {
    let mut file = head(kind, format, lang);
    file.extend(lines(kind, records, format, lang, name));
    file
}

/// The beginning of a file that is written in pieces: mark and headings.
pub fn head(kind: &'static Kind, format: Format, lang: Lang) -> Vec<u8> {
    let mut writer = writer(format, if format == Format::Excel { "\u{feff}" } else { "" });
    // OK to pass over the result: writing to memory does not fail.
    let _ = writer.write_record(headings(kind, lang));
    writer.into_inner().unwrap_or_default()
}

/// Lines of a file that is written in pieces.
pub fn lines<'a>(
    kind: &'static Kind,
    records: impl IntoIterator<Item = &'a Record>,
    format: Format,
    lang: Lang,
    name: NameOf<'_>,
) -> Vec<u8> {
    let mut writer = writer(format, "");
    for record in records {
        let cells = cells(kind, record, lang, name).into_iter().map(|cell| written(cell, format));
        // OK to pass over the result: writing to memory does not fail, and every row has as many cells as the headings.
        let _ = writer.write_record(cells.collect::<Vec<String>>());
    }
    writer.into_inner().unwrap_or_default()
}

pub(super) fn writer(format: Format, start: &str) -> Writer<Vec<u8>> {
    let separator = if format == Format::Excel { b';' } else { b',' };
    WriterBuilder::new().delimiter(separator).terminator(Terminator::CRLF).from_writer(start.as_bytes().to_vec())
}

/// The name a file is saved under, by the ending of its form: `clients_2026-11-21.csv` (G16).
pub fn file_name(kind: &Kind, day: &str, ending: &str) -> String {
    format!("{}s_{day}.{ending}", kind.name)
}

/// A cell as it stands in a file of this form.
pub(super) fn written(cell: Cell, format: Format) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guard(text),
        Cell::Money(cents) => money::plain(cents, if format == Format::Excel { ',' } else { '.' }),
        Cell::Whole(number) => number.to_string(),
        Cell::Day(day) if format == Format::Excel => date::show(&day),
        Cell::Day(day) => guard(day),
        Cell::Phone(number) => match format {
            Format::Excel => dialled(&number),
            // OK without the guard: + and figures only, a checked value. A spreadsheet can run nothing in it.
            Format::Standard => number,
        },
    }
}

/// A number that stays text in Excel: `06 12 34 56 78`, and `0032 475 12 34 56` where a + would start a formula.
fn dialled(number: &str) -> String {
    let shown = phone::show(number);
    match shown.strip_prefix('+') {
        Some(abroad) => format!("00{abroad}"),
        None => shown,
    }
}
