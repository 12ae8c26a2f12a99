//! Laws of the agenda.

use super::*;
use crate::client::NEXT_CONTACT;
use crate::interaction::OUTCOMES;

const NOON: Millis = 1_795_258_800_000;
const TODAY: &str = "2026-11-21";

fn client(next_contact: &str) -> Record {
    let mut record = Record::new(&client::CLIENT, Uuid::from_u128(1));
    record.set(NEXT_CONTACT, some(next_contact));
    record
}

fn plan(id: u128, day: &str, time: &str) -> Record {
    planned(Uuid::from_u128(id), Uuid::from_u128(1), day, time, Some(Uuid::from_u128(9)))
}

fn next(client: &Record, before: &[Record], changed: &[Record]) -> String {
    with_next_contact(client, before, changed).text(NEXT_CONTACT).to_owned()
}

#[test]
fn days_are_late_today_coming_or_later() {
    for (day, due) in [
        ("2026-11-20", Due::Late),
        ("2025-12-31", Due::Late),
        (TODAY, Due::Today),
        ("2026-11-22", Due::Coming),
        ("2026-11-28", Due::Coming),
        ("2026-11-29", Due::Later),
        ("2026-13-01", Due::Late),
    ] {
        assert_eq!(Due::of(day, TODAY), due, "{day}");
    }
}

#[test]
fn one_tap_offers_days_that_every_calendar_has() {
    let days = Offer::ALL.map(|offer| offer.day("2028-02-28").unwrap());
    assert_eq!(days, ["2028-02-29", "2028-03-01", "2028-03-06"]);
    assert_eq!(Offer::Tomorrow.day("never"), None);
}

#[test]
fn everything_open_is_to_do_the_most_urgent_first_and_nothing_is_left_out() {
    let late = plan(2, "2026-11-01", "");
    let morning = plan(3, TODAY, "09:30");
    let some_time = plan(4, TODAY, "");
    let finished = done(plan(5, TODAY, ""), NOON, None);
    let gone = deleted(plan(6, TODAY, ""), NOON);
    let imported = (Uuid::from_u128(8), "2026-11-20".to_owned(), None);
    let planned_too = (Uuid::from_u128(1), "2026-11-01".to_owned(), None);
    let found = tasks([&morning, &finished, &late, &gone, &some_time], [imported, planned_too]);
    let told: Vec<_> =
        found.iter().map(|task| (task.day.as_str(), task.time.as_str(), task.client.as_u128())).collect();
    assert_eq!(told, [("2026-11-01", "", 1), ("2026-11-20", "", 8), (TODAY, "", 1), (TODAY, "09:30", 1)]);
    assert_eq!(found[1].follow_up, None);
    assert_eq!(found[1].written(Uuid::from_u128(7)).text(DUE), "2026-11-20");
}

#[test]
fn something_has_come_when_its_day_and_its_minute_have() {
    let at_noon = Task::of(&plan(2, TODAY, "12:00")).unwrap();
    assert!(!at_noon.has_come(TODAY, "11:59") && at_noon.has_come(TODAY, "12:00"));
    assert!(at_noon.has_come("2026-11-22", "08:00") && !at_noon.has_come("2026-11-20", "23:00"));
    assert!(Task::of(&plan(2, TODAY, "")).unwrap().has_come(TODAY, "00:00"));
}

#[test]
fn the_next_contact_is_the_earliest_open_follow_up() {
    let (first, second) = (plan(2, "2026-12-01", ""), plan(3, "2026-12-05", "10:00"));
    let client = client("2026-12-01");
    let known = [first.clone(), second.clone()];
    assert_eq!(next(&client, &known, &[plan(4, "2026-11-25", "")]), "2026-11-25");
    assert_eq!(next(&client, &known, &[plan(4, "2026-12-25", "")]), "2026-12-01");
    assert_eq!(next(&client, &known, &[moved(first.clone(), "2026-12-09", "")]), "2026-12-05");
    assert_eq!(next(&client, &known, &[done(first.clone(), NOON, Some("reached"))]), "2026-12-05");
    assert_eq!(next(&client, &known, &[deleted(first.clone(), NOON), deleted(second, NOON)]), "");
    assert_eq!(next(&client, std::slice::from_ref(&first), &[done(first.clone(), NOON, None)]), "");
}

#[test]
fn a_date_that_no_follow_up_explains_keeps_counting() {
    let imported = client("2026-12-03");
    assert_eq!(next(&imported, &[], &[plan(2, "2026-12-09", "")]), "2026-12-03");
    let written = Task::of_client(imported.id, "2026-12-03", None).written(Uuid::from_u128(5));
    assert_eq!(next(&imported, std::slice::from_ref(&written), &[done(written.clone(), NOON, None)]), "");
}

#[test]
fn a_date_set_by_hand_plans_moves_or_deletes_a_follow_up() {
    let (id, first, second) = (Uuid::from_u128(7), plan(2, "2026-12-01", "10:00"), plan(3, "2026-12-05", ""));
    let known = [second, first.clone()];
    let by_hand = |stood: &str, day: &str, known: &[Record]| {
        let (client, changed) = by_hand(stood, &client(day), known, id, NOON);
        (client.text(NEXT_CONTACT).to_owned(), changed)
    };
    let new = planned(id, Uuid::from_u128(1), "2026-12-03", "", None);
    assert_eq!(by_hand("", "2026-12-03", &[]), ("2026-12-03".into(), Some(new.clone())));
    let put_off = Some(moved(first.clone(), "2026-12-03", ""));
    assert_eq!(by_hand("2026-12-01", "2026-12-03", &known), ("2026-12-03".into(), put_off));
    let far = Some(moved(first.clone(), "2026-12-24", ""));
    assert_eq!(by_hand("2026-12-01", "2026-12-24", &known), ("2026-12-05".into(), far));
    assert_eq!(by_hand("2026-12-01", "", &known), ("2026-12-05".into(), Some(deleted(first, NOON))));
    assert_eq!(by_hand("2026-12-01", "2026-12-01", &known), ("2026-12-01".into(), None));
    // What only an import told of is the person's to change.
    assert_eq!(by_hand("2026-11-30", "2026-12-03", &[]), ("2026-12-03".into(), Some(new)));
    assert_eq!(by_hand("2026-11-30", "", &known), ("2026-12-01".into(), None));
}

#[test]
fn doing_a_follow_up_is_a_contact_of_its_history_but_for_what_is_none() {
    let mut follow_up = plan(2, TODAY, "");
    follow_up.set(NOTE, some("Devis de la toiture"));
    let finished = done(follow_up.clone(), NOON, Some(OUTCOMES[0].key));
    let contact = contact_of(&finished, Uuid::from_u128(3), Some(Uuid::from_u128(9))).unwrap();
    assert!(contact.missing().is_none());
    assert_eq!((contact.text(interaction::CHANNEL), contact.text(interaction::DATE)), ("call", "2026-11-21"));
    assert_eq!(
        (contact.text(interaction::OUTCOME), contact.text(interaction::NOTES)),
        ("reached", "Devis de la toiture")
    );
    assert!(is_told(&finished, std::slice::from_ref(&contact)) && !is_told(&finished, &[]));
    assert!(!is_told(&finished, &[deleted(contact, NOON)]));
    assert_eq!(contact_of(&follow_up, Uuid::from_u128(3), None), None);
    let mut quote = finished;
    quote.set(DEED, some("quote"));
    assert_eq!(contact_of(&quote, Uuid::from_u128(3), None), None);
    assert!(!is_told(&quote, &[]));
}

#[test]
fn a_call_does_the_most_urgent_call_that_is_due_and_no_other() {
    let client = Uuid::from_u128(1);
    let all = tasks(&[plan(2, "2026-11-30", ""), plan(3, TODAY, "09:00"), plan(4, "2026-11-01", "")], []);
    let done_by = |channel: &str, today: &str| fulfilled(&all, client, channel, today).and_then(|task| task.follow_up);
    assert_eq!(done_by("call", TODAY), Some(Uuid::from_u128(4)));
    assert_eq!((done_by("email", TODAY), done_by("call", "2026-10-31")), (None, None));
}
