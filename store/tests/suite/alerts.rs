//! Who is told what, once; and whom nobody tells anything any more.

use domain::follow_up::{self, FOLLOW_UP};
use domain::{Lang, Person, Record, Role, Value, client};
use store::alerts::{self, Subscription, Wish};
use store::{people, sessions};
use uuid::Uuid;

use crate::on_both;
use crate::support::house::MORNING;
use crate::support::{Device, House};

fn subscription(endpoint: &str) -> Subscription {
    Subscription { endpoint: endpoint.to_owned(), p256dh: "p".into(), auth: "a".into(), language: Lang::En }
}

/// A follow-up of this person.
fn planned(house: &House, assignee: &str, client: &str, due: &str, done: bool) -> Record {
    let mut record = Record::new(&FOLLOW_UP, house.id());
    let texts = [
        (follow_up::DEED, "call"),
        (follow_up::DUE, due),
        (follow_up::CLIENT, client),
        (follow_up::ASSIGNEE, assignee),
    ];
    for (field, text) in texts {
        record.set(field, Some(Value::from(text)));
    }
    record.set(follow_up::DONE_AT, done.then(|| Value::from(MORNING)));
    record
}

/// What this person has to do by the first of June: day, client, and whether it is a follow-up.
async fn told(house: &House, person: &Person) -> Vec<(String, String, bool)> {
    let tasks = alerts::tasks(&house.store, person, Some("2026-06-01")).await.unwrap();
    tasks.into_iter().map(|task| (task.what.day, task.client, task.what.follow_up.is_some())).collect()
}

fn line(day: &str, client: &str, follow_up: bool) -> (String, String, bool) {
    (day.to_owned(), client.to_owned(), follow_up)
}

on_both! {
    async fn a_person_has_to_do_what_is_theirs_open_and_due(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let (paul_id, lea_id) = (paul.person.id.to_string(), lea.person.id.to_string());
        let mut office = Device::new(&house, &anne);
        let (own, one) = office.create(&house, &[(client::ASSIGNEE, &paul_id)]);
        let (foreign, two) = office.create(&house, &[(client::ASSIGNEE, &lea_id)]);
        let mut acts = vec![one, two];
        for (assignee, client, due, done) in [
            (&paul_id, own, "2026-06-01", false),
            (&paul_id, foreign, "2026-05-30", false),
            (&paul_id, own, "2026-06-02", false),
            (&paul_id, own, "2026-05-01", true),
            (&lea_id, foreign, "2026-05-01", false),
        ] {
            let record = planned(&house, assignee, &client.to_string(), due, done);
            acts.push(office.create_record(&house, &record));
        }
        assert_eq!(office.store(&house.store, &acts).await, []);
        // The name of a client who is somebody else's is not told.
        let wanted = [line("2026-05-30", "", true), line("2026-06-01", "Jeanne Martin", true)];
        assert_eq!(told(&house, &paul.person).await, wanted);
        assert_eq!(alerts::tasks(&house.store, &paul.person, None).await.unwrap().len(), 3);
    }

    async fn nobody_is_told_of_a_client_who_was_deleted_or_archived(house: House) {
        let anne = house.administrator().await;
        let id = anne.person.id.to_string();
        let mut office = Device::new(&house, &anne);
        let mut acts = Vec::new();
        let clients: Vec<Uuid> = (0..4)
            .map(|number| {
                // The last two have a date of next contact and no follow-up.
                let date: &[(usize, &str)] = if number > 1 { &[(client::NEXT_CONTACT, "2026-05-30")] } else { &[] };
                let (client, create) = office.create(&house, date);
                acts.push(create);
                client
            })
            .collect();
        for client in &clients[..2] {
            acts.push(office.create_record(&house, &planned(&house, &id, &client.to_string(), "2026-05-30", false)));
        }
        office.store(&house.store, &acts).await;
        assert_eq!(told(&house, &anne.person).await.len(), 4);
        let seen = store::sync::head(&house.store).await.unwrap().0;
        let away = [client::DELETED_AT, client::ARCHIVED_AT, client::DELETED_AT, client::ARCHIVED_AT];
        let mut acts = Vec::new();
        for (client, field) in clients.iter().zip(away) {
            let before = store::clients::show(&house.store, &anne, *client).await.unwrap().unwrap().record;
            let mut after = before.clone();
            after.set(field, Some(Value::from(MORNING)));
            acts.push(office.change_record(&house, &before, seen, &after));
        }
        assert_eq!(office.store(&house.store, &acts).await, []);
        assert_eq!(told(&house, &anne.person).await, []);
        assert_eq!(alerts::tasks(&house.store, &anne.person, None).await.unwrap(), []);
    }

    async fn a_date_of_next_contact_that_no_follow_up_explains_is_told(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let (paul_id, lea_id) = (paul.person.id.to_string(), lea.person.id.to_string());
        let mut office = Device::new(&house, &anne);
        let mut client = |name: &str, day: &str, assignee: Option<&str>| {
            let mut texts = vec![(client::LAST_NAME, name), (client::NEXT_CONTACT, day)];
            texts.extend(assignee.map(|id| (client::ASSIGNEE, id)));
            office.create(&house, &texts)
        };
        let (_, alone) = client("Seul", "2026-05-20", Some(&paul_id));
        let (planned_for, planned_one) = client("Prévu", "2026-05-21", Some(&paul_id));
        let (shared, by_lea) = client("Partagé", "2026-05-22", Some(&paul_id));
        let (_, nobodys) = client("Personne", "2026-05-23", None);
        let (_, later) = client("Plus tard", "2026-06-02", Some(&paul_id));
        let (_, leas) = client("De Léa", "2026-05-24", Some(&lea_id));
        let mut acts = vec![alone, planned_one, by_lea, nobodys, later, leas];
        for (assignee, client, day) in [(&paul_id, planned_for, "2026-05-21"), (&lea_id, shared, "2026-05-22")] {
            let record = planned(&house, assignee, &client.to_string(), day, false);
            acts.push(office.create_record(&house, &record));
        }
        let mut unassigned = planned(&house, &paul_id, &planned_for.to_string(), "2026-05-25", false);
        unassigned.set(follow_up::ASSIGNEE, None);
        acts.push(office.create_record(&house, &unassigned));
        assert_eq!(office.store(&house.store, &acts).await, []);
        let wanted = [
            line("2026-05-20", "Jeanne Seul", false),
            line("2026-05-21", "Jeanne Prévu", true),
            // Léa's follow-up is not his to see: the date is all he has.
            line("2026-05-22", "Jeanne Partagé", false),
            line("2026-05-23", "Jeanne Personne", false),
            line("2026-05-25", "Jeanne Prévu", true),
        ];
        assert_eq!(told(&house, &paul.person).await, wanted);
        // Who sees Léa's follow-up knows what the date stands for; what is nobody's is everybody's.
        let wanted = [line("2026-05-23", "Jeanne Personne", false), line("2026-05-25", "Jeanne Prévu", true)];
        assert_eq!(told(&house, &anne.person).await, wanted);
    }

    async fn a_browser_is_told_while_its_session_lives(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        for endpoint in ["https://push.example/1", "https://push.example/2", "https://push.example/1"] {
            alerts::subscribe(&house.store, &paul, &subscription(endpoint)).await.unwrap();
        }
        let there = alerts::subscriptions(&house.store, paul.person.id, MORNING).await.unwrap();
        assert_eq!(there.len(), 2, "{there:?}");
        assert_eq!(there[0].language, Lang::En);
        assert_eq!(alerts::wishing(&house.store).await.unwrap().len(), 1);
        alerts::unsubscribe(&house.store, anne.person.id, "https://push.example/2").await.unwrap();
        assert_eq!(alerts::subscriptions(&house.store, paul.person.id, MORNING).await.unwrap().len(), 2, "not hers");
        alerts::unsubscribe(&house.store, paul.person.id, "https://push.example/2").await.unwrap();
        assert_eq!(alerts::subscriptions(&house.store, paul.person.id, MORNING).await.unwrap().len(), 1);
        assert_eq!(alerts::subscriptions(&house.store, paul.person.id, MORNING + 2 * sessions::LIFE).await.unwrap(), []);
        people::close_access(&house.store, &anne, paul.person.id, MORNING).await.unwrap();
        people::reopen_access(&house.store, &anne, paul.person.id).await.unwrap();
        assert_eq!(alerts::subscriptions(&house.store, paul.person.id, MORNING).await.unwrap(), [], "signed out is signed out");
    }

    async fn a_calendar_opens_with_its_last_secret_only(house: House) {
        let anne = house.administrator().await;
        let (old, new) = (house.token(), house.token());
        let id = anne.person.id;
        assert_eq!(alerts::wish(&house.store, id).await.unwrap(), Wish::default());
        alerts::set_mail(&house.store, id, Some(Lang::Fr)).await.unwrap();
        alerts::set_calendar(&house.store, id, Some(&old)).await.unwrap();
        assert_eq!(alerts::calendar_of(&house.store, &old).await.unwrap().map(|person| person.id), Some(id));
        assert_eq!(alerts::wish(&house.store, id).await.unwrap(), Wish { mail: Some(Lang::Fr), calendar: true });
        alerts::set_calendar(&house.store, id, Some(&new)).await.unwrap();
        assert_eq!(alerts::calendar_of(&house.store, &old).await.unwrap(), None);
        assert!(alerts::calendar_of(&house.store, &new).await.unwrap().is_some());
        alerts::set_calendar(&house.store, id, None).await.unwrap();
        assert_eq!(alerts::calendar_of(&house.store, &new).await.unwrap(), None);
        assert_eq!(alerts::wish(&house.store, id).await.unwrap(), Wish { mail: Some(Lang::Fr), calendar: false });
    }

    async fn a_thing_is_told_once_whoever_tells_it(house: House) {
        let anne = house.administrator().await;
        let other = house.another_process().await;
        let id = anne.person.id;
        assert!(alerts::first_time(&house.store, id, "morning:2026-06-01", MORNING).await.unwrap());
        assert!(!alerts::first_time(&other, id, "morning:2026-06-01", MORNING).await.unwrap());
        assert!(alerts::first_time(&other, id, "morning:2026-06-02", MORNING).await.unwrap());
        let key = alerts::vapid(&house.store, "mine").await.unwrap();
        assert_eq!(alerts::vapid(&other, "theirs").await.unwrap(), key);
        other.close().await;
    }
}
