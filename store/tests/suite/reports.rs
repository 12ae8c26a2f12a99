//! One way to report: the database's groups and a device's walk over what it was sent give the same figures, to the cent.

use domain::account::{self, ACCOUNT};
use domain::client::{self, CLIENT};
use domain::opportunity::{self, OPPORTUNITY};
use domain::pipeline::Pipeline;
use domain::reports::{Grouping, Material, NOBODY, Question, Report, Subject, report};
use domain::shapes::money;
use domain::stage::{self, STAGE, STANDARD};
use domain::{Kind, Millis, Record, Role, Value, time};
use sqlx::{AnyConnection, Connection};
use store::{Visitor, reports, stages};
use sync::Mutation;
use uuid::Uuid;

use crate::on_both;
use crate::support::device::streamed;
use crate::support::house::MORNING;
use crate::support::{Device, House};

const DAY: Millis = 86_400_000;

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }

    /// An id made within the last two years, or up to two days after now.
    fn id(&mut self) -> Uuid {
        let at = MORNING + 2 * DAY - Millis::try_from(self.below(730 * 24 * 3_600)).unwrap() * 1000;
        Uuid::from_u128(time::first_id(at).as_u128() + 0x7000_8000_0000_0000_0000 + self.below(1 << 30) as u128)
    }

    /// Cents, now and then the largest amount there is.
    fn cents(&mut self, most: usize) -> Option<Value> {
        match self.below(12) {
            0 => None,
            1 => Some(Value::Number(money::LIMIT)),
            _ => Some(Value::Number(i64::try_from(self.below(most)).unwrap())),
        }
    }

    fn day(&mut self) -> String {
        if self.below(4) == 0 {
            return String::new();
        }
        time::day(MORNING + (Millis::try_from(self.below(400)).unwrap() - 200) * DAY)
    }

    /// A record that is somebody's or nobody's, now and then deleted or archived.
    fn record(&mut self, kind: &'static Kind, people: &[Uuid], texts: &[(usize, &str)]) -> Record {
        let mut record = Record::new(kind, self.id());
        let owner = people.get(self.below(people.len() + 1)).map(Uuid::to_string).unwrap_or_default();
        for (field, text) in texts.iter().chain(&[(kind.assignee, owner.as_str())]) {
            record.set(*field, (!text.is_empty()).then(|| Value::from(*text)));
        }
        record.set(kind.deleted_at, (self.below(20) == 0).then_some(Value::Number(1)));
        record.set(kind.position("archived_at").unwrap(), (self.below(20) == 0).then_some(Value::Number(1)));
        record
    }

    fn client(&mut self, people: &[Uuid]) -> Record {
        let status = self.one_of(&["prospect", "prospect", "client", "vip", "inactive"]);
        let source = self.one_of(&["website", "referral", "event", ""]);
        let step = self.one_of(&["", "new", "contacted", "qualified", "proposal", "lost"]);
        let required =
            [(client::FIRST_NAME, "Zoé"), (client::LAST_NAME, "d’Ormesson"), (client::EMAIL, "zoe@exemple.fr")];
        let told = [(client::STATUS, status), (client::SOURCE, source), (client::STEP, step)];
        self.record(&CLIENT, people, &[required, told].concat())
    }

    fn account(&mut self, people: &[Uuid]) -> Record {
        let industry = self.one_of(&["trade", "energy", "public", ""]);
        let mut record =
            self.record(&ACCOUNT, people, &[(account::NAME, "Cœur & Fils"), (account::INDUSTRY, industry)]);
        record.set(account::ANNUAL_REVENUE, self.cents(6_000_000_000));
        record
    }

    /// One of these that are not deleted, or none.
    fn link(&mut self, records: &[Record]) -> String {
        let living: Vec<_> = records.iter().filter(|record| !record.is_deleted()).collect();
        let place = self.below(living.len() + 1);
        living.get(place).map(|record| record.id.to_string()).unwrap_or_default()
    }

    fn deal(&mut self, people: &[Uuid], stages: &[Record], clients: &[Record], accounts: &[Record]) -> Record {
        let (stage, client, account) =
            (stages[self.below(stages.len())].id.to_string(), self.link(clients), self.link(accounts));
        let currency = self.one_of(&["EUR", "EUR", "CHF", "USD"]);
        let source = self.one_of(&["website", "phone", ""]);
        let reason = self.one_of(&["price", "timing", ""]);
        let (expected, closed) = (self.day(), self.day());
        let texts = [
            (opportunity::NAME, "Rénovation"),
            (opportunity::STAGE, &stage),
            (opportunity::CURRENCY, currency),
            (opportunity::CLIENT, &client),
            (opportunity::ACCOUNT, &account),
            (opportunity::SOURCE, source),
            (opportunity::LOST_REASON, reason),
            (opportunity::EXPECTED_CLOSE, &expected),
            (opportunity::CLOSED_ON, &closed),
        ];
        let mut record = self.record(&OPPORTUNITY, people, &texts);
        record.set(opportunity::AMOUNT, self.cents(1_000_000));
        let said = [None, Some(33), Some(50), Some(67)][self.below(4)];
        record.set(opportunity::PROBABILITY, said.map(Value::Number));
        let since = MORNING + DAY - Millis::try_from(self.below(400 * 24)).unwrap() * 3_600_000;
        record.set(opportunity::STAGE_SINCE, (self.below(3) > 0).then_some(Value::Number(since)));
        record
    }
}

/// A stage of the firm's own: a second one that wins.
fn own_stage() -> Record {
    let mut record =
        Record::new(&STAGE, Uuid::from_u128(time::first_id(MORNING).as_u128() + 0x7000_8000_0000_0000_0000));
    record.set(stage::NAME, Some(Value::from("Renouvelée")));
    record.set(stage::PROBABILITY, Some(Value::Number(100)));
    record.set(stage::POSITION, Some(Value::Number(2)));
    record.set(stage::OUTCOME, Some(Value::from("won")));
    record
}

/// What a device says that was sent these records.
fn counted(sent: &[Record], question: &Question) -> Report {
    let of = |kind: &Kind| sent.iter().filter(|record| record.kind.name == kind.name).collect::<Vec<_>>();
    let pipeline = Pipeline::of(of(&STAGE));
    let (clients, accounts, opportunities) = (of(&CLIENT), of(&ACCOUNT), of(&OPPORTUNITY));
    let pipeline = &pipeline;
    report(
        question,
        &Material { clients: &clients, accounts: &accounts, opportunities: &opportunities, pipeline, now: MORNING },
    )
}

/// Every question, of some people and periods.
fn questions(people: &[Uuid]) -> Vec<Question> {
    let (early, late) = (time::day(MORNING - 90 * DAY), time::day(MORNING + 30 * DAY));
    let periods = [("", ""), (early.as_str(), ""), ("", late.as_str()), (early.as_str(), late.as_str())];
    let everyone = [None, Some(NOBODY.to_owned())].into_iter().chain(people.iter().map(|id| Some(id.to_string())));
    let everyone: Vec<_> = everyone.collect();
    let mut all = Vec::new();
    for (subject, by) in
        Subject::ALL.into_iter().flat_map(|subject| subject.groupings().iter().map(move |by| (subject, *by)))
    {
        let narrow = subject.groupings().iter().copied().filter(|grouping| grouping.is_narrow());
        for (place, across) in [None].into_iter().chain(narrow.map(Some)).enumerate() {
            let (from, to) = periods[(all.len() + place) % periods.len()];
            for person in &everyone {
                all.push(Question {
                    subject,
                    by,
                    across,
                    from: from.to_owned(),
                    to: to.to_owned(),
                    person: person.clone(),
                });
            }
        }
    }
    all
}

/// Makes a record that is not deleted what another of its kind is.
fn change(house: &House, office: &mut Device, seen: u64, record: &mut Record, after: Record) -> Option<Mutation> {
    let before = std::mem::replace(record, Record { id: record.id, ..after });
    if before.is_deleted() {
        *record = before;
        return None;
    }
    Some(office.change_record(house, &before, seen, record))
}

async fn agrees(house: &House, visitor: &Visitor, question: &Question, sent: &[Record]) -> Report {
    let said = reports::report(&house.store, visitor, question, MORNING).await.unwrap();
    assert_eq!(said, counted(sent, question), "{question:?} for {:?}", visitor.person.role);
    let json = serde_json::to_string(&said).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), said, "what a page carries along is the same");
    said
}

on_both! {
    async fn the_database_reports_as_a_device_does_to_the_cent_for_every_question_and_person(house: House) {
        stages::found(&house.store, MORNING).await.unwrap();
        let anne = house.administrator().await;
        let (marc, zoe) = (house.invited(&anne, Role::Seller).await, house.invited(&anne, Role::Seller).await);
        let paul = house.invited(&anne, Role::Manager).await;
        let people = [anne.person.id, marc.person.id, zoe.person.id];
        let mut office = Device::new(&house, &anne);
        let mut stages: Vec<Record> = (0..).zip(STANDARD).map(|(place, standard)| standard.record(place)).collect();
        stages.push(own_stage());
        let act = office.create_record(&house, &own_stage());
        assert_eq!(office.store(&house.store, &[act]).await, []);
        let (mut dice, questions) = (Dice(1), questions(&people));
        let (mut clients, mut accounts, mut deals) = (Vec::new(), Vec::new(), Vec::new());
        for round in [0, 3, 90, 200] {
            // Some of what was there changes, whatever reports look at, and more comes.
            let seen = store::sync::head(&house.store).await.unwrap().0;
            let mut acts = Vec::new();
            for place in (0..clients.len()).step_by(3) {
                acts.extend(change(&house, &mut office, seen, &mut clients[place], dice.client(&people)));
            }
            let new_clients: Vec<_> = (0..round).map(|_| dice.client(&people)).collect();
            let new_accounts: Vec<_> = (0..round / 3).map(|_| dice.account(&people)).collect();
            acts.extend(new_clients.iter().chain(&new_accounts).map(|record| office.create_record(&house, record)));
            clients.extend(new_clients);
            accounts.extend(new_accounts);
            for place in (0..deals.len()).step_by(3) {
                let after = dice.deal(&people, &stages, &clients, &accounts);
                acts.extend(change(&house, &mut office, seen, &mut deals[place], after));
            }
            let new_deals: Vec<_> = (0..round).map(|_| dice.deal(&people, &stages, &clients, &accounts)).collect();
            acts.extend(new_deals.iter().map(|record| office.create_record(&house, record)));
            deals.extend(new_deals);
            assert_eq!(office.store(&house.store, &acts).await, []);
            // From facts in memory that have followed it all, and from the tables.
            for kept in [true, false] {
                if !kept {
                    reports::keep(&house.store, 0).await.unwrap();
                }
                for visitor in [&anne, &marc, &paul] {
                    let sent = streamed(&house, visitor, None).await;
                    for question in &questions {
                        agrees(&house, visitor, question, &sent).await;
                    }
                }
            }
            reports::keep(&house.store, 10_000).await.unwrap();
        }
        let all = streamed(&house, &anne, None).await;
        let told = agrees(&house, &anne, &Question { subject: Subject::Opportunities, by: Grouping::Stage, ..Question::default() }, &all).await;
        assert!(told.lines.len() == 7 && told.total.all.open > 100 && told.total.all.weighted.parts().count() == 3, "{told:?}");
        let hers = streamed(&house, &marc, None).await;
        assert!(counted(&hers, &Question::default()).total.all.count < counted(&all, &Question::default()).total.all.count);
    }

    async fn a_record_of_former_times_is_as_old_as_its_id(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let mut dice = Dice(2);
        let book: Vec<_> = (0..50).map(|_| dice.client(&[])).collect();
        let acts: Vec<_> = book.iter().map(|record| phone.create_record(&house, record)).collect();
        assert_eq!(phone.store(&house.store, &acts).await, []);
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        sqlx::query("update client set created_at = 1").execute(&mut connection).await.unwrap();
        let migration = include_str!("../../../migrations/0005_reports.sql");
        let (update, _) = migration.split_once(';').unwrap();
        assert_eq!(sqlx::raw_sql(update).execute(&mut connection).await.unwrap().rows_affected(), 50);
        let rows: Vec<(String, i64)> =
            sqlx::query_as("select id, created_at from client").fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        assert!(rows.iter().all(|(id, at)| time::made_at(Uuid::parse_str(id).unwrap()) == *at), "{rows:?}");
    }
}
