//! Records that are likely the same person twice (G25): how they are found in the whole book, why, and what becomes of
//! them when they are made one. Pure; the caller reads the book and writes the result.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use uuid::Uuid;

use crate::client::{self, CLIENT};
use crate::fold::{fold, lower_case};
use crate::kind::Shape;
use crate::lang::{Words, words};
use crate::record::Record;
use crate::shapes::tags;
use crate::sorting;
use crate::value::Value;

/// Why two records are taken for one person, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same e-mail.
    Email,
    /// A phone in common, and a name that does not speak against it.
    Phone,
    /// The same name, and companies that do not speak against it.
    Name,
    /// Almost the same name in the same company.
    Near,
}

impl Reason {
    /// What people read.
    pub const fn label(self) -> Words {
        match self {
            Self::Email => words("même e-mail", "same email"),
            Self::Phone => words("même téléphone", "same phone"),
            Self::Name => words("même nom", "same name"),
            Self::Near => words("noms très proches, même entreprise", "very similar names, same company"),
        }
    }
}

/// What one person is known by, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traits {
    /// The record.
    pub id: Uuid,
    /// First and last name.
    pub name: String,
    /// Their company.
    pub company: String,
    /// In lower case.
    pub email: String,
    /// As E.164.
    pub phones: Vec<String>,
}

impl Traits {
    /// Those of a record.
    pub fn of(record: &Record) -> Self {
        let phones = [client::PHONE, client::MOBILE].map(|field| record.text(field).to_owned());
        Self {
            id: record.id,
            name: fold(&record.name()),
            company: fold(record.text(client::COMPANY)),
            email: lower_case(record.text(client::EMAIL)),
            phones: phones.into_iter().filter(|phone| !phone.is_empty()).collect(),
        }
    }

    /// Why the two are likely one person; nothing when they are not.
    pub fn alike(&self, other: &Self) -> Option<Reason> {
        if !self.email.is_empty() && self.email == other.email {
            return Some(Reason::Email);
        }
        let has_name = !self.name.is_empty() && !other.name.is_empty();
        let shares = || self.words().any(|word| word.len() > 2 && other.words().any(|theirs| theirs == word));
        // A switchboard is no person: the names must not speak against it.
        if self.phones.iter().any(|phone| other.phones.contains(phone)) && (!has_name || shares()) {
            return Some(Reason::Phone);
        }
        if !has_name {
            return None;
        }
        let same_company = self.company == other.company;
        if self.sorted_name() == other.sorted_name()
            && (same_company || self.company.is_empty() || other.company.is_empty())
        {
            return Some(Reason::Name);
        }
        (same_company && !self.company.is_empty() && likeness(&self.name, &other.name) >= NEAR).then_some(Reason::Near)
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.name.split(' ')
    }

    /// "Roy Léa" is "Léa Roy".
    fn sorted_name(&self) -> String {
        let mut words: Vec<&str> = self.words().collect();
        sorting::sort(&mut words);
        words.join(" ")
    }

    /// Whoever is alike has at least one of these in common.
    fn keys(&self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.phones.iter().map(|phone| hash("phone", phone)).collect();
        if !self.email.is_empty() {
            keys.push(hash("email", &self.email));
        }
        if !self.name.is_empty() {
            keys.push(hash("name", &self.sorted_name()));
            let initial = self.words().last().and_then(|last| last.chars().next());
            if let Some(initial) = initial.filter(|_| !self.company.is_empty()) {
                keys.push(hash(&self.company, initial.encode_utf8(&mut [0; 4])));
            }
        }
        keys
    }
}

fn hash(sort: &str, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (sort, text).hash(&mut hasher);
    hasher.finish()
}

/// From this likeness on, two names of one company are worth a look: one or two letters differ.
const NEAR: f64 = 0.75;

/// How much two folded names share: twice their common pairs of letters, of all pairs (Dice).
fn likeness(one: &str, other: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (mine, mut theirs) = (pairs(one), pairs(other));
    let all = mine.len() + theirs.len();
    let mut common = 0_u32;
    for pair in &mine {
        if let Some(place) = theirs.iter().position(|their| their == pair) {
            theirs.swap_remove(place);
            common += 1;
        }
    }
    f64::from(2 * common) / f64::from(u32::try_from(all.max(1)).unwrap_or(u32::MAX))
}

/// Records that are likely one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The oldest first.
    pub ids: Vec<Uuid>,
    /// The surest reason among them.
    pub reason: Reason,
}

/// The search for duplicates in a book that comes record by record.
#[derive(Debug, Default)]
pub struct Hunt {
    all: Vec<Traits>,
    by_key: HashMap<u64, Vec<usize>>,
}

/// More records than this under one key say nothing about any two of them.
const CROWD: usize = 60;

impl Hunt {
    /// Takes the next record.
    pub fn push(&mut self, traits: Traits) {
        for key in traits.keys() {
            self.by_key.entry(key).or_default().push(self.all.len());
        }
        self.all.push(traits);
    }

    /// The groups, the surest first. `apart` says which two a person has told apart.
    pub fn groups(self, apart: &dyn Fn(Uuid, Uuid) -> bool) -> Vec<Group> {
        let mut chief: Vec<usize> = (0..self.all.len()).collect();
        let mut reasons: HashMap<usize, Reason> = HashMap::new();
        for places in self.by_key.values().filter(|places| (2..=CROWD).contains(&places.len())) {
            for (turn, &one) in places.iter().enumerate() {
                for &other in places.iter().skip(turn + 1) {
                    let (mine, theirs) = (&self.all[one], &self.all[other]);
                    let Some(reason) = mine.alike(theirs).filter(|_| !apart(mine.id, theirs.id)) else { continue };
                    let (first, second) = (find(&mut chief, one), find(&mut chief, other));
                    let known = [first, second].into_iter().filter_map(|chief| reasons.get(&chief).copied()).min();
                    chief[second] = first;
                    reasons.insert(first, known.map_or(reason, |known| known.min(reason)));
                }
            }
        }
        let mut members: BTreeMap<usize, Vec<Uuid>> = BTreeMap::new();
        for place in 0..self.all.len() {
            let first = find(&mut chief, place);
            if reasons.contains_key(&first) {
                members.entry(first).or_default().push(self.all[place].id);
            }
        }
        let mut groups: Vec<Group> = members
            .into_iter()
            .filter_map(|(first, mut ids)| {
                sorting::sort(&mut ids);
                Some(Group { ids, reason: *reasons.get(&first)? })
            })
            .collect();
        sorting::sort_by(&mut groups, |one, other| (one.reason, &one.ids).cmp(&(other.reason, &other.ids)));
        groups
    }
}

fn find(chief: &mut [usize], place: usize) -> usize {
    let mut place = place;
    while chief[place] != place {
        chief[place] = chief[chief[place]];
        place = chief[place];
    }
    place
}

/// Where the value of a field is taken from unless the person says otherwise: the first record that has one. The fields
/// of a group come from one record: half an address each makes none.
pub fn proposed(records: &[Record], field: usize) -> usize {
    let group = CLIENT.fields.get(field).map_or("", |field| field.group);
    let has = |record: &Record| {
        if group.is_empty() {
            return record.get(field).is_some();
        }
        let mut fields = CLIENT.fields.iter().enumerate().filter(|(_, other)| other.group == group);
        fields.any(|(other, _)| record.get(other).is_some())
    };
    records.iter().position(has).unwrap_or(0)
}

/// The one record that several become: the first, with each value from the record `chosen` names. Tags are united,
/// notes joined. Nothing without any record.
pub fn merged(records: &[Record], chosen: &dyn Fn(usize) -> Option<usize>) -> Option<Record> {
    let mut one = records.first()?.clone();
    for (position, field) in CLIENT.fields.iter().enumerate() {
        let value = match field.shape {
            Shape::Tags => united(records, position),
            Shape::Notes => joined(records, position),
            // What only the programs write stays with the record that stays.
            Shape::Instant | Shape::Conflicts => continue,
            _ => {
                let from = chosen(position).unwrap_or_else(|| proposed(records, position));
                records.get(from).and_then(|record| record.get(position)).cloned()
            }
        };
        one.set(position, value);
    }
    // Only a loss has a reason, whichever record the step came from.
    if one.text(client::STEP) != "lost" {
        one.set(client::LOST_REASON, None);
    }
    Some(one)
}

fn united(records: &[Record], position: usize) -> Option<Value> {
    let all: Vec<&str> = records.iter().flat_map(|record| tags::each(record.text(position))).collect();
    let united = CLIENT.fields.get(position)?.parse(&all.join("\n"));
    // More tags than a record takes: those of the first stay.
    united.unwrap_or_else(|_| records.first().and_then(|record| record.get(position)).cloned())
}

fn joined(records: &[Record], position: usize) -> Option<Value> {
    let field = CLIENT.fields.get(position)?;
    let mut text = String::new();
    for note in records.iter().map(|record| record.text(position)) {
        if note.is_empty() || text.contains(note) {
            continue;
        }
        let longer = if text.is_empty() { note.to_owned() } else { format!("{text}\n\n{note}") };
        // Too long for one record: what comes later is left where history has it.
        if field.parse(&longer).is_ok() {
            text = longer;
        }
    }
    (!text.is_empty()).then(|| Value::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn client(id: u128, [first, last, email, company, phone]: [&str; 5]) -> Record {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
        let fields = [client::FIRST_NAME, client::LAST_NAME, client::EMAIL, client::COMPANY, client::PHONE];
        for (field, text) in fields.into_iter().zip([first, last, email, company, phone]) {
            record.set(field, (!text.is_empty()).then(|| text.into()));
        }
        record
    }

    fn reason(one: [&str; 5], other: [&str; 5]) -> Option<Reason> {
        Traits::of(&client(1, one)).alike(&Traits::of(&client(2, other)))
    }

    const LEA: [&str; 5] = ["Léa", "Roy", "lea@roy.fr", "Roy SA", "+33472000001"];

    #[test]
    fn two_are_alike_for_a_reason_a_person_understands() {
        for (other, why) in [
            (["Lea", "Roy-Blin", "LEA@roy.fr", "", ""], Some(Reason::Email)),
            (["L.", "Roy", "", "", "+33472000001"], Some(Reason::Phone)),
            (["ROY", "léa", "", "", ""], Some(Reason::Name)),
            (["Léa", "Roye", "", "Roy SA", ""], Some(Reason::Near)),
            (["Léa", "Roy", "", "Autre SA", ""], None),
            (["Luc", "Petit", "", "Roy SA", "+33472000001"], None),
            (["", "", "", "Roy SA", ""], None),
        ] {
            assert_eq!(reason(LEA, other), why, "{other:?}");
        }
    }

    #[test]
    fn groups_hold_everybody_who_is_alike_and_nobody_told_apart() {
        let book = [
            client(1, LEA),
            client(2, ["Luc", "Petit", "luc@petit.fr", "", ""]),
            client(3, ["Léa", "Roy", "autre@roy.fr", "", ""]),
            client(4, ["L.", "Roy", "", "", "+33472000001"]),
        ];
        let hunt = || {
            let mut hunt = Hunt::default();
            book.iter().map(Traits::of).for_each(|traits| hunt.push(traits));
            hunt
        };
        let groups = hunt().groups(&|_, _| false);
        assert_eq!(groups, [Group { ids: [1, 3, 4].map(Uuid::from_u128).to_vec(), reason: Reason::Phone }]);
        assert!(hunt().groups(&|_, _| true).is_empty());
    }

    #[test]
    fn one_record_of_two_has_what_either_had() {
        let mut first = client(1, ["Léa", "Roy", "lea@roy.fr", "", ""]);
        let mut second = client(2, ["L.", "Roy", "l@roy.fr", "Roy SA", "+33472000001"]);
        for (record, tag, note) in [(&mut first, "BTP", "a"), (&mut second, "export\nBTP", "b")] {
            record.set(client::TAGS, CLIENT.fields[client::TAGS].parse(tag).unwrap());
            record.set(client::NOTES, Some(note.into()));
        }
        first.set(client::CITY, Some("Lyon".into()));
        second.set(client::ADDRESS, Some("1 rue Mercière".into()));
        let both = [first, second];
        let one = merged(&both, &|field| (field == client::EMAIL).then_some(1)).unwrap();
        assert_eq!((one.id, one.text(client::EMAIL), one.text(client::COMPANY)), (both[0].id, "l@roy.fr", "Roy SA"));
        assert_eq!((one.text(client::TAGS), one.text(client::NOTES)), ("BTP\nexport", "a\n\nb"));
        assert_eq!((one.text(client::CITY), one.text(client::ADDRESS)), ("Lyon", ""), "an address is of one piece");
    }

    proptest! {
        #[test]
        fn likeness_is_the_same_both_ways_and_whole_for_the_same(one in "[a-d ]{0,8}", other in "[a-d ]{0,8}") {
            prop_assert!((likeness(&one, &other) - likeness(&other, &one)).abs() < 1e-9);
            prop_assert!(one.chars().count() < 2 || (likeness(&one, &one) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_reason_without_a_loss_is_not_kept() {
        let mut lost = client(1, LEA);
        lost.set(client::STEP, Some("lost".into()));
        lost.set(client::LOST_REASON, Some("price".into()));
        let mut other = client(2, LEA);
        other.set(client::STEP, Some("contacted".into()));
        let both = [lost, other];
        assert_eq!(merged(&both, &|_| None).unwrap().text(client::LOST_REASON), "price");
        let chosen = |field: usize| (field == client::STEP).then_some(1);
        assert_eq!(merged(&both, &chosen).unwrap().get(client::LOST_REASON), None);
    }
}
