//! A table as a workbook: texts are texts, whatever they look like, days are days, amounts are numbers.

use std::fmt::Write as _;
use std::io::{Cursor, Result, Write};

use domain::csv::{Cell, verbatim};
use domain::shapes::{money, phone};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::days;
use crate::marks::marked;
use crate::sheet::Sheet;

/// How many letters a cell of a spreadsheet holds. What is longer is cut: a file that has more is said to be damaged.
const LETTERS: usize = 32_767;
/// How many rows a sheet has.
const ROWS: usize = 1_048_576;
/// How wide a column is, in letters: what stands in it, between these.
const NARROW: usize = 8;
const WIDE: usize = 48;
/// How many rows are looked at for that.
const MEASURED: usize = 1000;

/// The workbook; nothing when it has more rows than a sheet.
pub fn write(sheet: &Sheet) -> Option<Vec<u8>> {
    if sheet.rows.len() >= ROWS {
        return None;
    }
    packed(sheet).ok()
}

fn packed(sheet: &Sheet) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let book = BOOK.replace("{name}", &marked(&name(&sheet.name)));
    for (path, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", TOP),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/styles.xml", STYLES),
    ] {
        archive.start_file(path, SimpleFileOptions::default())?;
        write!(archive, "{HEAD}{text}")?;
    }
    archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())?;
    write_table(sheet, &mut archive)?;
    Ok(archive.finish()?.into_inner())
}

/// A name that spreadsheets take.
fn name(text: &str) -> String {
    text.chars().filter(|letter| !r"[]:*?/\'".contains(*letter)).take(31).collect()
}

/// Row by row: as one text, a sheet is many times as large as the file.
fn write_table(sheet: &Sheet, out: &mut impl Write) -> Result<()> {
    write!(out, "{HEAD}{TABLE}{}<sheetData>", columns(sheet))?;
    for (place, cells) in rows(sheet).enumerate() {
        out.write_all(row(place + 1, &cells).as_bytes())?;
    }
    out.write_all(b"</sheetData></worksheet>")
}

/// The cells of each row, the headings first; nothing for an empty one.
fn rows(sheet: &Sheet) -> impl Iterator<Item = Vec<Option<Written>>> {
    let headings = sheet.headings.iter().map(|heading| Written::text(heading, Style::Heading)).collect();
    std::iter::once(headings).chain(sheet.rows.iter().map(|row| row.iter().map(Written::of).collect()))
}

fn row(number: usize, cells: &[Option<Written>]) -> String {
    // OK to pass over the results: writing to a text does not fail.
    let mut row = format!("<row r=\"{number}\">");
    for (column, cell) in cells.iter().enumerate() {
        let Some(Written { text, style, .. }) = cell else { continue };
        let _ = write!(row, "<c r=\"{}{number}\" s=\"{}\"", letters(column), *style as u8);
        let _ = match style {
            Style::Heading | Style::Text => {
                write!(row, " t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", marked(text))
            }
            _ => write!(row, "><v>{text}</v></c>"),
        };
    }
    row.push_str("</row>");
    row
}

/// How wide the columns are, from what stands in the first rows.
fn columns(sheet: &Sheet) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for cells in rows(sheet).take(MEASURED) {
        widths.resize(widths.len().max(cells.len()), NARROW);
        for (width, cell) in widths.iter_mut().zip(&cells) {
            *width = cell.as_ref().map_or(*width, |cell| cell.width.min(WIDE).max(*width));
        }
    }
    if widths.is_empty() {
        return String::new();
    }
    let column = |(place, width): (usize, &usize)| {
        format!("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", place + 1, width + 2)
    };
    let columns: Vec<String> = widths.iter().enumerate().map(column).collect();
    format!("<cols>{}</cols>", columns.concat())
}

/// How a cell looks: the place of its format in [`STYLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Heading = 1,
    Text = 2,
    Day = 3,
    Money = 4,
    Whole = 5,
}

/// A cell as it is written.
struct Written {
    text: String,
    style: Style,
    /// How many letters a person sees.
    width: usize,
}

impl Written {
    fn of(cell: &Cell) -> Option<Self> {
        let number = |text: String, style| Some(Self { width: text.len() + text.len() / 3, text, style });
        match cell {
            Cell::Empty => None,
            Cell::Text(text) => Self::text(text, Style::Text),
            Cell::Phone(text) => Self::text(&phone::international(text), Style::Text),
            Cell::Day(day) => match days::number(day) {
                Some(counted) => Some(Self { text: counted.to_string(), style: Style::Day, width: day.len() }),
                None => Self::text(day, Style::Text),
            },
            Cell::Money(cents) if *cents < 0 => number(format!("-{}", money::plain(-cents, '.')), Style::Money),
            Cell::Money(cents) => number(money::plain(*cents, '.'), Style::Money),
            Cell::Whole(count) => number(count.to_string(), Style::Whole),
        }
    }

    fn text(text: &str, style: Style) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        // An import takes away the `'` that CSV puts before what looks like a formula.
        let mut text = verbatim(text.to_owned());
        let width = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        if text.encode_utf16().count() > LETTERS {
            text = cut(&text);
        }
        Some(Self { text, style, width })
    }
}

/// The beginning of a text that a cell can hold.
fn cut(text: &str) -> String {
    let mut room = LETTERS - 1;
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut
}

/// The letters of a column: A, B, … Z, AA.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(b'A' + u8::try_from(left % 26).unwrap_or_default());
        left /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const TOP: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><bookViews><workbookView/></bookViews><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// The formats by their places: as it comes, heading, text (49), day (14: as the reader's country writes it), amount with
/// two decimals (4), whole number (1).
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;
const TABLE: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        for (column, lettered) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), lettered);
        }
    }

    #[test]
    fn a_text_is_a_text_a_day_a_day_and_an_amount_a_number() {
        let sheet = Sheet {
            name: "Clients".to_owned(),
            headings: vec!["Nom".to_owned()],
            rows: vec![vec![
                Cell::Text("=1+1".to_owned()),
                Cell::Phone("+33612345678".to_owned()),
                Cell::Day("2026-11-22".to_owned()),
                Cell::Money(123_450),
                Cell::Whole(12),
            ]],
        };
        let mut table = Vec::new();
        write_table(&sheet, &mut table).unwrap();
        let table = String::from_utf8(table).unwrap();
        assert!(!table.contains("<f>"));
        for cell in [
            r#"<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">Nom</t>"#,
            r#"<c r="A2" s="2" t="inlineStr"><is><t xml:space="preserve">=1+1</t>"#,
            r#"<c r="B2" s="2" t="inlineStr"><is><t xml:space="preserve">+33 6 12 34 56 78</t>"#,
            r#"<c r="C2" s="3"><v>46348</v></c>"#,
            r#"<c r="D2" s="4"><v>1234.50</v></c>"#,
            r#"<c r="E2" s="5"><v>12</v></c>"#,
            r#"<pane ySplit="1""#,
        ] {
            assert!(table.contains(cell), "{cell} in {table}");
        }
    }

    #[test]
    fn a_text_that_no_cell_holds_is_cut() {
        let cut = cut(&"é𝄞".repeat(LETTERS));
        assert!(cut.encode_utf16().count() <= LETTERS && cut.ends_with('…'));
    }
}
