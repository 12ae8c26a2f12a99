//! The pipeline of opportunities: its stages in order, what moving to one of them writes, the lanes of the board with
//! their sums, and the forecast by month. Row M3 of the module.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::opportunity::{AMOUNT, CLOSED_ON, EXPECTED_CLOSE, LOST_REASON, PROBABILITY, STAGE, STAGE_SINCE};
use crate::record::Record;
use crate::sorting;
use crate::sums::Sums;
use crate::value::Value;
use crate::{Millis, search, stage, time};

/// A stage, ready to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The record's id.
    pub id: Uuid,
    /// The same as records write it: reports look a hundred thousand of them up.
    key: String,
    /// What the firm calls it.
    pub name: String,
    /// In percent.
    pub probability: i64,
    /// Whether reaching it wins the opportunity.
    pub won: bool,
    /// Whether reaching it loses the opportunity.
    pub lost: bool,
    /// Kept for the opportunities in it, offered to no other.
    pub retired: bool,
}

/// The stages from the left of the board to the right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pipeline {
    /// In order, the retired ones among them.
    pub stages: Vec<Stage>,
}

impl Pipeline {
    /// The stages that records tell of; those every firm begins with while none is known.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut known: Vec<&Record> = records.into_iter().filter(|record| !record.is_deleted()).collect();
        sorting::sort_by_key(&mut known, |record| (search::sort_key(record), record.id));
        let mut stages: Vec<Stage> = known.into_iter().map(Stage::of).collect();
        if stages.is_empty() {
            stages = (0..).zip(stage::STANDARD).map(|(place, standard)| Stage::of(&standard.record(place))).collect();
        }
        Self { stages }
    }

    /// The stage with this id, as an opportunity names it.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == id)
    }

    /// The stage an opportunity is in.
    pub fn stage_of(&self, opportunity: &Record) -> Option<&Stage> {
        self.stage(opportunity.text(STAGE))
    }

    /// Where an opportunity begins: the first stage that is neither retired nor an end.
    pub fn first(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| !stage.retired && !stage.is_end())
    }

    /// Whether an opportunity is neither won nor lost. In a stage that nobody knows it is open: nothing said it ended.
    pub fn is_open(&self, opportunity: &Record) -> bool {
        !self.stage_of(opportunity).is_some_and(Stage::is_end)
    }

    /// The lanes of the board: every stage in use or on offer, then one without a stage for what has none this device knows.
    pub fn lanes(&self, opportunities: &[&Record]) -> Vec<Lane> {
        let mut lanes: Vec<Lane> = self.stages.iter().map(|stage| Lane::new(stage.id.to_string())).collect();
        lanes.push(Lane::new(String::new()));
        let places: BTreeMap<Uuid, usize> = self.stages.iter().enumerate().map(|(at, stage)| (stage.id, at)).collect();
        for (card, record) in opportunities.iter().enumerate() {
            let place = Uuid::try_parse(record.text(STAGE)).ok().and_then(|id| places.get(&id).copied());
            let lane = &mut lanes[place.unwrap_or(self.stages.len())];
            lane.cards.push(card);
            lane.amount.add_amount(record, 100);
            lane.weighted.add_amount(record, self.likelihood(record));
        }
        for lane in &mut lanes {
            sorting::sort_by_key(&mut lane.cards, |card| order(opportunities[*card]));
        }
        let is_retired = |lane: &Lane| self.stage(&lane.key).is_none_or(|stage| stage.retired);
        lanes.retain(|lane| !lane.cards.is_empty() || !is_retired(lane));
        lanes
    }

    /// How likely an opportunity is, in percent: as its person says, else as its stage says.
    pub fn likelihood(&self, opportunity: &Record) -> i64 {
        let of_stage = || self.stage_of(opportunity).map_or(0, |stage| stage.probability);
        opportunity.number(PROBABILITY).unwrap_or_else(of_stage)
    }

    /// An opportunity as its form leaves it: one that came into another stage moved there, with the probability that was
    /// typed, if one was.
    #[must_use]
    pub fn settled(&self, before: Option<&Record>, after: Record, now: Millis) -> Record {
        let is_new = |field: usize| before.is_none_or(|before| before.get(field) != after.get(field));
        let Some(stage) = self.stage_of(&after).filter(|_| is_new(STAGE)) else { return after };
        let reason = Some(after.text(LOST_REASON)).filter(|reason| !reason.is_empty());
        let mut moved = stage.moved(&after, reason, now);
        if is_new(PROBABILITY) && after.get(PROBABILITY).is_some() {
            moved.set(PROBABILITY, after.get(PROBABILITY).cloned());
        }
        moved
    }

    /// What open opportunities promise, by the month they should close in (`AAAA-MM`; empty where no day is planned, which
    /// comes last).
    pub fn forecast<'a>(&self, opportunities: impl IntoIterator<Item = &'a Record>) -> Vec<Month> {
        let mut months: BTreeMap<String, Month> = BTreeMap::new();
        for record in opportunities.into_iter().filter(|record| !record.is_deleted() && self.is_open(record)) {
            let key = record.text(EXPECTED_CLOSE).get(..7).unwrap_or_default().to_owned();
            let month = months.entry(key.clone()).or_insert_with(|| Month { key, ..Month::default() });
            month.count += 1;
            month.amount.add_amount(record, 100);
            month.weighted.add_amount(record, self.likelihood(record));
        }
        let undated = months.remove("");
        months.into_values().chain(undated).collect()
    }
}

/// The earliest planned close first, then the largest amount, then the older record.
fn order(record: &Record) -> (bool, String, i64, Uuid) {
    let day = record.text(EXPECTED_CLOSE).to_owned();
    (day.is_empty(), day, -record.number(AMOUNT).unwrap_or_default(), record.id)
}

impl Stage {
    fn of(record: &Record) -> Self {
        let outcome = record.text(stage::OUTCOME);
        Self {
            id: record.id,
            key: record.id.to_string(),
            name: record.text(stage::NAME).to_owned(),
            probability: record.number(stage::PROBABILITY).unwrap_or_default(),
            won: outcome == "won",
            lost: outcome == "lost",
            retired: record.get(stage::ARCHIVED_AT).is_some(),
        }
    }

    /// Whether an opportunity in it is won or lost.
    pub fn is_end(&self) -> bool {
        self.won || self.lost
    }

    /// The opportunity after it moved here: stage, probability, closing day, reason and the instant are one group and are
    /// written together. `reason` is a key of [`crate::opportunity::LOST_REASONS`]; only a loss keeps it.
    #[must_use]
    pub fn moved(&self, opportunity: &Record, reason: Option<&str>, now: Millis) -> Record {
        let mut after = opportunity.clone();
        after.set(STAGE, Some(Value::from(self.id.to_string())));
        after.set(PROBABILITY, Some(Value::Number(self.probability)));
        after.set(LOST_REASON, reason.filter(|_| self.lost).map(Value::from));
        after.set(CLOSED_ON, Some(Value::from(time::day(now))).filter(|_| self.is_end()));
        after.set(STAGE_SINCE, Some(Value::Number(now)));
        after
    }
}

/// One column of a board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lane {
    /// The stage's id or the step's key; empty for cards that have none.
    pub key: String,
    /// Positions of its cards in what the lanes were made of, in order.
    pub cards: Vec<usize>,
    /// What they are worth together.
    pub amount: Sums,
    /// The same, each as far as it is likely.
    pub weighted: Sums,
}

impl Lane {
    /// An empty lane.
    pub fn new(key: String) -> Self {
        Self { key, ..Self::default() }
    }
}

/// What one month promises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Month {
    /// `AAAA-MM`.
    pub key: String,
    /// How many opportunities should close in it.
    pub count: usize,
    /// What they are worth together.
    pub amount: Sums,
    /// The same, each as far as it is likely.
    pub weighted: Sums,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opportunity::{CURRENCY, OPPORTUNITY};
    use crate::stage::STANDARD;

    /// 2026-11-22 in Paris.
    const NOW: Millis = 1_795_345_200_000;

    fn pipeline() -> Pipeline {
        Pipeline::of(std::iter::empty())
    }

    fn opportunity(id: u128, stage: usize, cents: i64, close: &str) -> Record {
        let mut record = Record::new(&OPPORTUNITY, Uuid::from_u128(id));
        record.set(AMOUNT, Some(Value::Number(cents)));
        record.set(CURRENCY, Some("EUR".into()));
        record.set(EXPECTED_CLOSE, Some(close.into()).filter(|_| !close.is_empty()));
        pipeline().stages[stage].moved(&record, Some("price"), NOW)
    }

    #[test]
    fn a_move_writes_stage_probability_and_closing_day_as_one() {
        let open = opportunity(1, 2, 100, "");
        assert_eq!((open.number(PROBABILITY), open.get(CLOSED_ON), open.get(LOST_REASON)), (Some(50), None, None));
        let lost = opportunity(1, 5, 100, "");
        assert_eq!(lost.text(STAGE), STANDARD[5].id.to_string());
        assert_eq!(
            (lost.number(PROBABILITY), lost.text(CLOSED_ON), lost.text(LOST_REASON)),
            (Some(0), "2026-11-22", "price")
        );
        let again = pipeline().stages[0].moved(&lost, None, NOW + 1);
        assert_eq!((again.get(CLOSED_ON), again.get(LOST_REASON)), (None, None));
        assert_eq!((lost.number(STAGE_SINCE), again.number(STAGE_SINCE)), (Some(NOW), Some(NOW + 1)));
        assert!(pipeline().is_open(&again) && !pipeline().is_open(&lost));
    }

    #[test]
    fn a_stage_chosen_in_the_form_is_a_move() {
        let before = opportunity(1, 1, 100, "");
        let mut won = before.clone();
        won.set(STAGE, Some(STANDARD[4].id.to_string().into()));
        let won = pipeline().settled(Some(&before), won, NOW + 1);
        assert_eq!((won.number(PROBABILITY), won.text(CLOSED_ON)), (Some(100), "2026-11-22"));
        let mut sure = before.clone();
        sure.set(STAGE, Some(STANDARD[2].id.to_string().into()));
        sure.set(PROBABILITY, Some(Value::Number(95)));
        let sure = pipeline().settled(Some(&before), sure, NOW + 1);
        assert_eq!((sure.number(PROBABILITY), sure.number(STAGE_SINCE)), (Some(95), Some(NOW + 1)));
        let mut dearer = before.clone();
        dearer.set(AMOUNT, Some(Value::Number(200)));
        assert_eq!(pipeline().settled(Some(&before), dearer.clone(), NOW + 1), dearer);
    }

    #[test]
    fn a_lane_has_its_cards_and_their_exact_sums() {
        let cards = [opportunity(1, 1, 33_333, ""), opportunity(2, 1, 10, "2027-01-01"), opportunity(3, 4, 5, "")];
        let lanes = pipeline().lanes(&cards.each_ref());
        assert_eq!(lanes.len(), STANDARD.len());
        assert_eq!(lanes[1].cards, [1, 0]);
        assert_eq!((lanes[1].amount.euros(), lanes[1].weighted.euros()), (33_343, 8_336));
        assert_eq!(lanes[4].amount.euros(), 5);
    }

    #[test]
    fn a_retired_stage_keeps_its_lane_while_a_card_is_in_it() {
        let mut stages: Vec<Record> = (0..).zip(STANDARD).map(|(place, standard)| standard.record(place)).collect();
        stages[1].set(stage::ARCHIVED_AT, Some(Value::Number(1)));
        let pipeline = Pipeline::of(&stages);
        assert_eq!(pipeline.lanes(&[]).len(), STANDARD.len() - 1);
        assert_eq!(pipeline.lanes(&[&opportunity(1, 1, 1, "")]).len(), STANDARD.len());
        let mut stray = opportunity(2, 0, 1, "");
        stray.set(STAGE, None);
        assert_eq!(pipeline.lanes(&[&stray]).last().unwrap().cards, [0]);
    }

    #[test]
    fn the_forecast_counts_open_opportunities_by_month() {
        let all = [
            opportunity(1, 1, 100, "2027-01-31"),
            opportunity(2, 2, 200, "2027-01-01"),
            opportunity(3, 3, 400, ""),
            opportunity(4, 4, 800, "2027-01-01"),
        ];
        let months = pipeline().forecast(&all);
        let told: Vec<_> =
            months.iter().map(|month| (month.key.as_str(), month.count, month.weighted.euros())).collect();
        assert_eq!(told, [("2027-01", 2, 125), ("", 1, 300)]);
    }
}
