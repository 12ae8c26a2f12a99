//! A workbook as the text of a CSV file: its first sheet in sight that has anything in it.

mod book;
mod cells;
mod forms;
mod package;
mod xml;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::fault::{COMPOUND, Fault};
use book::Book;
use cells::Table;
use package::Package;

/// How many bytes a workbook may unpack to: some hundred thousand clients.
const UNPACKED: u64 = 256 * 1024 * 1024;
/// How many bytes the texts of a sheet may have, and the file that comes of it.
const TEXT: usize = 96 * 1024 * 1024;
/// How many cells a sheet may have, empty ones among others included.
const CELLS: usize = 20_000_000;

/// The text of a CSV file (RFC 4180, UTF-8, every cell in quotes) whose rows have the numbers of the sheet's. Days are
/// `AAAA-MM-JJ`, numbers are decimal: as many figures as there are, never `6,1E+08`.
///
/// # Errors
/// When nothing can be read.
pub fn read(bytes: &[u8]) -> Result<String, Fault> {
    if bytes.starts_with(COMPOUND) {
        return Err(Fault::OldOrLocked);
    }
    let mut package = Package::open(bytes, UNPACKED)?;
    let book = Book::read(&mut package)?;
    for sheet in &book.sheets {
        let Some(part) = package.part(sheet)? else { continue };
        let table = Table::read(part, &book)?;
        if !table.rows.is_empty() {
            return written(&table);
        }
    }
    Err(Fault::Empty)
}

fn written(table: &Table) -> Result<String, Fault> {
    let width = table.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    if table.rows.len().saturating_mul(width) > CELLS {
        return Err(Fault::TooLarge);
    }
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Always)
        .flexible(true)
        .from_writer(vec![]);
    let mut last = 0;
    for (number, cells) in &table.rows {
        // OK to pass over the results: writing to memory does not fail.
        for _ in last + 1..*number {
            let _ = writer.write_record([""]);
        }
        let missing = std::iter::repeat_n("", width - cells.len());
        let _ = writer.write_record(cells.iter().chain(missing));
        last = *number;
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).map_err(|_| Fault::Damaged)
}
