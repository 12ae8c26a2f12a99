//! Who is told what, once; and whom nobody tells anything any more.

use domain::follow_up::{self, FOLLOW_UP};
use domain::{Lang, Record, Role, Value, client};
use store::alerts::{self, Subscription, Wish};
use store::{people, sessions};

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
        let told = |tasks: Vec<alerts::Task>| -> Vec<(String, String)> {
            tasks.into_iter().map(|task| (task.follow_up.text(follow_up::DUE).to_owned(), task.client)).collect()
        };
        let tasks = told(alerts::tasks(&house.store, &paul.person, Some("2026-06-01")).await.unwrap());
        // The name of a client who is somebody else's is not told.
        assert_eq!(tasks, [("2026-05-30".into(), String::new()), ("2026-06-01".into(), "Jeanne Martin".into())]);
        assert_eq!(alerts::tasks(&house.store, &paul.person, None).await.unwrap().len(), 3);
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
