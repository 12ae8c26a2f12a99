//! One timeline: what was written and what else was done, filtered, in pages, and only what one may see.

use domain::{Role, client};
use store::Visitor;
use store::audit::{self, Deed, Note};
use store::timeline::{Asked, Line, Sort, timeline};
use sync::Act;
use uuid::Uuid;

use crate::on_both;
use crate::support::house::MORNING;
use crate::support::{Device, House};

async fn note(house: &House, person: Option<Uuid>, deed: Deed, about: Option<Uuid>, later: i64) {
    let note = Note {
        id: house.id(),
        at: MORNING + later,
        person,
        deed,
        about,
        detail: "quelqu’un@exemple.fr\0".into(),
        user_agent: "Tests".into(),
    };
    audit::note(&house.store, &note).await.unwrap();
}

async fn lines(house: &House, visitor: &Visitor, asked: &Asked) -> Vec<Line> {
    timeline(&house.store, visitor, asked, None, 100).await.unwrap()
}

/// The deeds and acts of some lines, in order.
fn told(lines: &[Line]) -> Vec<String> {
    let told = |line: &Line| match line {
        Line::Written { entry, name, .. } => format!("{:?} {name}", entry.act),
        Line::Noted(note) => note.deed.key().to_owned(),
    };
    lines.iter().map(told).collect()
}

on_both! {
    async fn acts_and_deeds_stand_in_one_line_the_latest_first(house: House) {
        let anne = house.administrator().await;
        note(&house, Some(anne.person.id), Deed::SignIn, None, -1).await;
        let mut phone = Device::new(&house, &anne);
        let (id, create) = phone.create(&house, &[]);
        phone.store(&house.store, &[create]).await;
        note(&house, None, Deed::SignInFailed, None, 1).await;
        let seen = store::sync::head(&house.store).await.unwrap().0;
        phone.now = MORNING + 2;
        let edit = phone.edit(&house, id, seen, client::STATUS, "prospect", "client");
        phone.store(&house.store, &[edit]).await;
        let all = lines(&house, &anne, &Asked::default()).await;
        assert_eq!(told(&all), ["Edit Jeanne Martin", "sign_in_failed", "Create Jeanne Martin", "sign_in"]);
        let of = async |asked: Asked| told(&lines(&house, &anne, &asked).await);
        assert_eq!(of(Asked { field: Some("status".into()), sort: Sort::Act(Act::Edit), ..Asked::default() }).await.len(), 1);
        assert_eq!(of(Asked { field: Some("city".into()), ..Asked::default() }).await.len(), 0);
        assert_eq!(of(Asked { record: Some(id), ..Asked::default() }).await.len(), 2);
        assert_eq!(of(Asked { sort: Sort::Doors, ..Asked::default() }).await, ["sign_in_failed", "sign_in"]);
        assert_eq!(of(Asked { sort: Sort::Act(Act::Create), ..Asked::default() }).await.len(), 1);
        assert_eq!(of(Asked { person: Some(anne.person.id), ..Asked::default() }).await.len(), 3);
        assert_eq!(of(Asked { from: Some(MORNING + 1), ..Asked::default() }).await.len(), 2);
        assert_eq!(of(Asked { until: Some(MORNING), ..Asked::default() }).await, ["sign_in"]);
    }

    async fn pages_meet_without_a_gap_and_without_a_line_told_twice(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let acts: Vec<_> = (0..7).map(|_| phone.create(&house, &[]).1).collect();
        phone.store(&house.store, &acts).await;
        for later in [0, 0, 0, 5, -5] {
            note(&house, Some(anne.person.id), Deed::Export, None, later).await;
        }
        let whole = lines(&house, &anne, &Asked::default()).await;
        assert_eq!(whole.len(), 12);
        for size in [1, 2, 3, 5] {
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let page = timeline(&house.store, &anne, &Asked::default(), after, size).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.mark());
                paged.extend(page);
            }
            assert_eq!(paged, whole, "{size}");
        }
    }

    async fn a_seller_sees_what_concerns_their_records_and_themselves(house: House) {
        let anne = house.administrator().await;
        let (marc, zoe) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let manager = house.invited(&anne, Role::Manager).await;
        let mut phone = Device::new(&house, &anne);
        let (marcs, zoes) = (marc.person.id.to_string(), zoe.person.id.to_string());
        let acts = [
            phone.create(&house, &[(client::ASSIGNEE, marcs.as_str()), (client::LAST_NAME, "De Marc")]).1,
            phone.create(&house, &[(client::ASSIGNEE, zoes.as_str()), (client::LAST_NAME, "De Zoé")]).1,
            phone.create(&house, &[(client::LAST_NAME, "De Personne")]).1,
        ];
        phone.store(&house.store, &acts).await;
        note(&house, Some(anne.person.id), Deed::ChangeRole, Some(marc.person.id), 1).await;
        note(&house, Some(zoe.person.id), Deed::SignIn, None, 2).await;
        note(&house, None, Deed::SignInFailed, None, 3).await;
        let of_marc = told(&lines(&house, &marc, &Asked::default()).await);
        assert_eq!(of_marc, ["change_role", "Create Jeanne De Personne", "Create Jeanne De Marc"]);
        assert_eq!(lines(&house, &manager, &Asked::default()).await.len(), 6);
    }
}
