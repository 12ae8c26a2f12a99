//! The three reports (M6–M8) as the server answers them: what a device counts record by record is counted in groups, over
//! facts in memory or by the database, and the same [`Tally`] puts the groups together.

mod facts;

use std::collections::BTreeMap;

use domain::reports::{BANDS, Group, Grouping, NOBODY, Question, Report, Subject, Tally, money, stage_since};
use domain::{Kind, Millis, Record, Value, account, client, opportunity};
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};
use uuid::Uuid;

pub(crate) use self::facts::{Deals, Leads};
use crate::sql::{self, Statement};
use crate::{Result, Store, Visitor, clients, read, stages, store};

const DAY: Millis = 24 * 60 * 60 * 1000;
/// Amounts are added up in two parts: their sum may be larger than a number of the database.
const PART: i64 = 1_000_000_000;

/// Keeps in memory from now on what reports look at of clients and of opportunities, as long as there are at most so many
/// of each: a fifth of a kilobyte each.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(store: &Store, most: u64) -> Result<()> {
    store.leads().keep(store, most).await?;
    store.deals().keep(store, most).await
}

/// Answers a question about what this person may see. The question is one that was checked.
///
/// # Errors
/// When the database does not answer.
pub async fn report(store: &Store, visitor: &Visitor, question: &Question, now: Millis) -> Result<Report> {
    match from_facts(store, visitor, question, now).await? {
        Some(report) => Ok(report),
        None => from_tables(store, visitor, question, now).await,
    }
}

/// From what is kept in memory; nothing where that is not enough. It holds no clients of opportunities: they are too many
/// to be groups of.
async fn from_facts(store: &Store, visitor: &Visitor, question: &Question, now: Millis) -> Result<Option<Report>> {
    if question.subject == Subject::Accounts || question.by == Grouping::Client {
        return Ok(None);
    }
    let state = store::head(store).await?;
    let pipeline = stages::pipeline(store).await?;
    let own = visitor.own(kind_of(question.subject));
    let question = question.clone();
    if question.subject == Subject::Prospects {
        let say = move |leads: &Leads| leads.report(&question, &pipeline, own, now);
        store.leads().answer(store, state, say).await
    } else {
        let say = move |deals: &Deals| deals.report(&question, &pipeline, own, now);
        store.deals().answer(store, state, say).await
    }
}

/// From the tables.
async fn from_tables(store: &Store, visitor: &Visitor, question: &Question, now: Millis) -> Result<Report> {
    let mut transaction = store.read().await?;
    let pipeline = stages::read(&mut transaction).await?;
    let asking = Asking { visitor, question, now };
    let kind = kind_of(question.subject);
    let own = asking.count(&mut transaction, kind).await?;
    let deals = match question.subject {
        Subject::Accounts => asking.count(&mut transaction, &opportunity::OPPORTUNITY).await?,
        Subject::Prospects | Subject::Opportunities => Vec::new(),
    };
    transaction.rollback().await?;
    let mut tally = Tally::new(question, &pipeline);
    for found in &own {
        tally.see(&found.group());
    }
    for found in &deals {
        tally.see_deals(&found.about, &found.group());
    }
    Ok(tally.finish())
}

/// What the keys of a report's lines and columns are called that are ids of stages or clients: of those this person may
/// see and every list shows.
///
/// # Errors
/// When the database does not answer.
pub async fn names(
    store: &Store,
    visitor: &Visitor,
    question: &Question,
    report: &Report,
) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    if [Some(question.by), question.across].contains(&Some(Grouping::Stage)) {
        let stages = stages::pipeline(store).await?.stages;
        names.extend(stages.into_iter().map(|stage| (stage.id.to_string(), stage.name)));
    }
    if question.by == Grouping::Client {
        let ids: Vec<Uuid> = report.lines.iter().filter_map(|line| Uuid::try_parse(&line.key).ok()).collect();
        let found = clients::some(store, visitor, &ids).await?.into_values().map(|(record, _)| record);
        let shown = found.filter(|record| !record.is_deleted() && record.get(client::ARCHIVED_AT).is_none());
        names.extend(shown.map(|record| (record.id.to_string(), client::full_name(&record))));
    }
    Ok(names)
}

/// What a report is about.
fn kind_of(subject: Subject) -> &'static Kind {
    match subject {
        Subject::Prospects => &client::CLIENT,
        Subject::Opportunities => &opportunity::OPPORTUNITY,
        Subject::Accounts => &account::ACCOUNT,
    }
}

/// Records that the database counted together.
struct Found {
    /// A record such as they are.
    like: Record,
    /// A record such as those they are counted for: themselves, or the accounts of opportunities.
    about: Record,
    count: u64,
    days: i64,
    stage_days: i64,
    cents: Option<i128>,
}

impl Found {
    fn group(&self) -> Group<'_> {
        let Self { like, count, days, stage_days, cents, .. } = self;
        Group { like, count: *count, days: *days, stage_days: *stage_days, cents: *cents }
    }
}

/// What groups are told apart by: a column, or something coarser that says as much.
struct Apart {
    kind: &'static Kind,
    field: usize,
    sql: String,
}

impl Apart {
    fn by(kind: &'static Kind, field: usize) -> Self {
        Self { kind, field, sql: sql::column(kind, field) }
    }

    /// What a grouping looks at beside what is looked at anyway.
    fn of(grouping: Grouping, kind: &'static Kind) -> Option<Self> {
        let is_client = kind.name == client::CLIENT.name;
        Some(match grouping {
            Grouping::Source => Self::by(kind, if is_client { client::SOURCE } else { opportunity::SOURCE }),
            Grouping::Owner => Self::by(kind, kind.assignee),
            Grouping::Step | Grouping::Stage => return None,
            Grouping::Client => Self::by(kind, opportunity::CLIENT),
            Grouping::Month => {
                let sql = ["substr(", &due(kind), ", 1, 7)"].concat();
                Self { kind, field: opportunity::EXPECTED_CLOSE, sql }
            }
            Grouping::LostReason => Self::by(kind, opportunity::LOST_REASON),
            Grouping::Industry => Self::by(kind, account::INDUSTRY),
            Grouping::Revenue => Self { kind, field: account::ANNUAL_REVENUE, sql: least_of_band(kind) },
        })
    }

    fn set(&self, record: &mut Record, row: &AnyRow, column: usize) -> Result<()> {
        let value = if self.kind.fields[self.field].shape.is_number() {
            read::optional_number(row, column)?.map(Value::Number)
        } else {
            read::optional_text(row, column)?.map(Value::from)
        };
        record.set(self.field, value);
        Ok(())
    }
}

/// The day that puts an opportunity into a period.
fn due(kind: &Kind) -> String {
    let column = |field| sql::column(kind, field);
    ["coalesce(", &column(opportunity::CLOSED_ON), ", ", &column(opportunity::EXPECTED_CLOSE), ")"].concat()
}

/// The least amount that is in the same band of revenue.
fn least_of_band(kind: &Kind) -> String {
    let column = sql::column(kind, account::ANNUAL_REVENUE);
    let bands = BANDS.iter().scan(0, |least, (.., above)| Some((std::mem::replace(least, *above), above)));
    let each = bands.map(|(least, above)| format!(" when {column} < {above} then cast({least} as bigint)"));
    ["case", &each.collect::<String>(), " end"].concat()
}

/// Who asks what, and when.
struct Asking<'a> {
    visitor: &'a Visitor,
    question: &'a Question,
    now: Millis,
}

impl Asking<'_> {
    /// Counts records of a kind: those the report is about, or the opportunities of those.
    async fn count(&self, transaction: &mut Transaction<'static, Any>, kind: &'static Kind) -> Result<Vec<Found>> {
        let about = kind_of(self.question.subject);
        let looked_at: &[usize] = match kind.name {
            "client" => &[client::STATUS, client::STEP],
            "opportunity" => &[opportunity::STAGE, opportunity::PROBABILITY, opportunity::CURRENCY],
            _ => &[],
        };
        let groupings = [Some(self.question.by), self.question.across];
        let keys = groupings.into_iter().flatten().filter_map(|grouping| Apart::of(grouping, about));
        let apart: Vec<Apart> = looked_at.iter().map(|field| Apart::by(kind, *field)).chain(keys).collect();
        let found = self.statement(kind, about, &apart).query_once().fetch_all(&mut **transaction).await?;
        let first = apart.len();
        let of = |row: &AnyRow| {
            let (mut like, mut of_about) = (Record::new(kind, Uuid::nil()), Record::new(about, Uuid::nil()));
            for (column, apart) in apart.iter().enumerate() {
                apart.set(if apart.kind.name == kind.name { &mut like } else { &mut of_about }, row, column)?;
            }
            let (whole, rest) = (read::optional_number(row, first + 3)?, read::optional_number(row, first + 4)?);
            let cents = whole.zip(rest).map(|(whole, rest)| i128::from(whole) * i128::from(PART) + i128::from(rest));
            let (days, stage_days) = (read::number(row, first + 1)?, read::number(row, first + 2)?);
            Ok(Found { like, about: of_about, count: read::unsigned(row, first)?, days, stage_days, cents })
        };
        found.iter().map(of).collect()
    }

    fn statement(&self, kind: &'static Kind, about: &'static Kind, apart: &[Apart]) -> Statement {
        let mut statement = Statement::new("select ");
        for apart in apart {
            statement.text(&apart.sql).text(", ");
        }
        let made = [kind.name, ".created_at"].concat();
        let in_stage = stage_since(kind).map(|field| format!("coalesce({}, {made})", sql::column(kind, field)));
        statement.text("count(*)");
        for since in [&made, in_stage.as_ref().unwrap_or(&made)] {
            statement.text(", cast(sum(case when ").text(since).text(" < ").value(self.now).text(" then (");
            statement.value(self.now).text(" - ").text(since).text(") / ").value(DAY).text(" else 0 end) as bigint)");
        }
        for part in [" / ", " % "] {
            match money(kind) {
                Some(field) => statement
                    .text(", cast(sum(")
                    .text(&sql::column(kind, field))
                    .text(part)
                    .value(PART)
                    .text(") as bigint)"),
                None => statement.text(", cast(null as bigint)"),
            };
        }
        statement.text(" from ").text(kind.name);
        if kind.name != about.name {
            let link = sql::column(kind, opportunity::ACCOUNT);
            statement.text(" join ").text(about.name).text(" on ").text(about.name).text(".id = ").text(&link);
        }
        self.conditions(&mut statement, kind, about);
        let columns: Vec<String> = (1..=apart.len()).map(|column| column.to_string()).collect();
        statement.text(" group by ").text(&columns.join(", "));
        statement
    }

    /// What this person may see, and of that what is asked.
    fn conditions(&self, statement: &mut Statement, kind: &'static Kind, about: &'static Kind) {
        let kinds = if kind.name == about.name { vec![kind] } else { vec![kind, about] };
        for (place, kind) in kinds.into_iter().enumerate() {
            statement.text(if place == 0 { " where " } else { " and " });
            statement.text(kind.name).text(".deleted_at is null and ").text(kind.name).text(".archived_at is null");
            sql::and_visible(statement, kind, self.visitor.own(kind));
        }
        let owner = sql::column(about, about.assignee);
        match self.question.person.as_deref() {
            None => {}
            Some(NOBODY) => {
                statement.text(" and ").text(&owner).text(" is null");
            }
            Some(person) => {
                statement.text(" and ").text(&owner).text(" = ").value(person.to_owned());
            }
        }
        if kind.name == client::CLIENT.name {
            let (first, after) = self.question.ids();
            for (bound, sign) in [(first, ".id >= "), (after, ".id < ")] {
                if let Some(id) = bound {
                    statement.text(" and ").text(kind.name).text(sign).value(id.to_string());
                }
            }
        } else if kind.name == opportunity::OPPORTUNITY.name {
            for (bound, sign) in [(&self.question.from, " >= "), (&self.question.to, " <= ")] {
                if !bound.is_empty() {
                    statement.text(" and ").text(&due(kind)).text(sign).value(bound.clone());
                }
            }
        }
    }
}
