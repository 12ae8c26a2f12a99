//! The cells of a sheet, as texts.

use std::borrow::Cow;
use std::io::BufRead;

use csv::StringRecord;

use super::book::{Book, Rich};
use super::forms::Form;
use super::xml::{Opened, Token, walk};
use super::{CELLS, TEXT};
use crate::fault::Fault;
use crate::marks::unmarked;

/// How many rows and columns a sheet has.
const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;

/// A sheet.
pub(super) struct Table {
    /// The rows with anything in them: each with its number and its cells, from the first column on.
    pub(super) rows: Vec<(usize, StringRecord)>,
}

impl Table {
    pub(super) fn read(part: impl BufRead, book: &Book) -> Result<Self, Fault> {
        let mut hand = Hand {
            book,
            rows: Vec::new(),
            number: 0,
            row: StringRecord::new(),
            cell: None,
            room: CELLS,
            letters: TEXT,
        };
        walk(part, |token| hand.take(&token))?;
        Ok(Self { rows: hand.rows })
    }
}

/// Goes along the cells.
struct Hand<'a> {
    book: &'a Book,
    rows: Vec<(usize, StringRecord)>,
    /// The row it is in.
    number: usize,
    row: StringRecord,
    cell: Option<Open>,
    /// How many more cells and bytes there may be.
    room: usize,
    letters: usize,
}

/// The cell it is in.
struct Open {
    column: usize,
    kind: String,
    form: usize,
    is_value: bool,
    value: String,
    rich: Rich,
}

impl Hand<'_> {
    fn take(&mut self, token: &Token<'_>) -> Result<(), Fault> {
        match token {
            Token::Open(opened) => match (opened.name(), &mut self.cell) {
                ("row", _) => self.begin(opened)?,
                ("c", _) => self.cell = Some(self.open(opened)?),
                ("v", Some(cell)) => cell.is_value = true,
                (name, Some(cell)) => cell.rich.open(name),
                _ => {}
            },
            Token::Text(text) => match &mut self.cell {
                Some(cell) if cell.is_value => cell.value.push_str(text),
                Some(cell) => cell.rich.take(text),
                None => {}
            },
            Token::Close(name) => match (*name, &mut self.cell) {
                ("c", _) => self.close()?,
                ("row", _) => self.end(),
                ("v", Some(cell)) => cell.is_value = false,
                (name, Some(cell)) => cell.rich.close(name),
                _ => {}
            },
        }
        Ok(())
    }

    fn begin(&mut self, row: &Opened<'_>) -> Result<(), Fault> {
        let number = row.number("r")?.unwrap_or(self.number + 1);
        if number <= self.number || number > ROWS {
            return Err(Fault::Damaged);
        }
        self.number = number;
        self.row = StringRecord::new();
        Ok(())
    }

    fn open(&self, cell: &Opened<'_>) -> Result<Open, Fault> {
        let column = match cell.get("r")? {
            Some(place) => column(&place).ok_or(Fault::Damaged)?,
            None => self.row.len(),
        };
        if !(self.row.len()..COLUMNS).contains(&column) {
            return Err(Fault::Damaged);
        }
        let kind = cell.get("t")?.unwrap_or_default();
        let form = cell.number("s")?.unwrap_or_default();
        Ok(Open { column, kind, form, is_value: false, value: String::new(), rich: Rich::default() })
    }

    fn close(&mut self) -> Result<(), Fault> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        let rich = cell.rich.end();
        let book = self.book;
        let text = match cell.kind.as_str() {
            "s" => {
                let place = cell.value.trim().parse().ok();
                Cow::Borrowed(place.and_then(|place| book.texts.get(place)).ok_or(Fault::Damaged)?)
            }
            "inlineStr" => unmarked(&rich),
            "str" | "e" => unmarked(&cell.value),
            "b" => Cow::Borrowed(if cell.value.trim() == "1" { "VRAI" } else { "FAUX" }),
            "d" => Cow::Owned(moment(cell.value.trim())),
            _ => Cow::Owned(book.forms.get(cell.form).unwrap_or(&Form::Plain).show(cell.value.trim(), book.from_1904)),
        };
        if text.is_empty() {
            return Ok(());
        }
        let gap = cell.column.saturating_sub(self.row.len());
        self.room = self.room.checked_sub(gap + 1).ok_or(Fault::TooLarge)?;
        self.letters = self.letters.checked_sub(text.len()).ok_or(Fault::TooLarge)?;
        for _ in 0..gap {
            self.row.push_field("");
        }
        self.row.push_field(&text);
        Ok(())
    }

    fn end(&mut self) {
        if self.row.iter().any(|cell| !cell.trim().is_empty()) {
            self.rows.push((self.number, std::mem::take(&mut self.row)));
        }
    }
}

/// The place of a column, from the address of a cell: 27 for `AB12`.
fn column(address: &str) -> Option<usize> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// A day or an instant that is written as such: `2026-12-31T00:00:00`.
fn moment(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if time.bytes().all(|letter| matches!(letter, b'0' | b':' | b'.' | b'Z')) => day.to_owned(),
        Some((day, time)) => format!("{day} {}", time.trim_end_matches('Z')),
        None => text.to_owned(),
    }
}
