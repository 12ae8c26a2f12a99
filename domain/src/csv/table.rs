//! Any table as a file: figures of a dashboard, lines of a history, a report.

use super::cell::Cell;
use super::write::{Format, writer, written};

/// The whole file; what a spreadsheet would run is guarded. `headings` come first.
pub fn table(headings: &[impl AsRef<[u8]>], rows: impl IntoIterator<Item = Vec<Cell>>, format: Format) -> String {
    let mut writer = writer(format, "");
    // OK to pass over the results: writing to memory does not fail, and every row has as many cells as there are headings.
    let _ = writer.write_record(headings);
    for row in rows {
        let _ = writer.write_record(row.into_iter().map(|cell| written(cell, format)));
    }
    let mark = if format == Format::Excel { "\u{feff}" } else { "" };
    [mark, &String::from_utf8_lossy(&writer.into_inner().unwrap_or_default())].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_what_excel_in_france_opens() {
        let rows = [["=1+1", "a;b"], ["+33612345678", "é \"x\""]]
            .map(|row| row.map(|cell| Cell::Text(cell.to_owned())).to_vec());
        assert_eq!(
            table(&["Qui", "Quoi"], rows, Format::Excel),
            "\u{feff}Qui;Quoi\r\n'=1+1;\"a;b\"\r\n'+33612345678;\"é \"\"x\"\"\"\r\n"
        );
    }
}
