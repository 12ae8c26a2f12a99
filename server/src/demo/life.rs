//! Twelve weeks in the life of the sample firm, written by the people's own devices: clients met, called, won and lost,
//! and one disagreement that still waits to be settled.

mod sales;

use std::collections::HashSet;

use app::ssr::Ambient;
use domain::client::{ASSIGNEE, CITY, EMAIL, NEXT_CONTACT, NOTES, STATUS, STEP, STEPS};
use domain::opportunity::LOST_REASONS;
use domain::{Millis, Record, Value, prospect, time};
use store::{Store, Visitor, clients};
use sync::{Act, mutation};
use uuid::Uuid;

use super::clients::{DAY, Dice, client, day};
use super::{names, sellers};
use crate::error::Failure;
use crate::scribe::{Intent, Scribe};

/// What the people call their devices, in the order of `PEOPLE`.
const DEVICES: [&str; 4] = ["Ordinateur du bureau", "Portable de Nadia", "Téléphone de Julien", "Téléphone de Sophie"];
/// Weeks of history.
const WEEKS: usize = 12;
/// Clients met each week.
const MET: usize = 34;
/// The last step of a prospect.
const LOST: &str = "lost";
/// Clients each seller touches again each week.
const TOUCHED: usize = 12;

/// The firm while it lives.
struct Firm<'a> {
    store: &'a Store,
    ambient: Ambient,
    dice: Dice,
    scribes: Vec<Scribe>,
    book: Vec<Uuid>,
    emails: HashSet<String>,
}

/// Lives the twelve weeks before now.
pub(super) async fn live(store: &Store, visitors: &[Visitor], ambient: Ambient) -> Result<(), Failure> {
    let scribes = visitors.iter().zip(DEVICES);
    let scribes = scribes.map(|(visitor, label)| Scribe::new(store, visitor, (ambient.id)(), label)).collect();
    let mut firm = Firm { store, ambient, dice: Dice(2026), scribes, book: Vec::new(), emails: HashSet::new() };
    let sellers: Vec<Uuid> = sellers(visitors).into_iter().map(|person| person.id).collect();
    let start = (ambient.now)() - DAY * 7 * Millis::try_from(WEEKS).unwrap_or_default();
    let mut sales = sales::Sales::default();
    firm.furnish(&mut sales, start).await?;
    for week in 0..WEEKS {
        let monday = start + DAY * 7 * Millis::try_from(week).unwrap_or_default();
        firm.meet(&sellers, monday).await?;
        for writer in 1..firm.scribes.len() {
            let at = monday + DAY * Millis::try_from(writer).unwrap_or_default();
            firm.follow_up(writer, at).await?;
            firm.sell(&mut sales, writer, at).await?;
        }
    }
    firm.disagree((ambient.now)() - DAY / 4).await
}

impl Firm<'_> {
    /// The clients of a week: some met on a stand by those who sell, some written down in the office, from the files of the
    /// years before Carnet: there most buy already.
    async fn meet(&mut self, sellers: &[Uuid], now: Millis) -> Result<(), Failure> {
        for writer in 0..self.scribes.len() {
            let mut intents = Vec::new();
            for _ in 0..MET / self.scribes.len() {
                let mut record = self.stranger(now);
                let own = self.scribes[writer].visitor().person.id;
                let assignee = if sellers.contains(&own) {
                    Some(own)
                } else {
                    record.set(STATUS, Some((*self.dice.pick(names::KNOWN)).into()));
                    self.dice.often(70).then(|| *self.dice.pick(sellers))
                };
                record.set(ASSIGNEE, assignee.map(|person| Value::Text(person.to_string())));
                self.book.push(record.id);
                intents.extend(self.intent(Act::Create, None, &record, now));
            }
            self.write(writer, intents, now).await?;
        }
        Ok(())
    }

    /// Somebody the firm has not met: one person, one record.
    fn stranger(&mut self, now: Millis) -> Record {
        loop {
            let id = self.id_at(now);
            let record = client(&mut self.dice, id, now);
            if self.emails.insert(record.text(EMAIL).to_owned()) {
                return record;
            }
        }
    }

    /// An id as a device would have made it then: the book grows week by week.
    fn id_at(&self, at: Millis) -> Uuid {
        let chance = (self.ambient.id)().as_u128() & ((1 << 80) - 1);
        Uuid::from_u128(time::first_id(at).as_u128() | chance)
    }

    /// What one person does in a week with clients they know.
    async fn follow_up(&mut self, writer: usize, now: Millis) -> Result<(), Failure> {
        let visitor = self.scribes[writer].visitor().clone();
        let mut intents = Vec::new();
        let mut touched = Vec::new();
        while touched.len() < TOUCHED {
            let id = *self.dice.pick(&self.book);
            if touched.contains(&id) {
                continue;
            }
            touched.push(id);
            let Some(row) = clients::show(self.store, &visitor, id).await? else { continue };
            let mut after = row.record.clone();
            let note = *self.dice.pick(names::MEETINGS);
            let notes = [row.record.text(NOTES), note].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
            after.set(NOTES, Some(notes.join("\n").as_str().into()));
            match row.record.text(STATUS) {
                "prospect" => after = self.pursued(&after),
                "client" if self.dice.often(12) => after.set(STATUS, Some("vip".into())),
                _ if self.dice.often(10) => after.set(STATUS, Some("inactive".into())),
                _ => {}
            }
            after.set(NEXT_CONTACT, Some(day(now, self.dice.below(60))));
            intents.extend(self.intent(Act::Edit, Some((&row.record, row.seq)), &after, now));
        }
        self.write(writer, intents, now).await
    }

    /// A prospect after somebody spoke with them: one step further, a client, or lost. Who is lost stays lost.
    fn pursued(&mut self, prospect: &Record) -> Record {
        let here = STEPS.iter().position(|step| step.key == prospect::step(prospect)).unwrap_or_default();
        let next = STEPS.get(here + 1).map(|step| step.key);
        match next {
            None => prospect.clone(),
            Some(next) if next != LOST && self.dice.often(70) => prospect::moved(prospect, next, None),
            Some(_) if self.dice.often(40) => {
                let reason = self.dice.pick(LOST_REASONS).key;
                prospect::moved(prospect, LOST, Some(reason))
            }
            Some(_) => {
                let mut after = prospect.clone();
                after.set(STATUS, Some("client".into()));
                after.set(STEP, None);
                after
            }
        }
    }

    /// Two people write another city for the same client without seeing each other.
    async fn disagree(&mut self, now: Millis) -> Result<(), Failure> {
        let (julien, nadia) = (2, 1);
        let visitor = self.scribes[julien].visitor().clone();
        let mut seen = None;
        for id in self.book.iter().rev() {
            if let Some(row) = clients::show(self.store, &visitor, *id).await? {
                seen = Some(row);
                break;
            }
        }
        let Some(seen) = seen else { return Ok(()) };
        for (writer, city, at) in [(nadia, "Villeurbanne", now), (julien, "Vénissieux", now + DAY / 24)] {
            let mut after = seen.record.clone();
            after.set(CITY, Some(city.into()));
            let intents = self.intent(Act::Edit, Some((&seen.record, seen.seq)), &after, at);
            self.write(writer, intents.into_iter().collect(), at).await?;
        }
        Ok(())
    }

    fn intent(&self, act: Act, before: Option<(&Record, u64)>, after: &Record, at: Millis) -> Option<Intent> {
        let seen = before.map_or(0, |(_, seq)| seq);
        let change = mutation::diff(before.map(|(record, _)| record), after, seen)?;
        Some(Intent { id: (self.ambient.id)(), act, made_at: at, change })
    }

    async fn write(&mut self, writer: usize, intents: Vec<Intent>, now: Millis) -> Result<(), Failure> {
        match self.scribes[writer].write(intents, now).await?.first() {
            None => Ok(()),
            Some(refused) => Err(Failure::Refused(format!("{:?}", refused.reason))),
        }
    }
}
