//! What the verdict promises to the store and to people.

use domain::client::{ASSIGNEE, CAPTURED_AT, CLIENT, EMAIL, FIRST_NAME, LAST_NAME, NOTES, PHONE, STATUS};
use domain::opportunity::{self, OPPORTUNITY};
use domain::saved_view::{self, SAVED_VIEW};
use domain::stage::{self, STAGE, STANDARD};
use domain::{Record, Value};

use super::*;
use crate::conflict::of_record;
use crate::mutation::diff;

const ME: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);
const RECEIVED: Millis = 1_000_000;

fn client(id: u128, assignee: Option<Uuid>) -> Record {
    let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
    for (field, text) in [(FIRST_NAME, "Zoé"), (LAST_NAME, "Roy"), (EMAIL, "z@roy.fr"), (STATUS, "prospect")] {
        record.set(field, Some(text.into()));
    }
    record.set(ASSIGNEE, assignee.map(|person| person.to_string().as_str().into()));
    record
}

fn act(n: u64, changes: Vec<Change>) -> Mutation {
    Mutation {
        id: Uuid::from_u128(u128::from(n) << 32),
        n,
        act: Act::Edit,
        version: VERSION,
        made_at: 500_000,
        changes,
        batch: None,
    }
}

fn edit(record: &Record, seen: u64, edits: &[(usize, Option<&str>)]) -> Change {
    let mut after = record.clone();
    for (field, text) in edits {
        after.set(*field, text.map(Value::from));
    }
    diff(Some(record), &after, seen).unwrap()
}

fn judged(role: Role, rows: Vec<Row>, mutations: &[Mutation]) -> Plan {
    let rows = rows.into_iter().map(|row| ((row.record.kind.name, row.record.id), row)).collect();
    let author = Author { user: ME, role, device: Uuid::from_u128(77) };
    let seen_at = HashMap::from([(5, 400_000)]);
    judge(Chunk {
        seq: 9,
        received_at: RECEIVED,
        author,
        rows: &rows,
        used: &HashSet::new(),
        seen_at: &seen_at,
        mutations: mutations.iter().collect(),
    })
}

fn row(record: Record) -> Row {
    let stamp = Stamp { seq: 5, at: 400_000, user: OTHER, device: Uuid::from_u128(88) };
    Row { record, seq: 5, stamps: BTreeMap::from([(crate::row::ANY.to_owned(), stamp)]) }
}

fn refusals(plan: &Plan) -> Vec<(u64, Refusal)> {
    let refused = |note: &Note| match &note.outcome {
        Outcome::Refused { reason } => Some((note.n, reason.clone())),
        Outcome::Conflict => None,
    };
    plan.notes.iter().filter_map(refused).collect()
}

#[test]
fn one_refused_act_does_not_stop_the_next() {
    let record = client(1, None);
    let bad = act(1, vec![edit(&record, 5, &[(STATUS, Some("root"))])]);
    let good = act(2, vec![edit(&record, 5, &[(PHONE, Some("+33612345678"))])]);
    let plan = judged(Role::Seller, vec![row(record)], &[bad, good]);
    assert_eq!(refusals(&plan), [(1, Refusal::BadValue { field: "status".to_owned() })]);
    assert_eq!((plan.rows.len(), plan.history.len(), plan.rows[0].seq), (1, 2, 9));
    assert_eq!(plan.rows[0].record.text(PHONE), "+33612345678");
}

#[test]
fn an_act_is_applied_whole_or_not_at_all() {
    let (mine, foreign) = (client(1, None), client(2, Some(OTHER)));
    let changes =
        vec![edit(&mine, 5, &[(PHONE, None), (EMAIL, Some("a@b.fr"))]), edit(&foreign, 5, &[(EMAIL, Some("a@b.fr"))])];
    let plan = judged(Role::Seller, vec![row(mine), row(foreign)], &[act(1, changes)]);
    assert_eq!(refusals(&plan), [(1, Refusal::NotAllowed)]);
    assert!(plan.rows.is_empty());
    assert_eq!(plan.history.iter().map(|line| line.edits.len()).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_seller_hands_over_what_they_hold_and_then_holds_it_no_more() {
    let record = client(1, Some(ME));
    let hand_over = act(1, vec![edit(&record, 5, &[(ASSIGNEE, Some(&OTHER.to_string()))])]);
    let afterwards = act(2, vec![edit(&record, 5, &[(EMAIL, Some("a@b.fr"))])]);
    let plan = judged(Role::Seller, vec![row(record)], &[hand_over, afterwards]);
    assert_eq!(refusals(&plan), [(2, Refusal::NotAllowed)]);
    assert_eq!(plan.history[0].left_assignee, Some(ME.to_string()));
}

#[test]
fn a_seller_creates_for_themselves_or_nobody_a_manager_for_anybody() {
    let create = |assignee| act(1, vec![diff(None, &client(1, assignee), 0).unwrap()]);
    for (role, assignee, allowed) in [
        (Role::Seller, None, true),
        (Role::Seller, Some(ME), true),
        (Role::Seller, Some(OTHER), false),
        (Role::Manager, Some(OTHER), true),
    ] {
        let plan = judged(role, Vec::new(), &[create(assignee)]);
        assert_eq!(plan.rows.len() == 1, allowed);
        assert_eq!(plan.history[0].left_assignee, None);
    }
}

#[test]
fn a_new_record_has_its_required_values_and_keeps_them() {
    let mut incomplete = client(1, None);
    incomplete.set(EMAIL, None);
    let create = act(1, vec![diff(None, &incomplete, 0).unwrap()]);
    let missing = Refusal::BadValue { field: "email".to_owned() };
    assert_eq!(refusals(&judged(Role::Manager, Vec::new(), &[create])), [(1, missing.clone())]);
    let record = client(1, None);
    let empty = act(1, vec![edit(&record, 5, &[(EMAIL, None)])]);
    assert_eq!(refusals(&judged(Role::Manager, vec![row(record)], &[empty])), [(1, missing)]);
}

#[test]
fn what_this_build_does_not_understand_is_refused_and_kept() {
    let record = client(1, None);
    let newer = Mutation { version: VERSION + 1, ..act(1, vec![edit(&record, 5, &[(EMAIL, Some("a@b.fr"))])]) };
    let mut strange = edit(&record, 5, &[(EMAIL, Some("a@b.fr"))]);
    strange.edits[0].field = "shoe_size".to_owned();
    let mut boat = strange.clone();
    boat.kind = "boat".to_owned();
    let twice = vec![edit(&record, 5, &[(EMAIL, Some("a@b.fr"))]); 2];
    let acts = [newer, act(2, vec![strange]), act(3, vec![boat]), act(4, twice)];
    let plan = judged(Role::Manager, vec![row(record)], &acts);
    assert_eq!(refusals(&plan), [1, 2, 3, 4].map(|n| (n, Refusal::NotUnderstood)));
    assert!(plan.history.iter().all(|line| !line.edits.is_empty()));
}

#[test]
fn an_edit_of_a_record_the_server_does_not_have_is_refused() {
    let unknown = act(1, vec![edit(&client(1, None), 5, &[(EMAIL, Some("a@b.fr"))])]);
    assert_eq!(refusals(&judged(Role::Manager, Vec::new(), &[unknown])), [(1, Refusal::Unknown)]);
}

#[test]
fn an_act_without_any_change_leaves_one_line() {
    let record = client(1, None);
    let same = act(2, vec![Change { edits: Vec::new(), ..edit(&record, 5, &[(EMAIL, Some("a@b.fr"))]) }]);
    let plan = judged(Role::Manager, vec![row(record)], &[act(1, Vec::new()), same]);
    assert_eq!((plan.rows.len(), plan.history.len(), plan.notes.len()), (0, 2, 0));
}

#[test]
fn no_clock_reaches_outside_what_was_seen_and_received() {
    // ClockBound: ten years either way.
    for (made_at, stamped) in [(-315_360_000_000, 400_000), (315_360_000_000, RECEIVED), (600_000, 600_000)] {
        let record = client(1, None);
        let mutation = Mutation { made_at, ..act(1, vec![edit(&record, 5, &[(EMAIL, Some("a@b.fr"))])]) };
        let plan = judged(Role::Manager, vec![row(record)], &[mutation]);
        assert_eq!(plan.rows[0].stamps["email"].at, stamped);
        assert_eq!(plan.history[0].made_at, made_at);
    }
}

#[test]
fn a_meeting_leaves_a_conflict_in_row_history_and_note() {
    let record = client(1, None);
    let mut now = row(record.clone());
    now.record.set(EMAIL, Some("theirs@b.fr".into()));
    now.stamps.insert("email".to_owned(), Stamp { seq: 7, at: 450_000, user: OTHER, device: Uuid::from_u128(88) });
    let mutation = act(1, vec![edit(&record, 5, &[(EMAIL, Some("mine@b.fr"))])]);
    let plan = judged(Role::Manager, vec![now], &[mutation]);
    assert_eq!(plan.notes, [Note { n: 1, outcome: Outcome::Conflict }]);
    assert_eq!(plan.history[0].outcome, Some(Outcome::Conflict));
    assert_eq!(of_record(&plan.rows[0].record)[0].values[0].lost, Some("theirs@b.fr".into()));
    assert!(plan.history[0].edits.iter().any(|edit| edit.field == "conflicts"));
}

#[test]
fn conflicts_come_from_meetings_never_from_devices() {
    let mut forged = client(1, None);
    forged.set(CLIENT.conflicts, Some("[]".into()));
    let create = act(1, vec![diff(None, &forged, 0).unwrap()]);
    let plan = judged(Role::Manager, Vec::new(), &[create]);
    assert_eq!(plan.rows[0].record.get(CLIENT.conflicts), None);
    let nonsense = act(1, vec![edit(&client(1, None), 5, &[(CLIENT.conflicts, Some("{half"))])]);
    let plan = judged(Role::Manager, vec![row(client(1, None))], &[nonsense]);
    assert_eq!(refusals(&plan), [(1, Refusal::BadValue { field: "conflicts".to_owned() })]);
}

fn opportunity(id: u128, client: u128, assignee: Option<Uuid>) -> Record {
    let mut record = Record::new(&OPPORTUNITY, Uuid::from_u128(id));
    for (field, text) in [(opportunity::NAME, "Devis".to_owned()), (opportunity::CURRENCY, "EUR".to_owned())] {
        record.set(field, Some(text.into()));
    }
    record.set(opportunity::STAGE, Some(STANDARD[0].id.to_string().into()));
    record.set(opportunity::CLIENT, Some(Uuid::from_u128(client).to_string().into()));
    record.set(opportunity::ASSIGNEE, assignee.map(|person| person.to_string().into()));
    record
}

fn stage() -> Row {
    row(STANDARD[0].record(1))
}

#[test]
fn a_link_names_a_record_that_exists_or_comes_with_it() {
    let sold = diff(None, &opportunity(7, 1, None), 0).unwrap();
    let bad = Refusal::BadValue { field: "client".to_owned() };
    assert_eq!(refusals(&judged(Role::Seller, vec![stage()], &[act(1, vec![sold.clone()])])), [(1, bad.clone())]);
    let made = diff(None, &client(1, None), 0).unwrap();
    let together = [act(1, vec![sold.clone(), made.clone()])];
    assert_eq!(judged(Role::Seller, vec![stage()], &together).rows.len(), 2);
    let in_turn = [act(1, vec![made]), act(2, vec![sold.clone()])];
    assert_eq!(judged(Role::Seller, vec![stage()], &in_turn).rows.len(), 2);
    let of_another_kind = row(Record { kind: &domain::account::ACCOUNT, ..client(1, None) });
    assert_eq!(refusals(&judged(Role::Seller, vec![stage(), of_another_kind], &[act(1, vec![sold])])), [(1, bad)]);
}

#[test]
fn a_deleted_client_comes_back_with_the_opportunity_made_for_it_and_says_so() {
    let mut gone = row(client(1, Some(OTHER)));
    gone.record.set(CLIENT.deleted_at, Some(Value::Number(450_000)));
    let sold = act(1, vec![diff(None, &opportunity(7, 1, Some(ME)), 0).unwrap()]);
    let plan = judged(Role::Seller, vec![stage(), gone.clone()], std::slice::from_ref(&sold));
    assert_eq!(plan.notes, [Note { n: 1, outcome: Outcome::Conflict }]);
    let back = plan.rows.iter().find(|row| row.record.kind.name == "client").unwrap();
    let conflicts = of_record(&back.record);
    assert!(!back.record.is_deleted() && back.seq == 9);
    assert_eq!((conflicts.len(), conflicts[0].lost_by, conflicts[0].kept_by), (1, OTHER, ME));
    assert_eq!(plan.history.iter().map(|line| line.kind.as_str()).collect::<Vec<_>>(), ["opportunity", "client"]);
    // Whoever deleted it on the same device and then needs it has met nobody.
    gone.stamps.values_mut().for_each(|stamp| stamp.device = Uuid::from_u128(77));
    assert_eq!(judged(Role::Seller, vec![stage(), gone], &[sold]).notes, []);
}

#[test]
fn only_an_administrator_changes_a_stage_and_nobody_deletes_one_in_use() {
    let renamed = act(1, vec![edit(&stage().record, 5, &[(stage::NAME, Some("Découverte"))])]);
    assert_eq!(
        refusals(&judged(Role::Manager, vec![stage()], std::slice::from_ref(&renamed))),
        [(1, Refusal::NotAllowed)]
    );
    assert_eq!(judged(Role::Administrator, vec![stage()], &[renamed]).rows.len(), 1);
    let mut after = stage().record;
    after.set(STAGE.deleted_at, Some(Value::Number(1)));
    let deleted = act(1, vec![diff(Some(&stage().record), &after, 5).unwrap()]);
    assert_eq!(deleted_settings([&deleted, &deleted]), [("stage", STANDARD[0].id)]);
    let used = vec![stage(), row(opportunity(7, 1, None))];
    assert_eq!(refusals(&judged(Role::Administrator, used, std::slice::from_ref(&deleted))), [(1, Refusal::InUse)]);
    assert_eq!(judged(Role::Administrator, vec![stage()], &[deleted]).rows.len(), 1);
}

#[test]
fn what_names_more_fields_than_there_are_looks_nothing_up() {
    let mut change = diff(None, &opportunity(7, 1, None), 0).unwrap();
    assert!(touched([&act(1, vec![change.clone()])]).len() > 1);
    let link = change.edits.iter().find(|edit| edit.field == "client").unwrap().clone();
    change.edits = (0..=OPPORTUNITY.fields.len()).map(|_| link.clone()).collect();
    let strange = act(1, vec![change]);
    assert_eq!(touched([&strange]), [("opportunity", Uuid::from_u128(7))]);
    assert_eq!(refusals(&judged(Role::Manager, Vec::new(), &[strange])), [(1, Refusal::NotUnderstood)]);
}

#[test]
fn a_record_holds_only_so_many_conflicts_and_can_always_be_settled() {
    let mut full = row(client(1, None));
    full.record.set(NOTES, Some("Écrit par quelqu’un d’autre".into()));
    let mut base = full.record.clone();
    base.set(NOTES, Some("Jamais lu".into()));
    let theirs = "n".repeat(60_000);
    let meeting = |n| act(n, vec![edit(&base, 5, &[(NOTES, Some(&format!("{theirs}{n}")))])]);
    let mut n = 0;
    let refused = loop {
        n += 1;
        let plan = judged(Role::Seller, vec![full.clone()], &[meeting(n)]);
        match plan.rows.into_iter().next() {
            Some(next) => full = next,
            None => break plan.history[0].clone(),
        }
        assert!(n < 100, "it grows without bound");
    };
    let reason = Refusal::BadValue { field: "conflicts".to_owned() };
    assert_eq!(refused.outcome, Some(Outcome::Refused { reason }));
    assert_eq!(refused.edits, meeting(n).changes[0].edits, "what was asked is kept");
    assert!(full.record.text(CLIENT.conflicts).len() <= 1024 * 1024);
    let ordinary = act(n, vec![edit(&full.record, 9, &[(PHONE, Some("+33612345678"))])]);
    assert_eq!(judged(Role::Seller, vec![full.clone()], &[ordinary]).notes, []);
    let settled = crate::conflict::settled(&full.record, of_record(&full.record)[0].id, false).unwrap();
    let settle = act(n, vec![diff(Some(&full.record), &settled, 9).unwrap()]);
    let plan = judged(Role::Seller, vec![full], &[settle, meeting(n + 1)]);
    assert_eq!(plan.notes, [Note { n: n + 1, outcome: Outcome::Conflict }], "there is room again");
}

#[test]
fn what_was_captured_in_haste_may_lack_values_until_it_is_completed() {
    let mut prospect = Record::new(&CLIENT, Uuid::from_u128(1));
    prospect.set(PHONE, Some("+33612345678".into()));
    let bare = act(1, vec![diff(None, &prospect, 0).unwrap()]);
    assert_eq!(refusals(&judged(Role::Seller, Vec::new(), &[bare])).len(), 1);
    prospect.set(CAPTURED_AT, Some(Value::Number(300_000)));
    let captured = act(1, vec![diff(None, &prospect, 0).unwrap()]);
    assert_eq!(judged(Role::Seller, Vec::new(), &[captured]).rows.len(), 1);
    let early = act(1, vec![edit(&prospect, 5, &[(CAPTURED_AT, None)])]);
    assert_eq!(
        refusals(&judged(Role::Seller, vec![row(prospect.clone())], &[early])),
        [(1, Refusal::BadValue { field: "first_name".to_owned() })]
    );
    let mut whole = client(1, None);
    whole.set(PHONE, Some("+33612345678".into()));
    let completed = act(1, vec![diff(Some(&prospect), &whole, 5).unwrap()]);
    assert_eq!(judged(Role::Seller, vec![row(prospect)], &[completed]).rows.len(), 1);
}

#[test]
fn a_private_view_is_its_owners_alone() {
    let view = |owner: Option<Uuid>| {
        let mut record = Record::new(&SAVED_VIEW, Uuid::from_u128(3));
        record.set(saved_view::NAME, Some("Mes relances".into()));
        record.set(saved_view::LIST, Some("client".into()));
        record.set(saved_view::ASSIGNEE, owner.map(|person| person.to_string().into()));
        record
    };
    let rename = |owner| vec![edit(&view(owner), 5, &[(saved_view::NAME, Some("À rappeler"))])];
    for (owner, allowed) in [(Some(ME), true), (None, true), (Some(OTHER), false)] {
        let plan = judged(Role::Administrator, vec![row(view(owner))], &[act(1, rename(owner))]);
        assert_eq!(plan.rows.len() == 1, allowed);
    }
    let foisted = act(1, vec![edit(&view(None), 5, &[(saved_view::ASSIGNEE, Some(&OTHER.to_string()))])]);
    assert_eq!(refusals(&judged(Role::Administrator, vec![row(view(None))], &[foisted])), [(1, Refusal::NotAllowed)]);
}
