//! What records are called, for files.

use domain::account::{self, ACCOUNT};
use domain::{Record, Role, Value};
use store::names;
use uuid::Uuid;

use crate::on_both;
use crate::support::{Device, House};

on_both! {
    async fn a_record_is_named_to_whoever_may_see_it_until_it_is_deleted(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let account = |name: &str, field: usize, value: Value| {
            let mut record = Record::new(&ACCOUNT, house.id());
            record.set(account::NAME, Some(name.into()));
            record.set(field, Some(value));
            record
        };
        let made = [
            account("Zinguerie d’Été", account::ASSIGNEE, anne.person.id.to_string().into()),
            account("Roche", account::ARCHIVED_AT, 1.into()),
            account("Blanc", account::DELETED_AT, 1.into()),
        ];
        let mut office = Device::new(&house, &anne);
        let acts: Vec<_> = made.iter().map(|record| office.create_record(&house, record)).collect();
        assert_eq!(office.store(&house.store, &acts).await, []);
        let named = |places: &[usize]| -> Vec<(Uuid, String)> {
            places.iter().map(|&place| (made[place].id, made[place].name())).collect()
        };
        let ids: Vec<Uuid> = made.iter().map(|record| record.id).chain([Uuid::nil()]).collect();
        for (visitor, places) in [(&anne, &[0, 1][..]), (&paul, &[1])] {
            let mut all = names::all(&house.store, visitor, &ACCOUNT).await.unwrap();
            all.sort();
            assert_eq!(all, named(places));
            let some = names::some(&house.store, visitor, &ACCOUNT, &ids).await.unwrap();
            assert_eq!(some, named(places).into_iter().collect());
        }
        assert!(names::some(&house.store, &anne, &ACCOUNT, &[]).await.unwrap().is_empty());
    }
}
