//! How fast the store is. Not part of a run: `cargo nextest run --release -p store --run-ignored only speed --no-capture`.
#![expect(clippy::print_stdout, reason = "a measurement is told to whoever asked for it")]

use std::time::Instant;

use domain::client;
use store::sync::{PAGE_BYTES, bootstrap_pages};
use sync::wire::PUSH_LIMIT;

use crate::on_both;
use crate::support::{Device, House};

const BOOK: usize = 100_000;
const EDITS: usize = 20_000;

fn per_second(count: usize, since: Instant) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from) / since.elapsed().as_secs_f64()
}

on_both! {
    #[ignore = "measures for a minute; wants a release build"]
    async fn of_pushing_editing_and_bootstrapping_a_large_book(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let database = if house.is_sqlite() { "SQLite" } else { "Postgres" };
        let mut ids = Vec::with_capacity(BOOK);
        let start = Instant::now();
        for chunk in 0..BOOK / PUSH_LIMIT {
            let mut acts = Vec::with_capacity(PUSH_LIMIT);
            for number in 0..PUSH_LIMIT {
                let last_name = format!("Lefèvre {}", chunk * PUSH_LIMIT + number);
                let texts = [
                    (client::LAST_NAME, last_name.as_str()),
                    (client::COMPANY, "Établissements Cœur & Fils"),
                    (client::CITY, "Saint-Étienne"),
                    (client::MOBILE, "+33612345678"),
                    (client::NOTES, "Rencontrée au salon.\nRappeler en juin."),
                ];
                let (id, act) = phone.create(&house, &texts);
                ids.push(id);
                acts.push(act);
            }
            phone.store(&house.store, &acts).await;
        }
        println!("{database}: {BOOK} creations, {:.0}/s", per_second(BOOK, start));

        let seen = store::sync::head(&house.store).await.unwrap().0;
        let chunks: Vec<Vec<_>> = ids[..EDITS]
            .chunks(PUSH_LIMIT)
            .map(|ids| ids.iter().map(|id| phone.edit(&house, *id, seen, client::CITY, "Saint-Étienne", "Nîmes")).collect())
            .collect();
        let start = Instant::now();
        for acts in &chunks {
            let answer = phone.push(&house.store, acts).await;
            assert!(matches!(answer, sync::wire::PushAnswer::Stored { notes, .. } if notes.is_empty()));
        }
        println!("{database}: {EDITS} edits, {:.0}/s", per_second(EDITS, start));

        for _ in 0..3 {
            let start = Instant::now();
            let mut pages = bootstrap_pages(&house.store, &anne, None, PAGE_BYTES).await.unwrap();
            let (mut records, mut bytes) = (0, 0);
            while let Some(page) = pages.next().await.unwrap() {
                records += page.records;
                bytes += page.json.len();
            }
            assert_eq!(records, BOOK);
            println!("{database}: bootstrap of {records} records, {bytes} bytes, {:.2} s", start.elapsed().as_secs_f64());
        }
        let start = Instant::now();
        let page = store::clients::list(&house.store, &anne, &domain::search::Query { text: "lefevre 4242".to_owned(), ..Default::default() }, 50, 0).await.unwrap();
        println!("{database}: search finds {} in {:.0} ms", page.total, start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        let page = store::clients::list(&house.store, &anne, &domain::search::Query::default(), 50, 0).await.unwrap();
        println!("{database}: first page of {} in {:.0} ms", page.total, start.elapsed().as_secs_f64() * 1e3);
    }
}
