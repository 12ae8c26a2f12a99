//! One way to count: the database's groups and the device's walk over its book give the same figures.

use domain::client::{self, CLIENT};
use domain::dashboard::{Asked, Dashboard, Glance, Period, Tally, Whose};
use domain::list::ListRow;
use domain::query::{AssigneeFilter, ContactFilter, Query};
use domain::{Millis, Record, Role, Value, time};
use store::Visitor;
use store::dashboard::dashboard;
use uuid::Uuid;

use crate::on_both;
use crate::support::house::MORNING;
use crate::support::{Device, House};

const DAY: Millis = 86_400_000;

/// A book of two years in which values are missing, some clients are deleted or archived, and some lie ahead of the clock.
fn book(people: &[Uuid]) -> Vec<Record> {
    let chance = |number: usize, of: usize| (number.wrapping_mul(0x9e37_79b9) >> 7) % of;
    (0..400_usize)
        .map(|number| {
            let days = i64::try_from(chance(number, 730)).unwrap() - 2;
            let id = time::first_id(MORNING - days * DAY).as_u128() + 0x7000_8000_0000_0000_0000 + number as u128;
            let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
            let mut set = |field: usize, text: &str| record.set(field, (!text.is_empty()).then(|| Value::from(text)));
            set(client::FIRST_NAME, "Zoé");
            set(client::LAST_NAME, "d’Ormesson");
            set(client::EMAIL, &format!("client{number}@exemple.fr"));
            set(client::STATUS, ["prospect", "client", "vip", "inactive"][chance(number, 4)]);
            set(client::SOURCE, ["website", "referral", "event", "other", ""][chance(number, 5)]);
            set(
                client::ASSIGNEE,
                &people.get(chance(number, people.len() + 1)).map(Uuid::to_string).unwrap_or_default(),
            );
            let next = time::day(MORNING + (i64::try_from(chance(number, 60)).unwrap() - 42) * DAY);
            set(client::NEXT_CONTACT, if number % 3 == 0 { "" } else { &next });
            record.set(client::DELETED_AT, (number % 29 == 0).then_some(Value::Number(1)));
            record.set(client::ARCHIVED_AT, (number % 31 == 0).then_some(Value::Number(1)));
            record
        })
        .collect()
}

/// What a device says that has these records.
fn counted(book: &[Record], asked: &Asked, visitor: &Visitor) -> Dashboard {
    let mut tally = Tally::new(asked);
    for record in book {
        let assignee = Uuid::try_parse(record.text(client::ASSIGNEE)).ok();
        let seen = visitor.person.role.sees_all() || assignee.is_none_or(|person| person == visitor.person.id);
        if seen && !record.is_deleted() && record.get(client::ARCHIVED_AT).is_none() {
            tally.see(&Glance {
                id: record.id,
                status: record.text(client::STATUS),
                source: record.text(client::SOURCE),
                assignee,
                next_contact: record.text(client::NEXT_CONTACT),
            });
        }
    }
    let (figures, previews) = tally.finish();
    let row = |id: &Uuid| book.iter().find(|record| record.id == *id).map(ListRow::of);
    Dashboard { figures, previews: previews.map(row) }
}

/// Each figure with a list behind it finds as many there.
async fn opens_what_it_counts(house: &House, visitor: &Visitor, asked: &Asked, dashboard: &Dashboard) {
    let assignee = match asked.whose {
        Whose::Everybody => None,
        Whose::Nobody => Some(AssigneeFilter::Nobody),
        Whose::Person(person) => Some(AssigneeFilter::Person(person)),
    };
    let mut plain = Query { assignee, ..Query::default() };
    plain.asker.today = time::day(asked.now);
    let due = |contact| Query { contact: Some(contact), ..plain.clone() };
    let figures = &dashboard.figures;
    for (count, query) in [
        (figures.total, plain.clone()),
        (figures.late, due(ContactFilter::Late)),
        (figures.late + figures.today, due(ContactFilter::Due)),
        (figures.today, due(ContactFilter::Today)),
        (figures.soon, due(ContactFilter::Soon)),
        (figures.recent, Query { recent: true, ..plain.clone() }),
    ] {
        let page = store::clients::list(&house.store, visitor, &query, 1, 0).await.unwrap();
        assert_eq!(page.total, u64::from(count), "{query:?} for {:?}", visitor.person.role);
    }
}

on_both! {
    async fn the_database_counts_as_a_device_does_for_every_period_and_person(house: House) {
        let anne = house.administrator().await;
        let (marc, zoe) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let people = [anne.person.id, marc.person.id, zoe.person.id];
        let book = book(&people);
        let mut phone = Device::new(&house, &anne);
        let acts: Vec<_> = book.iter().map(|record| phone.create_record(&house, record)).collect();
        phone.store(&house.store, &acts).await;
        // First by the database, then over the lines in memory.
        for now in [MORNING, MORNING + DAY] {
            for visitor in [&anne, &marc] {
                for period in Period::ALL {
                    for whose in [Whose::Everybody, Whose::Nobody, Whose::Person(marc.person.id), Whose::Person(zoe.person.id)] {
                        let asked = Asked { whose, period, now };
                        let said = dashboard(&house.store, visitor, &asked).await.unwrap();
                        assert_eq!(*said, counted(&book, &asked, visitor), "{asked:?} for {:?}", visitor.person.role);
                        opens_what_it_counts(&house, visitor, &asked, &said).await;
                    }
                }
            }
            store::clients::keep(&house.store, 1000).await.unwrap();
        }
        let all = dashboard(&house.store, &anne, &Asked { whose: Whose::Everybody, period: Period::Always, now: MORNING }).await.unwrap();
        assert!(all.figures.late_by_age.iter().all(|count| *count > 5), "{:?}", all.figures);
        assert!(all.figures.late > 20 && all.figures.today > 0 && all.previews.follow_up.len() == 5, "{:?}", all.figures);
        assert_eq!(all.figures.growth.last().map(|month| month.total), Some(all.figures.total));
    }

    async fn an_empty_book_has_figures_of_nothing(house: House) {
        let anne = house.administrator().await;
        let asked = Asked { whose: Whose::Everybody, period: Period::Year, now: MORNING };
        let said = dashboard(&house.store, &anne, &asked).await.unwrap();
        assert_eq!(*said, counted(&[], &asked, &anne));
        assert_eq!((said.figures.total, said.figures.growth.len()), (0, 6));
    }
}
