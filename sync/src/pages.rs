//! Pages of whole records, as the device keeps them: text of at most 48 KiB, ordered by id. The first line of a
//! page is its [`Header`], each further line one [`WireRow`] as JSON. A page is stored under a key that is a lower
//! bound of what it holds: the page for a record is the last one whose key is not after [`key`] of the record.

use domain::Record;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Error;
use crate::wire::{Columns, Rows, WireRow};

/// A page is split when its text grows beyond this. Values of 64 KiB fall off a cliff in Chromium.
pub const PAGE_BYTES: usize = 48 * 1024;

/// The first line of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The kind's name.
    pub kind: String,
    /// The fields' names, in the order of each line's values.
    pub columns: Vec<String>,
}

/// What becomes of one record in its page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageEdit {
    /// Put this row, new or instead of the one that is there.
    Put(WireRow),
    /// Forget the record.
    Forget(Uuid),
}

/// Where a record belongs: `kind/uuid`. Sorts as pages do.
pub fn key(kind: &str, id: Uuid) -> String {
    format!("{kind}/{id}")
}

/// The key of the first page of a kind: `kind/`, before every record.
pub fn first_key(kind: &str) -> String {
    format!("{kind}/")
}

/// Which of pages, by the keys they stand under in order, holds the record of this key, if any does.
pub fn page_of<'a>(starts: &'a [String], key: &String) -> Option<&'a String> {
    starts[..starts.partition_point(|start| start <= key)].last()
}

/// New pages for rows in the order of their ids, each with its key: what a bootstrap writes.
/// `first` says that nothing of the kind is stored before them.
pub fn pages_of(rows: &Rows, first: bool) -> Vec<(String, String)> {
    let header = Header { kind: rows.kind.clone(), columns: rows.columns.clone() };
    let lines = rows.rows.iter().map(line).collect();
    let start = if first { first_key(&rows.kind) } else { String::new() };
    let pages = chapters(&header, lines, PAGE_BYTES);
    pages.into_iter().enumerate().map(|(place, page)| keyed(&header, page, (place == 0).then_some(&start))).collect()
}

/// What to store instead of the page `page` that stands under `page_key` (nothing: no page yet): each key with its
/// new text, or nothing where the page is to be deleted. `edits` must belong in this page; `header` names the columns
/// of puts, which become those of the page.
///
/// # Errors
/// When the page is damaged.
pub fn edit_page(
    page_key: &str,
    page: Option<&str>,
    header: &Header,
    edits: Vec<PageEdit>,
) -> Result<Vec<(String, Option<String>)>, Error> {
    let mut lines: Vec<(Uuid, String)> = Vec::new();
    let mut put = |id: Uuid, text: Option<String>| {
        let place = lines.partition_point(|(other, _)| *other < id);
        let known = lines.get(place).is_some_and(|(other, _)| *other == id);
        lines.splice(place..place + usize::from(known), text.map(|text| (id, text)));
    };
    if let Some(page) = page {
        let (stored, rows) = split(page)?;
        for text in rows.lines() {
            let text =
                if stored == *header { text.to_owned() } else { line(&remapped(&stored, header, &parse(text)?)) };
            put(id_of(&text)?, Some(text));
        }
    }
    for edit in edits {
        match edit {
            PageEdit::Put(row) => put(row.0, Some(line(&row))),
            PageEdit::Forget(id) => put(id, None),
        }
    }
    if lines.is_empty() {
        return Ok(vec![(page_key.to_owned(), None)]);
    }
    let lines: Vec<String> = lines.into_iter().map(|(_, text)| text).collect();
    let whole = header_line(header).len() + lines.iter().map(|line| line.len() + 1).sum::<usize>();
    // Two halves rather than a full page and a rest: the next changes find room in both.
    let limit = if whole > PAGE_BYTES { PAGE_BYTES.min(whole / 2 + whole / 8) } else { PAGE_BYTES };
    let key = page_key.to_owned();
    let pages = chapters(header, lines, limit).into_iter().enumerate();
    Ok(pages
        .map(|(place, page)| keyed(header, page, (place == 0).then_some(&key)))
        .map(|(key, text)| (key, Some(text)))
        .collect())
}

/// One record of a page with its `seq`, read without parsing the others.
///
/// # Errors
/// When the page is damaged or of a kind this build does not know.
pub fn find_in_page(page: &str, id: Uuid) -> Result<Option<(Record, u64)>, Error> {
    let (header, rows) = split(page)?;
    let columns = Columns::of(&header.kind, &header.columns)?;
    let mut buffer = Uuid::encode_buffer();
    let start = format!("[\"{}\"", id.hyphenated().encode_lower(&mut buffer));
    let found = rows.lines().find(|line| line.starts_with(&start)).map(parse).transpose()?;
    Ok(found.map(|row| columns.record(&row)))
}

/// Every record of a page with its `seq`.
///
/// # Errors
/// When the page is damaged or of a kind this build does not know.
pub fn records_of_page(page: &str) -> Result<Vec<(Record, u64)>, Error> {
    let (header, rows) = split(page)?;
    let columns = Columns::of(&header.kind, &header.columns)?;
    rows.lines().map(|line| parse(line).map(|row| columns.record(&row))).collect()
}

fn header_line(header: &Header) -> String {
    serde_json::to_string(header).expect("OK because names always make JSON")
}

fn line(row: &WireRow) -> String {
    serde_json::to_string(row).expect("OK because ids, texts and numbers always make JSON")
}

fn split(page: &str) -> Result<(Header, &str), Error> {
    let (first, rows) = page.split_once('\n').unwrap_or((page, ""));
    let header = serde_json::from_str(first).map_err(|_| Error::Damaged("header of a page".to_owned()))?;
    Ok((header, rows))
}

fn parse(line: &str) -> Result<WireRow, Error> {
    serde_json::from_str(line).map_err(|_| Error::Damaged("line of a page".to_owned()))
}

/// The id a line begins with: `["` and 36 characters.
fn id_of(line: &str) -> Result<Uuid, Error> {
    let id = line.get(2..38).and_then(|id| Uuid::try_parse(id).ok());
    id.ok_or_else(|| Error::Damaged("id in a page".to_owned()))
}

/// Lines in pages of at most `limit` bytes, each with the header; a line that is bigger has a page for itself.
fn chapters(header: &Header, lines: Vec<String>, limit: usize) -> Vec<String> {
    let header = header_line(header);
    let mut pages: Vec<String> = Vec::new();
    for line in lines {
        match pages.last_mut() {
            Some(page) if page.len() + 1 + line.len() <= limit => {
                page.push('\n');
                page.push_str(&line);
            }
            _ => pages.push(format!("{header}\n{line}")),
        }
    }
    pages
}

/// A page with its key: the one given, else that of its first record.
fn keyed(header: &Header, page: String, given: Option<&String>) -> (String, String) {
    let own = || {
        let first = page.lines().nth(1).and_then(|line| id_of(line).ok()).unwrap_or_default();
        key(&header.kind, first)
    };
    let key = given.filter(|given| !given.is_empty()).cloned().unwrap_or_else(own);
    (key, page)
}

/// A row of a page with other columns, by their names.
fn remapped(stored: &Header, header: &Header, row: &WireRow) -> WireRow {
    let place = |column: &String| stored.columns.iter().position(|other| other == column);
    let value = |place: usize| row.2.get(place).cloned().flatten();
    let values = header.columns.iter().map(|column| place(column).and_then(value)).collect();
    WireRow(row.0, row.1, values)
}

#[cfg(test)]
mod tests {
    use domain::Value;
    use domain::client::EMAIL;
    use proptest::prelude::*;

    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_record_is_in_the_last_page_that_begins_with_it_or_before() {
        let ids = [1, 2, 3, 4].map(Uuid::from_u128);
        let starts = [first_key("account"), first_key("client"), key("client", ids[1]), key("client", ids[3])];
        let page = |id| page_of(&starts, &key("client", id)).unwrap();
        assert_eq!(ids.map(page), [&starts[1], &starts[2], &starts[2], &starts[3]]);
        assert_eq!(page_of(&starts, &key("account", ids[3])), Some(&starts[0]));
        assert_eq!(page_of(&starts[1..], &key("account", ids[3])), None);
    }

    fn header() -> Header {
        Header { kind: "client".to_owned(), columns: vec!["email".to_owned(), "notes".to_owned()] }
    }

    fn row(id: u128, seq: u64, size: usize) -> WireRow {
        let text = |text: String| Some(Value::Text(text));
        WireRow(Uuid::from_u128(id), seq, vec![text(format!("{id}@b.fr")), text("n".repeat(size))])
    }

    fn store(pages: &mut BTreeMap<String, String>, edits: Vec<PageEdit>) {
        let mut by_page: BTreeMap<String, Vec<PageEdit>> = BTreeMap::new();
        for edit in edits {
            let id = match &edit {
                PageEdit::Put(row) => row.0,
                PageEdit::Forget(id) => *id,
            };
            let wanted = key("client", id);
            let page = pages.range(..=wanted).next_back().map_or(first_key("client"), |(key, _)| key.clone());
            by_page.entry(page).or_default().push(edit);
        }
        for (page_key, edits) in by_page {
            let page = pages.get(&page_key).cloned();
            for (key, text) in edit_page(&page_key, page.as_deref(), &header(), edits).unwrap() {
                match text {
                    Some(text) => pages.insert(key, text),
                    None => pages.remove(&key),
                };
            }
        }
    }

    proptest! {
        #[test]
        fn pages_hold_what_was_put_and_not_forgotten(
            steps in prop::collection::vec(prop::collection::vec((1u128..400, 0usize..9000, any::<bool>()), 1..40), 1..12)
        ) {
            let mut pages = BTreeMap::new();
            let mut model = BTreeMap::new();
            for (seq, step) in steps.into_iter().enumerate() {
                let mut edits = Vec::new();
                for (id, size, put) in step {
                    if put {
                        edits.push(PageEdit::Put(row(id, seq as u64, size)));
                        model.insert(Uuid::from_u128(id), seq as u64);
                    } else {
                        edits.push(PageEdit::Forget(Uuid::from_u128(id)));
                        model.remove(&Uuid::from_u128(id));
                    }
                }
                store(&mut pages, edits);
            }
            let mut held = Vec::new();
            for (key, page) in &pages {
                prop_assert!(page.len() <= PAGE_BYTES);
                let records = records_of_page(page).unwrap();
                prop_assert!(super::key("client", records[0].0.id) >= *key);
                held.extend(records.into_iter().map(|(record, seq)| (record.id, seq)));
            }
            prop_assert_eq!(held, model.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_bootstrap_writes_pages_that_edits_then_find() {
        let rows = Rows {
            kind: "client".to_owned(),
            columns: header().columns,
            rows: (1..200).map(|id| row(id, 1, 1000)).collect(),
        };
        let pages: BTreeMap<String, String> = pages_of(&rows, true).into_iter().collect();
        assert!(pages.len() > 3 && pages.contains_key("client/"));
        let wanted = key("client", Uuid::from_u128(150));
        let (_, page) = pages.range(..=wanted).next_back().unwrap();
        let (record, seq) = find_in_page(page, Uuid::from_u128(150)).unwrap().unwrap();
        assert_eq!((record.text(EMAIL), seq), ("150@b.fr", 1));
    }

    #[test]
    fn a_page_of_another_build_takes_the_columns_of_the_new_rows() {
        let old = format!("{}\n{}", r#"{"kind":"client","columns":["shoe_size","email"]}"#, line(&row(1, 1, 3)));
        let pages = edit_page("client/", Some(&old), &header(), vec![PageEdit::Put(row(2, 2, 3))]).unwrap();
        let records = records_of_page(pages[0].1.as_ref().unwrap()).unwrap();
        assert_eq!((records[0].0.text(EMAIL), records[1].0.text(EMAIL)), ("nnn", "2@b.fr"));
    }

    #[test]
    fn a_page_cut_short_is_damaged() {
        let cut = format!("{}\n[\"0000", header_line(&header()));
        assert!(records_of_page(&cut).is_err());
        assert!(edit_page("client/", Some(&cut), &header(), Vec::new()).is_err());
    }
}
