//! One way to read: SQL and the browser's Rust give the same answer on the same book.

use domain::client::{self, CLIENT};
use domain::list::{ListEntry, ListRow};
use domain::search::{self, Asker, AssigneeFilter, Column, ContactFilter, Order, Query, StateFilter};
use domain::{Record, Role, Value};
use store::clients;
use uuid::Uuid;

use crate::on_both;
use crate::support::{Device, House};

const LAST: [&str; 8] = ["Lefèvre", "LEFEVRE", "d’Ormesson", "Œuvrard", "Saint-Jean", "Ångström", "Zola", "du Pré"];
const FIRST: [&str; 4] = ["François", "Zoé", "Jean-Marc", "Anaïs"];
const CITY: [&str; 4] = ["Saint-Étienne", "L'Haÿ-les-Roses", "Nîmes", "Aix"];
const COMPANY: [&str; 3] = ["Cœur & Fils", "Épices 100 % bio", ""];

/// The day of whoever asks.
const TODAY: &str = "2026-07-10";

/// A new id, every third one of the first instant of the last seven days, every third just before.
fn made(house: &House, number: usize) -> Uuid {
    let first = domain::query::first_recent(TODAY).as_u128();
    let id = house.id().as_u128();
    Uuid::from_u128([id, first, first - (1 << 80)][number % 3] | (id << 48 >> 48))
}

/// A book in which names repeat, values are missing, some are deleted or archived.
fn book(house: &House, people: &[Uuid]) -> Vec<Record> {
    (0..300_usize)
        .map(|number| {
            let pick = |texts: &[&str], step: usize| texts[(number / step + number) % texts.len()].to_owned();
            let mut record = Record::new(&CLIENT, made(house, number));
            let mut set =
                |field: usize, text: String| record.set(field, (!text.is_empty()).then_some(Value::Text(text)));
            set(client::FIRST_NAME, pick(&FIRST, 3));
            set(client::LAST_NAME, pick(&LAST, 5));
            set(client::EMAIL, format!("client{number}@exemple.fr"));
            set(client::STATUS, pick(&["prospect", "client", "vip", "inactive"], 7));
            set(client::CITY, if number % 11 == 0 { String::new() } else { pick(&CITY, 2) });
            set(client::COMPANY, pick(&COMPANY, 4));
            set(client::MOBILE, if number % 3 == 0 { format!("+336{number:08}") } else { String::new() });
            set(
                client::NEXT_CONTACT,
                if number % 4 == 0 { format!("2026-07-{:02}", 1 + number % 28) } else { String::new() },
            );
            set(client::ASSIGNEE, people.get(number % (people.len() + 1)).map(Uuid::to_string).unwrap_or_default());
            set(client::COUNTRY, pick(&["France", "Belgique", ""], 3));
            set(client::SOURCE, pick(&["event", "phone", ""], 6));
            set(client::TAGS, pick(&["", "BTP", "BTP\nSalon 2026"], 2));
            record.set(client::CAPTURED_AT, (number % 13 == 0).then_some(Value::Number(1)));
            record.set(client::DELETED_AT, (number % 29 == 0).then_some(Value::Number(1)));
            record.set(client::ARCHIVED_AT, (number % 31 == 0).then_some(Value::Number(1)));
            record
        })
        .collect()
}

fn queries(people: &[Uuid]) -> Vec<Query> {
    use ContactFilter::{Due, Late, Soon, Today, Week};

    let texts = [
        "",
        "lefevre",
        "FRANCOIS",
        "saint etienne",
        "l'hay",
        "coeur",
        "06 00",
        "+336000001",
        "100 %",
        "exemple.fr",
        "zoe nimes",
        "nobody",
    ];
    let mut queries: Vec<_> = texts.iter().map(|text| Query { text: (*text).to_owned(), ..Query::default() }).collect();
    let statuses = vec!["vip".to_owned(), "prospect".to_owned()];
    queries.push(Query { statuses: statuses.clone(), ..Query::default() });
    queries.push(Query { statuses: vec!["no such status".to_owned()], ..Query::default() });
    queries.push(Query { assignee: Some(AssigneeFilter::Nobody), text: "e".to_owned(), ..Query::default() });
    queries.push(Query { assignee: Some(AssigneeFilter::Person(people[0])), statuses, ..Query::default() });
    let plain = Query::default;
    for state in [StateFilter::Active, StateFilter::Inactive, StateFilter::Archived] {
        queries.push(Query { state: Some(state), ..plain() });
    }
    for contact in [Late, Due, Today, Soon, Week, ContactFilter::None] {
        queries.push(Query { contact: Some(contact), ..plain() });
    }
    queries.push(Query { recent: true, ..plain() });
    queries.push(Query { recent: true, city: "saint".to_owned(), contact: Some(Due), ..plain() });
    let sources = vec!["event".to_owned(), "phone".to_owned()];
    queries.push(Query { sources: sources.clone(), incomplete: true, ..plain() });
    queries.push(Query { assignee: Some(AssigneeFilter::Me), sources, ..plain() });
    for city in ["saint", "etienne", "HAY", "ix", "a\0", "'"] {
        queries.push(Query { city: city.to_owned(), country: "fr".to_owned(), ..plain() });
    }
    queries.push(Query { tags: vec!["btp".to_owned(), "SALON 2026".to_owned()], text: "zoe".to_owned(), ..plain() });
    queries.push(Query { sources: vec!["event".to_owned(); 40], ..plain() });
    for by in Column::ALL {
        for descending in [false, true] {
            queries.push(Query { order: Order { by, descending }, text: "a".to_owned(), ..Query::default() });
        }
    }
    queries
}

/// What the browser answers.
fn expected(book: &[Record], query: &Query, sees: impl Fn(&Record) -> bool) -> Vec<ListRow> {
    let matching = book.iter().filter(|record| sees(record) && search::matches(query, record));
    let mut entries: Vec<ListEntry> = matching.filter_map(ListEntry::of).collect();
    entries.sort_by(|one, other| one.compare(other, query));
    entries.into_iter().map(|entry| entry.row).collect()
}

/// Changes some of them on a device: new names, towns, people and places among the archived and the deleted.
async fn change(house: &House, device: &mut Device, book: &mut [Record], people: &[Uuid]) {
    let seen = store::sync::head(&house.store).await.unwrap().0;
    let mut acts = Vec::new();
    for (number, record) in book.iter_mut().enumerate().filter(|(number, _)| number % 3 == 0) {
        let before = record.clone();
        let turned = |field| before.get(field).is_none().then_some(Value::Number(1));
        match number % 5 {
            0 => record.set(client::LAST_NAME, Some(format!("Abel {number}").as_str().into())),
            1 => record.set(client::CITY, Some("Nîmes".into())),
            2 => record.set(client::ARCHIVED_AT, turned(client::ARCHIVED_AT)),
            3 => record.set(client::DELETED_AT, turned(client::DELETED_AT)),
            _ => record.set(client::ASSIGNEE, Some(people[number % people.len()].to_string().as_str().into())),
        }
        if before != *record {
            acts.push(device.change_record(house, &before, seen, record));
        }
    }
    assert_eq!(device.store(&house.store, &acts).await, []);
}

on_both! {
    async fn sql_and_the_browser_give_the_same_answer(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let people = [anne.person.id, paul.person.id, lea.person.id];
        let mut book = book(&house, &people);
        let mut office = Device::new(&house, &anne);
        let acts: Vec<_> = book.iter().map(|record| office.create_record(&house, record)).collect();
        assert_eq!(office.store(&house.store, &acts).await, []);
        let own = |record: &Record| {
            record.get(client::ASSIGNEE).is_none() || record.text(client::ASSIGNEE) == paul.person.id.to_string()
        };
        let asker = Asker { person: None, today: TODAY.to_owned(), people: people.to_vec() };
        let asks = |query: &Query, person| {
            Query { asker: Asker { person: Some(person), ..asker.clone() }, ..query.clone() }
        };
        for kept in [false, true] {
            if kept {
                // The lines in memory, as they were and as they became.
                clients::keep(&house.store, 1000).await.unwrap();
                change(&house, &mut office, &mut book, &people).await;
            }
            for query in queries(&people) {
                let (query, of_paul) = (asks(&query, anne.person.id), asks(&query, paul.person.id));
                let all = expected(&book, &query, |_| true);
                let page = clients::list(&house.store, &anne, &query, 1000, 0).await.unwrap();
                assert_eq!((page.total, &page.rows), (all.len() as u64, &all), "{query:?}");
                let part = clients::list(&house.store, &anne, &query, 7, 5).await.unwrap();
                let some: Vec<_> = all.iter().skip(5).take(7).cloned().collect();
                assert_eq!((part.total, &part.rows), (page.total, &some), "{query:?}");
                let his = clients::list(&house.store, &paul, &of_paul, 1000, 0).await.unwrap();
                assert_eq!(his.rows, expected(&book, &of_paul, own), "{of_paul:?}");
            }
        }
    }

    async fn a_list_says_what_was_stored_before_it_was_asked_for(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let elsewhere = house.another_process().await;
        let mut phone = Device::new(&house, &anne);
        let total = async |visitor| {
            let page = clients::list(&house.store, visitor, &Query::default(), 1, 0).await.unwrap();
            (page.total, page.rows.len())
        };
        assert_eq!((total(&anne).await, total(&paul).await), ((0, 0), (0, 0)));
        // From the table, from memory, and from the table again when there are too many.
        for kept in [false, true] {
            if kept {
                clients::keep(&house.store, 4).await.unwrap();
            }
            let before = total(&anne).await.0;
            let assigned = anne.person.id.to_string();
            let (id, create) = phone.create(&house, &[(client::ASSIGNEE, &assigned)]);
            phone.store(&house.store, &[create]).await;
            assert_eq!((total(&anne).await, total(&paul).await), ((before + 1, 1), (0, 0)), "only hers");
            let seen = store::sync::head(&house.store).await.unwrap().0;
            let edit = phone.edit(&house, id, seen, client::ASSIGNEE, &assigned, "");
            phone.store(&elsewhere, &[edit]).await;
            assert_eq!(total(&paul).await, (1, 1), "another process let him see it");
            let edit = phone.edit(&house, id, seen + 1, client::ASSIGNEE, "", &assigned);
            phone.store(&elsewhere, &[edit]).await;
            assert_eq!(total(&paul).await, (0, 0), "and took it back");
        }
        for number in 3..=6 {
            let (_, create) = phone.create(&house, &[]);
            phone.store(&elsewhere, &[create]).await;
            assert_eq!(total(&anne).await, (number, 1));
        }
        store::sync::renew_epoch(&house.store, house.id(), phone.now).await.unwrap();
        assert_eq!(total(&anne).await, (6, 1), "a new life");
        elsewhere.close().await;
    }

    async fn one_client_is_shown_to_whom_may_see_it(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let mut office = Device::new(&house, &anne);
        let (id, create) = office.create(&house, &[(client::ASSIGNEE, &lea.person.id.to_string())]);
        office.store(&house.store, &[create]).await;
        for (visitor, sees) in [(&anne, true), (&lea, true), (&paul, false)] {
            assert_eq!(clients::show(&house.store, visitor, id).await.unwrap().is_some(), sees);
            assert_eq!(store::history::of_record(&house.store, visitor, id, 9).await.unwrap().len(), usize::from(sees));
        }
        assert_eq!(clients::show(&house.store, &anne, house.id()).await.unwrap(), None);
    }
}
