//! One page of the book: its lines in the order of names, their search keys in one text, and what filters ask for.

use std::cmp::Ordering;
use std::sync::OnceLock;

use domain::list::ListEntry;
use domain::search::Column;
use uuid::Uuid;

use super::PageKey;
use super::lines::Lines;

/// The columns a book sorts by, other than the name.
const COLUMNS: [Column; 4] = [Column::Company, Column::City, Column::Status, Column::NextContact];

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
    /// What filters look at, by the tree's list of pairs.
    pub(super) classes: Vec<u16>,
    /// What each column sorts by, once somebody asked.
    columns: [OnceLock<Box<[Box<str>]>>; 4],
}

/// The parts of an encoded [`ListEntry`] that a leaf keeps apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) id: Uuid,
    pub(super) sort: &'a str,
    search: &'a str,
    rest: &'a str,
    pub(super) status: &'a str,
    pub(super) assignee: Option<Uuid>,
}

impl<'a> Line<'a> {
    /// Reads what [`ListEntry::encode`] wrote, without copying: id, sort, search, name, company, city, phone,
    /// status, assignee, source, next contact, conflict.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let mut head = text.splitn(4, '\t');
        let id = Uuid::try_parse(head.next()?).ok()?;
        let (sort, search, rest) = (head.next()?, head.next()?, head.next()?);
        let mut parts = rest.split('\t').skip(4);
        let (status, assignee) = (parts.next()?, parts.next()?);
        let assignee = if assignee.is_empty() { None } else { Some(Uuid::try_parse(assignee).ok()?) };
        (parts.count() == 3).then_some(Self { id, sort, search, rest, status, assignee })
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

    pub(super) fn push(&mut self, line: Line, class: u16) {
        self.ids.push(line.id);
        self.sorts.push(line.sort);
        self.searches.push(line.search);
        self.rests.push(line.rest);
        self.classes.push(class);
    }

    /// Gives back memory that was taken in advance, once a leaf is full.
    pub(super) fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.classes.shrink_to_fit();
        for lines in [&mut self.sorts, &mut self.searches, &mut self.rests] {
            lines.shrink();
        }
    }

    pub(super) fn insert(&mut self, at: usize, line: Line, class: u16) {
        self.ids.insert(at, line.id);
        self.sorts.insert(at, line.sort);
        self.searches.insert(at, line.search);
        self.rests.insert(at, line.rest);
        self.classes.insert(at, class);
        self.columns = Default::default();
    }

    pub(super) fn remove(&mut self, at: usize) {
        self.ids.remove(at);
        self.sorts.remove(at);
        self.searches.remove(at);
        self.rests.remove(at);
        self.classes.remove(at);
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
            classes: self.classes.split_off(at),
            columns: Default::default(),
        };
        half.key = half.own_key();
        half
    }

    /// A lower bound of what the leaf holds.
    pub(super) fn own_key(&self) -> PageKey {
        if self.ids.is_empty() { PageKey::new() } else { format!("{}\t{}", self.sorts.get(0), self.ids[0].simple()) }
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

    /// The source and the next contact of a line: keys and days, which are written as they are.
    pub(super) fn source_and_contact(&self, line: usize) -> (&str, &str) {
        let mut parts = self.rests.get(line).rsplitn(4, '\t').skip(1);
        let (contact, source) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        (source, contact)
    }

    /// What a line is sorted by in a column other than the name.
    pub(super) fn column(&self, column: Column, line: usize) -> &str {
        let Some(place) = COLUMNS.iter().position(|other| *other == column) else { return "" };
        let keys = self.columns[place].get_or_init(|| {
            (0..self.len())
                .map(|line| self.entry(line).map(|entry| entry.key(column)).unwrap_or_default().into_boxed_str())
                .collect()
        });
        &keys[line]
    }
}
