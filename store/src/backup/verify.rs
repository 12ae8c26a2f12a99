//! Reading a backup: line after line, and at the end whether it was whole.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use flate2::read::GzDecoder;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{EndLine, FORM, Manifest, TableLine, tables};
use crate::token::hexadecimal;
use crate::{Error, Result, migrations};

/// Reads a backup to its end: whether every line is there, none was changed, and all are of tables of ours.
///
/// # Errors
/// `Damaged` when it is not whole, `File` when it cannot be read.
pub fn verify(input: impl Read) -> Result<Manifest> {
    let mut lines = Lines::open(input)?;
    while lines.next()?.is_some() {}
    Ok(lines.manifest)
}

/// What a line of a backup brings.
pub(super) enum Part {
    /// The rows after it belong to this table.
    Table(TableLine),
    /// A row of the last table named.
    Row(Vec<Value>),
}

/// A backup being read. The end is given only when the backup was whole.
pub(super) struct Lines<R: Read> {
    pub(super) manifest: Manifest,
    input: BufReader<GzDecoder<R>>,
    digest: Sha256,
    seen: BTreeMap<String, u64>,
    table: Option<(String, usize)>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    /// Reads the manifest.
    pub(super) fn open(input: R) -> Result<Self> {
        let mut input = BufReader::new(GzDecoder::new(input));
        let mut line = Vec::new();
        input.read_until(b'\n', &mut line).map_err(unpacked)?;
        let manifest: Manifest =
            serde_json::from_slice(&line).map_err(|_| Error::Damaged("this is no backup of Carnet".to_owned()))?;
        if manifest.carnet_backup != FORM || manifest.migration > migrations::newest() {
            let text = format!("it was made by a newer Carnet ({}): update this one first", manifest.version);
            return Err(Error::Damaged(text));
        }
        let seen = manifest.rows.keys().map(|table| (table.clone(), 0)).collect();
        Ok(Self { manifest, input, digest: Sha256::new_with_prefix(&line), seen, table: None, line })
    }

    /// The next part; nothing after the last one of a backup that is whole.
    pub(super) fn next(&mut self) -> Result<Option<Part>> {
        self.line.clear();
        self.input.read_until(b'\n', &mut self.line).map_err(unpacked)?;
        match self.line.first() {
            None => Err(Error::Damaged("it breaks off".to_owned())),
            Some(b'[') => self.row().map(Some),
            Some(_) => self.heading(),
        }
    }

    fn row(&mut self) -> Result<Part> {
        self.digest.update(&self.line);
        let row: Vec<Value> = parse(&self.line)?;
        let (table, width) = self.table.as_ref().ok_or_else(|| Error::Damaged("a row without a table".to_owned()))?;
        if row.len() != *width {
            return Err(Error::Damaged(format!("a row of {table} has {} values instead of {width}", row.len())));
        }
        if let Some(seen) = self.seen.get_mut(table) {
            *seen += 1;
        }
        Ok(Part::Row(row))
    }

    /// The heading of a table, or the end.
    fn heading(&mut self) -> Result<Option<Part>> {
        if let Ok(heading) = serde_json::from_slice::<TableLine>(&self.line) {
            self.digest.update(&self.line);
            if !self.seen.contains_key(&heading.table) {
                return Err(Error::Damaged(format!("the table {} is not announced", heading.table)));
            }
            let known = tables(self.manifest.migration).any(|table| table == heading.table);
            if !known || !heading.columns.iter().all(|column| is_name(column)) {
                return Err(Error::Damaged(format!("the table {} is not one of ours", heading.table)));
            }
            self.table = Some((heading.table.clone(), heading.columns.len()));
            return Ok(Some(Part::Table(heading)));
        }
        let end: EndLine = parse(&self.line)?;
        let sha256 = hexadecimal(&std::mem::take(&mut self.digest).finalize());
        if end.sha256 != sha256 {
            return Err(Error::Damaged("its checksum is another one".to_owned()));
        }
        if end.rows != self.seen || self.manifest.rows != self.seen {
            return Err(Error::Damaged("rows are missing".to_owned()));
        }
        // What the packing itself adds at the end: its own checksum.
        std::io::copy(&mut self.input, &mut std::io::sink()).map_err(unpacked)?;
        Ok(None)
    }
}

/// Whether a word of a backup may stand in SQL: its sender is trusted with the book, not with the machine.
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn parse<T: serde::de::DeserializeOwned>(line: &[u8]) -> Result<T> {
    serde_json::from_slice(line).map_err(|error| Error::Damaged(format!("a line cannot be read: {error}")))
}

/// What the unpacking says: of the file, or of what is in it.
fn unpacked(error: std::io::Error) -> Error {
    use std::io::ErrorKind;

    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
            Error::Damaged(error.to_string())
        }
        _ => Error::File(error),
    }
}
