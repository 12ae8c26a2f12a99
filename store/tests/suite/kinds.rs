//! Every kind travels as clients do: stored, pulled, streamed to a new device, seen by those who may and taken from those
//! who may no longer.

use domain::follow_up::{self, FOLLOW_UP};
use domain::opportunity::{self, OPPORTUNITY};
use domain::saved_view::{self, SAVED_VIEW};
use domain::stage::{self, STAGE, STANDARD};
use domain::{Record, Role, Value};
use store::{Visitor, clients, stages};
use sync::Act;
use sync::wire::{Outcome, Refusal, Rows};
use uuid::Uuid;

use crate::on_both;
use crate::support::device::{records, streamed};
use crate::support::house::MORNING;
use crate::support::{Device, House};

fn of(owner: Option<&Visitor>) -> Option<Value> {
    owner.map(|owner| Value::from(owner.person.id.to_string()))
}

fn opportunity(house: &House, client: Uuid, owner: Option<&Visitor>) -> Record {
    let mut record = Record::new(&OPPORTUNITY, house.id());
    record.set(opportunity::NAME, Some(Value::from("Rénovation de l’atelier")));
    record.set(opportunity::AMOUNT, Some(Value::Number(1_250_000)));
    record.set(opportunity::CURRENCY, Some(Value::from("EUR")));
    record.set(opportunity::STAGE, Some(Value::from(STANDARD[0].id.to_string())));
    record.set(opportunity::PROBABILITY, Some(Value::Number(10)));
    record.set(opportunity::CLIENT, Some(Value::from(client.to_string())));
    record.set(opportunity::ASSIGNEE, of(owner));
    record
}

fn follow_up(house: &House, client: Uuid, owner: Option<&Visitor>) -> Record {
    let mut record = Record::new(&FOLLOW_UP, house.id());
    record.set(follow_up::DEED, Some(Value::from("call")));
    record.set(follow_up::DUE, Some(Value::from("2026-06-03")));
    record.set(follow_up::CLIENT, Some(Value::from(client.to_string())));
    record.set(follow_up::ASSIGNEE, of(owner));
    record
}

fn view(house: &House, owner: Option<&Visitor>) -> Record {
    let mut record = Record::new(&SAVED_VIEW, house.id());
    record.set(saved_view::NAME, Some(Value::from("À relancer")));
    record.set(saved_view::LIST, Some(Value::from("client")));
    record.set(saved_view::ASSIGNEE, of(owner));
    record
}

fn names(rows: &[Rows]) -> Vec<&str> {
    rows.iter().map(|rows| rows.kind.as_str()).collect()
}

on_both! {
    async fn a_record_of_each_kind_is_stored_pulled_and_streamed(house: House) {
        stages::found(&house.store, MORNING).await.unwrap();
        let anne = house.administrator().await;
        let (mut phone, mut office) = (Device::new(&house, &anne), Device::new(&house, &anne));
        office.patch(&house.store).await;
        let (client, create) = phone.create(&house, &[]);
        let made = [opportunity(&house, client, Some(&anne)), follow_up(&house, client, None), view(&house, Some(&anne))];
        let mut acts = vec![create];
        acts.extend(made.iter().map(|record| phone.create_record(&house, record)));
        assert_eq!(phone.store(&house.store, &acts).await, []);
        let patch = office.patch(&house.store).await;
        assert_eq!(names(&patch.rows), ["client", "opportunity", "follow_up", "saved_view"]);
        let found = records(&patch.rows);
        assert!(made.iter().all(|record| found.iter().any(|(found, _)| found == record)));
        let all = streamed(&house, &anne, None).await;
        assert_eq!(all.len(), 4 + STANDARD.len());
        let resumed = streamed(&house, &anne, Some(made[0].id)).await;
        assert_eq!(resumed, all[2..], "a stream that broke off goes on behind the record it ended with");
    }

    async fn a_seller_is_sent_and_evicted_from_records_of_every_kind(house: House) {
        stages::found(&house.store, MORNING).await.unwrap();
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let (mut office, mut phone) = (Device::new(&house, &anne), Device::new(&house, &paul));
        let (client, create) = office.create(&house, &[(domain::client::ASSIGNEE, &paul.person.id.to_string())]);
        let (sold, planned) = (opportunity(&house, client, Some(&paul)), follow_up(&house, client, Some(&paul)));
        let hers = opportunity(&house, client, Some(&lea));
        let mut acts = vec![create];
        acts.extend([&sold, &planned, &hers].map(|record| office.create_record(&house, record)));
        assert_eq!(office.store(&house.store, &acts).await, []);
        let patch = phone.patch(&house.store).await;
        let found: Vec<Uuid> = records(&patch.rows).iter().map(|(record, _)| record.id).collect();
        assert!(found.contains(&sold.id) && found.contains(&planned.id) && !found.contains(&hers.id));
        assert!(streamed(&house, &paul, None).await.iter().all(|record| record.id != hers.id));
        let seen = patch.cursor;
        let handed: Vec<_> = [&sold, &planned].map(|before| {
            let mut after = before.clone();
            after.set(before.kind.assignee, of(Some(&lea)));
            sync::mutation::diff(Some(before), &after, seen).unwrap()
        }).into();
        let handover = office.act(&house, Act::Handover, handed);
        assert_eq!(office.store(&house.store, &[handover]).await, []);
        let patch = phone.patch(&house.store).await;
        let mut gone = patch.gone.clone();
        gone.sort_unstable();
        assert_eq!(gone, [sold.id, planned.id]);
        let history = store::history::of_record(&house.store, &lea, sold.id, 1).await.unwrap();
        assert_eq!(history[0].act, Act::Handover);
        assert!(store::history::of_record(&house.store, &paul, sold.id, 9).await.unwrap().is_empty());
    }

    async fn a_private_view_is_sent_to_its_owner_only(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Manager).await;
        let (mut office, mut phone) = (Device::new(&house, &anne), Device::new(&house, &paul));
        let (private, shared) = (view(&house, Some(&anne)), view(&house, None));
        let acts = [&private, &shared].map(|record| office.create_record(&house, record));
        assert_eq!(office.store(&house.store, &acts).await, []);
        let patch = phone.patch(&house.store).await;
        assert_eq!(records(&patch.rows).into_iter().map(|(record, _)| record).collect::<Vec<_>>(), std::slice::from_ref(&shared));
        assert_eq!(streamed(&house, &paul, None).await, std::slice::from_ref(&shared));
        assert!(store::history::of_record(&house.store, &paul, private.id, 9).await.unwrap().is_empty());
        let mut taken = shared.clone();
        taken.set(saved_view::ASSIGNEE, of(Some(&anne)));
        let act = office.change_record(&house, &shared, patch.cursor, &taken);
        assert_eq!(office.store(&house.store, &[act]).await, []);
        assert_eq!(phone.patch(&house.store).await.gone, [shared.id]);
    }

    async fn a_client_deleted_meanwhile_comes_back_with_its_opportunity(house: House) {
        stages::found(&house.store, MORNING).await.unwrap();
        let anne = house.administrator().await;
        let (mut phone, mut office) = (Device::new(&house, &anne), Device::new(&house, &anne));
        let (client, create) = phone.create(&house, &[]);
        phone.store(&house.store, &[create]).await;
        let seen = office.patch(&house.store).await.cursor;
        let deleted = office.edit(&house, client, seen, domain::client::CITY, "", "");
        let mut deleted = deleted;
        deleted.changes[0].edits[0] =
            sync::Edit { field: "deleted_at".to_owned(), from: None, to: Some(Value::Number(MORNING)) };
        office.store(&house.store, &[deleted]).await;
        let sold = phone.create_record(&house, &opportunity(&house, client, None));
        let notes = phone.store(&house.store, &[sold]).await;
        assert_eq!(notes.iter().map(|note| &note.outcome).collect::<Vec<_>>(), [&Outcome::Conflict]);
        let back = clients::show(&house.store, &anne, client).await.unwrap().unwrap();
        assert!(!back.record.is_deleted() && sync::conflict::of_record(&back.record).len() == 1);
    }

    async fn a_stage_that_an_opportunity_stands_in_is_not_deleted(house: House) {
        stages::found(&house.store, MORNING).await.unwrap();
        let anne = house.administrator().await;
        let mut office = Device::new(&house, &anne);
        let rows = office.patch(&house.store).await.rows;
        let known = records(&rows);
        let (client, create) = office.create(&house, &[]);
        let sold = office.create_record(&house, &opportunity(&house, client, None));
        office.store(&house.store, &[create, sold]).await;
        for (place, refused) in [(0, true), (1, false)] {
            let (before, seen) = &known[place];
            let mut after = before.clone();
            after.set(stage::DELETED_AT, Some(Value::Number(MORNING)));
            let act = office.change_record(&house, before, *seen, &after);
            let notes = office.store(&house.store, &[act]).await;
            let in_use = |note: &sync::wire::Note| note.outcome == Outcome::Refused { reason: Refusal::InUse };
            assert_eq!(notes.iter().any(in_use), refused);
        }
    }

    async fn the_standard_stages_are_there_once_whoever_opens_the_firm(house: House) {
        let other = house.another_process().await;
        let (one, two) = tokio::join!(stages::found(&house.store, MORNING), stages::found(&other, MORNING));
        one.unwrap();
        two.unwrap();
        stages::found(&house.store, MORNING).await.unwrap();
        assert_eq!(store::sync::head(&house.store).await.unwrap().0, 1, "one number for all of them");
        let anne = house.administrator().await;
        let patch = Device::new(&house, &anne).patch(&house.store).await;
        let found = records(&patch.rows);
        assert!(found.iter().all(|(record, _)| record.kind.name == STAGE.name));
        let told: Vec<(&str, Option<i64>)> =
            found.iter().map(|(record, _)| (record.text(stage::NAME), record.number(stage::PROBABILITY))).collect();
        let standard = STANDARD.iter().map(|standard| (standard.name.fr, Some(standard.probability)));
        assert_eq!(told, standard.collect::<Vec<_>>());
        let history = store::history::of_record(&house.store, &anne, STANDARD[0].id, 9).await.unwrap();
        assert_eq!((history.len(), history[0].act, history[0].person), (1, Act::Create, Uuid::nil()));
        other.close().await;
    }
}
