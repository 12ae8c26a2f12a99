//! How fast the book answers: `cargo run --release --example book -p sync [-- ROWS]`.

use std::time::{Duration, Instant};

use domain::Record;
use domain::client::{self, CLIENT};
use domain::list::ListEntry;
use domain::search::{Column, Order, Query};
use sync::book::Book;
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
    let pages = book.dirty_pages();
    let bytes: usize = pages.iter().filter_map(|(_, text)| text.as_ref()).map(String::len).sum();
    println!("{} pages, {} bytes a row", pages.len(), bytes as u64 / rows.max(1));
    let begun = Instant::now();
    let mut loaded = Book::default();
    for (key, text) in &pages {
        loaded.load_page(key, text.as_deref().unwrap_or_default()).expect("OK because it was just written");
    }
    println!("load of all pages: {:?}", begun.elapsed());
    for by in [Column::Name, Column::Company] {
        for text in ["", "e", "fra", "francois", "06 12", "lefevre elodie", "societe 42 fils", "nobody at all"] {
            let query = Query { text: text.to_owned(), order: Order { by, descending: false }, ..Query::default() };
            let (worst, found) = timed(|| {
                // Another search in between: nothing is narrowed from the same question.
                let other = Query { text: "zzz".to_owned(), ..Query::default() };
                let begun = Instant::now();
                let found = loaded.find(&query);
                let took = begun.elapsed();
                loaded.find(&other);
                (took, found.len())
            });
            println!("{by:?} “{text}”: {} found in {:?} (slowest of nine rounds {worst:?})", found.1, found.0);
        }
    }
    let begun = Instant::now();
    for entry in entries.iter().take(1000) {
        loaded.put(entry);
    }
    println!("1000 puts: {:?}", begun.elapsed());
}
