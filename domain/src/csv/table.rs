//! Any table as a file: figures of a dashboard, lines of a history, a report.

use super::guard::guard;
use super::write::{Format, writer};

/// The whole file; what a spreadsheet would run is guarded. `headings` come first.
pub fn table(headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>, format: Format) -> String {
    let mut writer = writer(format, "");
    // OK to pass over the results: writing to memory does not fail, and every row has as many cells as there are headings.
    let _ = writer.write_record(headings);
    for row in rows {
        let _ = writer.write_record(row.into_iter().map(guard));
    }
    let mark = if format == Format::Excel { "\u{feff}" } else { "" };
    [mark, &String::from_utf8_lossy(&writer.into_inner().unwrap_or_default())].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_what_excel_in_france_opens() {
        let rows = [vec!["=1+1".to_owned(), "a;b".to_owned()], vec!["+33612345678".to_owned(), "é \"x\"".to_owned()]];
        assert_eq!(
            table(&["Qui", "Quoi"], rows, Format::Excel),
            "\u{feff}Qui;Quoi\r\n'=1+1;\"a;b\"\r\n'+33612345678;\"é \"\"x\"\"\"\r\n"
        );
    }
}
