//! The book against the plain rule of `domain`: filter every record, sort every entry.

use domain::client::{self, CLIENT};
use domain::search::{Asker, AssigneeFilter, ContactFilter, Order, StateFilter, matches};
use domain::{Record, Role};
use proptest::prelude::*;

use super::*;

/// The day of whoever asks.
const TODAY: &str = "2026-11-22";

/// Every second one was made within the last seven days, in their first instant; the others just before.
fn id_of(number: u128) -> Uuid {
    let first = domain::query::first_recent(TODAY).as_u128();
    Uuid::from_u128(if number.is_multiple_of(2) { first + number } else { first - (1 << 80) + number })
}

fn record(id: u128, first: &str, last: &str, status: &str, assignee: u128) -> Record {
    let mut record = Record::new(&CLIENT, id_of(id));
    record.set(client::FIRST_NAME, Some(first.into()));
    record.set(client::LAST_NAME, Some(last.into()));
    record.set(client::EMAIL, Some(format!("{last}.{id}@exemple.fr").as_str().into()));
    record.set(client::STATUS, Some(status.into()));
    if assignee > 0 {
        record.set(client::ASSIGNEE, Some(Uuid::from_u128(assignee).to_string().as_str().into()));
    }
    for (field, text) in [
        (client::CITY, ["Lyon", "Saint-Étienne", ""][(id % 3) as usize]),
        (client::COUNTRY, ["France", "Belgique"][(id % 2) as usize]),
        (client::SOURCE, ["event", "", "phone"][(id % 3) as usize]),
        (client::TAGS, ["", "BTP", "BTP\nsalon 2026", "àb\\\tc"][(id % 4) as usize]),
        (client::NEXT_CONTACT, ["", "2026-11-20", TODAY, "2026-11-29", "2026-12-01"][(id % 5) as usize]),
    ] {
        record.set(field, Some(text).filter(|text| !text.is_empty()).map(Into::into));
    }
    record.set(client::ARCHIVED_AT, id.is_multiple_of(7).then_some(domain::Value::Number(1)));
    record.set(client::CAPTURED_AT, id.is_multiple_of(5).then_some(domain::Value::Number(1)));
    if !id.is_multiple_of(3) {
        record.set(client::COMPANY, Some(["Société Anonyme", "boulangerie"][(id % 2) as usize].into()));
    }
    record
}

fn entry(record: &Record) -> ListEntry {
    ListEntry::of(record).unwrap()
}

fn expected(records: &[Record], query: &Query) -> Vec<Uuid> {
    let mut entries: Vec<ListEntry> = records.iter().filter(|record| matches(query, record)).map(entry).collect();
    entries.sort_by(|one, other| one.compare(other, query));
    entries.iter().map(|entry| entry.row.id).collect()
}

fn answered(book: &mut Book, query: &Query) -> Vec<Uuid> {
    let found = book.find(query);
    (0..found.len()).map(|index| found.row(index).unwrap().id).collect()
}

fn ask(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

#[derive(Debug, Clone)]
enum Step {
    Put(Record),
    Remove(u128),
    Cover(Record),
    CoverGone(u128),
    Uncover(u128),
}

fn some_record() -> impl Strategy<Value = Record> {
    let name = prop::sample::select(vec!["Élise", "elise", "François", "Franc", "Zoé", "de la Tour", "Été-Brûlé"]);
    let status = prop::sample::select(vec!["prospect", "client", "vip", "inactive"]);
    (1u128..60, name.clone(), name, status, 0u128..3)
        .prop_map(|(id, first, last, status, assignee)| record(id, first, last, status, assignee))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => some_record().prop_map(Step::Put),
        1 => (1u128..60).prop_map(Step::Remove),
        2 => some_record().prop_map(Step::Cover),
        1 => (1u128..60).prop_map(Step::CoverGone),
        1 => (1u128..60).prop_map(Step::Uncover),
    ]
}

fn some_query() -> impl Strategy<Value = Query> {
    let text =
        prop::sample::select(vec!["", "fr", "franc", "francois", "elise fr", "tour zo", "etebrule", "exemple", "x y"]);
    let statuses = prop::sample::subsequence(vec!["prospect".to_owned(), "vip".to_owned()], 0..=2);
    let assignee = prop::sample::select(vec![
        None,
        Some(AssigneeFilter::Nobody),
        Some(AssigneeFilter::Me),
        Some(AssigneeFilter::Person(Uuid::from_u128(1))),
    ]);
    let some =
        |words: &[&'static str]| prop::sample::select(words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
    let tags = prop::sample::subsequence(vec!["btp".to_owned(), "Salon 2026".to_owned()], 0..=2);
    let state = prop::sample::select(vec![
        None,
        Some(StateFilter::Active),
        Some(StateFilter::Inactive),
        Some(StateFilter::Archived),
    ]);
    let contact = prop::sample::select(vec![
        None,
        None,
        Some(ContactFilter::Late),
        Some(ContactFilter::Due),
        Some(ContactFilter::Today),
        Some(ContactFilter::Soon),
        Some(ContactFilter::Week),
        Some(ContactFilter::None),
    ]);
    let sources = prop::sample::subsequence(vec!["event".to_owned(), "phone".to_owned()], 0..=2);
    let by = prop::sample::select(Column::ALL.to_vec());
    let places = (some(&["", "", "ly", "etienne", "tienne"]), some(&["", "belg"]));
    let rest = (state, contact, sources, any::<bool>(), [prop::bool::weighted(0.2), prop::bool::weighted(0.2)]);
    (text, statuses, assignee, by, tags, places, rest).prop_map(
        |(
            text,
            statuses,
            assignee,
            by,
            tags,
            (city, country),
            (state, contact, sources, descending, [incomplete, recent]),
        )| {
            Query {
                text: text.to_owned(),
                statuses,
                sources,
                assignee,
                state,
                city,
                country,
                tags,
                contact,
                recent,
                incomplete,
                order: Order { by, descending },
                asker: Asker {
                    person: Some(Uuid::from_u128(2)),
                    today: TODAY.to_owned(),
                    people: vec![Uuid::from_u128(2), Uuid::from_u128(1)],
                },
            }
        },
    )
}

proptest! {
    #[test]
    fn the_book_answers_as_a_plain_filter_would(
        steps in prop::collection::vec(step(), 1..120), queries in prop::collection::vec(some_query(), 1..8)
    ) {
        let mut book = Book::default();
        let mut snapshot = std::collections::BTreeMap::new();
        let mut pending = std::collections::BTreeMap::new();
        for step in steps {
            match step {
                Step::Put(record) => {
                    book.put(&entry(&record));
                    snapshot.insert(record.id, record);
                }
                Step::Remove(id) => {
                    book.remove(id_of(id));
                    snapshot.remove(&id_of(id));
                }
                Step::Cover(record) => {
                    book.overlay(record.id, Some(&entry(&record)));
                    pending.insert(record.id, Some(record));
                }
                Step::CoverGone(id) => {
                    book.overlay(id_of(id), None);
                    pending.insert(id_of(id), None);
                }
                Step::Uncover(id) => {
                    book.clear_overlay(id_of(id));
                    pending.remove(&id_of(id));
                }
            }
        }
        let mut seen = snapshot.clone();
        for (id, record) in pending {
            match record {
                Some(record) => seen.insert(id, record),
                None => seen.remove(&id),
            };
        }
        let records: Vec<Record> = seen.into_values().collect();
        prop_assert_eq!(book.len(), records.len());
        for (number, query) in queries.iter().enumerate() {
            prop_assert_eq!(answered(&mut book, query), expected(&records, query));
            // The first is asked again of what was made ready for it, the last of what nobody finished.
            while book.prepare() && number == 0 {}
            prop_assert_eq!(answered(&mut book, query), expected(&records, query));
        }
        prop_assert_eq!((0..100).any(|_| !book.prepare()), true);
        let mut tags = std::collections::BTreeMap::new();
        for record in records.iter().filter(|record| record.get(client::ARCHIVED_AT).is_none()) {
            for tag in tags::each(record.text(client::TAGS)) {
                *tags.entry(tag.to_owned()).or_insert(0) += 1;
            }
        }
        prop_assert_eq!(book.tally(Tallied::Tags), tags.into_iter().collect::<Vec<_>>());
        let mut again = Book::default();
        for (key, text) in book.dirty_pages(usize::MAX) {
            again.load_page(&key, &text.unwrap()).unwrap();
        }
        let records: Vec<Record> = snapshot.into_values().collect();
        prop_assert_eq!(answered(&mut again, &queries[0]), expected(&records, &queries[0]));
        for (query, own) in queries.iter().zip([None, Some(1), Some(2)].into_iter().cycle()) {
            let own = own.map(Uuid::from_u128);
            let is_seen = |record: &&Record| own.is_none_or(|person| record.is_visible_to(person, Role::Seller));
            let visible: Vec<Record> = records.iter().filter(is_seen).cloned().collect();
            let found = book.answer(query, own);
            let ids: Vec<Uuid> = (0..found.len()).map(|index| found.row(index).unwrap().id).collect();
            prop_assert_eq!(ids, expected(&visible, query), "for {:?}", own);
        }
    }
}

fn many(count: u128) -> Vec<Record> {
    // Ids in another order than names.
    (0..count)
        .map(|number| record(number + 1, "Jeanne", &format!("Nom{:05}", number * 7919 % 10_007), "client", number % 3))
        .collect()
}

#[test]
fn pages_split_at_48_kib_and_are_read_back_in_any_order() {
    let records = many(2000);
    let mut book = Book::default();
    for record in &records {
        book.put(&entry(record));
    }
    let mut pages = book.dirty_pages(usize::MAX);
    assert!(pages.len() > 5);
    assert!(pages.iter().all(|(_, text)| text.as_ref().is_some_and(|text| text.len() <= crate::pages::PAGE_BYTES)));
    pages.reverse();
    let mut again = Book::default();
    for (key, text) in pages {
        again.load_page(&key, &text.unwrap()).unwrap();
    }
    assert_eq!(answered(&mut again, &ask("")), expected(&records, &ask("")));
    assert!(again.dirty_pages(usize::MAX).is_empty());
}

#[test]
fn pages_that_the_disk_refused_are_told_again() {
    let mut book = Book::default();
    for record in &many(2000) {
        book.put(&entry(record));
    }
    let refused = book.dirty_pages(usize::MAX);
    book.still_dirty(refused.iter().map(|(key, _)| key.clone()));
    book.put(&entry(&record(1, "Aaron", "Aaron", "vip", 0)));
    let again = book.dirty_pages(usize::MAX);
    assert_eq!(
        again.iter().map(|(key, _)| key).collect::<Vec<_>>(),
        refused.iter().map(|(key, _)| key).collect::<Vec<_>>()
    );
    assert_ne!(again[0], refused[0], "as they are now");
}

#[test]
fn the_first_page_alone_holds_the_first_names() {
    let records = many(2000);
    let mut book = Book::default();
    for record in &records {
        book.gather(&entry(record));
    }
    book.build();
    let (key, text) = book.dirty_pages(usize::MAX).remove(0);
    assert_eq!(key, "");
    let mut first = Book::default();
    first.load_page(&key, &text.unwrap()).unwrap();
    let shown = answered(&mut first, &ask(""));
    assert_eq!(shown[..50], expected(&records, &ask(""))[..50]);
}

#[test]
fn what_is_built_in_one_go_is_what_is_put_one_by_one() {
    // More than three of the runs that are sorted on the way.
    let records = many(7000);
    let (mut gathered, mut put) = (Book::default(), Book::default());
    put.put(&entry(&records[0]));
    for record in &records {
        gathered.gather(&entry(record));
    }
    gathered.build();
    for record in &records {
        put.put(&entry(record));
    }
    // The pages come in portions, and what was there before is gone from them.
    let mut again = Book::default();
    let portions = std::iter::from_fn(|| Some(gathered.dirty_pages(3)).filter(|pages| !pages.is_empty()));
    let pages: Vec<_> = portions.flat_map(|pages| pages.into_iter().rev().collect::<Vec<_>>()).collect();
    assert!(pages.len() > 10);
    for (key, text) in pages {
        again.load_page(&key, &text.unwrap()).unwrap();
    }
    assert_eq!(answered(&mut again, &ask("")), expected(&records, &ask("")));
    for query in [ask(""), ask("nom00 jeanne"), ask("nom0012")] {
        assert_eq!(answered(&mut gathered, &query), answered(&mut put, &query));
    }
}

#[test]
fn a_page_that_empties_is_deleted_and_the_others_stay() {
    let records = many(2000);
    let mut book = Book::default();
    for record in &records {
        book.put(&entry(record));
    }
    let before = book.dirty_pages(usize::MAX).len();
    let kept = *expected(&records, &ask("")).last().unwrap();
    records.iter().filter(|record| record.id != kept).for_each(|record| book.remove(record.id));
    let deleted = book.dirty_pages(usize::MAX).iter().filter(|(_, text)| text.is_none()).count();
    assert_eq!((book.len(), deleted), (1, before - 2));
    book.put(&entry(&record(1, "Aaron", "Aaron", "vip", 0)));
    assert_eq!(book.find(&ask("")).row(0).unwrap().name, "Aaron Aaron");
}

#[test]
fn typing_on_narrows_and_typing_back_widens() {
    let records = many(500);
    let mut book = Book::default();
    for record in &records {
        book.put(&entry(record));
    }
    for text in ["n", "no", "nom0", "nom00", "nom0", "jeanne nom0", ""] {
        assert_eq!(answered(&mut book, &ask(text)), expected(&records, &ask(text)));
    }
}

#[test]
fn a_damaged_page_is_told() {
    let mut book = Book::default();
    assert!(book.load_page("", "half a li").is_err());
    assert!(book.is_empty());
}

#[test]
fn an_answer_stays_as_it_was_when_the_book_moves_on() {
    let mut book = Book::default();
    book.put(&entry(&record(1, "Zoé", "Zola", "vip", 0)));
    let found = book.find(&ask("zola"));
    book.remove(id_of(1));
    assert_eq!(found.row(0).unwrap().name, "Zoé Zola");
    assert!(book.find(&ask("zola")).is_empty());
}
