//! The pictures of photos: who may bring and see them, once each, and that a backup has them.

use std::io::Cursor;

use domain::photo::{self, PHOTO, Picture};
use domain::{Record, Role, Value, client};
use store::backup;
use store::photos::{self, Put};
use store::{Store, Visitor};
use sync::Act;
use uuid::Uuid;

use crate::on_both;
use crate::support::house::MORNING;
use crate::support::{Device, House};

/// A picture that says who made it.
fn picture(text: &str) -> Picture {
    Picture::of([b"\xff\xd8\xff", text.as_bytes()].concat()).unwrap()
}

/// A photo of a new client in somebody's care, taken in the act that made the client.
async fn taken(house: &House, by: &Visitor, owner: Option<&Visitor>) -> Record {
    let mut phone = Device::new(house, by);
    let (id, mut act) = phone.create(house, &[]);
    let mut who = Record::new(&client::CLIENT, id);
    who.set(client::ASSIGNEE, owner.map(|owner| Value::from(owner.person.id.to_string())));
    let photo = photo::of_client(house.id(), &who);
    act.changes.push(sync::mutation::diff(None, &photo, 0).unwrap());
    act.act = Act::Capture;
    assert_eq!(phone.store(&house.store, &[act]).await, []);
    photo
}

async fn seen(store: &Store, by: &Visitor, photo: Uuid) -> Option<Picture> {
    photos::get(store, by, photo).await.unwrap()
}

on_both! {
    async fn a_picture_is_brought_once_however_often_it_arrives(house: House) {
        let paul = house.invited(&house.administrator().await, Role::Seller).await;
        let photo = taken(&house, &paul, Some(&paul)).await.id;
        assert_eq!(seen(&house.store, &paul, photo).await, None, "it is still on the phone");
        let card = picture("a card");
        for _ in 0..2 {
            assert_eq!(photos::put(&house.store, &paul, photo, &card).await.unwrap(), Put::Stored);
        }
        assert_eq!(photos::put(&house.store, &paul, photo, &picture("another")).await.unwrap(), Put::Other);
        assert_eq!(seen(&house.store, &paul, photo).await, Some(card));
        assert_eq!(photos::put(&house.store, &paul, house.id(), &picture("x")).await.unwrap(), Put::Unknown);
    }

    async fn who_may_not_see_the_client_may_not_see_the_photo(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let (his, shared) = (taken(&house, &paul, Some(&paul)).await.id, taken(&house, &paul, None).await.id);
        assert_eq!(photos::put(&house.store, &lea, his, &picture("x")).await.unwrap(), Put::Unknown);
        for photo in [his, shared] {
            assert_eq!(photos::put(&house.store, &paul, photo, &picture("a card")).await.unwrap(), Put::Stored);
            assert!(seen(&house.store, &anne, photo).await.is_some());
        }
        assert_eq!((seen(&house.store, &lea, his).await, seen(&house.store, &lea, shared).await.is_some()), (None, true));
    }

    async fn whoever_took_a_photo_brings_its_picture_also_after_it_changed_hands(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let photo = taken(&house, &paul, Some(&paul)).await;
        let mut office = Device::new(&house, &anne);
        let seen_at = office.patch(&house.store).await.cursor;
        let mut given = photo.clone();
        given.set(PHOTO.assignee, Some(Value::from(lea.person.id.to_string())));
        given.set(PHOTO.deleted_at, Some(Value::Number(MORNING)));
        let act = office.change_record(&house, &photo, seen_at, &given);
        assert_eq!(office.store(&house.store, &[act]).await, []);
        assert_eq!(photos::put(&house.store, &paul, photo.id, &picture("a card")).await.unwrap(), Put::Stored);
        assert_eq!(seen(&house.store, &paul, photo.id).await, None);
        assert!(seen(&house.store, &lea, photo.id).await.is_some(), "a deleted photo can be put back");
    }

    async fn a_backup_has_the_pictures(house: House) {
        let anne = house.administrator().await;
        let photo = taken(&house, &anne, None).await.id;
        let every_byte: Vec<u8> = (0..=255).collect();
        let card = Picture::of([b"\xff\xd8\xff", every_byte.as_slice()].concat()).unwrap();
        photos::put(&house.store, &anne, photo, &card).await.unwrap();
        let mut file = Vec::new();
        let manifest = backup::write(&house.store, &mut file, MORNING).await.unwrap();
        assert_eq!((manifest.rows["photo"], manifest.rows["picture"]), (1, 1));
        let open = || Ok(Cursor::new(&file));
        backup::restore(&house.address, open, true, Uuid::from_u128(0x11FE), MORNING).await.unwrap();
        assert_eq!(seen(&house.store, &anne, photo).await, Some(card));
    }
}
