//! The archive a workbook is: its parts by name, unpacked within a budget that all of them share.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read, Result as IoResult};

use zip::ZipArchive;

use crate::fault::Fault;

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    places: HashMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive that may unpack to this many bytes.
    pub(super) fn open(bytes: &'a [u8], budget: u64) -> Result<Self, Fault> {
        let is_cut = bytes.starts_with(b"PK\x03\x04");
        let fault = if is_cut { Fault::Damaged } else { Fault::NotABook };
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault)?;
        let named = |place| Some((plain(&archive.name_for_index(place)?.ok()?), place));
        let places = (0..archive.len()).filter_map(named).collect();
        Ok(Self { archive, places, left: budget })
    }

    /// The file with this name, if there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<impl BufRead>, Fault> {
        let Some(&place) = self.places.get(&plain(name)) else { return Ok(None) };
        let file = self.archive.by_index(place).map_err(|_| Fault::Damaged)?;
        Ok(Some(BufReader::new(Bounded { file, left: &mut self.left })))
    }
}

/// Names as they are compared: some programs write capitals, or the marks of Windows.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Reads no more than what is left of the budget.
struct Bounded<'a, F> {
    file: F,
    left: &'a mut u64,
}

impl<F: Read> Read for Bounded<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let count = self.file.read(buffer)?;
        let left = self.left.checked_sub(count as u64);
        *self.left = left.ok_or_else(|| Error::from(ErrorKind::FileTooLarge))?;
        Ok(count)
    }
}
