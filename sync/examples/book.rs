//! How fast the book answers: `cargo run --release --example book -p sync [-- ROWS]`.

use std::time::{Duration, Instant};

use domain::Record;
use domain::client::{self, CLIENT};
use domain::list::ListEntry;
use domain::search::{Asker, Column, ContactFilter, Order, Query, StateFilter};
use sync::book::{Book, Tallied};
use uuid::Uuid;

const FIRST: [&str; 12] = [
    "Élodie",
    "François",
    "Zoé",
    "Jean-Pierre",
    "Anaïs",
    "Mathéo",
    "Gwenaëlle",
    "Loïc",
    "Noémie",
    "Hugo",
    "Inès",
    "Théo",
];
const LAST: [&str; 12] = [
    "Lefèvre",
    "Garcia",
    "Müller",
    "de La Tour",
    "O’Connor",
    "Le Goff",
    "Nguyễn",
    "Béranger",
    "Roux",
    "Petit",
    "Blanc",
    "Faure",
];

fn record(number: u64) -> Record {
    // A multiplication scatters ids and names, so that they come in different orders.
    let scattered = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let pick = |list: &[&'static str; 12], shift: u32| list[((scattered >> shift) % 12) as usize];
    let mut record = Record::new(&CLIENT, Uuid::from_u64_pair(scattered, number));
    let last = format!("{} {:04}", pick(&LAST, 7), number % 9973);
    for (field, text) in [
        (client::FIRST_NAME, pick(&FIRST, 3).to_owned()),
        (client::LAST_NAME, last),
        (client::EMAIL, format!("contact.{number}@entreprise-{}.example", number % 700)),
        (client::MOBILE, format!("+336{:08}", scattered % 100_000_000)),
        (client::COMPANY, format!("Société {} & Fils", number % 700)),
        (client::CITY, pick(&LAST, 11).to_owned()),
        (client::COUNTRY, ["France", "Belgique", "Suisse"][(scattered % 3) as usize].to_owned()),
        (client::SOURCE, client::SOURCES[(scattered % 8) as usize].key.to_owned()),
        (client::TAGS, ["BTP", "BTP\nexport", "salon 2026", "presse\nvip"][(scattered >> 9) as usize % 4].to_owned()),
        (client::NEXT_CONTACT, format!("2026-{:02}-{:02}", 1 + scattered % 12, 1 + (scattered >> 5) % 28)),
        (client::ASSIGNEE, Uuid::from_u128(u128::from(scattered >> 13) % 20).to_string()),
        (client::STATUS, ["prospect", "client", "vip", "inactive"][(scattered % 4) as usize].to_owned()),
    ] {
        record.set(field, Some(text.as_str().into()));
    }
    record
}

fn timed<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut times = Vec::new();
    loop {
        let begun = Instant::now();
        let result = work();
        times.push(begun.elapsed());
        if times.len() == 9 {
            times.sort_unstable();
            return (times[8], result);
        }
    }
}

/// A question of somebody, on some day, among twenty people.
fn asked() -> Query {
    let people = (0..20).map(Uuid::from_u128).collect();
    let asker = Asker { person: Some(Uuid::from_u128(1)), today: "2026-11-22".to_owned(), people };
    Query { asker, ..Query::default() }
}

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn tell(book: &mut Book, title: &str, query: &Query) {
    let (worst, (took, found)) = timed(|| {
        // Another search in between: nothing is narrowed from the same question.
        let other = Query { text: "zzz".to_owned(), ..Query::default() };
        let begun = Instant::now();
        let found = book.find(query);
        // What a screen shows.
        let rows = (0..40).filter_map(|index| found.row(index)).count();
        let took = begun.elapsed();
        assert_eq!(rows, found.len().min(40));
        book.find(&other);
        (took, found.len())
    });
    println!("{title}: {found} found in {took:?} (slowest of nine rounds, the search in between included: {worst:?})");
}

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() {
    let rows: u64 = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let entries: Vec<ListEntry> = (0..rows).filter_map(|number| ListEntry::of(&record(number))).collect();
    let mut book = Book::default();
    for entry in &entries {
        book.gather(entry);
    }
    let begun = Instant::now();
    book.build();
    println!("build of {rows} gathered rows: {:?}", begun.elapsed());
    let pages = book.dirty_pages(usize::MAX);
    let bytes: usize = pages.iter().filter_map(|(_, text)| text.as_ref()).map(String::len).sum();
    println!("{} pages, {} bytes a row", pages.len(), bytes as u64 / rows.max(1));
    let begun = Instant::now();
    let mut loaded = Book::default();
    for (key, text) in &pages {
        loaded.load_page(key, text.as_deref().unwrap_or_default()).expect("OK because it was just written");
    }
    println!("load of all pages: {:?}", begun.elapsed());
    for by in Column::ALL {
        for text in ["", "e", "fra", "francois", "06 12", "lefevre elodie", "societe 42 fils", "nobody at all"] {
            let query = Query { text: text.to_owned(), order: Order { by, descending: false }, ..asked() };
            tell(&mut loaded, &format!("{by:?} “{text}”"), &query);
            if !matches!(by, Column::Name | Column::Company) {
                break;
            }
        }
    }
    let tags = vec!["btp".to_owned()];
    for (title, query) in [
        ("active", Query { state: Some(StateFilter::Active), ..asked() }),
        ("one city", Query { city: "roux".to_owned(), ..asked() }),
        ("one tag", Query { tags: tags.clone(), ..asked() }),
        ("late", Query { contact: Some(ContactFilter::Late), ..asked() }),
        (
            "everything at once",
            Query {
                text: "e".to_owned(),
                statuses: vec!["vip".to_owned()],
                sources: vec!["event".to_owned(), "website".to_owned()],
                country: "fr".to_owned(),
                tags,
                contact: Some(ContactFilter::Late),
                order: Order { by: Column::City, descending: true },
                ..asked()
            },
        ),
    ] {
        tell(&mut loaded, title, &query);
    }
    let begun = Instant::now();
    let tags = loaded.tally(Tallied::Tags).len();
    println!("{tags} tags counted: {:?}", begun.elapsed());
    let begun = Instant::now();
    for entry in entries.iter().take(1000) {
        loaded.put(entry);
    }
    println!("1000 puts: {:?}", begun.elapsed());
}
