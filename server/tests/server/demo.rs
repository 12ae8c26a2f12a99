//! The sample firm.

use domain::search::Query;
use server::{clock, demo};
use store::password::Cost;
use store::{Store, Visitor, clients, people};
use uuid::Uuid;

use crate::fixture::new_folder;

#[tokio::test]
async fn the_sample_firm_has_lived_for_twelve_weeks_and_is_made_once() {
    let folder = new_folder();
    let store = Store::open(&format!("sqlite:{}", folder.join("carnet.db").display()), clock::id()).await.unwrap();
    demo::fill(&store, clock::AMBIENT, Cost::CHEAP).await.unwrap();
    let (head, _) = store::sync::head(&store).await.unwrap();
    demo::fill(&store, clock::AMBIENT, Cost::CHEAP).await.unwrap();
    assert_eq!(store::sync::head(&store).await.unwrap().0, head, "a second start changes nothing");

    let everybody = people::list(&store).await.unwrap();
    let signed_in = people::sign_in(&store, "admin@carnet.example", "camille-au-bureau", Cost::CHEAP).await.unwrap();
    let visitor = Visitor { person: signed_in.unwrap(), session: Uuid::nil() };
    let page = clients::list(&store, &visitor, &Query::default(), 1000, 0).await.unwrap();
    assert_eq!((everybody.len(), page.total), (4, 384));
    assert_eq!(page.rows.iter().filter(|row| row.conflict).count(), 1);
    for status in domain::client::STATUSES {
        let count = page.rows.iter().filter(|row| row.standing.status == status.key).count();
        assert!(count >= 20, "{count} of {}", status.key);
    }
    let mut longest = 0;
    for row in &page.rows {
        longest = longest.max(store::history::of_record(&store, &visitor, row.id, 100).await.unwrap().len());
    }
    assert!(longest >= 4, "{longest}");
    let mut pages = store::sync::bootstrap_pages(&store, &visitor, None, store::sync::PAGE_BYTES).await.unwrap();
    let mut kinds = std::collections::BTreeSet::new();
    while let Some(page) = pages.next().await.unwrap() {
        let rows: sync::wire::Rows = serde_json::from_str(&page.json).unwrap();
        kinds.insert(rows.kind);
    }
    assert_eq!(kinds.len(), domain::KINDS.len(), "something of every kind: {kinds:?}");
    store.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}
