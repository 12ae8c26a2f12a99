//! Keeping the book clean (G25): which records sleep, and which statuses no longer say what is.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::Millis;
use crate::client;
use crate::record::Record;
use crate::sorting;
use crate::time;

/// When a client was last heard of, and what speaks for another status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Life {
    /// The last contact or the last done follow-up, as an instant.
    pub contact: Option<Millis>,
    /// Whether an opportunity was won.
    pub won: bool,
    /// Whether something is still planned.
    pub planned: bool,
}

/// What a walk over the book keeps of each record.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The record.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Who looks after it.
    pub assignee: Option<Uuid>,
    /// Key of the status.
    pub status: String,
    /// The number of its last change; 0 for one the server has not seen.
    pub seq: u64,
    /// Whether it is a prospect that was lost.
    pub lost: bool,
}

impl Seen {
    /// What is kept of a record; nothing for one that is archived.
    pub fn of(record: &Record, seq: u64) -> Option<Self> {
        record.get(client::ARCHIVED_AT).is_none().then(|| Self {
            id: record.id,
            name: client::full_name(record),
            assignee: Uuid::try_parse(record.text(client::ASSIGNEE)).ok(),
            status: record.text(client::STATUS).to_owned(),
            seq,
            lost: record.text(client::STEP) == "lost",
        })
    }

    /// When it was made, from its id.
    fn made(&self) -> Millis {
        time::made_at(self.id)
    }
}

/// Since when each record has been quiet: since its last contact, or its last change. A device does not know when a
/// record was changed, but that its change came after every record with a lower number was made: it is never told as
/// older than that, so that nothing fresh is called stale without reason.
pub fn quiet_since(seen: &[Seen], lives: &BTreeMap<Uuid, Life>, now: Millis) -> Vec<Millis> {
    let mut order: Vec<usize> = (0..seen.len()).collect();
    sorting::sort_by_key(&mut order, |&place| seen[place].seq);
    let mut since = vec![now; seen.len()];
    let mut latest = Millis::MIN;
    for place in order {
        let record = &seen[place];
        // Something this device made and has not sent is as fresh as can be.
        if record.seq > 0 {
            latest = latest.max(record.made().min(now));
            let contact = lives.get(&record.id).and_then(|life| life.contact).unwrap_or(Millis::MIN);
            since[place] = latest.max(contact);
        }
    }
    since
}

/// A month, as maintenance counts them.
const MONTH: Millis = 30 * 24 * 60 * 60 * 1000;

/// The records that have been quiet for so many months and have nothing planned, the quietest first.
pub fn stale(seen: &[Seen], lives: &BTreeMap<Uuid, Life>, months: i64, now: Millis) -> Vec<(usize, Millis)> {
    let since = quiet_since(seen, lives, now);
    let planned = |record: &Seen| lives.get(&record.id).is_some_and(|life| life.planned);
    let mut stale: Vec<(usize, Millis)> = since
        .into_iter()
        .enumerate()
        .filter(|&(place, since)| now - since >= months * MONTH && !planned(&seen[place]))
        .collect();
    sorting::sort_by_key(&mut stale, |&(place, since)| (since, place));
    stale
}

/// The status a record should have by what is known, where that is another one: a prospect who bought is a client, one
/// who was lost is inactive, and somebody inactive who was spoken to this quarter is a client again.
pub fn better_status(record: &Seen, life: Life, now: Millis) -> Option<&'static str> {
    let recent = life.contact.is_some_and(|contact| now - contact < 3 * MONTH);
    match record.status.as_str() {
        "prospect" if life.won => Some("client"),
        "prospect" if record.lost => Some("inactive"),
        "inactive" if life.won || recent => Some("client"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Millis = 24 * 60 * 60 * 1000;
    const NOW: Millis = 1_790_000_000_000;

    /// A record made so many days ago.
    fn seen(days: i64, seq: u64, status: &str) -> Seen {
        let made = u128::try_from(NOW - days * DAY).unwrap();
        let id = Uuid::from_u128(made << 80 | 7 << 76 | u128::from(seq));
        Seen { id, name: String::new(), assignee: None, status: status.to_owned(), seq, lost: false }
    }

    #[test]
    fn a_record_is_stale_when_neither_contact_nor_change_came_for_long() {
        let book = [seen(800, 1, "client"), seen(700, 9, "client"), seen(100, 5, "client"), seen(600, 3, "client")];
        let talked = Life { contact: Some(NOW - 20 * DAY), ..Life::default() };
        let lives = BTreeMap::from([(book[3].id, talked)]);
        let places = |lives: &BTreeMap<Uuid, Life>| -> Vec<usize> {
            stale(&book, lives, 12, NOW).into_iter().map(|(place, _)| place).collect()
        };
        assert_eq!(places(&lives), [0], "the second was changed after the third was made; the last was spoken to");
        assert_eq!(places(&BTreeMap::new()), [0, 3]);
        let planned = Life { planned: true, ..Life::default() };
        assert_eq!(places(&BTreeMap::from([(book[0].id, planned)])), [3]);
    }

    #[test]
    fn what_was_made_here_and_not_sent_is_fresh() {
        assert!(stale(&[seen(900, 0, "client")], &BTreeMap::new(), 1, NOW).is_empty());
    }

    #[test]
    fn a_status_follows_what_happened() {
        let recent = Life { contact: Some(NOW - DAY), ..Life::default() };
        let won = Life { won: true, ..Life::default() };
        let lost = Seen { lost: true, ..seen(1, 1, "prospect") };
        assert_eq!(better_status(&seen(1, 1, "prospect"), won, NOW), Some("client"));
        assert_eq!(better_status(&lost, Life::default(), NOW), Some("inactive"));
        assert_eq!(better_status(&seen(1, 1, "inactive"), recent, NOW), Some("client"));
        assert_eq!(better_status(&seen(1, 1, "vip"), won, NOW), None);
        assert_eq!(better_status(&seen(1, 1, "prospect"), recent, NOW), None);
    }
}
