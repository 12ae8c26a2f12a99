//! One client of the sample firm after another, the same every time.

use domain::client::{
    ADDRESS, ANNUAL_REVENUE, CITY, CLIENT, COMPANY, COUNTRY, EMAIL, EMPLOYEES, FIRST_NAME, JOB_TITLE, LAST_NAME,
    MOBILE, NEXT_CONTACT, NOTES, PHONE, POSTAL_CODE, SOURCE, SOURCES, STATUS, TAGS, WEBSITE,
};
use domain::fold::fold;
use domain::{Millis, Record, Value, time};
use uuid::Uuid;

use super::names;

/// A day, in milliseconds.
pub(super) const DAY: Millis = 24 * 3_600_000;

/// Chance that repeats: `SplitMix64`.
#[derive(Debug)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let number = (number ^ (number >> 31)) % bound.max(1) as u64;
        // OK because it is below a usize.
        usize::try_from(number).unwrap_or_default()
    }

    /// One of a list.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// True this often in a hundred.
    pub(super) fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The next client, as somebody writes them down on this day.
pub(super) fn client(dice: &mut Dice, id: Uuid, today: Millis) -> Record {
    let mut record = Record::new(&CLIENT, id);
    let (first, last) = (*dice.pick(names::FIRST_NAMES), *dice.pick(names::LAST_NAMES));
    let (trade, tag) = *dice.pick(names::COMPANIES);
    let owner = if dice.often(35) { last } else { *dice.pick(names::LAST_NAMES) };
    let mut put = |field: usize, value: Value| record.set(field, Some(value));
    put(FIRST_NAME, first.into());
    put(LAST_NAME, last.into());
    put(STATUS, "prospect".into());
    put(SOURCE, dice.pick(SOURCES).key.into());
    put(COMPANY, format!("{trade} {owner}").as_str().into());
    let host = format!("{}-{}.example", slug(trade), slug(owner));
    put(EMAIL, format!("{}.{}@{host}", slug(first), slug(last)).as_str().into());
    let &(code, city, landline) = dice.pick(names::CITIES);
    if dice.often(70) {
        put(PHONE, format!("{landline}{:04}", dice.below(10_000)).as_str().into());
    }
    if dice.often(80) {
        put(MOBILE, format!("{}{:04}", names::MOBILE, dice.below(10_000)).as_str().into());
    }
    if dice.often(60) {
        put(JOB_TITLE, (*dice.pick(names::JOBS)).into());
        put(EMPLOYEES, Value::Number(1 + i64::try_from(dice.below(180)).unwrap_or_default()));
        put(ANNUAL_REVENUE, Value::Number(5_000_000 * (1 + i64::try_from(dice.below(400)).unwrap_or_default())));
    }
    if dice.often(75) {
        put(ADDRESS, format!("{}, {}", 1 + dice.below(120), dice.pick(names::STREETS)).as_str().into());
    }
    put(POSTAL_CODE, code.into());
    put(CITY, city.into());
    put(COUNTRY, "France".into());
    if dice.often(40) {
        put(WEBSITE, format!("https://{host}").as_str().into());
    }
    let mut tags = vec![tag];
    if dice.often(50) {
        tags.push(*dice.pick(names::TAGS));
    }
    tags.sort_unstable();
    tags.dedup();
    put(TAGS, tags.join("\n").as_str().into());
    if dice.often(55) {
        put(NOTES, (*dice.pick(names::MEETINGS)).into());
    }
    if dice.often(30) {
        put(NEXT_CONTACT, day(today, dice.below(90)));
    }
    record
}

/// The day so many days later.
pub(super) fn day(from: Millis, later: usize) -> Value {
    time::day(from + DAY * Millis::try_from(later).unwrap_or_default()).as_str().into()
}

/// A word as an address carries it.
fn slug(word: &str) -> String {
    fold(word).replace(' ', "-")
}
