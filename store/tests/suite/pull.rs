//! Pull: the news since a cursor, all of it and nothing out of scope.

use domain::{Role, client};
use store::{Error, people};
use sync::wire::{PUSH_LIMIT, PullAnswer};

use crate::on_both;
use crate::support::device::records;
use crate::support::{Device, House};

on_both! {
    async fn a_pull_brings_what_changed_and_acknowledges(house: House) {
        let anne = house.administrator().await;
        let (mut phone, mut office) = (Device::new(&house, &anne), Device::new(&house, &anne));
        let (id, create) = phone.create(&house, &[(client::CITY, "Lyon")]);
        phone.store(&house.store, &[create]).await;
        let patch = office.patch(&house.store).await;
        let found = records(&patch.rows);
        assert_eq!((found.len(), found[0].0.id, found[0].0.text(client::CITY)), (1, id, "Lyon"));
        assert_eq!((patch.acked, patch.more, patch.cursor), (0, false, found[0].1));
        assert_eq!(phone.patch(&house.store).await.acked, 1);
        assert_eq!(office.patch(&house.store).await.rows, []);
        let edit = phone.edit(&house, id, patch.cursor, client::CITY, "Lyon", "Dijon");
        phone.store(&house.store, &[edit]).await;
        assert_eq!(records(&office.patch(&house.store).await.rows)[0].0.text(client::CITY), "Dijon");
    }

    async fn much_news_comes_in_patches_of_whole_numbers(house: House) {
        let anne = house.administrator().await;
        let (mut phone, mut office) = (Device::new(&house, &anne), Device::new(&house, &anne));
        for _ in 0..5 {
            let acts: Vec<_> = (0..PUSH_LIMIT).map(|_| phone.create(&house, &[]).1).collect();
            phone.store(&house.store, &acts).await;
        }
        let mut sizes = Vec::new();
        loop {
            let patch = office.patch(&house.store).await;
            let found = records(&patch.rows);
            assert!(found.windows(2).all(|pair| pair[0].1 <= pair[1].1), "by number");
            assert!(found.iter().all(|(_, seq)| *seq <= patch.cursor));
            sizes.push(found.len());
            if !patch.more {
                break;
            }
        }
        assert_eq!(sizes, [2000, 2000, 1000]);
        let first = phone.patch(&house.store).await;
        assert_eq!((first.acked, first.more), (0, true), "an act's record may stand in a later patch");
        phone.patch(&house.store).await;
        assert_eq!(phone.patch(&house.store).await.acked, 5000);
    }

    async fn a_seller_is_sent_only_what_they_may_see(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let mut office = Device::new(&house, &anne);
        let (_, hers) = office.create(&house, &[(client::ASSIGNEE, &lea.person.id.to_string())]);
        let (his_id, his) = office.create(&house, &[(client::ASSIGNEE, &paul.person.id.to_string())]);
        let (free_id, free) = office.create(&house, &[]);
        office.store(&house.store, &[hers, his, free]).await;
        let mut phone = Device::new(&house, &paul);
        let patch = phone.patch(&house.store).await;
        let mut ids: Vec<_> = records(&patch.rows).iter().map(|(record, _)| record.id).collect();
        ids.sort();
        assert_eq!(ids, [his_id, free_id]);
        let mut manager = Device::new(&house, &house.invited(&anne, Role::Manager).await);
        assert_eq!(records(&manager.patch(&house.store).await.rows).len(), 3);
    }

    async fn a_record_that_left_is_evicted_and_may_come_back(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let (paul_id, lea_id) = (paul.person.id.to_string(), lea.person.id.to_string());
        let mut office = Device::new(&house, &anne);
        let (mut his, mut hers) = (Device::new(&house, &paul), Device::new(&house, &lea));
        let (id, create) = office.create(&house, &[]);
        office.store(&house.store, &[create]).await;
        assert_eq!(records(&his.patch(&house.store).await.rows).len(), 1);
        assert_eq!(records(&hers.patch(&house.store).await.rows).len(), 1);
        let seq = his.cursor;
        let to_paul = office.edit(&house, id, seq, client::ASSIGNEE, "", &paul_id);
        office.store(&house.store, &[to_paul]).await;
        let (his_patch, her_patch) = (his.patch(&house.store).await, hers.patch(&house.store).await);
        assert_eq!((his_patch.gone, records(&his_patch.rows).len()), (vec![], 1));
        assert_eq!((her_patch.gone, her_patch.rows), (vec![id], vec![]));
        let to_lea = office.edit(&house, id, his.cursor, client::ASSIGNEE, &paul_id, &lea_id);
        office.store(&house.store, &[to_lea]).await;
        let (his_patch, her_patch) = (his.patch(&house.store).await, hers.patch(&house.store).await);
        assert_eq!((his_patch.gone, his_patch.rows), (vec![id], vec![]));
        assert_eq!((her_patch.gone, records(&her_patch.rows).len()), (vec![], 1));
        // Away and back between two pulls: it never left.
        let away = office.edit(&house, id, hers.cursor, client::ASSIGNEE, &lea_id, &paul_id);
        let back = office.edit(&house, id, hers.cursor, client::ASSIGNEE, &paul_id, &lea_id);
        office.store(&house.store, &[away, back]).await;
        let her_patch = hers.patch(&house.store).await;
        assert_eq!((her_patch.gone, records(&her_patch.rows).len()), (vec![], 1));
    }

    async fn another_scope_life_or_future_means_rebuild(house: House) {
        let anne = house.administrator().await;
        let marc = house.invited(&anne, Role::Manager).await;
        let mut phone = Device::new(&house, &marc);
        phone.patch(&house.store).await;
        let from_the_future = Device { cursor: u64::MAX, ..phone.clone() };
        assert_eq!(from_the_future.pull(&house.store).await, PullAnswer::Rebuild);
        let of_another_life = Device { epoch: Some(house.id()), ..phone.clone() };
        assert_eq!(of_another_life.pull(&house.store).await, PullAnswer::Rebuild);
        let without_life = Device { epoch: None, ..phone.clone() };
        assert_eq!(without_life.pull(&house.store).await, PullAnswer::Rebuild);
        // The visitor is of before the change: what counts is the role of now.
        people::change_role(&house.store, &anne, marc.person.id, Role::Seller).await.unwrap();
        assert_eq!(phone.pull(&house.store).await, PullAnswer::Rebuild);
    }

    async fn people_travel_when_they_change(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        assert_eq!(phone.patch(&house.store).await.people.len(), 1);
        let paul = house.invited(&anne, Role::Seller).await;
        assert_eq!(phone.patch(&house.store).await.people, std::slice::from_ref(&paul.person));
        people::close_access(&house.store, &anne, paul.person.id, 77).await.unwrap();
        let closed = phone.patch(&house.store).await.people;
        assert_eq!((closed.len(), closed[0].closed_at), (1, Some(77)));
        assert_eq!(phone.patch(&house.store).await.people, []);
    }

    async fn whose_access_was_closed_is_sent_nothing(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let mut phone = Device::new(&house, &paul);
        phone.patch(&house.store).await;
        people::close_access(&house.store, &anne, paul.person.id, 77).await.unwrap();
        let pull = sync::wire::Pull { device: phone.id, epoch: phone.epoch, scope: paul.scope(), cursor: 0 };
        let answer = store::sync::pull(&house.store, &paul, &pull).await;
        assert!(matches!(answer, Err(Error::NotAllowed)), "{answer:?}");
        let head = store::sync::bootstrap_head(&house.store, &paul, phone.id).await;
        assert!(matches!(head, Err(Error::NotAllowed)), "{head:?}");
    }

    async fn a_stranger_learns_nothing_about_a_device(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (_, create) = phone.create(&house, &[]);
        phone.store(&house.store, &[create]).await;
        let mut stranger = Device { visitor: house.invited(&anne, Role::Seller).await, cursor: 0, ..phone };
        let patch = stranger.patch(&house.store).await;
        assert_eq!((patch.acked, patch.notes), (0, vec![]));
    }
}
