//! Walks through the rows of a file, numbering them as a spreadsheet does.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Decoder;

use super::fault::{RowFault, RowProblem};
use super::sniff::{Separator, Sniffed, told_separator};

/// One row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// 1 for the first row; empty lines count, as in a spreadsheet; a cell of several lines is still one row.
    pub number: usize,
    /// The cells as written.
    pub cells: StringRecord,
    /// A quote was opened in it and never closed: it swallowed the rest of the file.
    pub open_quote: bool,
}

/// The longest row, in bytes: whatever is longer, a quote that nobody closed caught the rows below it.
const LONGEST: usize = 4 * 1024 * 1024;
/// A first line `sep=;` is shorter.
const MARK: usize = 16;

/// Reads the rows of a file that comes in pieces: what is kept of it is the row that is not whole yet.
pub struct Rows {
    decoder: Decoder,
    separator: Separator,
    text: String,
    /// Whether the first line was looked at for `sep=;`.
    begun: bool,
    /// How far the text was followed, and where the last whole row ends.
    followed: usize,
    cut: usize,
    quoted: bool,
    start: bool,
    number: usize,
}

impl Rows {
    /// Begins at the first byte of the file.
    pub fn new(sniffed: Sniffed) -> Self {
        Self {
            decoder: sniffed.encoding.decoder().new_decoder_with_bom_removal(),
            separator: sniffed.separator,
            text: String::new(),
            begun: false,
            followed: 0,
            cut: 0,
            quoted: false,
            start: true,
            number: 0,
        }
    }

    /// Takes the next piece, gives the rows that are whole now and have at least one cell with something in it.
    ///
    /// # Errors
    /// A row is longer than any row: nothing below it can be told apart.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<RawRow>, RowFault> {
        self.take(bytes, false)
    }

    /// What is left at the end of the file.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn end(mut self) -> Result<Vec<RawRow>, RowFault> {
        let mut last = self.take(&[], true)?;
        if let Some(row) = last.last_mut() {
            row.open_quote = self.quoted;
        }
        Ok(last)
    }

    fn take(&mut self, bytes: &[u8], last: bool) -> Result<Vec<RawRow>, RowFault> {
        self.text.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
        // OK to pass over the result: there is room for all of it, and what cannot be read becomes U+FFFD.
        let _ = self.decoder.decode_to_string(bytes, &mut self.text, last);
        if !self.begun {
            if !last && self.text.len() < MARK && !self.text.contains('\n') {
                return Ok(Vec::new());
            }
            self.begun = true;
            if let Some((_, rest)) = told_separator(&self.text) {
                self.text = rest.to_owned();
            }
        }
        let is_too_long = self.follow(last);
        let cut = if last && !is_too_long { self.text.len() } else { self.cut };
        let rest = self.text.split_off(cut);
        let block = std::mem::replace(&mut self.text, rest);
        (self.followed, self.cut) = (self.followed - cut, 0);
        let rows = self.rows(&block);
        if is_too_long {
            return Err(RowFault {
                row: self.number + 1,
                column: None,
                cell: String::new(),
                what: RowProblem::TooLong,
            });
        }
        Ok(rows)
    }

    /// Follows quotes as the reader does: one opens at the start of a cell only; doubled, it is a letter. Stops at a row that
    /// is too long, and says so.
    fn follow(&mut self, last: bool) -> bool {
        let bytes = self.text.as_bytes();
        // The last byte waits for the next one: it may be half of CR LF, or of a doubled quote.
        let end = if last { bytes.len() } else { bytes.len().saturating_sub(1) };
        while self.followed < end {
            if self.followed - self.cut >= LONGEST {
                return true;
            }
            let (byte, next) = (bytes[self.followed], bytes.get(self.followed + 1));
            self.followed += 1;
            if self.quoted {
                if byte == b'"' {
                    if next == Some(&b'"') {
                        self.followed += 1;
                    } else {
                        self.quoted = false;
                    }
                }
                continue;
            }
            self.quoted = byte == b'"' && self.start;
            let ends = byte == b'\n' || byte == b'\r';
            self.start = ends || byte == self.separator.byte();
            if byte == b'\n' || (byte == b'\r' && next != Some(&b'\n')) {
                self.cut = self.followed;
            }
        }
        false
    }

    fn rows(&mut self, block: &str) -> Vec<RawRow> {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.separator.byte())
            .has_headers(false)
            .flexible(true)
            .from_reader(block.as_bytes());
        let mut rows = Vec::new();
        let mut cells = StringRecord::new();
        loop {
            let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            // OK to stop at an error: the text is UTF-8 in memory and rows may have any length, so none comes.
            if !reader.read_record(&mut cells).unwrap_or(false) {
                self.number += empty_lines(block, from);
                return rows;
            }
            self.number += 1 + empty_lines(block, from);
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push(RawRow { number: self.number, cells: cells.clone(), open_quote: false });
            }
        }
    }
}

/// How many empty lines the reader passes over before the row that it reads from `from` on.
fn empty_lines(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut rest = bytes.get(from..).unwrap_or_default();
    // The reader stops between CR and LF.
    if from > 0 && bytes.get(from - 1) == Some(&b'\r') && rest.first() == Some(&b'\n') {
        rest = rest.get(1..).unwrap_or_default();
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return lines,
        };
        lines += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::sniff::Encoding;

    fn pieces(text: &str, size: usize) -> Vec<RawRow> {
        let mut rows = Rows::new(Sniffed { encoding: Encoding::Utf8, separator: Separator::Semicolon });
        let mut read: Vec<RawRow> = text.as_bytes().chunks(size).flat_map(|piece| rows.push(piece).unwrap()).collect();
        read.extend(rows.end().unwrap());
        read
    }

    fn numbers(text: &str) -> Vec<(usize, usize, bool)> {
        let whole = pieces(text, text.len().max(1));
        for size in 1..5 {
            assert_eq!(pieces(text, size), whole, "{text:?} by {size}");
        }
        whole.iter().map(|row| (row.number, row.cells.len(), row.open_quote)).collect()
    }

    #[test]
    fn the_line_where_excel_names_its_separator_is_no_row() {
        assert_eq!(numbers("sep=;\r\na;b\r\n1;2\r\n"), [(1, 2, false), (2, 2, false)]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a;b", "1;\"x", "y\"", "", "", "2;z", ";", "3;w", ""].join(end);
            assert_eq!(numbers(&text), [(1, 2, false), (2, 2, false), (5, 2, false), (7, 2, false)], "{end:?}");
        }
        assert_eq!(numbers("\n\na;b\n1;2"), [(3, 2, false), (4, 2, false)]);
        assert!(numbers("").is_empty());
    }

    #[test]
    fn a_quote_that_is_never_closed_is_noticed() {
        assert_eq!(numbers("a;b\n1;\"x\n2;y\n"), [(1, 2, false), (2, 2, true)]);
        assert_eq!(numbers("a;b\n1;\"x \"\"y\"\"\"\n2;5\" z\n"), [(1, 2, false), (2, 2, false), (3, 2, false)]);
    }

    fn begun() -> Rows {
        Rows::new(Sniffed { encoding: Encoding::Utf8, separator: Separator::Semicolon })
    }

    #[test]
    fn a_row_that_swallows_megabytes_is_a_fault_where_its_quote_was_opened() {
        let text = |length| format!("a;b\n1;2\n\n3;\"{}\"\n4;5\n", "x\n".repeat(length / 2));
        let swallowed = text(LONGEST);
        for size in [64 * 1024, swallowed.len()] {
            let mut rows = begun();
            let fault = swallowed.as_bytes().chunks(size).find_map(|piece| rows.push(piece).err()).unwrap();
            assert_eq!((fault.row, fault.what), (4, RowProblem::TooLong));
        }
        let mut unfinished = begun();
        assert!(unfinished.push(&swallowed.as_bytes()[..LONGEST]).is_ok());
        assert_eq!(pieces(&text(LONGEST - 16), 64 * 1024).len(), 4, "one that is shorter is a row");
    }

    #[test]
    fn rows_of_old_macintoshes_come_before_the_end_of_the_file() {
        assert_eq!(begun().push(b"Nom;Ville\rRoy;Lyon\rBlin;Nice\r").unwrap().len(), 2);
    }
}
