//! Sessions: a token opens them, use keeps them, time and signing out close them.

use domain::Role;
use store::{Token, sessions};

use crate::on_both;
use crate::support::House;
use crate::support::house::MORNING;

const DAY: i64 = 24 * 3_600_000;

on_both! {
    async fn a_session_lives_as_long_as_it_is_used(house: House) {
        let anne = house.administrator().await;
        let token = house.token();
        sessions::open(&house.store, anne.person.id, house.id(), &token, "Firefox", MORNING).await.unwrap();
        for day in [1, 50, 100, 159] {
            let visitor = sessions::visitor(&house.store, &token, MORNING + day * DAY).await.unwrap();
            assert_eq!(visitor.map(|visitor| visitor.person), Some(anne.person.clone()), "day {day}");
        }
        let forgotten = MORNING + 159 * DAY + sessions::LIFE;
        assert_eq!(sessions::visitor(&house.store, &token, forgotten).await.unwrap(), None);
    }

    async fn signing_out_closes_one_session_and_only_that(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let tokens: Vec<Token> = (0..3).map(|_| house.token()).collect();
        for (token, person) in tokens.iter().zip([paul.person.id, paul.person.id, anne.person.id]) {
            sessions::open(&house.store, person, house.id(), token, "", MORNING).await.unwrap();
        }
        let first = sessions::visitor(&house.store, &tokens[0], MORNING).await.unwrap().unwrap();
        sessions::close(&house.store, first.session).await.unwrap();
        assert_eq!(sessions::visitor(&house.store, &tokens[0], MORNING).await.unwrap(), None);
        assert!(sessions::visitor(&house.store, &tokens[1], MORNING).await.unwrap().is_some());
        assert!(sessions::visitor(&house.store, &tokens[2], MORNING).await.unwrap().is_some());
    }

    async fn an_unknown_token_is_nobody(house: House) {
        house.administrator().await;
        assert_eq!(sessions::visitor(&house.store, &house.token(), MORNING).await.unwrap(), None);
    }
}
