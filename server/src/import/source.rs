//! The file an import reads, in pieces, as often as it is asked for.

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

use domain::Lang;
use domain::client::CLIENT;
use domain::csv::{FileFault, Key, Layout, Names, RawRow, RowFault, Rows, Sniffed, Sniffer, Survey};

use super::told::Told;
use crate::error::Failure;

/// How many bytes are read at a time.
const PIECE: usize = 256 * 1024;

/// The file.
pub(super) struct Source<'a, F> {
    pub(super) file: F,
    pub(super) names: &'a Names,
    /// What was understood of it, once it was looked at.
    pub(super) sniffed: Option<Sniffed>,
}

/// What the rows of a file are about.
pub(super) struct Seen {
    pub(super) survey: Survey,
    /// Rows that say again what an earlier row said.
    pub(super) doubles: HashSet<usize>,
    /// How many rows have faults.
    pub(super) faults: usize,
    pub(super) total: usize,
}

/// Why a file cannot be read.
pub(super) enum Unreadable {
    /// It is no list of clients.
    File(FileFault),
    /// It is a workbook that cannot be read.
    Book(sheets::Fault),
    /// The disk says so.
    Disk(std::io::Error),
}

impl Unreadable {
    /// The same, for the person.
    pub(super) fn told(self, name: &str, lang: Lang) -> Failure {
        match self {
            Self::File(fault) => Failure::Usage(format!("{name}: {}", fault.text(lang))),
            Self::Book(fault) => Failure::Usage(format!("{name}: {}", fault.words().get(lang))),
            Self::Disk(error) => Failure::io(format!("cannot read {name}"))(error),
        }
    }
}

/// What stands in a workbook of at most so many bytes, as the text of a CSV file; nothing when the file is none.
pub(super) fn of_book(file: &mut (impl Read + Seek), name: &str, most: u64) -> Result<Option<String>, Unreadable> {
    let mut bytes = Vec::new();
    file.by_ref().take(8).read_to_end(&mut bytes).map_err(Unreadable::Disk)?;
    let length = file.seek(SeekFrom::End(0)).map_err(Unreadable::Disk)?;
    file.seek(SeekFrom::Start(0)).map_err(Unreadable::Disk)?;
    if !sheets::is_book(name, &bytes) {
        return Ok(None);
    }
    if length > most {
        return Err(Unreadable::Book(sheets::Fault::TooLarge));
    }
    bytes.clear();
    file.read_to_end(&mut bytes).map_err(Unreadable::Disk)?;
    sheets::read(&bytes).map(Some).map_err(Unreadable::Book)
}

impl<F: Read + Seek> Source<'_, F> {
    /// Reads everything once, to see how it is written, then once more, to see what it is about.
    pub(super) fn survey(&mut self, told: &mut Told) -> Result<(Layout, Seen), Unreadable> {
        let names = self.names;
        let mut rows = self.rows()?;
        let headings = rows.next()?.and_then(|mut rows| rows.pop()).ok_or(Unreadable::File(FileFault::Empty))?;
        let layout = Layout::strict(&CLIENT, &headings).map_err(Unreadable::File)?;
        let survey = Survey::new(Key::Usual);
        let mut seen = Seen { survey, doubles: HashSet::new(), faults: 0, total: 0 };
        while let Some(rows) = rows.next()? {
            seen.total += rows.len();
            for row in rows {
                let faults = match layout.check(&row, names) {
                    Ok((row, _)) => match seen.survey.row(&row) {
                        Ok(()) => continue,
                        Err(what) => {
                            seen.doubles.insert(row.row);
                            vec![layout.fault(&row, what)]
                        }
                    },
                    Err(faults) => faults,
                };
                seen.faults += 1;
                told.faults(&faults);
            }
        }
        Ok((layout, seen))
    }

    /// The rows, from the first one on.
    pub(super) fn rows(&mut self) -> Result<Pieces<'_, F>, Unreadable> {
        let sniffed = match self.sniffed {
            Some(sniffed) => sniffed,
            None => self.sniff()?,
        };
        self.sniffed = Some(sniffed);
        self.file.seek(SeekFrom::Start(0)).map_err(Unreadable::Disk)?;
        Ok(Pieces {
            file: &mut self.file,
            rows: Some(Rows::new(sniffed)),
            piece: vec![0; PIECE],
            headings: true,
            rest: Vec::new(),
        })
    }

    fn sniff(&mut self) -> Result<Sniffed, Unreadable> {
        let mut sniffer = Sniffer::default();
        let mut piece = vec![0; PIECE];
        loop {
            let length = self.file.read(&mut piece).map_err(Unreadable::Disk)?;
            if length == 0 {
                return Ok(sniffer.end());
            }
            sniffer.push(&piece[..length]);
        }
    }
}

/// Rows, piece by piece: first the headings alone.
pub(super) struct Pieces<'a, F> {
    file: &'a mut F,
    rows: Option<Rows>,
    piece: Vec<u8>,
    headings: bool,
    rest: Vec<RawRow>,
}

impl<F: Read> Pieces<'_, F> {
    /// The next rows; nothing at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Vec<RawRow>>, Unreadable> {
        let mut rows = std::mem::take(&mut self.rest);
        while rows.is_empty() {
            let Some(reader) = &mut self.rows else { return Ok(None) };
            let length = self.file.read(&mut self.piece).map_err(Unreadable::Disk)?;
            if length > 0 {
                rows = reader.push(&self.piece[..length]).map_err(too_long)?;
            } else if let Some(reader) = self.rows.take() {
                rows = reader.end().map_err(too_long)?;
            }
        }
        if std::mem::take(&mut self.headings) {
            self.rest = rows.split_off(1);
        }
        Ok(Some(rows))
    }
}

fn too_long(fault: RowFault) -> Unreadable {
    Unreadable::File(FileFault::Row(fault))
}
