//! Push: each act counts exactly once, whatever happens to the answer, the device or the server.

use std::time::Duration;

use domain::client::CLIENT;
use domain::search::Query;
use domain::tag::{self, TAG};
use domain::{Record, Role, Value, client};
use store::{Error, history, people};
use sync::mutation::CHANGES_LIMIT;
use sync::wire::{Note, Outcome, PUSH_LIMIT, PushAnswer, Refusal};
use uuid::Uuid;

use crate::on_both;
use crate::support::{Device, House};

on_both! {
    async fn a_mutation_pushed_twice_is_stored_once(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (id, create) = phone.create(&house, &[(client::CITY, "Lyon")]);
        let first = phone.push(&house.store, std::slice::from_ref(&create)).await;
        let head = store::sync::head(&house.store).await.unwrap();
        let second = phone.push(&house.store, &[create]).await;
        assert_eq!(first, second);
        assert_eq!(store::sync::head(&house.store).await.unwrap(), head, "a push without news takes no number");
        assert_eq!(history::of_record(&house.store, &anne, id, 10).await.unwrap().len(), 1);
        let row = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap();
        assert_eq!((row.record.text(client::CITY), row.seq), ("Lyon", head.0));
    }

    async fn pushes_in_one_transaction_are_a_number_each_and_all_of_them_or_nothing(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let before = store::sync::head(&house.store).await.unwrap();
        let (id, create) = phone.create(&house, &[(client::CITY, "Lyon")]);
        let edit = phone.edit(&house, id, 0, client::CITY, "Lyon", "Nîmes");
        let third = phone.edit(&house, id, 0, client::CITY, "Nîmes", "Brest");
        let last = phone.edit(&house, id, 0, client::CITY, "Brest", "Tours");
        let push = |acts: &[&sync::Mutation]| phone.push_of(&acts.iter().copied().cloned().collect::<Vec<_>>());

        let with_a_gap = vec![push(&[&create, &edit]), push(&[&last])];
        let answer = store::sync::push_all(&house.store, &anne, with_a_gap, phone.now).await.unwrap();
        assert_eq!(answer, PushAnswer::Gap { last_n: 2 });
        assert_eq!(store::sync::head(&house.store).await.unwrap(), before, "the first one went back, too");
        assert_eq!(store::clients::show(&house.store, &anne, id).await.unwrap(), None);

        let whole = vec![push(&[&create]), push(&[&edit, &third]), push(&[&last])];
        let answer = store::sync::push_all(&house.store, &anne, whole, phone.now).await.unwrap();
        assert_eq!(answer, PushAnswer::Stored { epoch: before.1, last_n: 4, notes: Vec::new() });
        assert_eq!(store::sync::head(&house.store).await.unwrap().0, before.0 + 3);
        let row = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap();
        assert_eq!((row.record.text(client::CITY), row.seq), ("Tours", before.0 + 3));
    }

    async fn edits_of_what_stands_in_an_index_and_of_what_does_not_arrive_by_one_push(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (city, create_city) = phone.create(&house, &[(client::CITY, "Lyon")]);
        let (status, create_status) = phone.create(&house, &[(client::CITY, "Lyon")]);
        let (name, create_name) = phone.create(&house, &[(client::CITY, "Lyon")]);
        phone.store(&house.store, &[create_city, create_status, create_name]).await;
        let seen = store::sync::head(&house.store).await.unwrap().0;
        let edits = [
            phone.edit(&house, city, seen, client::CITY, "Lyon", "Nîmes"),
            phone.edit(&house, status, seen, client::STATUS, "prospect", "vip"),
            phone.edit(&house, name, seen, client::LAST_NAME, "Martin", "Abel"),
        ];
        assert_eq!(phone.store(&house.store, &edits).await, []);
        let query = |text: &str| Query { text: text.to_owned(), ..Query::default() };
        let by_name = store::clients::list(&house.store, &anne, &query(""), 10, 0).await.unwrap();
        let ids = by_name.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids, [name, city, status], "Abel, then the two Martin in the order of their ids");
        let moved = store::clients::list(&house.store, &anne, &query("nimes"), 10, 0).await.unwrap();
        assert_eq!(moved.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [city]);
        let vips = Query { statuses: vec!["vip".to_owned()], ..Query::default() };
        let vips = store::clients::list(&house.store, &anne, &vips, 10, 0).await.unwrap();
        assert_eq!(vips.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [status]);
    }

    async fn one_push_fills_empties_and_leaves_alone_the_same_columns_of_different_records(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let filled = |id, texts: [Option<&str>; 2], number: Option<i64>| {
            let mut record = Record::new(&CLIENT, id);
            for (field, text) in [(client::FIRST_NAME, "Jeanne"), (client::LAST_NAME, "Martin"), (client::EMAIL, "j@exemple.fr")] {
                record.set(field, Some(Value::from(text)));
            }
            record.set(client::CITY, texts[0].map(Value::from));
            record.set(client::STATUS, texts[1].map(Value::from));
            record.set(client::ANNUAL_REVENUE, number.map(Value::from));
            record
        };
        let before: Vec<Record> = [
            ([Some("Lyon"), Some("prospect")], Some(1_200)),
            ([None, Some("prospect")], None),
            ([Some("Brest"), Some("vip")], Some(7)),
        ]
        .map(|(texts, number)| filled(house.id(), texts, number))
        .into();
        let creations: Vec<_> = before.iter().map(|record| phone.create_record(&house, record)).collect();
        assert_eq!(phone.store(&house.store, &creations).await, []);
        let seen = store::sync::head(&house.store).await.unwrap().0;
        // Nothing comes first, then a number; the status of one stands in an index, that of the others stays.
        let after = [
            filled(before[0].id, [None, Some("prospect")], None),
            filled(before[1].id, [Some("Nîmes"), Some("prospect")], Some(99_000_000_000)),
            filled(before[2].id, [Some("Brest"), Some("inactive")], None),
        ];
        let edits: Vec<_> =
            before.iter().zip(&after).map(|(before, after)| phone.change_record(&house, before, seen, after)).collect();
        assert_eq!(phone.store(&house.store, &edits).await, []);
        for record in &after {
            let row = store::clients::show(&house.store, &anne, record.id).await.unwrap().unwrap();
            assert_eq!((&row.record, row.seq), (record, seen + 1));
        }
        for (text, found) in [("nimes", vec![after[1].id]), ("brest", vec![after[2].id]), ("lyon", Vec::new())] {
            let query = Query { text: text.to_owned(), ..Query::default() };
            let list = store::clients::list(&house.store, &anne, &query, 10, 0).await.unwrap();
            assert_eq!(list.rows.iter().map(|row| row.id).collect::<Vec<_>>(), found, "{text}");
        }
    }

    async fn requests_that_end_in_the_middle_of_a_push_store_nothing_of_it(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let before = store::sync::head(&house.store).await.unwrap().0;
        let acts: Vec<_> = (0..PUSH_LIMIT).map(|_| phone.create(&house, &[(client::CITY, "Lyon")]).1).collect();
        let push = phone.push_of(&acts);
        for patience in [0, 1, 3, 6, 10, 15, 25, 40] {
            let doing = store::sync::push(&house.store, &anne, push.clone(), phone.now);
            // A machine this fast may have stored all of it: the next ones then find it stored.
            drop(tokio::time::timeout(Duration::from_millis(patience), doing).await);
            let head = store::sync::head(&house.store).await.unwrap().0;
            let count = store::clients::list(&house.store, &anne, &Query::default(), 1, 0).await.unwrap().total;
            assert!((head, count) == (before, 0) || (head, count) == (before + 1, PUSH_LIMIT as u64), "{head} {count}");
        }
        assert_eq!(phone.store(&house.store, &acts).await, []);
        assert_eq!(store::sync::head(&house.store).await.unwrap().0, before + 1);
        let id = acts[PUSH_LIMIT - 1].changes[0].record;
        assert_eq!(history::of_record(&house.store, &anne, id, 10).await.unwrap().len(), 1);
    }

    async fn a_push_that_is_stored_already_does_not_hold_up_those_beside_it(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (id, create) = phone.create(&house, &[(client::CITY, "Lyon")]);
        let edit = phone.edit(&house, id, 0, client::CITY, "Lyon", "Nîmes");
        let first = phone.push_of(&[create]);
        store::sync::push(&house.store, &anne, first.clone(), phone.now).await.unwrap();
        let before = store::sync::head(&house.store).await.unwrap();
        let both = vec![first.clone(), phone.push_of(&[edit])];
        let answer = store::sync::push_all(&house.store, &anne, both, phone.now).await.unwrap();
        assert_eq!(answer, PushAnswer::Stored { epoch: before.1, last_n: 2, notes: Vec::new() });
        assert_eq!(store::sync::head(&house.store).await.unwrap().0, before.0 + 1);
        let row = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap();
        assert_eq!(row.record.text(client::CITY), "Nîmes");

        let other = Device::new(&house, &anne);
        let mixed = vec![first, other.push_of(&[])];
        let answer = store::sync::push_all(&house.store, &anne, mixed, phone.now).await;
        assert!(matches!(answer, Err(Error::Malformed(_))), "{answer:?}");
    }

    async fn a_record_comes_back_as_it_was_written(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (id, mut create) = phone.create(&house, &[(client::NOTES, "Une ligne\n  « deux » 🌻\tfin"), (client::TAGS, "salon\nvin")]);
        for (field, number) in [("annual_revenue", 12_345_678_901_i64), ("employees", 0)] {
            let edit = sync::Edit { field: field.to_owned(), from: None, to: Some(Value::from(number)) };
            create.changes[0].edits.push(edit);
        }
        assert_eq!(phone.store(&house.store, &[create]).await, []);
        let record = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap().record;
        assert_eq!(record.text(client::NOTES), "Une ligne\n  « deux » 🌻\tfin");
        assert_eq!(record.number(client::ANNUAL_REVENUE), Some(12_345_678_901));
        assert_eq!(record.number(client::EMPLOYEES), Some(0));
        assert_eq!(record.get(client::COMPANY), None);
    }

    async fn history_tells_who_when_and_on_which_device(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (id, create) = phone.create(&house, &[]);
        phone.store(&house.store, &[create]).await;
        let seq = store::sync::head(&house.store).await.unwrap().0;
        phone.now += 60_000;
        let edit = phone.edit(&house, id, seq, client::CITY, "", "Nîmes");
        phone.now += 3_600_000;
        phone.store(&house.store, std::slice::from_ref(&edit)).await;
        let entries = history::of_record(&house.store, &anne, id, 10).await.unwrap();
        let latest = &entries[0];
        assert_eq!((entries.len(), latest.act, latest.mutation), (2, sync::Act::Edit, edit.id));
        assert_eq!((latest.person, latest.device, latest.device_label.as_str()), (anne.person.id, phone.id, "Téléphone de test"));
        assert_eq!((latest.made_at, latest.received_at), (edit.made_at, phone.now));
        assert_eq!((&latest.edits, &latest.outcome), (&edit.changes[0].edits, &None));
        assert_eq!(history::of_record(&house.store, &anne, id, 1).await.unwrap().len(), 1);
    }

    async fn a_forked_device_is_told_and_loses_nothing(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (first, one) = phone.create(&house, &[]);
        phone.store(&house.store, std::slice::from_ref(&one)).await;
        let mut clone = phone.clone();
        let (_, two) = phone.create(&house, &[]);
        phone.store(&house.store, &[two]).await;
        let edit = clone.edit(&house, first, 0, client::CITY, "", "Brest");
        assert_eq!(clone.push(&house.store, std::slice::from_ref(&edit)).await, PushAnswer::Forked);
        // It takes a new id and numbers everything again.
        clone.id = house.id();
        assert_eq!(clone.store(&house.store, &[one, edit]).await, []);
        let row = store::clients::show(&house.store, &anne, first).await.unwrap().unwrap();
        assert_eq!(row.record.text(client::CITY), "Brest");
        assert_eq!(history::of_record(&house.store, &anne, first, 10).await.unwrap().len(), 2);
    }

    async fn a_device_id_of_somebody_else_is_a_fork(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (_, create) = phone.create(&house, &[]);
        phone.store(&house.store, &[create]).await;
        let mut other = Device { visitor: house.invited(&anne, Role::Seller).await, ..phone.clone() };
        let (_, create) = other.create(&house, &[]);
        assert_eq!(other.push(&house.store, &[create]).await, PushAnswer::Forked);
    }

    async fn a_gap_is_told_and_nothing_is_stored(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (_, one) = phone.create(&house, &[]);
        let (_, _lost) = phone.create(&house, &[]);
        let (id, three) = phone.create(&house, &[]);
        let before = store::sync::head(&house.store).await.unwrap();
        assert_eq!(phone.push(&house.store, &[one, three]).await, PushAnswer::Gap { last_n: 0 });
        assert_eq!(store::sync::head(&house.store).await.unwrap(), before);
        assert_eq!(store::clients::show(&house.store, &anne, id).await.unwrap(), None);
    }

    async fn after_a_restore_a_device_sends_its_journal_again(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (id, one) = phone.create(&house, &[]);
        phone.store(&house.store, std::slice::from_ref(&one)).await;
        let life = Uuid::from_u128(0xE90D);
        store::sync::renew_epoch(&house.store, life, phone.now).await.unwrap();
        let two = phone.edit(&house, id, 0, client::CITY, "", "Pau");
        let answer = phone.push(&house.store, std::slice::from_ref(&two)).await;
        assert_eq!(answer, PushAnswer::Restored { epoch: life, last_n: 1 });
        assert_eq!(phone.pull(&house.store).await, sync::wire::PullAnswer::Rebuild);
        phone.epoch = Some(life);
        phone.store(&house.store, &[one, two]).await;
        let row = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap();
        assert_eq!(row.record.text(client::CITY), "Pau");
        assert_eq!(history::of_record(&house.store, &anne, id, 10).await.unwrap().len(), 2);
    }

    async fn a_refusal_advances_is_kept_and_told_again(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let mut office = Device::new(&house, &anne);
        let (id, create) = office.create(&house, &[(client::ASSIGNEE, &lea.person.id.to_string())]);
        office.store(&house.store, &[create]).await;
        let mut phone = Device::new(&house, &paul);
        let edit = phone.edit(&house, id, 0, client::CITY, "", "Metz");
        let refused = vec![Note { n: 1, outcome: Outcome::Refused { reason: Refusal::NotAllowed } }];
        assert_eq!(phone.store(&house.store, std::slice::from_ref(&edit)).await, refused);
        assert_eq!(phone.store(&house.store, std::slice::from_ref(&edit)).await, refused);
        let patch = phone.patch(&house.store).await;
        assert_eq!((patch.acked, patch.notes), (1, refused));
        assert_eq!(phone.patch(&house.store).await.notes, []);
        let entry = &history::of_record(&house.store, &anne, id, 10).await.unwrap()[0];
        assert_eq!((entry.mutation, &entry.edits), (edit.id, &edit.changes[0].edits));
        assert_eq!(entry.outcome, Some(Outcome::Refused { reason: Refusal::NotAllowed }));
        let row = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap();
        assert_eq!(row.record.get(client::CITY), None);
    }

    async fn two_people_on_one_field_leave_both_values(house: House) {
        let anne = house.administrator().await;
        let marc = house.invited(&anne, Role::Manager).await;
        let (mut one, mut two) = (Device::new(&house, &anne), Device::new(&house, &marc));
        let (id, create) = one.create(&house, &[(client::JOB_TITLE, "Acheteuse")]);
        one.store(&house.store, &[create]).await;
        let seq = store::sync::head(&house.store).await.unwrap().0;
        let mine = one.edit(&house, id, seq, client::JOB_TITLE, "Acheteuse", "Directrice");
        two.now += 1000;
        let theirs = two.edit(&house, id, seq, client::JOB_TITLE, "Acheteuse", "Gérante");
        assert_eq!(two.store(&house.store, &[theirs]).await, []);
        one.now += 5000;
        let note = Note { n: 2, outcome: Outcome::Conflict };
        assert_eq!(one.store(&house.store, &[mine]).await, [note]);
        let record = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap().record;
        assert_eq!(record.text(client::JOB_TITLE), "Gérante");
        assert!(record.text(client::CONFLICTS).contains("Directrice"));
    }

    async fn many_acts_on_many_records_are_one_number(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (ids, acts): (Vec<_>, Vec<_>) = (0..PUSH_LIMIT).map(|_| phone.create(&house, &[])).unzip();
        let before = store::sync::head(&house.store).await.unwrap().0;
        phone.store(&house.store, &acts).await;
        let edits: Vec<_> = ids.iter().map(|id| phone.edit(&house, *id, before + 1, client::CITY, "", "Sète")).collect();
        phone.store(&house.store, &edits).await;
        assert_eq!(store::sync::head(&house.store).await.unwrap().0, before + 2);
        for id in [ids[0], ids[457], ids[PUSH_LIMIT - 1]] {
            let row = store::clients::show(&house.store, &anne, id).await.unwrap().unwrap();
            assert_eq!((row.record.text(client::CITY), row.seq), ("Sète", before + 2));
        }
    }

    async fn more_acts_than_the_limit_are_malformed(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let acts: Vec<_> = (0..=PUSH_LIMIT).map(|_| phone.act(&house, sync::Act::Other, Vec::new())).collect();
        let answer = store::sync::push(&house.store, &anne, phone.push_of(&acts), phone.now).await;
        assert!(matches!(answer, Err(Error::Malformed(_))), "{answer:?}");
    }

    async fn far_too_many_changes_are_malformed_before_anybody_waits_for_them(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let mut phone = Device::new(&house, &anne);
        let mut acts = |count: usize| -> Vec<sync::Mutation> {
            let changes = |_| {
                let mut record = Record::new(&TAG, house.id());
                record.set(tag::NAME, Some(Value::from("salon")));
                sync::mutation::diff(None, &record, 0).unwrap()
            };
            (0..count).map(|_| phone.act(&house, sync::Act::Bulk, (0..CHANGES_LIMIT).map(changes).collect())).collect()
        };
        // As much as a device sends: the last act may go beyond the limit.
        let (most, beyond) = (acts(3), acts(7));
        assert_eq!(phone.push_of(&most).mutations.iter().map(|act| act.changes.len()).sum::<usize>(), PUSH_LIMIT + CHANGES_LIMIT);
        phone.n = 3;
        assert_eq!(phone.store(&house.store, &most).await, []);
        // Whose access was closed is told so under the lock: this is said before.
        people::close_access(&house.store, &anne, paul.person.id, phone.now).await.unwrap();
        let answer = store::sync::push(&house.store, &paul, phone.push_of(&beyond), phone.now).await;
        assert!(matches!(answer, Err(Error::Malformed(_))), "{answer:?}");
    }

    async fn an_act_without_any_change_counts(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let act = phone.act(&house, sync::Act::Other, Vec::new());
        assert_eq!(phone.store(&house.store, std::slice::from_ref(&act)).await, []);
        assert_eq!(phone.store(&house.store, &[act]).await, []);
        assert_eq!(phone.patch(&house.store).await.acked, 1);
    }

    async fn whose_access_was_closed_stores_nothing(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let mut phone = Device::new(&house, &paul);
        let (id, create) = phone.create(&house, &[]);
        people::close_access(&house.store, &anne, paul.person.id, phone.now).await.unwrap();
        // The request began with a session that was still open.
        let push = phone.push_of(&[create]);
        let answer = store::sync::push(&house.store, &paul, push, phone.now).await;
        assert!(matches!(answer, Err(Error::NotAllowed)), "{answer:?}");
        assert_eq!(store::clients::show(&house.store, &anne, id).await.unwrap(), None);
    }

    async fn a_role_that_shrank_during_the_request_counts(house: House) {
        let anne = house.administrator().await;
        let marc = house.invited(&anne, Role::Manager).await;
        let mut office = Device::new(&house, &anne);
        let (id, create) = office.create(&house, &[(client::ASSIGNEE, &anne.person.id.to_string())]);
        office.store(&house.store, &[create]).await;
        people::change_role(&house.store, &anne, marc.person.id, Role::Seller).await.unwrap();
        let mut phone = Device::new(&house, &marc);
        let edit = phone.edit(&house, id, 0, client::CITY, "", "Albi");
        let refused = Note { n: 1, outcome: Outcome::Refused { reason: Refusal::NotAllowed } };
        assert_eq!(phone.store(&house.store, &[edit]).await, [refused]);
    }
}
