//! The bell rings after a commit, in this process and in the others.

use std::time::Duration;

use tokio::time::timeout;

use crate::on_both;
use crate::support::{Device, House};

on_both! {
    async fn a_commit_rings_here_at_once_and_elsewhere_soon(house: House) {
        let anne = house.administrator().await;
        let other = house.another_process().await;
        let (mut here, mut there) = (house.store.bell().subscribe(), other.bell().subscribe());
        let head = store::sync::head(&house.store).await.unwrap().0;
        assert_eq!(*here.borrow_and_update(), head);
        // Postgres tells the other process; on SQLite, where there is normally none, its slow poll finds out.
        let (soon, times) = if house.is_sqlite() { (Duration::from_secs(20), 1) } else { (Duration::from_secs(3), 3) };
        let mut phone = Device::new(&house, &anne);
        let mut rung = 0;
        // The other process may not listen yet when the first ring comes: it is a process, not a subscription.
        for _ in 0..times {
            let (_, create) = phone.create(&house, &[]);
            phone.store(&house.store, &[create]).await;
            assert!(here.has_changed().unwrap());
            let head = *here.borrow_and_update();
            assert_eq!(head, store::sync::head(&house.store).await.unwrap().0);
            rung += u64::from(timeout(soon, there.wait_for(|seen| *seen >= head)).await.is_ok());
        }
        assert!(rung >= 1 && rung + 1 >= times, "{rung} of {times}");
        other.close().await;
    }

    async fn a_push_without_news_does_not_ring(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (_, create) = phone.create(&house, &[]);
        phone.store(&house.store, std::slice::from_ref(&create)).await;
        let mut ear = house.store.bell().subscribe();
        ear.mark_unchanged();
        phone.store(&house.store, &[create]).await;
        assert!(!ear.has_changed().unwrap());
    }
}
