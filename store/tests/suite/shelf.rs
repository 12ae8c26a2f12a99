//! The folder of backups: one after the other, whoever waits for them, and whatever the clock once said.

use std::fs::{self, File};
use std::path::PathBuf;
use std::time::Duration;

use domain::{Millis, Role};
use sqlx::{AnyConnection, Connection as _};
use store::Error;
use store::backup::{self, Shelf};
use tokio::time::timeout;

use crate::on_both;
use crate::support::House;
use crate::support::house::MORNING;

const HOUR: Millis = 3_600_000;

/// A shelf of this house, which keeps two. The test removes its folder.
fn shelf(house: &House) -> Shelf {
    let name: String = house.address.chars().filter(char::is_ascii_alphanumeric).collect();
    Shelf::new(std::env::temp_dir().join(format!("carnet-shelf-{name}")), Some(HOUR), 2)
}

/// The names of all that is in the folder.
fn files(shelf: &Shelf) -> Vec<String> {
    let files = fs::read_dir(&shelf.folder).unwrap().flatten();
    let mut names: Vec<_> = files.map(|file| file.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// When the backups of the list were made, and whether by the schedule.
fn made(shelf: &Shelf) -> Vec<(bool, Millis)> {
    shelf.list().unwrap().into_iter().map(|kept| (kept.scheduled, kept.manifest.unwrap().made_at)).collect()
}

/// What history tells of backups.
async fn told(house: &House) -> Vec<String> {
    let mut connection = AnyConnection::connect(&house.address).await.unwrap();
    let select = sqlx::query_scalar("select edits from history where kind = 'backup'");
    let told = select.fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    told
}

on_both! {
    async fn a_shelf_keeps_the_last_of_the_schedule_and_all_others(house: House) {
        let shelf = shelf(&house);
        assert_eq!((shelf.list().unwrap(), shelf.next(MORNING).unwrap()), (Vec::new(), Some(0)));
        assert_eq!(shelf.tidy(MORNING).unwrap(), 0);
        let by_hand = shelf.take(&house.store, false, MORNING).await.unwrap();
        for hour in 0..4 {
            shelf.take(&house.store, true, MORNING + hour * HOUR).await.unwrap();
        }
        assert_eq!(shelf.tidy(MORNING + 3 * HOUR).unwrap(), 2);
        assert_eq!(made(&shelf), [(true, MORNING + 3 * HOUR), (true, MORNING + 2 * HOUR), (false, MORNING)]);
        assert_eq!(shelf.next(MORNING + 3 * HOUR).unwrap(), Some(MORNING + 4 * HOUR));
        assert!(shelf.path(&by_hand.name).is_some() && shelf.path("../carnet.db").is_none());
        fs::remove_dir_all(shelf.folder).unwrap();
    }

    async fn a_backup_that_a_wrong_clock_dated_later_stops_nothing(house: House) {
        let (shelf, later) = (shelf(&house), MORNING + 10 * 8766 * HOUR);
        shelf.take_scheduled(&house.store, later).await.unwrap();
        assert_eq!(shelf.next(MORNING).unwrap(), Some(0), "due at once");
        for hour in 0..4 {
            shelf.take_scheduled(&house.store, MORNING + hour * HOUR).await.unwrap();
            assert_eq!(shelf.next(MORNING + hour * HOUR).unwrap(), Some(MORNING + (hour + 1) * HOUR));
        }
        // It is kept, and takes the place of none.
        assert_eq!(made(&shelf), [(true, later), (true, MORNING + 3 * HOUR), (true, MORNING + 2 * HOUR)]);
        assert_eq!(shelf.next(later).unwrap(), Some(later + HOUR));
        fs::remove_dir_all(shelf.folder).unwrap();
    }

    async fn a_backup_is_finished_and_told_when_nobody_waits_for_it_any_more(house: House) {
        let (anne, shelf) = (house.administrator().await, shelf(&house));
        let mut bell = house.store.bell().subscribe();
        let before = *bell.borrow_and_update();
        let asked = timeout(Duration::ZERO, shelf.take_for(&house.store, &anne, house.id(), MORNING)).await;
        assert!(asked.is_err(), "the browser hangs up: {asked:?}");
        timeout(Duration::from_secs(20), bell.wait_for(|head| *head > before)).await.unwrap().unwrap();
        let kept = shelf.list().unwrap().remove(0);
        backup::verify(File::open(shelf.path(&kept.name).unwrap()).unwrap()).unwrap();
        assert_eq!(files(&shelf), [kept.name.as_str()]);
        let told = told(&house).await;
        assert!(told.len() == 1 && told[0].contains(&kept.name), "{told:?}");
        fs::remove_dir_all(shelf.folder).unwrap();
    }

    async fn only_what_was_done_is_told_and_only_administrators_do_it(house: House) {
        let (anne, shelf) = (house.administrator().await, shelf(&house));
        let paul = house.invited(&anne, Role::Seller).await;
        let answer = shelf.take_for(&house.store, &paul, house.id(), MORNING).await;
        assert!(matches!(answer, Err(Error::NotAllowed)) && !shelf.folder.exists(), "{answer:?}");
        fs::write(&shelf.folder, "in the way").unwrap();
        let answer = shelf.take_for(&house.store, &anne, house.id(), MORNING).await;
        assert!(matches!(answer, Err(Error::File(_))), "{answer:?}");
        assert!(told(&house).await.is_empty());
        fs::remove_file(shelf.folder).unwrap();
    }

    async fn backups_of_the_same_second_are_all_there(house: House) {
        let shelf = shelf(&house);
        let take = || shelf.take(&house.store, false, MORNING);
        // Another process that keeps its backups in the same folder.
        let beside = Shelf::new(shelf.folder.clone(), None, 2);
        let (one, two, three) = tokio::join!(take(), take(), beside.take(&house.store, false, MORNING));
        let mut names = [one, two, three].map(|kept| kept.unwrap().name);
        names.sort();
        assert_eq!(files(&shelf), names);
        assert_eq!(made(&shelf), [(false, MORNING); 3]);
        for name in names {
            backup::verify(File::open(shelf.folder.join(name)).unwrap()).unwrap();
        }
        fs::remove_dir_all(shelf.folder).unwrap();
    }

    async fn what_is_given_up_leaves_nothing(house: House) {
        let shelf = shelf(&house);
        let path: PathBuf = shelf.folder.join("book.gz");
        fs::create_dir_all(&shelf.folder).unwrap();
        {
            let mut writing = std::pin::pin!(backup::write_file(&house.store, &path, MORNING));
            assert!(timeout(Duration::ZERO, writing.as_mut()).await.is_err());
            assert_eq!(files(&shelf), ["book.gz.part"]);
            let answer = backup::write_file(&house.store, &path, MORNING).await;
            assert!(matches!(answer, Err(Error::File(_))), "two into one file: {answer:?}");
        }
        assert!(files(&shelf).is_empty());
        // A writer that was killed does not stand in the way for ever.
        fs::write(shelf.folder.join("book.gz.part"), "half a back").unwrap();
        backup::write_file(&house.store, &path, MORNING).await.unwrap();
        assert_eq!(files(&shelf), ["book.gz"]);
        fs::remove_dir_all(shelf.folder).unwrap();
    }

    async fn tidying_removes_what_nobody_writes_any_more(house: House) {
        let shelf = shelf(&house);
        shelf.take(&house.store, true, MORNING).await.unwrap();
        let left = ["carnet_2026-05-01_020000_auto.jsonl.gz.part", "carnet_2026-05-02_020000.jsonl.gz.part"];
        let others = ["carnet_2026-05-03_020000.jsonl.gz.part", "letter.part"];
        left.iter().chain(&others).for_each(|name| fs::write(shelf.folder.join(name), "half").unwrap());
        let written = File::open(shelf.folder.join(others[0])).unwrap();
        written.lock().unwrap();
        assert_eq!(shelf.tidy(MORNING).unwrap(), 0);
        let whole = shelf.list().unwrap().remove(0).name;
        assert_eq!(files(&shelf), [others[0], whole.as_str(), others[1]]);
        drop(written);
        shelf.take_scheduled(&house.store, MORNING + HOUR).await.unwrap();
        assert!(!files(&shelf).contains(&others[0].to_owned()), "its writer is gone");
        fs::remove_dir_all(shelf.folder).unwrap();
    }
}
