//! The laws of merging.

use domain::client::{ADDRESS, CITY, CLIENT, DELETED_AT, EMAIL, NOTES, PHONE, POSTAL_CODE, TAGS};
use domain::{Millis, Record, Value};
use proptest::prelude::*;

use super::*;
use crate::conflict::of_record;
use crate::mutation::{apply, diff};

const BASE_SEQ: u64 = 5;

fn stamp(person: u128, seq: u64, at: Millis) -> Stamp {
    Stamp { seq, at, user: Uuid::from_u128(person), device: Uuid::from_u128(person + 100) }
}

fn row(fields: &[(usize, &str)]) -> Row {
    let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
    for (field, text) in fields {
        record.set(*field, Some((*text).into()));
    }
    create(&CLIENT, &diff(None, &record, 0).unwrap(), stamp(9, BASE_SEQ, 0))
}

fn edited(row: &Row, edits: &[(usize, Option<Value>)]) -> Change {
    let mut after = row.record.clone();
    for (field, value) in edits {
        after.set(*field, value.clone());
    }
    let silent = Change { kind: "client".to_owned(), record: row.record.id, seen: BASE_SEQ, edits: Vec::new() };
    diff(Some(&row.record), &after, BASE_SEQ).unwrap_or(silent)
}

/// Two people change the row without seeing each other; the first of them arrives first.
fn meet(row: &Row, first: (&Change, Stamp), second: (&Change, Stamp)) -> Row {
    let (merged, _) = merge(row, first.0, Stamp { seq: 6, ..first.1 }, Uuid::from_u128(61));
    merge(&merged, second.0, Stamp { seq: 7, ..second.1 }, Uuid::from_u128(71)).0
}

#[expect(clippy::unnecessary_wraps, reason = "what an edit wants is an option")]
fn text(value: &str) -> Option<Value> {
    Some(value.into())
}

fn tags() -> impl Strategy<Value = Option<Value>> {
    prop::sample::subsequence(vec!["a", "b", "c", "d"], 0..=4)
        .prop_map(|tags| Some(Value::Text(tags.join("\n"))).filter(|_| !tags.is_empty()))
}

/// A text of distinct lines, and two changes of it with lines of their own.
fn notes() -> impl Strategy<Value = [String; 3]> {
    let change = prop::collection::vec((0usize..8, 0u8..3), 0..4);
    (0usize..8, change.clone(), change).prop_map(|(lines, mine, theirs)| {
        let base: Vec<String> = (0..lines).map(|line| format!("line {line}")).collect();
        let changed = |name: &str, changes: Vec<(usize, u8)>| {
            let mut text = base.clone();
            for (number, (place, what)) in changes.into_iter().enumerate() {
                let place = place.min(text.len());
                match what {
                    0 if place < text.len() => drop(text.remove(place)),
                    1 if place < text.len() => text[place] = format!("{name} {number}"),
                    _ => text.insert(place, format!("{name} {number}")),
                }
            }
            text.join("\n")
        };
        [base.join("\n"), changed("mine", mine), changed("theirs", theirs)]
    })
}

proptest! {
    #[test]
    fn a_change_that_meets_nobody_gives_what_its_person_wrote(tags in tags(), email in "[a-z]{1,5}@b\\.fr", city in "[A-Z][a-z]{1,8}") {
        let row = row(&[(EMAIL, "old@b.fr"), (TAGS, "a\nb"), (CITY, "Lyon")]);
        let change = edited(&row, &[(EMAIL, text(&email)), (TAGS, tags), (CITY, text(&city))]);
        let mut wanted = row.record.clone();
        let (merged, met) = merge(&row, &change, stamp(1, 6, 10), Uuid::nil());
        prop_assert!(!met);
        apply(&mut wanted, &change);
        prop_assert_eq!(merged.record, wanted);
    }

    #[test]
    fn tags_come_out_the_same_in_either_order(base in tags(), mine in tags(), theirs in tags()) {
        let mut row = row(&[]);
        row.record.set(TAGS, base);
        let (mine, theirs) = (edited(&row, &[(TAGS, mine)]), edited(&row, &[(TAGS, theirs)]));
        let one = meet(&row, (&mine, stamp(1, 0, 10)), (&theirs, stamp(2, 0, 20)));
        let other = meet(&row, (&theirs, stamp(2, 0, 20)), (&mine, stamp(1, 0, 10)));
        prop_assert_eq!(one.record, other.record);
    }

    #[test]
    fn an_add_wins_over_a_remove_that_had_not_seen_it(base in tags()) {
        let mut row = row(&[]);
        row.record.set(TAGS, base);
        let add = edited(&row, &[(TAGS, text("new"))]);
        let (after, _) = merge(&row, &add, stamp(1, 6, 10), Uuid::nil());
        // Somebody whose list still showed the tag takes it away without having seen that it came back.
        let mut stale = row.record.clone();
        stale.set(TAGS, text("new"));
        let remove = diff(Some(&stale), &row.record, BASE_SEQ).unwrap();
        let (after, _) = merge(&after, &remove, stamp(2, 7, 20), Uuid::nil());
        prop_assert!(after.record.text(TAGS).lines().any(|tag| tag == "new"));
    }

    #[test]
    fn two_values_for_a_field_are_both_kept_and_the_later_edit_wins(early in "[a-m]{3}@b\\.fr", late in "[n-z]{3}@b\\.fr") {
        let row = row(&[(EMAIL, "old@b.fr")]);
        let (first, second) = (edited(&row, &[(EMAIL, text(&early))]), edited(&row, &[(EMAIL, text(&late))]));
        let one = meet(&row, (&first, stamp(1, 0, 10)), (&second, stamp(2, 0, 20)));
        let other = meet(&row, (&second, stamp(2, 0, 20)), (&first, stamp(1, 0, 10)));
        for merged in [one, other] {
            prop_assert_eq!(merged.record.text(EMAIL), &late);
            let open = of_record(&merged.record);
            prop_assert_eq!(&open[0].values[0].lost, &text(&early));
            prop_assert_eq!((open[0].kept_by, open[0].lost_by), (Uuid::from_u128(2), Uuid::from_u128(1)));
        }
    }

    #[test]
    fn an_address_is_never_mixed_from_two(mine in prop::collection::vec(any::<bool>(), 3), theirs in prop::collection::vec(any::<bool>(), 3)) {
        let fields = [ADDRESS, POSTAL_CODE, CITY];
        let row = row(&[(ADDRESS, "1 rue A"), (POSTAL_CODE, "69001"), (CITY, "Lyon")]);
        let moved = |name: &str, which: &[bool]| {
            let edits: Vec<_> = fields.iter().zip(which).filter(|(_, yes)| **yes).map(|(field, _)| (*field, text(name))).collect();
            edited(&row, &edits)
        };
        let (mine, theirs) = (moved("Mine", &mine), moved("Theirs", &theirs));
        let merged = meet(&row, (&mine, stamp(1, 0, 10)), (&theirs, stamp(2, 0, 20)));
        let whole = |change: &Change| {
            let mut record = row.record.clone();
            apply(&mut record, change);
            fields.map(|field| record.get(field).cloned())
        };
        let stands = fields.map(|field| merged.record.get(field).cloned());
        prop_assert!(stands == whole(&mine) || stands == whole(&theirs));
    }

    #[test]
    fn merged_notes_have_what_either_added_and_not_what_either_took_away([base, mine, theirs] in notes()) {
        let merged = merge_notes(&base, &mine, &theirs);
        prop_assert_eq!(&merged, &merge_notes(&base, &theirs, &mine));
        if let Some(merged) = merged {
            let has = |text: &str, line: &str| text.lines().any(|other| other == line);
            for line in base.lines().chain(mine.lines()).chain(theirs.lines()) {
                let kept = if has(&base, line) { has(&mine, line) && has(&theirs, line) } else { true };
                prop_assert_eq!(has(&merged, line), kept, "line {}", line);
            }
            prop_assert!(!merged.contains("<<<<<<<"));
        }
    }

    #[test]
    fn merging_notes_never_panics(base in "(?s).{0,60}", mine in "(?s).{0,60}", theirs in "(?s).{0,60}") {
        merge_notes(&base, &mine, &theirs);
    }
}

#[test]
fn the_same_value_from_two_people_is_no_conflict() {
    let row = row(&[(EMAIL, "old@b.fr")]);
    let change = edited(&row, &[(EMAIL, text("new@b.fr"))]);
    let merged = meet(&row, (&change, stamp(1, 0, 10)), (&change, stamp(2, 0, 20)));
    assert!(of_record(&merged.record).is_empty());
    assert_eq!(merged.seq, 6);
}

#[test]
fn overlapping_notes_keep_the_servers_text_and_mine_in_the_conflict() {
    let row = row(&[(NOTES, "one\ntwo")]);
    let (theirs, mine) = (edited(&row, &[(NOTES, text("one\nTHEIRS"))]), edited(&row, &[(NOTES, text("one\nMINE"))]));
    let merged = meet(&row, (&theirs, stamp(1, 0, 20)), (&mine, stamp(2, 0, 30)));
    assert_eq!(merged.record.text(NOTES), "one\nTHEIRS");
    assert_eq!(of_record(&merged.record)[0].values[0].lost, text("one\nMINE"));
}

#[test]
fn notes_that_would_keep_the_server_busy_count_as_overlapping() {
    let text = |name: &str| (0..6000).map(|line| format!("{name}{line}")).collect::<Vec<_>>().join("\n");
    assert_eq!(merge_notes(&text("a"), &text("b"), &text("c")), None);
}

#[test]
fn a_deletion_against_an_unseen_edit_leaves_the_record_in_either_order() {
    let row = row(&[(PHONE, "+33612345678")]);
    let delete = edited(&row, &[(DELETED_AT, Some(Value::Number(30)))]);
    let edit = edited(&row, &[(PHONE, text("+33700000000"))]);
    let one = meet(&row, (&delete, stamp(1, 0, 30)), (&edit, stamp(2, 0, 20)));
    let other = meet(&row, (&edit, stamp(2, 0, 20)), (&delete, stamp(1, 0, 30)));
    for merged in [one, other] {
        assert!(!merged.record.is_deleted());
        assert_eq!(merged.record.text(PHONE), "+33700000000");
        let open = of_record(&merged.record);
        assert_eq!((open.len(), open[0].about, open[0].lost_by), (1, About::Deletion, Uuid::from_u128(1)));
    }
}

#[test]
fn a_persons_own_edits_on_one_device_never_meet() {
    let row = row(&[(EMAIL, "old@b.fr"), (PHONE, "+33612345678")]);
    let first = edited(&row, &[(EMAIL, text("new@b.fr"))]);
    let mut after = row.clone();
    apply(&mut after.record, &first);
    let second = edited(&after, &[(EMAIL, text("newer@b.fr")), (DELETED_AT, Some(Value::Number(30)))]);
    let merged = meet(&row, (&first, stamp(1, 0, 10)), (&second, stamp(1, 0, 20)));
    assert!(merged.record.is_deleted() && of_record(&merged.record).is_empty());
    assert_eq!(merged.record.text(EMAIL), "newer@b.fr");
}

#[test]
fn what_one_typed_over_oneself_is_no_longer_a_loss() {
    let row = row(&[(EMAIL, "old@b.fr")]);
    let theirs = edited(&row, &[(EMAIL, text("theirs@b.fr"))]);
    let (merged, _) = merge(&row, &theirs, stamp(2, 6, 50), Uuid::from_u128(61));
    let first = edited(&row, &[(EMAIL, text("mine@b.fr"))]);
    let (merged, _) = merge(&merged, &first, stamp(1, 7, 10), Uuid::from_u128(71));
    let mut mine = row.clone();
    apply(&mut mine.record, &first);
    let better = edited(&mine, &[(EMAIL, text("better@b.fr"))]);
    let (merged, _) = merge(&merged, &better, stamp(1, 8, 60), Uuid::from_u128(81));
    let open = of_record(&merged.record);
    assert_eq!(merged.record.text(EMAIL), "better@b.fr");
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].values[0].lost, text("theirs@b.fr"));
}

#[test]
fn two_people_settling_conflicts_at_once_settle_both() {
    let row = row(&[(EMAIL, "old@b.fr"), (PHONE, "+33612345678")]);
    let theirs = edited(&row, &[(EMAIL, text("t@b.fr")), (PHONE, text("+33700000001"))]);
    let mine = edited(&row, &[(EMAIL, text("m@b.fr")), (PHONE, text("+33700000002"))]);
    let mut merged = meet(&row, (&theirs, stamp(1, 0, 10)), (&mine, stamp(2, 0, 20)));
    let ids: Vec<Uuid> = of_record(&merged.record).iter().map(|open| open.id).collect();
    assert_eq!(ids.len(), 2);
    let shown = merged.record.clone();
    for (person, id) in [(1, ids[0]), (2, ids[1])] {
        let after = conflict::settled(&shown, id, false).unwrap();
        let change = diff(Some(&shown), &after, 7).unwrap();
        (merged, _) = merge(&merged, &change, stamp(person, 8, 30), Uuid::nil());
    }
    assert!(of_record(&merged.record).is_empty());
}

#[test]
fn settling_what_one_saw_does_not_settle_another_loss_under_the_same_id() {
    let row = row(&[(EMAIL, "old@b.fr")]);
    let (theirs, mine) = (edited(&row, &[(EMAIL, text("t@b.fr"))]), edited(&row, &[(EMAIL, text("m@b.fr"))]));
    let merged = meet(&row, (&theirs, stamp(1, 0, 20)), (&mine, stamp(2, 0, 10)));
    let mut shown = merged.record.clone();
    let mut open = of_record(&shown);
    open[0].values[0].lost = text("of-another-life@b.fr");
    shown.set(CLIENT.conflicts, conflict::value(&open));
    let after = conflict::settled(&shown, open[0].id, false).unwrap();
    let (merged, _) = merge(&merged, &diff(Some(&shown), &after, 7).unwrap(), stamp(3, 8, 30), Uuid::nil());
    assert_eq!(of_record(&merged.record)[0].values[0].lost, text("m@b.fr"));
}
