//! What the firm sells and means to do next: accounts, opportunities in every stage, calls and visits, cards, follow-ups
//! late, due today and to come, trade shows, colours of tags, saved views.

use std::collections::HashMap;

use domain::account::{self, ACCOUNT, INDUSTRIES};
use domain::event::{self, EVENT};
use domain::follow_up::{self, DEEDS, FOLLOW_UP};
use domain::interaction::{self, CHANNELS, INTERACTION, OUTCOMES};
use domain::opportunity::{self, LOST_REASONS, OPPORTUNITY};
use domain::photo::{self, Picture};
use domain::pipeline::Pipeline;
use domain::saved_view::{self, SAVED_VIEW};
use domain::tag::{self, COLOURS, TAG};
use domain::{Kind, Millis, Record, Value, client};
use store::{clients, photos};
use sync::Act;
use uuid::Uuid;

use super::{DAY, Firm, day, names};
use crate::error::Failure;

/// Clients each writer sells to in a week.
const SOLD_TO: usize = 3;
/// How far back a follow-up may be late, in days.
const LATE: usize = 6;
/// Late, due today and to come, in days.
const PLANNED: usize = 24;

/// A card as people hand it over, photographed.
const CARD: &[u8] = include_bytes!("../card.jpg");

/// What was made so far and is linked to.
#[derive(Debug, Default)]
pub(super) struct Sales {
    accounts: HashMap<String, Uuid>,
    events: Vec<Uuid>,
}

impl Firm<'_> {
    /// Once, at the beginning: where people are met, which tags have a colour, which questions are asked again and again.
    pub(super) async fn furnish(&mut self, sales: &mut Sales, now: Millis) -> Result<(), Failure> {
        let mut made = Vec::new();
        for (place, (name, city)) in names::EVENTS.iter().enumerate() {
            let mut record = self.blank(&EVENT);
            record.set(event::NAME, Some(Value::from(*name)));
            record.set(event::PLACE, Some(Value::from(*city)));
            record.set(event::STARTS_ON, Some(day(now, 21 * place + 3)));
            record.set(event::ENDS_ON, Some(day(now, 21 * place + 5)));
            sales.events.push(record.id);
            made.push(record);
        }
        for (name, colour) in names::TAGS.iter().zip(COLOURS.iter().cycle()) {
            let mut record = self.blank(&TAG);
            record.set(tag::NAME, Some(Value::from(*name)));
            record.set(tag::COLOUR, Some(Value::from(colour.key)));
            made.push(record);
        }
        let owner = Value::Text(self.scribes[0].visitor().person.id.to_string());
        for (name, query, owner) in
            [("Prospects à qualifier", "status=prospect", None), ("Mes clients VIP", "status=vip", Some(owner))]
        {
            let mut record = self.blank(&SAVED_VIEW);
            record.set(saved_view::NAME, Some(Value::from(name)));
            record.set(saved_view::LIST, Some(Value::from(client::CLIENT.name)));
            record.set(saved_view::QUERY, Some(Value::from(query)));
            record.set(saved_view::ASSIGNEE, owner);
            made.push(record);
        }
        self.create(0, &made, now).await
    }

    /// A week of one person: with some clients they know they talk, hope to sell, and plan what comes next.
    pub(super) async fn sell(&mut self, sales: &mut Sales, writer: usize, now: Millis) -> Result<(), Failure> {
        let visitor = self.scribes[writer].visitor().clone();
        let today = (self.ambient.now)();
        for place in 0..SOLD_TO {
            let id = *self.dice.pick(&self.book);
            let Some(row) = clients::show(self.store, &visitor, id).await? else { continue };
            let own = Value::Text(visitor.person.id.to_string());
            let owner = row.record.get(client::ASSIGNEE).cloned().unwrap_or(own);
            let mut made = Vec::new();
            let account = self.account(sales, &row.record, &owner, &mut made);
            made.push(self.opportunity(&row.record, account, &owner, now));
            made.push(self.interaction(&row.record, &owner, now));
            made.push(self.follow_up_of(&row.record, &owner, now, today));
            let photo = (place == 0).then(|| photo::of_client(self.id_at(now), &row.record));
            made.extend(photo.clone());
            self.create(writer, &made, now).await?;
            if let (Some(photo), Some(card)) = (photo, Picture::of(CARD.to_vec())) {
                photos::put(self.store, &visitor, photo.id, &card).await?;
            }
            let mut after = row.record.clone();
            after.set(client::ACCOUNT, Some(Value::Text(account.to_string())));
            if self.dice.often(30) && !sales.events.is_empty() {
                let event = *self.dice.pick(&sales.events);
                after.set(client::EVENT, Some(Value::Text(event.to_string())));
            }
            let intents = self.intent(Act::Edit, Some((&row.record, row.seq)), &after, now);
            self.write(writer, intents.into_iter().collect(), now).await?;
        }
        Ok(())
    }

    /// The account of a client's company, made with the first client of it.
    fn account(&mut self, sales: &mut Sales, of: &Record, owner: &Value, made: &mut Vec<Record>) -> Uuid {
        let name = of.text(client::COMPANY).to_owned();
        if let Some(known) = sales.accounts.get(&name) {
            return *known;
        }
        let mut record = self.blank(&ACCOUNT);
        record.set(account::NAME, Some(Value::from(name.as_str())));
        record.set(account::INDUSTRY, Some(Value::from(self.dice.pick(INDUSTRIES).key)));
        record.set(account::ASSIGNEE, Some(owner.clone()));
        for (from, to) in [
            (client::ANNUAL_REVENUE, account::ANNUAL_REVENUE),
            (client::EMPLOYEES, account::EMPLOYEES),
            (client::PHONE, account::PHONE),
            (client::WEBSITE, account::WEBSITE),
            (client::ADDRESS, account::ADDRESS),
            (client::POSTAL_CODE, account::POSTAL_CODE),
            (client::CITY, account::CITY),
            (client::COUNTRY, account::COUNTRY),
        ] {
            record.set(to, of.get(from).cloned());
        }
        sales.accounts.insert(name, record.id);
        made.push(record.clone());
        record.id
    }

    fn opportunity(&mut self, of: &Record, account: Uuid, owner: &Value, now: Millis) -> Record {
        let pipeline = Pipeline::of([]);
        let stage = self.dice.pick(&pipeline.stages);
        let mut record = self.blank(&OPPORTUNITY);
        record.set(opportunity::NAME, Some(Value::from(*self.dice.pick(names::DEALS))));
        let amount = 80_000 * i64::try_from(1 + self.dice.below(60)).unwrap_or(1);
        record.set(opportunity::AMOUNT, Some(Value::Number(amount)));
        record.set(opportunity::CURRENCY, Some(Value::from("EUR")));
        record.set(opportunity::CLIENT, Some(Value::Text(of.id.to_string())));
        record.set(opportunity::ACCOUNT, Some(Value::Text(account.to_string())));
        record.set(opportunity::ASSIGNEE, Some(owner.clone()));
        record.set(opportunity::SOURCE, of.get(client::SOURCE).cloned());
        record.set(opportunity::EXPECTED_CLOSE, Some(day(now, 14 + self.dice.below(90))));
        let reason = self.dice.pick(LOST_REASONS).key;
        stage.moved(&record, Some(reason), now)
    }

    fn interaction(&mut self, with: &Record, owner: &Value, now: Millis) -> Record {
        let mut record = self.blank(&INTERACTION);
        record.set(interaction::CHANNEL, Some(Value::from(self.dice.pick(CHANNELS).key)));
        record.set(interaction::DATE, Some(day(now, 0)));
        record.set(
            interaction::TIME,
            Some(Value::from(format!("{:02}:{:02}", 8 + self.dice.below(10), 15 * self.dice.below(4)))),
        );
        record.set(interaction::DURATION, Some(Value::Number(5 * i64::try_from(1 + self.dice.below(9)).unwrap_or(1))));
        record.set(interaction::SUBJECT, Some(Value::from(*self.dice.pick(names::SUBJECTS))));
        record.set(interaction::OUTCOME, Some(Value::from(self.dice.pick(OUTCOMES).key)));
        record.set(interaction::CLIENT, Some(Value::Text(with.id.to_string())));
        record.set(interaction::ASSIGNEE, Some(owner.clone()));
        record.set(interaction::NOTES, Some(Value::from(*self.dice.pick(names::MEETINGS))));
        record
    }

    /// What was planned long ago is done by now; the rest is late, due today or to come.
    fn follow_up_of(&mut self, with: &Record, owner: &Value, now: Millis, today: Millis) -> Record {
        let mut record = self.blank(&FOLLOW_UP);
        record.set(follow_up::DEED, Some(Value::from(self.dice.pick(DEEDS).key)));
        record.set(follow_up::CLIENT, Some(Value::Text(with.id.to_string())));
        record.set(follow_up::ASSIGNEE, Some(owner.clone()));
        record.set(follow_up::NOTE, Some(Value::from(*self.dice.pick(names::SUBJECTS))));
        if today - now > 28 * DAY {
            record.set(follow_up::DUE, Some(day(now, 2)));
            record.set(follow_up::DONE_AT, Some(Value::Number(now + 2 * DAY)));
            record.set(follow_up::OUTCOME, Some(Value::from(self.dice.pick(OUTCOMES).key)));
        } else {
            let first = today - DAY * Millis::try_from(LATE).unwrap_or_default();
            record.set(follow_up::DUE, Some(day(first, self.dice.below(PLANNED))));
        }
        record
    }

    fn blank(&self, kind: &'static Kind) -> Record {
        Record::new(kind, (self.ambient.id)())
    }

    /// New records, each an act of its own, in an order in which none links to a later one.
    async fn create(&mut self, writer: usize, made: &[Record], now: Millis) -> Result<(), Failure> {
        let intents = made.iter().filter_map(|record| self.intent(Act::Create, None, record, now)).collect();
        self.write(writer, intents, now).await
    }
}
