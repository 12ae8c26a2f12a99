//! Eight writers and two pullers at once: no hole, no latecomer, and every puller sees everything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::client;
use store::Store;
use uuid::Uuid;

use crate::on_both;
use crate::support::device::records;
use crate::support::{Device, House};

const WRITERS: usize = 8;
const PUSHES: usize = 12;

on_both! {
    async fn eight_writers_leave_no_hole_and_no_latecomer(house: House) {
        let anne = house.administrator().await;
        let second = if house.is_sqlite() { house.store.clone() } else { house.another_process().await };
        let before = store::sync::head(&house.store).await.unwrap().0;
        let house = Arc::new(house);
        let mut shared = Device::new(&house, &anne);
        let (common, create) = shared.create(&house, &[]);
        shared.store(&house.store, &[create]).await;
        let done = Arc::new(AtomicBool::new(false));
        let pullers: Vec<_> = [house.store.clone(), second.clone()]
            .into_iter()
            .map(|store| {
                let device = Device { cursor: before, ..Device::new(&house, &anne) };
                tokio::spawn(follow(store, device, done.clone()))
            })
            .collect();
        let writers: Vec<_> = (0..WRITERS)
            .map(|number| {
                let store = if number % 2 == 0 { house.store.clone() } else { second.clone() };
                tokio::spawn(write(house.clone(), store, Device::new(&house, &anne), common))
            })
            .collect();
        let mut written = BTreeSet::from([common]);
        for writer in writers {
            written.extend(writer.await.unwrap());
        }
        done.store(true, Ordering::SeqCst);
        let head = store::sync::head(&house.store).await.unwrap().0;
        assert_eq!(head, before + 1 + (WRITERS * PUSHES) as u64, "one number per push");
        let mut seen = Vec::new();
        for puller in pullers {
            seen.push(puller.await.unwrap());
        }
        assert_eq!(seen[0], seen[1], "both pullers hold the same");
        assert_eq!(seen[0].keys().copied().collect::<BTreeSet<_>>(), written);
        let numbers: BTreeSet<u64> = seen[0].values().map(|(seq, _)| *seq).collect();
        assert!(numbers.len() > WRITERS * (PUSHES - 1), "{numbers:?}");
        let tags = &seen[0][&common].1;
        assert_eq!(tags.lines().count(), WRITERS * PUSHES, "no update was lost: {tags}");
        second.close().await;
    }
}

/// Pushes new clients, and each time adds a tag to the one all share.
async fn write(house: Arc<House>, store: Store, mut device: Device, common: Uuid) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for push in 0..PUSHES {
        let mut acts = Vec::new();
        for _ in 0..3 {
            let (id, create) = device.create(&house, &[]);
            ids.push(id);
            acts.push(create);
        }
        let tag = format!("t{}-{push}", device.id.as_u128() % 1000);
        let head = store::sync::head(&store).await.unwrap().0;
        acts.push(device.edit(&house, common, head, client::TAGS, "", &tag));
        assert_eq!(device.store(&store, &acts).await, []);
    }
    ids
}

/// Pulls until the writers are done and nothing is left; holds what a replica would.
async fn follow(store: Store, mut device: Device, done: Arc<AtomicBool>) -> BTreeMap<Uuid, (u64, String)> {
    let mut replica = BTreeMap::new();
    loop {
        let was_done = done.load(Ordering::SeqCst);
        let from = device.cursor;
        let patch = device.patch(&store).await;
        for (record, seq) in records(&patch.rows) {
            assert!(seq > from && seq <= patch.cursor, "{seq} came late: the cursor stood at {from}");
            replica.insert(record.id, (seq, record.text(client::TAGS).to_owned()));
        }
        if was_done && !patch.more && patch.cursor == from {
            return replica;
        }
        tokio::task::yield_now().await;
    }
}
