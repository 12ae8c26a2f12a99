//! Bootstrap: the whole book in small pages, resumable.

use domain::{Role, client};
use store::sync::{BootstrapPage, PAGE_BYTES, bootstrap_head, bootstrap_pages};
use store::{Error, Visitor, people};
use sync::wire::Rows;
use uuid::Uuid;

use crate::on_both;
use crate::support::device::records;
use crate::support::{Device, House};

async fn pages(house: &House, visitor: &Visitor, after: Option<Uuid>, bytes: usize) -> Vec<BootstrapPage> {
    let mut pages = bootstrap_pages(&house.store, visitor, after, bytes).await.unwrap();
    let mut all = Vec::new();
    while let Some(page) = pages.next().await.unwrap() {
        all.push(page);
    }
    all
}

fn ids(pages: &[BootstrapPage]) -> Vec<Uuid> {
    let rows: Vec<Rows> = pages.iter().map(|page| serde_json::from_str(&page.json).unwrap()).collect();
    records(&rows).iter().map(|(record, _)| record.id).collect()
}

on_both! {
    async fn the_book_comes_in_small_pages_by_id(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let notes = "Une « note » assez longue.\n".repeat(20);
        let acts: Vec<_> = (0..700).map(|_| phone.create(&house, &[(client::NOTES, &notes)]).1).collect();
        phone.store(&house.store, &acts).await;
        let head = bootstrap_head(&house.store, &anne, phone.id).await.unwrap();
        assert_eq!((head.total, head.acked, head.scope.as_str()), (700, 700, "all"));
        assert_eq!((head.cursor, head.epoch), store::sync::head(&house.store).await.unwrap());
        assert_eq!(head.people, std::slice::from_ref(&anne.person));
        let all = pages(&house, &anne, None, PAGE_BYTES).await;
        assert!(all.iter().all(|page| page.json.len() <= PAGE_BYTES && !page.json.contains('\n')));
        assert!(all[..all.len() - 1].iter().all(|page| page.json.len() > PAGE_BYTES * 9 / 10), "no thin page");
        let mut expected: Vec<_> = acts.iter().map(|act| act.changes[0].record).collect();
        expected.sort();
        assert_eq!(ids(&all), expected);
        assert_eq!(all.iter().map(|page| page.records).sum::<usize>(), 700);
        assert_eq!(all.last().unwrap().last, expected[699]);
    }

    async fn a_page_is_what_a_patch_would_have_sent(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (_, create) = phone.create(&house, &[(client::COMPANY, "\"L’Été\" \\ & <fils>"), (client::ASSIGNEE, &anne.person.id.to_string())]);
        phone.store(&house.store, &[create]).await;
        let page: Rows = serde_json::from_str(&pages(&house, &anne, None, PAGE_BYTES).await[0].json).unwrap();
        assert_eq!(phone.patch(&house.store).await.rows, [page]);
    }

    async fn a_stream_that_broke_off_goes_on(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let acts: Vec<_> = (0..200).map(|_| phone.create(&house, &[]).1).collect();
        phone.store(&house.store, &acts).await;
        let all = pages(&house, &anne, None, 4096).await;
        assert!(all.len() > 3);
        let rest = pages(&house, &anne, Some(all[1].last), 4096).await;
        assert_eq!(ids(&rest), ids(&all[2..]));
        assert_eq!(pages(&house, &anne, Some(all.last().unwrap().last), 4096).await, []);
    }

    async fn a_record_larger_than_a_page_is_a_page(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let notes = "x".repeat(60_000);
        let acts: Vec<_> = (0..3).map(|_| phone.create(&house, &[(client::NOTES, &notes)]).1).collect();
        assert_eq!(phone.store(&house.store, &acts).await, []);
        assert_eq!(pages(&house, &anne, None, PAGE_BYTES).await.iter().map(|page| page.records).collect::<Vec<_>>(), [1, 1, 1]);
    }

    async fn a_seller_bootstraps_only_what_they_may_see(house: House) {
        let anne = house.administrator().await;
        let (paul, lea) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let mut office = Device::new(&house, &anne);
        let (_, hers) = office.create(&house, &[(client::ASSIGNEE, &lea.person.id.to_string())]);
        let (his_id, his) = office.create(&house, &[(client::ASSIGNEE, &paul.person.id.to_string())]);
        let (free_id, free) = office.create(&house, &[]);
        office.store(&house.store, &[hers, his, free]).await;
        let head = bootstrap_head(&house.store, &paul, house.id()).await.unwrap();
        assert_eq!((head.total, head.acked, head.scope), (2, 0, format!("own:{}", paul.person.id)));
        let mut found = ids(&pages(&house, &paul, None, PAGE_BYTES).await);
        found.sort();
        assert_eq!(found, [his_id, free_id]);
    }

    async fn an_empty_book_has_no_page(house: House) {
        let anne = house.administrator().await;
        assert_eq!(pages(&house, &anne, None, PAGE_BYTES).await, []);
        assert_eq!(bootstrap_head(&house.store, &anne, house.id()).await.unwrap().total, 0);
    }

    async fn a_bootstrap_stops_when_the_scope_shrinks(house: House) {
        let anne = house.administrator().await;
        let marc = house.invited(&anne, Role::Manager).await;
        let mut office = Device::new(&house, &anne);
        let acts: Vec<_> = (0..600).map(|_| office.create(&house, &[(client::ASSIGNEE, &anne.person.id.to_string())]).1).collect();
        office.store(&house.store, &acts).await;
        let mut pages = bootstrap_pages(&house.store, &marc, None, PAGE_BYTES).await.unwrap();
        pages.next().await.unwrap().unwrap();
        people::change_role(&house.store, &anne, marc.person.id, Role::Seller).await.unwrap();
        let stopped = loop {
            match pages.next().await {
                Ok(Some(_)) => {}
                other => break other,
            }
        };
        assert!(matches!(stopped, Err(Error::NotAllowed)), "{stopped:?}");
    }
}
