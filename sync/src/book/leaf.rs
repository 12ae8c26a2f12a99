//! One page of the book: its lines in the order of names, their search keys in one text, and what filters ask for.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;

use domain::fold::fold_onto;
use domain::list::{ListEntry, PARTS, decode_part};
use domain::search::Column;
use uuid::Uuid;

use super::PageKey;
use super::lines::Lines;

/// The columns whose values few lines share; each is a part of a line's rest. The others are [`Facets`].
const TEXTS: [Column; 3] = [Column::Company, Column::Phone, Column::Email];

/// What filters ask of a line: numbers in the tree's lists of values, and the day of the next contact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facets {
    pub(super) standing: u32,
    pub(super) place: u32,
    pub(super) tags: u32,
    pub(super) contact: u32,
}

/// The key of a page whose first line is sorted by this.
pub(super) fn page_key((sort, id): (&str, Uuid)) -> PageKey {
    format!("{sort}\t{}", id.simple())
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(super) struct Leaf {
    pub(super) key: PageKey,
    /// Never used twice in a tree.
    pub(super) serial: u32,
    ids: Vec<Uuid>,
    sorts: Lines,
    searches: Lines,
    rests: Lines,
    pub(super) facets: Vec<Facets>,
    /// What each column sorts by, once somebody asked.
    columns: [OnceLock<Lines>; TEXTS.len()],
}

/// The parts of an encoded [`ListEntry`] that a leaf keeps apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) id: Uuid,
    pub(super) sort: &'a str,
    search: &'a str,
    rest: &'a str,
    /// City and country, as written in the line.
    pub(super) place: &'a str,
    /// Status, assignee, source and flags, as written in the line.
    pub(super) standing: &'a str,
    /// Tags, as written in the line.
    pub(super) tags: &'a str,
    pub(super) next_contact: &'a str,
}

impl<'a> Line<'a> {
    /// What a line that [`ListEntry::encode`] wrote sorts by: its sort key, then its id.
    pub(super) fn key(text: &'a str) -> (&'a str, &'a str) {
        let (id, rest) = text.split_once('\t').unwrap_or_default();
        (rest.split_once('\t').unwrap_or_default().0, id)
    }

    /// Reads what [`ListEntry::encode`] wrote, without copying.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let mut starts = [0; PARTS + 1];
        let tabs = memchr::memchr_iter(b'\t', text.as_bytes());
        let mut count = 0;
        for tab in tabs {
            count += 1;
            *starts.get_mut(count)? = tab + 1;
        }
        let between = |first: usize, end: usize| text.get(starts[first]..starts[end] - 1);
        if count != PARTS {
            return None;
        }
        Some(Self {
            id: Uuid::try_parse(between(0, 1)?).ok()?,
            sort: between(1, 2)?,
            search: between(2, 3)?,
            rest: &text[starts[3]..],
            place: between(7, 9)?,
            standing: between(9, 13)?,
            tags: between(13, 14)?,
            next_contact: between(14, 15)?,
        })
    }
}

impl Leaf {
    pub(super) fn new(key: PageKey, serial: u32) -> Self {
        Self { key, serial, ..Self::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn ids(&self) -> &[Uuid] {
        &self.ids
    }

    /// How many bytes the page takes when stored.
    pub(super) fn bytes(&self) -> usize {
        self.sorts.text().len() + self.searches.text().len() + self.rests.text().len() + self.len() * 33
    }

    /// The text a search walks: one search key a line.
    pub(super) fn search(&self) -> &Lines {
        &self.searches
    }

    pub(super) fn line_of(&self, id: Uuid) -> Option<usize> {
        self.ids.iter().position(|other| *other == id)
    }

    pub(super) fn sort_of(&self, line: usize) -> (&str, Uuid) {
        (self.sorts.get(line), self.ids[line])
    }

    /// The first line that is not before this one.
    pub(super) fn position(&self, wanted: (&str, Uuid)) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.sort_of(middle).cmp(&wanted) == Ordering::Less { low = middle + 1 } else { high = middle }
        }
        low
    }

    pub(super) fn push(&mut self, line: Line, facets: Facets) {
        self.ids.push(line.id);
        self.sorts.push(line.sort);
        self.searches.push(line.search);
        self.rests.push(line.rest);
        self.facets.push(facets);
    }

    /// Gives back memory that was taken in advance, once a leaf is full.
    pub(super) fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.facets.shrink_to_fit();
        for lines in [&mut self.sorts, &mut self.searches, &mut self.rests] {
            lines.shrink();
        }
    }

    pub(super) fn insert(&mut self, at: usize, line: Line, facets: Facets) {
        self.ids.insert(at, line.id);
        self.sorts.insert(at, line.sort);
        self.searches.insert(at, line.search);
        self.rests.insert(at, line.rest);
        self.facets.insert(at, facets);
        self.columns = Default::default();
    }

    pub(super) fn remove(&mut self, at: usize) {
        self.ids.remove(at);
        self.sorts.remove(at);
        self.searches.remove(at);
        self.rests.remove(at);
        self.facets.remove(at);
        self.columns = Default::default();
    }

    /// The second half as a leaf of its own; its key is what its first line is sorted by.
    pub(super) fn split(&mut self, serial: u32) -> Self {
        let at = self.len() / 2;
        self.columns = Default::default();
        let mut half = Self {
            key: PageKey::new(),
            serial,
            ids: self.ids.split_off(at),
            sorts: self.sorts.split_off(at),
            searches: self.searches.split_off(at),
            rests: self.rests.split_off(at),
            facets: self.facets.split_off(at),
            columns: Default::default(),
        };
        half.key = page_key(half.sort_of(0));
        half
    }

    /// The page as it is stored.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.bytes());
        for line in 0..self.len() {
            self.write(line, &mut text);
            text.push('\n');
        }
        text.pop();
        text
    }

    fn write(&self, line: usize, text: &mut String) {
        let mut id = Uuid::encode_buffer();
        let parts = [self.ids[line].simple().encode_lower(&mut id), self.sorts.get(line), self.searches.get(line)];
        for part in parts {
            text.push_str(part);
            text.push('\t');
        }
        text.push_str(self.rests.get(line));
    }

    pub(super) fn entry(&self, line: usize) -> Option<ListEntry> {
        let mut text = String::new();
        self.write(line, &mut text);
        ListEntry::decode(&text)
    }

    /// The next contact of a line: a day, which is written as it is.
    pub(super) fn next_contact(&self, line: usize) -> &str {
        self.rests.get(line).rsplit('\t').nth(1).unwrap_or_default()
    }

    /// What a line is sorted by in one of [`TEXTS`].
    pub(super) fn text_of(&self, column: Column, line: usize) -> &str {
        TEXTS.iter().position(|text| *text == column).map_or("", |place| self.keys(place).get(line))
    }

    /// Makes what the lines are sorted by in a column. False when nothing was to be made.
    pub(super) fn prepare(&self, column: Column) -> bool {
        let place = TEXTS.iter().position(|text| *text == column);
        let missing = place.filter(|place| self.columns[*place].get().is_none());
        missing.map(|place| self.keys(place)).is_some()
    }

    fn keys(&self, place: usize) -> &Lines {
        self.columns[place].get_or_init(|| {
            let mut keys = Lines::default();
            for line in 0..self.len() {
                // The name comes first in the rest, then company, phone and e-mail.
                let part = self.rests.get(line).split('\t').nth(place + 1).unwrap_or_default();
                let part =
                    if part.contains('\\') { decode_part(part).unwrap_or_default().into() } else { Cow::from(part) };
                let is_phone = TEXTS[place] == Column::Phone;
                keys.push_written(|key| if is_phone { key.push_str(&part) } else { fold_onto(&part, key) });
            }
            keys.shrink();
            keys
        })
    }
}
