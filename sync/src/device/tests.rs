//! The life of acts on one device, told event by event.

use domain::client::CLIENT;

use super::*;
use crate::mutation::{Act, Change, Edit, VERSION};
use crate::wire::WireRow;
use crate::wire::{BootstrapHead, Note, Outcome, PUSH_LIMIT, Patch, Pull, PullAnswer, Push, PushAnswer, Refusal, Rows};

const DEVICE: Uuid = Uuid::from_u128(1);
const USER: Uuid = Uuid::from_u128(2);
const EPOCH: Uuid = Uuid::from_u128(3);
const RECORD: Uuid = Uuid::from_u128(4);

fn act(n: u64) -> Mutation {
    let edit = Edit { field: "city".to_owned(), from: None, to: Some("Lyon".into()) };
    let change = Change { kind: CLIENT.name.to_owned(), record: RECORD, seen: 1, edits: vec![edit] };
    Mutation {
        id: Uuid::from_u128(u128::from(1000 + n)),
        n,
        act: Act::Edit,
        version: VERSION,
        made_at: 0,
        changes: vec![change],
        batch: None,
    }
}

fn stand(cursor: u64, acked: u64) -> Stand {
    Stand { device: DEVICE, epoch: EPOCH, scope: "all".to_owned(), cursor, acked, loading: None }
}

fn stored(entries: Vec<Entry>, answered: u64, stand: Option<Stand>) -> Stored {
    let identity = Identity { user: Some(USER), epoch: Some(EPOCH), answered, ..Identity::new(DEVICE) };
    Stored { identity, entries, stand }
}

fn patch(cursor: u64, acked: u64) -> Patch {
    Patch { cursor, acked, more: false, rows: Vec::new(), gone: Vec::new(), people: Vec::new(), notes: Vec::new() }
}

fn fine(last_n: u64, notes: Vec<Note>) -> PushAnswer {
    PushAnswer::Stored { epoch: EPOCH, last_n, notes }
}

fn refused(n: u64) -> Note {
    Note { n, outcome: Outcome::Refused { reason: Refusal::NotAllowed } }
}

/// A device under test, and what it asked for last.
struct Bench {
    device: Device,
    asked: Vec<Effect>,
}

impl Bench {
    /// Loaded, signed in, online, the lock granted.
    fn started(stored: Stored) -> Self {
        let mut bench = Self { device: Device::default(), asked: Vec::new() };
        bench.tell(Event::Loaded(stored));
        bench.tell(Event::SignedIn { user: USER, label: "phone".to_owned() });
        bench.tell(Event::Online);
        bench.begin();
        bench
    }

    /// At rest with a whole replica and no act.
    fn at_rest() -> Self {
        let mut bench = Self::started(stored(Vec::new(), 0, Some(stand(5, 0))));
        let (ticket, _) = bench.pull();
        bench.tell(Event::PullAnswered { ticket, answer: PullAnswer::Patch(patch(5, 0)) });
        bench
    }

    fn tell(&mut self, event: Event) {
        self.asked = self.device.step(event, Now { at: 0, chance: 7 });
    }

    fn ask<T>(&self, wanted: impl Fn(&Effect) -> Option<T>) -> T {
        self.asked.iter().find_map(wanted).unwrap_or_else(|| panic!("asked only {:?}", self.asked))
    }

    fn asks(&self, wanted: impl Fn(&Effect) -> bool) -> bool {
        self.asked.iter().any(wanted)
    }

    fn begin(&mut self) {
        let ticket = self.ask(|effect| if let Effect::Begin { ticket } = effect { Some(*ticket) } else { None });
        self.tell(Event::Begun { ticket, stored: None });
    }

    fn push(&self) -> (Ticket, Push) {
        self.ask(|effect| if let Effect::Push { ticket, push } = effect { Some((*ticket, push.clone())) } else { None })
    }

    fn pull(&self) -> (Ticket, Pull) {
        self.ask(|effect| if let Effect::Pull { ticket, pull } = effect { Some((*ticket, pull.clone())) } else { None })
    }

    fn sent(&self) -> Vec<u64> {
        self.push().1.mutations.iter().map(|act| act.n).collect()
    }

    fn write(&self) -> (Ticket, Stand) {
        self.ask(|effect| match effect {
            Effect::WritePatch { ticket, stand, .. }
            | Effect::WritePage { ticket, stand, .. }
            | Effect::ForgetReplica { ticket, stand, .. } => Some((*ticket, stand.clone())),
            _ => None,
        })
    }

    fn answer_push(&mut self, answer: PushAnswer) {
        let (ticket, _) = self.push();
        self.tell(Event::PushAnswered { ticket, answer });
    }

    fn pending(&self) -> Vec<u64> {
        self.device.pending().map(|act| act.n).collect()
    }
}

#[test]
fn an_act_is_pending_until_the_replica_holds_it() {
    let mut bench = Bench::at_rest();
    bench.tell(Event::Saved(vec![act(1)]));
    assert_eq!((bench.pending(), bench.device.status().waiting, bench.device.is_undecided(RECORD)), (vec![1], 1, true));
    bench.begin();
    assert_eq!(bench.sent(), [1]);
    bench.answer_push(fine(1, Vec::new()));
    assert_eq!((bench.pending(), bench.device.status().waiting), (vec![1], 0));
    let (ticket, _) = bench.pull();
    bench.tell(Event::PullAnswered { ticket, answer: PullAnswer::Patch(patch(6, 1)) });
    assert_eq!(bench.pending(), [1]);
    let (ticket, after) = bench.write();
    assert_eq!((after.cursor, after.acked), (6, 1));
    bench.tell(Event::Written { ticket });
    assert!(bench.pending().is_empty());
    assert!(bench.asks(|effect| *effect == Effect::End { moved: true }));
}

#[test]
fn nothing_is_sent_offline_or_signed_out() {
    let mut bench = Bench::at_rest();
    bench.tell(Event::Offline);
    bench.tell(Event::Saved(vec![act(1)]));
    assert!(!bench.asks(|effect| matches!(effect, Effect::Begin { .. })));
    bench.tell(Event::SignedOut);
    bench.tell(Event::Online);
    assert!(!bench.asks(|effect| matches!(effect, Effect::Begin { .. })));
    assert_eq!((bench.device.status().phase, bench.device.status().waiting), (Phase::SignedOut, 1));
}

#[test]
fn a_backlog_goes_in_batches() {
    let entries = (1..=2500).map(|n| Entry::new(act(n))).collect();
    let mut bench = Bench::started(stored(entries, 0, Some(stand(5, 0))));
    for last in [1000, 2000, 2500] {
        assert!(bench.sent().len() <= PUSH_LIMIT && bench.sent().last() == Some(&last));
        bench.answer_push(fine(last, Vec::new()));
    }
    bench.pull();
}

#[test]
fn what_became_of_an_act_is_asked_again_after_a_lost_answer() {
    // The push was stored and refused, its answer lost; the replica already holds all up to it.
    let mut bench = Bench::started(stored(vec![Entry::new(act(1))], 0, Some(stand(6, 1))));
    assert_eq!(bench.sent(), [1]);
    bench.answer_push(fine(1, vec![refused(1)]));
    let written = bench.ask(|effect| match effect {
        Effect::WriteOutbox { identity, entries, .. } => Some((identity.answered, entries.clone())),
        _ => None,
    });
    assert_eq!((written.0, written.1[0].is_refused()), (1, true));
    assert_eq!(bench.device.status().refused, 1);
}

#[test]
fn a_refused_act_is_parked_and_not_shown_as_in_effect() {
    let mut bench = Bench::started(stored(vec![Entry::new(act(1)), Entry::new(act(2))], 0, Some(stand(5, 0))));
    bench.answer_push(fine(2, vec![refused(1)]));
    assert_eq!((bench.pending(), bench.device.is_undecided(RECORD)), (vec![2], true));
    let parked = bench.device.entries().find(|entry| entry.is_refused()).cloned().unwrap();
    bench.tell(Event::Rewritten(parked.dropped()));
    assert_eq!((bench.device.status().refused, bench.device.is_undecided(RECORD)), (0, false));
}

#[test]
fn a_late_or_double_answer_is_ignored() {
    let mut bench = Bench::started(stored(vec![Entry::new(act(1))], 0, Some(stand(5, 0))));
    let (ticket, _) = bench.push();
    bench.answer_push(fine(1, Vec::new()));
    let status = bench.device.status();
    bench.tell(Event::PushAnswered { ticket, answer: fine(9, vec![refused(1)]) });
    bench.tell(Event::Failed { ticket });
    assert_eq!(bench.device.status(), status);
}

#[test]
fn a_failure_is_retried_later_and_later_but_at_most_every_minute() {
    let mut bench = Bench::started(stored(vec![Entry::new(act(1))], 0, Some(stand(5, 0))));
    let mut delays = Vec::new();
    for _ in 0..9 {
        let (ticket, _) = bench.push();
        bench.tell(Event::Failed { ticket });
        delays.push(bench.ask(|effect| if let Effect::Schedule { after } = effect { Some(*after) } else { None }));
        assert!(bench.asks(|effect| matches!(effect, Effect::End { .. })));
        bench.tell(Event::Timer);
        bench.begin();
    }
    assert!(delays[0] <= 1000 && delays[0] < delays[4] && delays.iter().all(|delay| *delay <= 60_000));
    bench.answer_push(fine(1, Vec::new()));
}

#[test]
fn a_fork_takes_a_new_id_and_renumbers() {
    let mut bench = Bench::started(stored(vec![Entry::new(act(7)), Entry::new(act(8))], 6, Some(stand(5, 6))));
    bench.answer_push(PushAnswer::Forked);
    assert!(bench.asks(|effect| matches!(effect, Effect::Renumber { device, .. } if *device == DEVICE)));
    let new = Uuid::from_u128(99);
    let entries = vec![Entry::new(act(6)), Entry::new(act(7)), Entry::new(act(8))];
    let (identity, entries) = renumber(stored(Vec::new(), 6, None).identity, entries, Some(&stand(5, 6)), new);
    let renumbered = Stored { identity, entries, stand: Some(stand(5, 6)) };
    bench.tell(Event::Loaded(renumbered.clone()));
    // Acts of higher numbers were in memory: they might have been saved while the outbox was read.
    assert!(bench.asks(|effect| *effect == Effect::Reload));
    bench.tell(Event::Loaded(renumbered));
    bench.begin();
    assert_eq!((bench.sent(), bench.push().1.device), (vec![1, 2, 3], new));
    // The one the replica already held is not shown as pending again.
    assert_eq!(bench.pending(), [2, 3]);
}

#[test]
fn a_restored_server_gets_the_journal_again() {
    let entries: Vec<Entry> = (1..=4).map(|n| Entry::new(act(n))).collect();
    let mut bench = Bench::started(stored(entries, 3, Some(stand(5, 3))));
    assert_eq!(bench.sent(), [4]);
    let epoch = Uuid::from_u128(33);
    bench.answer_push(PushAnswer::Restored { epoch, last_n: 2 });
    assert_eq!((bench.sent(), bench.push().1.epoch), (vec![1, 2, 3, 4], Some(epoch)));
}

#[test]
fn a_hole_that_the_databases_do_not_fill_is_renumbered_away() {
    let entries = || vec![Entry::new(act(5)), Entry::new(act(6))];
    let mut bench = Bench::started(stored(entries(), 4, Some(stand(5, 4))));
    assert_eq!(bench.sent(), [5, 6]);
    bench.answer_push(PushAnswer::Gap { last_n: 2 });
    assert!(bench.asks(|effect| *effect == Effect::Reload));
    bench.tell(Event::Loaded(stored(entries(), 4, Some(stand(5, 4)))));
    bench.begin();
    bench.answer_push(PushAnswer::Gap { last_n: 2 });
    assert!(bench.asks(|effect| matches!(effect, Effect::Renumber { .. })));
}

#[test]
fn an_act_of_another_tab_that_was_not_read_yet_does_not_pass_for_answered() {
    let mut bench = Bench::started(stored(vec![Entry::new(act(1))], 0, Some(stand(5, 0))));
    // The other tab saves 2 and sends it; this tab hears of neither and saves 3.
    let (ticket, _) = bench.push();
    bench.tell(Event::Saved(vec![act(3)]));
    bench.tell(Event::PushAnswered { ticket, answer: fine(1, Vec::new()) });
    assert!(bench.asks(|effect| *effect == Effect::Reload));
    let entries = (1..=3).map(|n| Entry::new(act(n))).collect();
    bench.tell(Event::Loaded(stored(entries, 1, Some(stand(5, 0)))));
    bench.begin();
    assert_eq!(bench.sent(), [2, 3]);
    bench.answer_push(fine(3, vec![refused(2)]));
    assert_eq!(bench.device.status().refused, 1);
}

#[test]
fn an_act_the_server_cannot_read_lets_the_others_through() {
    let entries = (1..=3).map(|n| Entry::new(act(n))).collect();
    let mut bench = Bench::started(stored(entries, 0, Some(stand(5, 0))));
    let unacceptable = |bench: &mut Bench| {
        let (ticket, _) = bench.push();
        bench.tell(Event::Unacceptable { ticket });
    };
    unacceptable(&mut bench);
    assert_eq!(bench.sent(), [1]);
    unacceptable(&mut bench);
    let (_, push) = bench.push();
    assert_eq!((push.mutations.len(), push.mutations[0].changes.len()), (3, 0));
    bench.answer_push(fine(3, Vec::new()));
    let parked: Vec<u64> = bench.device.entries().filter(|entry| entry.is_refused()).map(Entry::n).collect();
    assert_eq!(parked, [1]);
}

#[test]
fn an_outdated_replica_is_built_again_and_the_outbox_stays() {
    let mut bench = Bench::at_rest();
    bench.tell(Event::Wake);
    bench.tell(Event::Loaded(stored(vec![Entry::new(act(1))], 1, Some(stand(5, 0)))));
    bench.begin();
    let (ticket, _) = bench.pull();
    bench.tell(Event::PullAnswered { ticket, answer: PullAnswer::Rebuild });
    let ticket = bench
        .ask(|effect| if let Effect::Bootstrap { ticket, after: None, .. } = effect { Some(*ticket) } else { None });
    let head =
        BootstrapHead { epoch: EPOCH, scope: "own:2".to_owned(), cursor: 8, acked: 1, people: Vec::new(), total: 1 };
    bench.tell(Event::BootstrapHead { ticket, head });
    let (forget, _) = bench.write();
    let rows = Rows { kind: "client".to_owned(), columns: Vec::new(), rows: vec![WireRow(RECORD, 3, Vec::new())] };
    bench.tell(Event::BootstrapPage { ticket, rows });
    let (page, loading) = bench.write();
    assert_eq!(loading.loading.and_then(|loading| loading.after), Some(RECORD));
    bench.tell(Event::BootstrapEnd { ticket });
    let (end, whole) = bench.write();
    assert!(whole.is_whole() && whole.cursor == 8 && whole.scope == "own:2");
    for ticket in [forget, page, end] {
        bench.tell(Event::Written { ticket });
    }
    bench.pull();
    assert!(bench.device.status().covers);
    assert_eq!(bench.device.entries().count(), 1);
}

#[test]
fn a_bootstrap_that_broke_off_goes_on_where_it_was() {
    let loading = Some(Loading { after: Some(RECORD), done: 1, total: 9 });
    let mut bench = Bench::started(stored(Vec::new(), 0, Some(Stand { loading, ..stand(5, 0) })));
    let (ticket, after) = bench.ask(|effect| match effect {
        Effect::Bootstrap { ticket, after, .. } => Some((*ticket, *after)),
        _ => None,
    });
    assert_eq!(after, Some(RECORD));
    let head =
        BootstrapHead { epoch: EPOCH, scope: "all".to_owned(), cursor: 8, acked: 0, people: Vec::new(), total: 9 };
    bench.tell(Event::BootstrapHead { ticket, head });
    assert!(!bench.asks(|effect| matches!(effect, Effect::ForgetReplica { .. })));
    bench.tell(Event::BootstrapEnd { ticket });
    // Pull from the head that was noted at the start.
    assert_eq!(bench.write().1.cursor, 5);
}

#[test]
fn a_patch_that_another_tab_overtook_is_read_again() {
    let mut bench = Bench::at_rest();
    bench.tell(Event::BellRang { head: 6 });
    bench.begin();
    let (ticket, _) = bench.pull();
    bench.tell(Event::PullAnswered { ticket, answer: PullAnswer::Patch(patch(6, 0)) });
    let (ticket, _) = bench.write();
    bench.tell(Event::Stale { ticket });
    assert!(bench.asks(|effect| *effect == Effect::Reload));
}

#[test]
fn acts_of_one_person_are_never_sent_for_another() {
    // UserIsolation.
    let other = Uuid::from_u128(20);
    let mut bench = Bench { device: Device::default(), asked: Vec::new() };
    bench.tell(Event::Loaded(stored(vec![Entry::new(act(1))], 0, Some(stand(5, 0)))));
    bench.tell(Event::SignedIn { user: other, label: String::new() });
    bench.tell(Event::Online);
    assert!(bench.asked.is_empty() || bench.asked == [Effect::Show]);
    assert_eq!(bench.device.status().phase, Phase::OtherPerson);
    bench.tell(Event::Loaded(stored(vec![Entry::new(act(1))], 1, Some(stand(5, 1)))));
    assert!(bench.asks(|effect| *effect == Effect::ChangePerson { user: other }));
}

#[test]
fn reading_the_same_again_moves_nothing_on_the_screen() {
    let mut bench = Bench::at_rest();
    let again = |n| stored((1..=n).map(|n| Entry::new(act(n))).collect(), 0, Some(stand(5, 0)));
    bench.tell(Event::Loaded(again(0)));
    assert!(!bench.asks(|effect| matches!(effect, Effect::Moved(_))));
    bench.tell(Event::Loaded(again(1)));
    assert!(bench.asks(|effect| *effect == Effect::Moved(Touched::All)));
}

#[test]
fn a_lock_granted_after_it_was_given_up_is_released() {
    let mut bench = Bench::at_rest();
    bench.tell(Event::Begun { ticket: 999, stored: None });
    assert!(bench.asks(|effect| matches!(effect, Effect::End { .. })));
}

#[test]
fn the_journal_keeps_a_week_and_the_newest() {
    let entries: Vec<Entry> = (1..=1500).map(|n| Entry::new(act(n))).collect();
    let mut device = Device::default();
    let now = Now { at: 8 * 24 * 60 * 60 * 1000, chance: 0 };
    device.step(Event::Loaded(stored(entries, 1499, Some(stand(5, 1499)))), now);
    device.step(Event::SignedIn { user: USER, label: String::new() }, now);
    let asked = device.step(Event::Online, now);
    let Some(Effect::Begin { ticket }) = asked.first() else { panic!("{asked:?}") };
    let asked = device.step(Event::Begun { ticket: *ticket, stored: None }, now);
    let Some(Effect::Push { ticket, .. }) = asked.first() else { panic!("{asked:?}") };
    let asked = device.step(Event::PushAnswered { ticket: *ticket, answer: fine(1500, Vec::new()) }, now);
    let forgotten = asked.iter().find_map(|effect| match effect {
        Effect::WriteOutbox { forget, .. } => Some(forget.len()),
        _ => None,
    });
    assert_eq!(forgotten, Some(500));
    assert_eq!(device.entries().last().map(Entry::n), Some(1500));
}
