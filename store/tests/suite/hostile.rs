//! What no honest device sends, and what honest people are called: stored as it is or refused with a reason.

use domain::search::Query;
use domain::tag::{self, TAG};
use domain::{Record, Role, Value, client};
use store::password::Cost;
use store::{clients, history, people, sessions};
use sync::wire::{Note, Outcome, PullAnswer, PushAnswer, Refusal};
use sync::{Act, Change, Edit};
use uuid::Uuid;

use crate::on_both;
use crate::support::house::MORNING;
use crate::support::{Device, House};

const NAMES: [&str; 6] = [
    "<script>alert(1)</script>",
    "</textarea><script>",
    "'; drop table client; --",
    "Robert\\'); $1 ? %_ \"",
    "Zoë 🌻 محمد 李",
    "null",
];

fn change(record: Uuid, edits: Vec<Edit>) -> Change {
    Change { kind: "client".to_owned(), record, seen: 0, edits }
}

fn edit(field: &str, to: Value) -> Edit {
    Edit { field: field.to_owned(), from: None, to: Some(to) }
}

on_both! {
    async fn hostile_names_are_only_names(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device { label: NAMES[2].to_owned(), ..Device::new(&house, &anne) };
        for name in NAMES {
            let (id, create) = phone.create(&house, &[(client::COMPANY, name), (client::NOTES, name)]);
            assert_eq!(phone.store(&house.store, &[create]).await, [], "{name}");
            let record = clients::show(&house.store, &anne, id).await.unwrap().unwrap().record;
            assert_eq!((record.text(client::COMPANY), record.text(client::NOTES)), (name, name));
            assert_eq!(history::of_record(&house.store, &anne, id, 9).await.unwrap()[0].device_label, NAMES[2]);
        }
    }

    async fn the_character_nul_is_refused_as_a_bad_value(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        for (field, name) in [(client::COMPANY, "company"), (client::NOTES, "notes"), (client::TAGS, "tags"), (client::EMAIL, "email")] {
            let (id, mut create) = phone.create(&house, &[]);
            create.changes[0].edits.retain(|edit| edit.field != name);
            create.changes[0].edits.push(edit(name, Value::from("a\0b")));
            let reason = Refusal::BadValue { field: name.to_owned() };
            let refused = Note { n: phone.n, outcome: Outcome::Refused { reason } };
            assert_eq!(phone.store(&house.store, &[create]).await, [refused], "{field}");
            assert_eq!(clients::show(&house.store, &anne, id).await.unwrap(), None);
        }
    }

    async fn what_is_not_understood_is_refused_and_the_next_act_counts(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device { label: "a\0b".to_owned(), ..Device::new(&house, &anne) };
        let kind = Change { kind: "cl\0ient".to_owned(), ..change(house.id(), vec![edit("x\0", Value::from("\0"))]) };
        let acts = [
            phone.act(&house, Act::Other, vec![kind]),
            phone.act(&house, Act::Edit, vec![change(house.id(), vec![edit("id", Value::from("x"))])]),
            phone.act(&house, Act::Edit, vec![change(house.id(), vec![edit("stamps\" = ''; --", Value::from("x"))])]),
            phone.act(&house, Act::Edit, vec![Change { seen: u64::MAX, ..change(house.id(), vec![]) }]),
            phone.create(&house, &[]).1,
        ];
        let refused: Vec<u64> = phone.store(&house.store, &acts).await.iter().map(|note| note.n).collect();
        assert_eq!(refused, [1, 2, 3, 4]);
        assert_eq!(phone.patch(&house.store).await.acked, 5);
    }

    async fn a_megabyte_is_refused_and_nothing_else_suffers(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (_, large) = phone.create(&house, &[(client::NOTES, &"é".repeat(500_000))]);
        let (id, small) = phone.create(&house, &[]);
        let notes = phone.store(&house.store, &[large, small]).await;
        let reason = Refusal::BadValue { field: "notes".to_owned() };
        assert_eq!(notes, [Note { n: 1, outcome: Outcome::Refused { reason } }]);
        assert!(clients::show(&house.store, &anne, id).await.unwrap().is_some());
    }

    async fn a_record_of_another_kind_with_the_id_of_a_client_opens_no_history(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let mut office = Device::new(&house, &anne);
        let (id, create) = office.create(&house, &[(client::ASSIGNEE, &lea.person.id.to_string())]);
        office.store(&house.store, &[create]).await;
        assert_eq!(history::of_record(&house.store, &paul, id, 9).await.unwrap(), []);

        let mut tag = Record::new(&TAG, id);
        tag.set(tag::NAME, Some(Value::from("clé")));
        let mut phone = Device::new(&house, &paul);
        let create = phone.create_record(&house, &tag);
        assert_eq!(phone.store(&house.store, std::slice::from_ref(&create)).await, []);
        let acts = async |visitor| -> Vec<Uuid> {
            let entries = history::of_record(&house.store, visitor, id, 9).await.unwrap();
            entries.iter().map(|entry| entry.mutation).collect()
        };
        assert_eq!(acts(&paul).await, [create.id], "of his own tag only");
        assert_eq!(acts(&lea).await.len(), 2, "she sees both");
    }

    async fn the_conflicts_of_a_record_do_not_grow_without_bound(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let (mut office, mut phone) = (Device::new(&house, &anne), Device::new(&house, &paul));
        let (id, create) = office.create(&house, &[(client::NOTES, "Lu par personne")]);
        office.store(&house.store, &[create]).await;
        let seen = store::sync::head(&house.store).await.unwrap().0;
        let note = "n".repeat(60_000);
        let acts: Vec<_> = (0..30).map(|_| phone.edit(&house, id, seen, client::NOTES, "Jamais lu", &note)).collect();
        let notes = phone.store(&house.store, &acts).await;
        let refused = Outcome::Refused { reason: Refusal::BadValue { field: "conflicts".to_owned() } };
        assert_eq!(notes.len(), 30);
        assert_eq!(notes.last().unwrap().outcome, refused);
        let record = clients::show(&house.store, &anne, id).await.unwrap().unwrap().record;
        assert!(record.text(client::CONFLICTS).len() <= 1024 * 1024);
        assert_eq!(record.text(client::NOTES), "Lu par personne");
    }

    async fn clocks_and_numbers_at_the_edge_of_the_world_are_held(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        for made_at in [i64::MIN, i64::MAX, 0] {
            let (id, create) = phone.create(&house, &[]);
            assert_eq!(phone.store(&house.store, &[sync::Mutation { made_at, ..create }]).await, []);
            assert_eq!(history::of_record(&house.store, &anne, id, 9).await.unwrap()[0].made_at, made_at);
        }
        let (_, far) = phone.create(&house, &[]);
        let far = sync::Mutation { n: u64::MAX, ..far };
        assert_eq!(phone.push(&house.store, &[far]).await, PushAnswer::Gap { last_n: 3 });
        phone.cursor = u64::MAX;
        assert_eq!(phone.pull(&house.store).await, PullAnswer::Rebuild);
    }

    async fn hostile_questions_have_plain_answers(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (_, create) = phone.create(&house, &[(client::COMPANY, "100 % pur_jus")]);
        phone.store(&house.store, &[create]).await;
        for text in ["a\0b", "%", "_", "\\", "'", &"x ".repeat(5000), "\u{1}", NAMES[2]] {
            let query = Query { text: text.to_owned(), statuses: vec!["pro\0spect".to_owned(), "'".to_owned()], ..Query::default() };
            assert_eq!(clients::list(&house.store, &anne, &query, 50, 0).await.unwrap().total, 0);
        }
        let past_the_end = clients::list(&house.store, &anne, &Query::default(), 50, 1_000_000).await.unwrap();
        assert_eq!((past_the_end.total, past_the_end.rows.len()), (1, 0));
        for email in ["", "a\0@b.fr", "' or 1=1 --"] {
            assert_eq!(people::sign_in(&house.store, email, "x\0", Cost::CHEAP).await.unwrap(), None);
        }
        let token = house.token();
        sessions::open(&house.store, anne.person.id, house.id(), &token, "Mozilla\0", MORNING).await.unwrap();
        assert!(sessions::visitor(&house.store, &token, MORNING).await.unwrap().is_some());
        assert_eq!(house.invited(&anne, Role::Seller).await.person.role, Role::Seller);
    }
}
