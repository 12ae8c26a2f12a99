//! Walks through the rows of a file, numbering them as a spreadsheet does.

use csv::{ReaderBuilder, StringRecord};

use super::sniff::Separator;

/// One row as it stands in the file.
pub(super) struct RawRow {
    /// 1 for the first row; empty lines count, as in a spreadsheet; a cell of several lines is still one row.
    pub(super) number: usize,
    /// The cells as written.
    pub(super) cells: StringRecord,
    /// A quote was opened in it and never closed: it swallowed the rest of the file.
    pub(super) open_quote: bool,
}

/// Every row that has at least one cell with something in it.
pub(super) fn rows(text: &str, separator: Separator) -> Vec<RawRow> {
    let mut reader =
        ReaderBuilder::new().delimiter(separator.byte()).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut number = 0;
    let mut cells = StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // OK to stop at an error: the text is UTF-8 in memory and rows may have any length, so none comes.
        if !reader.read_record(&mut cells).unwrap_or(false) {
            break;
        }
        number += 1 + empty_lines(text, from);
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(RawRow { number, cells: cells.clone(), open_quote: false });
        }
    }
    if let Some(last) = rows.last_mut() {
        last.open_quote = ends_inside_quotes(text, separator);
    }
    rows
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

/// Follows quotes as the reader does: one opens at the start of a cell only; doubled, it is a letter.
fn ends_inside_quotes(text: &str, separator: Separator) -> bool {
    let (mut quoted, mut start) = (false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                quoted = false;
            }
        } else {
            quoted = byte == b'"' && start;
            start = byte == separator.byte() || byte == b'\n' || byte == b'\r';
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(usize, usize, bool)> {
        rows(text, Separator::Semicolon).iter().map(|row| (row.number, row.cells.len(), row.open_quote)).collect()
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
}
