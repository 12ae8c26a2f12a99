//! What a person asks of the list of clients (row G14): text, filters, order; and the one rule by which a line passes.

use chrono::{Datelike, Duration};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fold::fold;
use crate::list::ListRow;
pub use crate::order::{Column, Order};
use crate::person::Person;
use crate::shapes::{date, tags};
use crate::{sorting, time};

/// A question. What is empty asks nothing; everything else must hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// Free text, as typed.
    pub text: String,
    /// Keys of the statuses wanted; empty means all.
    pub statuses: Vec<String>,
    /// Keys of the sources wanted; empty means all.
    pub sources: Vec<String>,
    /// Who looks after them; nothing means anybody or nobody.
    pub assignee: Option<AssigneeFilter>,
    /// Whether they are active. Without it, all but the archived ones.
    pub state: Option<StateFilter>,
    /// The beginning of a word of the city, as typed.
    pub city: String,
    /// The beginning of a word of the country, as typed.
    pub country: String,
    /// Tags they must all carry, however they are written.
    pub tags: Vec<String>,
    /// When they are to be contacted next.
    pub contact: Option<ContactFilter>,
    /// Only those made within the last seven days.
    pub recent: bool,
    /// Only those captured in haste, to be completed.
    pub incomplete: bool,
    /// How the list is sorted.
    pub order: Order,
    /// Who asks, and when. Whoever answers fills it in; it never travels.
    #[serde(skip)]
    pub asker: Asker,
}

/// What "moi", "cette semaine" and the order of people mean to whoever asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asker {
    /// The person.
    pub person: Option<Uuid>,
    /// Their day, `AAAA-MM-JJ`. Without it no contact is late or due.
    pub today: String,
    /// Everybody, in the order in which their names sort.
    pub people: Vec<Uuid>,
}

impl Asker {
    /// Who asks, on which day, among whom.
    pub fn new(person: Option<Uuid>, today: String, people: &[Person]) -> Self {
        let mut named: Vec<(String, Uuid)> = people.iter().map(|person| (fold(&person.name), person.id)).collect();
        sorting::sort(&mut named);
        Self { person, today, people: named.into_iter().map(|(_, id)| id).collect() }
    }

    /// Where a person stands among the names; after all of them when nobody knows the name.
    pub fn place(&self, person: Uuid) -> usize {
        self.people.iter().position(|known| *known == person).unwrap_or(self.people.len())
    }
}

/// Whom a record must be assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AssigneeFilter {
    /// Whoever asks.
    Me,
    /// Nobody.
    Nobody,
    /// This person.
    Person(Uuid),
}

/// Whether a record is one works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StateFilter {
    /// Neither inactive nor archived.
    Active,
    /// Inactive by its status, not archived.
    Inactive,
    /// Put away.
    Archived,
}

/// When somebody is to be contacted next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContactFilter {
    /// Before today.
    Late,
    /// Before today, or today.
    Due,
    /// Today.
    Today,
    /// Within the seven days after today.
    Soon,
    /// From Monday to Sunday of this week.
    Week,
    /// No contact is planned.
    None,
}

impl Query {
    /// The same question without its text and its order: what filters a list.
    #[must_use]
    pub fn filters(&self) -> Self {
        Self { text: String::new(), order: Order::default(), ..self.clone() }
    }

    /// Whether it asks for everything.
    pub fn is_plain(&self) -> bool {
        Self { order: self.order, asker: self.asker.clone(), ..Self::default() } == *self
    }

    /// The rule, made ready for many lines.
    pub fn filter(&self) -> Filter<'_> {
        Filter {
            query: self,
            city: word(&self.city),
            country: word(&self.country),
            tags: self.tags.iter().map(|tag| fold(tag)).filter(|tag| !tag.is_empty()).collect(),
            days: self.contact.map(|contact| {
                days(contact, &self.asker.today).map_or((0, 0), |(first, last)| (day_number(&first), day_number(&last)))
            }),
            first: self.recent.then(|| first_recent(&self.asker.today)),
        }
    }
}

/// What filters look at besides place, tags and next contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Key of the status.
    pub status: String,
    /// Who looks after it.
    pub assignee: Option<Uuid>,
    /// Key of the source.
    pub source: String,
    /// Whether it is put away.
    pub archived: bool,
    /// Whether it is still to be completed.
    pub incomplete: bool,
}

/// A query made ready. Each part judges alone, so that a book judges values that many lines share only once.
#[derive(Debug)]
pub struct Filter<'a> {
    query: &'a Query,
    city: String,
    country: String,
    tags: Vec<String>,
    days: Option<(u32, u32)>,
    /// The least id of those made lately enough.
    first: Option<Uuid>,
}

impl Filter<'_> {
    /// Whether status, source, assignee and state are among those wanted.
    pub fn standing(&self, standing: &Standing) -> bool {
        let inactive = standing.status == "inactive";
        let state = match self.query.state {
            None => !standing.archived,
            Some(StateFilter::Active) => !standing.archived && !inactive,
            Some(StateFilter::Inactive) => !standing.archived && inactive,
            Some(StateFilter::Archived) => standing.archived,
        };
        state
            && (!self.query.incomplete || standing.incomplete)
            && self.assignee(standing.assignee)
            && is_among(&self.query.statuses, &standing.status)
            && is_among(&self.query.sources, &standing.source)
    }

    /// "Moi" of nobody suits no record.
    fn assignee(&self, assignee: Option<Uuid>) -> bool {
        match self.query.assignee {
            None => true,
            Some(AssigneeFilter::Me) => assignee.is_some() && assignee == self.query.asker.person,
            Some(AssigneeFilter::Nobody) => assignee.is_none(),
            Some(AssigneeFilter::Person(person)) => assignee == Some(person),
        }
    }

    /// Whether a word of the city and one of the country begin as wanted.
    pub fn place(&self, city: &str, country: &str) -> bool {
        let begins = |wanted: &str, text: &str| wanted.is_empty() || word(text).contains(wanted);
        begins(&self.city, city) && begins(&self.country, country)
    }

    /// Whether a stored set has every tag wanted.
    pub fn tags(&self, stored: &str) -> bool {
        self.tags.iter().all(|wanted| tags::each(stored).any(|tag| fold(tag) == *wanted))
    }

    /// Whether the next contact (as [`day_number`]) falls when it is wanted.
    pub fn contact(&self, day: u32) -> bool {
        self.days.is_none_or(|(first, last)| (first..=last).contains(&day))
    }

    /// Whether it was made lately enough, where that is asked; its id tells.
    pub fn made(&self, id: Uuid) -> bool {
        self.first.is_none_or(|first| id >= first)
    }

    /// All of it.
    pub fn passes(&self, row: &ListRow) -> bool {
        self.standing(&row.standing)
            && self.place(&row.city, &row.country)
            && self.tags(&row.tags)
            && self.contact(day_number(&row.next_contact))
            && self.made(row.id)
    }
}

fn is_among(wanted: &[String], key: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|wanted| wanted == key)
}

/// Folded, with a space where its first word begins; empty for no words at all.
fn word(text: &str) -> String {
    let folded = fold(text);
    if folded.is_empty() { folded } else { [" ", &folded].concat() }
}

/// A day as a number that compares like it: 20261122; 0 for none.
pub fn day_number(day: &str) -> u32 {
    day.bytes().filter(u8::is_ascii_digit).take(8).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

/// The first and the last day of the next contact, both included, as stored; nothing where none may be planned. Where
/// the asker has no calendar, no day is between the two.
pub fn days(contact: ContactFilter, today: &str) -> Option<(String, String)> {
    let away = |days| Some(date::iso(date::read(today)?.checked_add_signed(Duration::days(days))?));
    let until = |last| Some(("0001-01-01".to_owned(), last?));
    let span = match contact {
        ContactFilter::None => return None,
        ContactFilter::Late => until(away(-1)),
        ContactFilter::Due => until(away(0)),
        ContactFilter::Today => away(0).zip(away(0)),
        ContactFilter::Soon => away(1).zip(away(7)),
        ContactFilter::Week => week(today),
    };
    Some(span.unwrap_or_else(|| ("1".to_owned(), "0".to_owned())))
}

/// The least id that a record made within the last seven days can have; none has it where the asker has no calendar.
pub fn first_recent(today: &str) -> Uuid {
    let begins = date::read(today).and_then(|today| today.checked_sub_signed(Duration::days(7)));
    begins.map_or(Uuid::max(), |day| time::first_id(time::midnight(day)))
}

/// Monday and Sunday of the week a day is in; nothing for a text that is no day.
pub fn week(today: &str) -> Option<(String, String)> {
    let today = date::read(today)?;
    let monday = today.checked_sub_signed(Duration::days(i64::from(today.weekday().num_days_from_monday())))?;
    Some((date::iso(monday), date::iso(monday.checked_add_signed(Duration::days(6))?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> ListRow {
        ListRow {
            city: "Aix-en-Provence".to_owned(),
            country: "France".to_owned(),
            tags: "BTP\nÀ rappeler".to_owned(),
            next_contact: "2026-11-20".to_owned(),
            standing: Standing { status: "vip".into(), source: "event".into(), ..Standing::default() },
            ..ListRow::default()
        }
    }

    fn passes(row: &ListRow, change: impl FnOnce(&mut Query)) -> bool {
        let asker = Asker { person: Some(Uuid::from_u128(7)), today: "2026-11-22".to_owned(), people: Vec::new() };
        let mut query = Query { asker, ..Query::default() };
        change(&mut query);
        query.filter().passes(row)
    }

    #[test]
    fn a_place_is_found_by_the_beginning_of_its_words_however_it_is_written() {
        for city in ["aix", "AIX EN", "prov", "Aix-en-Provence", ""] {
            assert!(passes(&row(), |query| query.city = city.to_owned()), "{city}");
        }
        assert!(!passes(&row(), |query| query.city = "ix".to_owned()));
        assert!(!passes(&row(), |query| query.country = "belgique".to_owned()));
    }

    #[test]
    fn every_tag_wanted_must_be_there_whatever_its_case() {
        assert!(passes(&row(), |query| query.tags = vec!["btp".into(), "a rappeler".into()]));
        assert!(!passes(&row(), |query| query.tags = vec!["btp".into(), "export".into()]));
        assert!(!passes(&row(), |query| query.tags = vec!["bt".into()]));
    }

    #[test]
    fn days_are_those_of_whoever_asks_and_weeks_begin_on_monday() {
        // The 22nd of November 2026 is a Sunday.
        use ContactFilter::{Due, Late, None, Soon, Today, Week};
        for (day, when) in [
            ("2026-11-15", &[Late, Due][..]),
            ("2026-11-16", &[Late, Due, Week]),
            ("2026-11-22", &[Due, Today, Week]),
            ("2026-11-23", &[Soon]),
            ("2026-11-29", &[Soon]),
            ("2026-11-30", &[]),
            ("", &[None]),
        ] {
            let row = ListRow { next_contact: day.to_owned(), ..row() };
            let is = |contact: &ContactFilter| passes(&row, |query| query.contact = Some(*contact));
            let found: Vec<_> = [Late, Due, Today, Soon, Week, None].into_iter().filter(is).collect();
            assert_eq!(found, when, "{day}");
        }
        assert!(!passes(&row(), |query| {
            query.contact = Some(ContactFilter::Late);
            query.asker.today.clear();
        }));
    }

    #[test]
    fn recent_is_what_was_made_since_midnight_seven_days_ago() {
        // Midnight in Paris, in winter: an hour before that of UTC.
        let begins = time::of_day("2026-11-15").unwrap() - 3_600_000;
        for (made, is_recent) in [(begins - 1, false), (begins, true), (begins + 30 * 86_400_000, true)] {
            let row = ListRow { id: time::first_id(made), ..row() };
            assert_eq!(passes(&row, |query| query.recent = true), is_recent, "{made}");
            assert!(passes(&row, |_| {}));
            assert!(!passes(&row, |query| (query.recent, query.asker.today) = (true, String::new())));
        }
    }

    #[test]
    fn archived_records_are_seen_only_by_whoever_asks_for_them() {
        let state = |row: &ListRow, state| passes(row, |query| query.state = state);
        let mut row = row();
        assert!(state(&row, None) && state(&row, Some(StateFilter::Active)));
        assert!(!state(&row, Some(StateFilter::Inactive)) && !state(&row, Some(StateFilter::Archived)));
        row.standing.status = "inactive".into();
        assert!(state(&row, Some(StateFilter::Inactive)) && !state(&row, Some(StateFilter::Active)));
        row.standing.archived = true;
        assert!(state(&row, Some(StateFilter::Archived)) && !state(&row, None));
        assert!(!state(&row, Some(StateFilter::Inactive)));
    }

    #[test]
    fn me_is_whoever_asks_and_nobody_when_nobody_does() {
        let mut row = row();
        let who = |row: &ListRow, wanted| passes(row, |query| query.assignee = Some(wanted));
        assert!(who(&row, AssigneeFilter::Nobody) && !who(&row, AssigneeFilter::Me));
        row.standing.assignee = Some(Uuid::from_u128(7));
        assert!(who(&row, AssigneeFilter::Me) && !who(&row, AssigneeFilter::Nobody));
        assert!(who(&row, AssigneeFilter::Person(Uuid::from_u128(7))));
        assert!(!who(&row, AssigneeFilter::Person(Uuid::from_u128(8))));
        let strangers = |row: &ListRow| {
            passes(row, |query| (query.assignee, query.asker.person) = (Some(AssigneeFilter::Me), None))
        };
        row.standing.assignee = None;
        assert!(!strangers(&row));
    }

    #[test]
    fn a_query_survives_json_and_old_ones_without_filters_are_read() {
        let query = Query {
            text: "é".to_owned(),
            statuses: vec!["vip".to_owned()],
            assignee: Some(AssigneeFilter::Person(Uuid::from_u128(7))),
            state: Some(StateFilter::Archived),
            contact: Some(ContactFilter::None),
            recent: true,
            tags: vec!["BTP".to_owned()],
            order: Order { by: Column::NextContact, descending: true },
            ..Query::default()
        };
        let json = serde_json::to_string(&query).unwrap();
        assert_eq!(serde_json::from_str::<Query>(&json).unwrap(), query);
        assert_eq!(serde_json::from_str::<Query>("{}").unwrap(), Query::default());
    }
}
