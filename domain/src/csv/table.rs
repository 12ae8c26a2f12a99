//! Any table as a file for Excel in France: figures of a dashboard, lines of a history.

use csv::{Terminator, WriterBuilder};

use super::guard::guard;

/// The whole file: `;`, UTF-8 with a mark, CRLF; what a spreadsheet would run is guarded.
pub fn table(headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new());
    // OK to pass over the results: writing to memory does not fail.
    let _ = writer.write_record(headings);
    for row in rows {
        let _ = writer.write_record(row.into_iter().map(guard).collect::<Vec<_>>());
    }
    ["\u{feff}", &String::from_utf8_lossy(&writer.into_inner().unwrap_or_default())].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_what_excel_in_france_opens() {
        let rows = [vec!["=1+1".to_owned(), "a;b".to_owned()], vec!["+33612345678".to_owned(), "é \"x\"".to_owned()]];
        assert_eq!(
            table(&["Qui", "Quoi"], rows),
            "\u{feff}Qui;Quoi\r\n'=1+1;\"a;b\"\r\n'+33612345678;\"é \"\"x\"\"\"\r\n"
        );
    }
}
