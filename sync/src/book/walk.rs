//! Walking the whole book for its figures: one look at each line, without reading what counting does not ask.

use domain::dashboard::{Asked, Figures, Glance, Previews, Tally};
use domain::query::Standing;
use uuid::Uuid;

use super::scan::is_seen;
use super::tree::Tree;
use super::{Book, Place, is_covered};

impl Book {
    /// The figures of what `own` may see of the book (everything without), pending work included, and whom its previews
    /// show.
    pub fn count(&self, asked: &Asked, own: Option<Uuid>) -> (Figures, Previews<Uuid>) {
        let mut tally = Tally::new(asked);
        walk(&self.base, &self.covered_places(), own, &mut tally);
        walk(&self.over, &[], own, &mut tally);
        tally.finish()
    }
}

fn walk(tree: &Tree, covered: &[Place], own: Option<Uuid>, tally: &mut Tally) {
    let standings = tree.shared().standings.list();
    let counts: Vec<bool> = standings.iter().map(|standing| !standing.archived && is_seen(standing, own)).collect();
    for (number, leaf) in tree.leaves().iter().enumerate() {
        for (line, id) in leaf.ids().iter().enumerate() {
            if is_covered(covered, Place::new(number, line)) {
                continue;
            }
            let standing = leaf.facets[line].standing as usize;
            if counts[standing] {
                let Standing { status, assignee, source, .. } = &standings[standing];
                let next_contact = leaf.next_contact(line);
                tally.see(&Glance { id: *id, status, source, assignee: *assignee, next_contact });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::client::{self, CLIENT};
    use domain::dashboard::{Period, Whose};
    use domain::list::ListEntry;
    use domain::query::{Asker, AssigneeFilter, ContactFilter, Query};
    use domain::{Record, Value, time};
    use proptest::prelude::*;

    use super::*;

    /// 2026-11-21 in the morning.
    const NOW: i64 = 1_795_248_000_000;

    fn some_record() -> impl Strategy<Value = Record> {
        let status = prop::sample::select(vec!["prospect", "client", "vip", "inactive", ""]);
        let source = prop::sample::select(vec!["website", "event", ""]);
        (0u128..40, 0i64..400, status, source, 0u128..3, 0i64..40).prop_map(
            |(number, days, status, source, person, due)| {
                let id = time::first_id(NOW - days * 86_400_000).as_u128() + number;
                let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
                let mut set =
                    |field: usize, text: &str| record.set(field, (!text.is_empty()).then(|| Value::from(text)));
                set(client::LAST_NAME, "d’Or\tmesson");
                set(client::STATUS, status);
                set(client::SOURCE, source);
                set(client::ASSIGNEE, &if person == 0 { String::new() } else { Uuid::from_u128(person).to_string() });
                set(
                    client::NEXT_CONTACT,
                    &if due < 10 { String::new() } else { time::day(NOW + (due - 25) * 86_400_000) },
                );
                record.set(client::DELETED_AT, (number % 7 == 0).then_some(Value::Number(1)));
                record.set(client::ARCHIVED_AT, (number % 9 == 0).then_some(Value::Number(1)));
                record
            },
        )
    }

    proptest! {
        #[test]
        fn the_book_counts_what_its_records_say_and_its_lists_show_pending_work_included(
            records in prop::collection::vec(some_record(), 0..60), pending in prop::collection::vec(some_record(), 0..10),
            period in prop::sample::select(Period::ALL.to_vec()), person in 0u128..3,
        ) {
            let whose = if person == 0 { Whose::Everybody } else { Whose::Person(Uuid::from_u128(person)) };
            let asked = Asked { whose, period, now: NOW };
            let mut book = Book::default();
            let mut shown = std::collections::BTreeMap::new();
            for record in &records {
                if let Some(entry) = ListEntry::of(record) { book.put(&entry) } else { book.remove(record.id) }
                shown.insert(record.id, record);
            }
            for record in &pending {
                book.overlay(record.id, ListEntry::of(record).as_ref());
                shown.insert(record.id, record);
            }
            let mut tally = Tally::new(&asked);
            for record in shown.values().filter(|record| !record.is_deleted() && record.get(client::ARCHIVED_AT).is_none()) {
                tally.see(&Glance {
                    id: record.id,
                    status: record.text(client::STATUS),
                    source: record.text(client::SOURCE),
                    assignee: Uuid::try_parse(record.text(client::ASSIGNEE)).ok(),
                    next_contact: record.text(client::NEXT_CONTACT),
                });
            }
            let (figures, previews) = book.count(&asked, None);
            let assignee = (person > 0).then(|| AssigneeFilter::Person(Uuid::from_u128(person)));
            let asker = Asker { today: time::day(NOW), ..Asker::default() };
            let plain = Query { assignee, asker, ..Query::default() };
            let due = |contact| Query { contact: Some(contact), ..plain.clone() };
            for (count, query) in [
                (figures.total, plain.clone()),
                (figures.with_status("vip"), Query { statuses: vec!["vip".to_owned()], ..plain.clone() }),
                (figures.late, due(ContactFilter::Late)),
                (figures.late + figures.today, due(ContactFilter::Due)),
                (figures.today, due(ContactFilter::Today)),
                (figures.soon, due(ContactFilter::Soon)),
                (figures.recent, Query { recent: true, ..plain.clone() }),
            ] {
                prop_assert_eq!(book.find(&query).len(), count as usize, "{:?}", query);
            }
            prop_assert_eq!((figures, previews), tally.finish());
        }
    }
}
