//! People: nobody gets in who was not let in, and somebody who lets people in always stays.

use domain::Role;
use sqlx::{AnyConnection, Connection};
use store::password::Cost;
use store::people::{self, Acceptance, Accepted, Changed, Chosen, INVITATION_LIFE, Invitation, Invited, Linked};
use store::{Error, Token, Visitor, sessions};

use crate::on_both;
use crate::support::House;
use crate::support::house::{MORNING, PASSWORD};

/// What somebody chooses instead of [`PASSWORD`].
const FRESH: &str = "battery staple";

fn acceptance(house: &House, email: &str) -> Acceptance {
    let (name, password) = ("Paul Petit".to_owned(), PASSWORD.to_owned());
    Acceptance { id: house.id(), name, email: email.to_owned(), password }
}

async fn invite(house: &House, by: &Visitor, email: &str) -> (Token, Invited) {
    let token = house.token();
    let (name, email) = ("Paul Petit".to_owned(), email.to_owned());
    let invitation = Invitation { name, email, role: Role::Seller, first: false };
    let invited = people::invite(&house.store, by, &invitation, &token, MORNING).await.unwrap();
    (token, invited)
}

/// A new link for somebody who is there already, made by an administrator.
async fn new_link(house: &House, by: &Visitor, of: &Visitor) -> Token {
    let token = house.token();
    let linked = people::new_link(&house.store, by, of.person.id, &token, MORNING).await.unwrap();
    assert_eq!(linked, Linked::Done(of.person.clone()));
    token
}

/// Chooses a new password by a link.
async fn renew(house: &House, token: &Token, email: &str) -> Accepted {
    let acceptance = Acceptance { name: String::new(), password: FRESH.to_owned(), ..acceptance(house, email) };
    accept(house, token, &acceptance).await
}

async fn is_open(house: &House, token: &Token) -> bool {
    people::invitation(&house.store, token, MORNING).await.unwrap().is_some()
}

async fn accept(house: &House, token: &Token, acceptance: &Acceptance) -> Accepted {
    people::accept(&house.store, token, acceptance, Cost::CHEAP, MORNING).await.unwrap()
}

on_both! {
    async fn the_first_administrator_comes_by_the_latest_link_and_only_once(house: House) {
        let (old, new) = (house.token(), house.token());
        assert!(people::first_invitation(&house.store, &old, MORNING).await.unwrap());
        assert!(people::first_invitation(&house.store, &new, MORNING).await.unwrap());
        assert_eq!(people::invitation(&house.store, &old, MORNING).await.unwrap(), None);
        let offered = people::invitation(&house.store, &new, MORNING).await.unwrap().unwrap().invitation;
        assert_eq!((offered.role, offered.first, offered.email.as_str()), (Role::Administrator, true, ""));
        let accepted = accept(&house, &new, &acceptance(&house, "paul@exemple.fr")).await;
        assert!(matches!(&accepted, Accepted::Welcome(person) if person.role == Role::Administrator), "{accepted:?}");
        assert_eq!(accept(&house, &new, &acceptance(&house, "autre@exemple.fr")).await, Accepted::Gone);
        assert!(!people::first_invitation(&house.store, &house.token(), MORNING).await.unwrap());
        let nobody = house.token();
        assert!(!people::first_invitation(&house.store, &nobody, MORNING).await.unwrap());
        assert_eq!(people::invitation(&house.store, &nobody, MORNING).await.unwrap(), None);
    }

    async fn an_invitation_lets_one_person_in_once(house: House) {
        let anne = house.administrator().await;
        let (token, invited) = invite(&house, &anne, " Paul@Exemple.FR ").await;
        assert_eq!(invited, Invited::Done);
        let offered = people::invitation(&house.store, &token, MORNING).await.unwrap().unwrap().invitation;
        assert_eq!((offered.name.as_str(), offered.email.as_str(), offered.first), ("Paul Petit", "Paul@exemple.fr", false));
        let Accepted::Welcome(paul) = accept(&house, &token, &acceptance(&house, &offered.email)).await else { panic!() };
        assert_eq!(accept(&house, &token, &acceptance(&house, "autre@exemple.fr")).await, Accepted::Gone);
        assert_eq!(people::invitation(&house.store, &token, MORNING).await.unwrap(), None);
        let signed_in = people::sign_in(&house.store, "PAUL@exemple.fr ", PASSWORD, Cost::CHEAP).await.unwrap();
        assert_eq!(signed_in, Some(paul.clone()));
        assert_eq!(people::sign_in(&house.store, "paul@exemple.fr", "wrong horse", Cost::CHEAP).await.unwrap(), None);
        assert_eq!(people::sign_in(&house.store, "nobody@exemple.fr", PASSWORD, Cost::CHEAP).await.unwrap(), None);
        assert_eq!(people::list(&house.store).await.unwrap(), [anne.person, paul]);
    }

    async fn an_invitation_grows_old(house: House) {
        let anne = house.administrator().await;
        let (token, _) = invite(&house, &anne, "paul@exemple.fr").await;
        let last_moment = MORNING + INVITATION_LIFE - 1;
        assert!(people::invitation(&house.store, &token, last_moment).await.unwrap().is_some());
        assert_eq!(people::invitation(&house.store, &token, last_moment + 1).await.unwrap(), None);
    }

    async fn an_invitation_falls_with_who_wrote_it(house: House) {
        let anne = house.administrator().await;
        let marc = house.invited(&anne, Role::Administrator).await;
        let (token, _) = invite(&house, &marc, "paul@exemple.fr").await;
        people::change_role(&house.store, &anne, marc.person.id, Role::Seller).await.unwrap();
        assert_eq!(accept(&house, &token, &acceptance(&house, "paul@exemple.fr")).await, Accepted::Gone);
    }

    async fn what_cannot_be_a_person_is_told(house: House) {
        let anne = house.administrator().await;
        assert_eq!(invite(&house, &anne, "ANNE@exemple.fr").await.1, Invited::EmailTaken);
        assert_eq!(invite(&house, &anne, "anne").await.1, Invited::BadEmail);
        let nameless = Invitation { name: "a\0b".to_owned(), email: "x@exemple.fr".to_owned(), role: Role::Seller, first: false };
        let invited = people::invite(&house.store, &anne, &nameless, &house.token(), MORNING).await.unwrap();
        assert_eq!(invited, Invited::BadName);
        let (token, _) = invite(&house, &anne, "paul@exemple.fr").await;
        let good = acceptance(&house, "paul@exemple.fr");
        let weak = Acceptance { password: "123456789".to_owned(), ..good.clone() };
        assert_eq!(accept(&house, &token, &weak).await, Accepted::WeakPassword);
        let nameless = Acceptance { name: " ".to_owned(), ..good.clone() };
        assert_eq!(accept(&house, &token, &nameless).await, Accepted::BadName);
        let homeless = Acceptance { email: "paul".to_owned(), ..good.clone() };
        assert_eq!(accept(&house, &token, &homeless).await, Accepted::BadEmail);
        assert!(matches!(accept(&house, &token, &good).await, Accepted::Welcome(_)));
    }

    async fn an_invitation_is_for_its_address(house: House) {
        let anne = house.administrator().await;
        let (token, _) = invite(&house, &anne, "Paul@exemple.fr").await;
        for other in ["eve@exemple.fr", "anne@exemple.fr"] {
            assert_eq!(accept(&house, &token, &acceptance(&house, other)).await, Accepted::OtherEmail);
        }
        let Accepted::Welcome(paul) = accept(&house, &token, &acceptance(&house, "paul@EXEMPLE.fr")).await else { panic!() };
        assert_eq!(paul.email, "Paul@exemple.fr", "as it was invited");
    }

    async fn an_address_has_one_link_the_latest(house: House) {
        let anne = house.administrator().await;
        let (old, _) = invite(&house, &anne, "paul@exemple.fr").await;
        let (other, _) = invite(&house, &anne, "lea@exemple.fr").await;
        let (new, invited) = invite(&house, &anne, "PAUL@exemple.fr").await;
        assert_eq!(invited, Invited::Done);
        assert_eq!(accept(&house, &old, &acceptance(&house, "paul@exemple.fr")).await, Accepted::Gone);
        assert!(is_open(&house, &other).await, "another address has its own");
        assert!(matches!(accept(&house, &new, &acceptance(&house, "paul@exemple.fr")).await, Accepted::Welcome(_)));

        let marc = || invite(&house, &anne, "marc@exemple.fr");
        let at_once = tokio::join!(marc(), marc(), marc(), marc());
        let mut open = 0;
        for (token, _) in <[_; 4]>::from(at_once) {
            open += usize::from(is_open(&house, &token).await);
        }
        assert_eq!(open, 1, "also of links that are made at once");
    }

    async fn an_invitation_of_former_times_changes_nobody_s_password(house: House) {
        let anne = house.administrator().await;
        let (token, _) = invite(&house, &anne, "paul@exemple.fr").await;
        // What two invitations of one address left behind.
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        let update = sqlx::query("update invitation set email = 'anne@exemple.fr' where used_at is null");
        assert_eq!(update.execute(&mut connection).await.unwrap().rows_affected(), 1);
        connection.close().await.unwrap();
        assert_eq!(accept(&house, &token, &acceptance(&house, "anne@exemple.fr")).await, Accepted::EmailTaken);
    }

    async fn a_new_link_gives_a_new_password_once_and_ends_every_session(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Manager).await;
        let sessions = [house.token(), house.token()];
        for (token, person) in sessions.iter().zip([paul.person.id, anne.person.id]) {
            sessions::open(&house.store, person, house.id(), token, "", MORNING).await.unwrap();
        }
        let everybody = people::list(&house.store).await.unwrap();
        let old = new_link(&house, &anne, &paul).await;
        let token = new_link(&house, &anne, &paul).await;
        assert!(!is_open(&house, &old).await, "the latest alone");
        let offer = people::invitation(&house.store, &token, MORNING).await.unwrap().unwrap();
        assert_eq!((offer.known.as_ref(), &offer.invitation.name), (Some(&paul.person), &paul.person.name));
        let signed_in = people::sign_in(&house.store, &paul.person.email, PASSWORD, Cost::CHEAP).await.unwrap();
        assert_eq!(signed_in.as_ref(), Some(&paul.person), "until it is used nothing ends");

        assert_eq!(renew(&house, &token, &anne.person.email).await, Accepted::OtherEmail);
        assert_eq!(renew(&house, &token, &paul.person.email).await, Accepted::WelcomeBack(paul.person.clone()));
        assert_eq!(renew(&house, &token, &paul.person.email).await, Accepted::Gone);
        assert_eq!(people::sign_in(&house.store, &paul.person.email, PASSWORD, Cost::CHEAP).await.unwrap(), None);
        let signed_in = people::sign_in(&house.store, &paul.person.email, FRESH, Cost::CHEAP).await.unwrap();
        assert_eq!(signed_in.as_ref(), Some(&paul.person));
        assert_eq!(sessions::visitor(&house.store, &sessions[0], MORNING).await.unwrap(), None);
        assert!(sessions::visitor(&house.store, &sessions[1], MORNING).await.unwrap().is_some());
        assert_eq!(people::list(&house.store).await.unwrap(), everybody);
    }

    async fn a_new_link_grows_old_and_falls_with_who_made_it(house: House) {
        let anne = house.administrator().await;
        let marc = house.invited(&anne, Role::Administrator).await;
        let token = new_link(&house, &marc, &anne).await;
        let too_late = MORNING + INVITATION_LIFE;
        assert!(people::invitation(&house.store, &token, too_late - 1).await.unwrap().is_some());
        assert_eq!(people::invitation(&house.store, &token, too_late).await.unwrap(), None);
        people::change_role(&house.store, &anne, marc.person.id, Role::Seller).await.unwrap();
        assert!(!is_open(&house, &token).await);
    }

    async fn a_closed_access_gets_no_new_link(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let (id, email) = (paul.person.id, paul.person.email.as_str());
        let before = new_link(&house, &anne, &paul).await;
        people::close_access(&house.store, &anne, id, MORNING).await.unwrap();
        let token = house.token();
        assert_eq!(people::new_link(&house.store, &anne, id, &token, MORNING).await.unwrap(), Linked::Closed);
        assert_eq!(people::let_in(&house.store, email, &token, MORNING).await.unwrap(), Linked::Closed);
        people::reopen_access(&house.store, &anne, id).await.unwrap();
        for token in [before, token] {
            assert!(!is_open(&house, &token).await, "nor does one come back with the access");
        }
        let nobody = people::new_link(&house.store, &anne, house.id(), &house.token(), MORNING).await.unwrap();
        assert_eq!(nobody, Linked::Unknown);
    }

    async fn whoever_knows_their_password_chooses_another_and_this_session_alone_stays(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let (here, other) = (house.token(), house.token());
        for token in [&here, &other] {
            sessions::open(&house.store, paul.person.id, house.id(), token, "", MORNING).await.unwrap();
        }
        let paul = sessions::visitor(&house.store, &here, MORNING).await.unwrap().unwrap();
        let link = new_link(&house, &anne, &paul).await;
        for (current, new, told) in [
            (FRESH, FRESH, Chosen::Wrong),
            (PASSWORD, "court", Chosen::Weak),
            (PASSWORD, FRESH, Chosen::Done),
            (PASSWORD, FRESH, Chosen::Wrong),
        ] {
            let chosen = people::change_password(&house.store, &paul, current, new, Cost::CHEAP).await.unwrap();
            assert_eq!(chosen, told, "{current} → {new}");
        }
        let email = &paul.person.email;
        assert_eq!(people::sign_in(&house.store, email, PASSWORD, Cost::CHEAP).await.unwrap(), None);
        assert!(people::sign_in(&house.store, email, FRESH, Cost::CHEAP).await.unwrap().is_some());
        assert!(sessions::visitor(&house.store, &here, MORNING).await.unwrap().is_some());
        assert_eq!(sessions::visitor(&house.store, &other, MORNING).await.unwrap(), None);
        assert!(!is_open(&house, &link).await, "nor does a link that was made before");
        sessions::close(&house.store, paul.session).await.unwrap();
        let late = people::change_password(&house.store, &paul, FRESH, PASSWORD, Cost::CHEAP).await;
        assert!(matches!(late, Err(Error::NotAllowed)), "{late:?}");
        assert!(people::sign_in(&house.store, email, FRESH, Cost::CHEAP).await.unwrap().is_some());
    }

    async fn an_only_administrator_comes_back_by_the_console(house: House) {
        let anne = house.administrator().await;
        let nobody = people::let_in(&house.store, "nobody@exemple.fr", &house.token(), MORNING).await.unwrap();
        assert_eq!(nobody, Linked::Unknown);
        let token = house.token();
        let linked = people::let_in(&house.store, " ANNE@exemple.fr", &token, MORNING).await.unwrap();
        assert_eq!(linked, Linked::Done(anne.person.clone()));
        assert!(!people::first_invitation(&house.store, &house.token(), MORNING).await.unwrap());
        assert!(is_open(&house, &token).await, "a start of the server leaves it");
        let accepted = renew(&house, &token, &anne.person.email).await;
        assert_eq!(accepted, Accepted::WelcomeBack(anne.person.clone()));
        let signed_in = people::sign_in(&house.store, &anne.person.email, FRESH, Cost::CHEAP).await.unwrap();
        assert_eq!(signed_in, Some(anne.person));
    }

    async fn only_administrators_change_people(house: House) {
        let anne = house.administrator().await;
        let marc = house.invited(&anne, Role::Manager).await;
        let head = store::sync::head(&house.store).await.unwrap();
        let token = house.token();
        let invitation = Invitation { name: "X".to_owned(), email: "x@exemple.fr".to_owned(), role: Role::Seller, first: false };
        let answers = [
            people::invite(&house.store, &marc, &invitation, &token, MORNING).await.err(),
            people::new_link(&house.store, &marc, anne.person.id, &token, MORNING).await.err(),
            people::change_role(&house.store, &marc, marc.person.id, Role::Administrator).await.err(),
            people::close_access(&house.store, &marc, anne.person.id, MORNING).await.err(),
            people::reopen_access(&house.store, &marc, anne.person.id).await.err(),
        ];
        assert!(answers.iter().all(|error| matches!(error, Some(Error::NotAllowed))), "{answers:?}");
        assert_eq!(store::sync::head(&house.store).await.unwrap(), head);
        assert_eq!(people::close_access(&house.store, &anne, house.id(), MORNING).await.unwrap(), Changed::Unknown);
    }

    async fn the_last_administrator_stays(house: House) {
        let anne = house.administrator().await;
        let id = anne.person.id;
        assert_eq!(people::change_role(&house.store, &anne, id, Role::Manager).await.unwrap(), Changed::LastAdministrator);
        assert_eq!(people::close_access(&house.store, &anne, id, MORNING).await.unwrap(), Changed::LastAdministrator);
        assert_eq!(people::change_role(&house.store, &anne, id, Role::Administrator).await.unwrap(), Changed::Done);
        let marc = house.invited(&anne, Role::Administrator).await;
        assert_eq!(people::close_access(&house.store, &anne, id, MORNING).await.unwrap(), Changed::Done);
        let answer = people::change_role(&house.store, &marc, marc.person.id, Role::Seller).await.unwrap();
        assert_eq!(answer, Changed::LastAdministrator, "a closed administrator lets nobody in");
    }

    async fn closing_an_access_closes_its_sessions_until_it_is_opened_again(house: House) {
        let anne = house.administrator().await;
        let paul = house.invited(&anne, Role::Seller).await;
        let token = house.token();
        sessions::open(&house.store, paul.person.id, house.id(), &token, "", MORNING).await.unwrap();
        assert_eq!(people::close_access(&house.store, &anne, paul.person.id, MORNING).await.unwrap(), Changed::Done);
        assert_eq!(sessions::visitor(&house.store, &token, MORNING).await.unwrap(), None);
        let late = sessions::open(&house.store, paul.person.id, house.id(), &house.token(), "", MORNING).await;
        assert!(matches!(late, Err(Error::NotAllowed)), "{late:?}");
        assert_eq!(people::sign_in(&house.store, &paul.person.email, PASSWORD, Cost::CHEAP).await.unwrap(), None);
        assert_eq!(people::reopen_access(&house.store, &anne, paul.person.id).await.unwrap(), Changed::Done);
        assert_eq!(sessions::visitor(&house.store, &token, MORNING).await.unwrap(), None, "the old session stays closed");
        let signed_in = people::sign_in(&house.store, &paul.person.email, PASSWORD, Cost::CHEAP).await.unwrap();
        assert_eq!(signed_in, Some(paul.person));
    }
}
