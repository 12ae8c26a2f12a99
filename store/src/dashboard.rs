//! The dashboard (G11–G13, G22) for the first paint: what a device counts over its book, counted over the lines in memory
//! or by the database. That one counts in groups over indexes that hold all it asks for, and the same [`Tally`] puts the
//! groups together.

use std::collections::HashMap;
use std::sync::Arc;

use domain::client::{ARCHIVED_AT, ASSIGNEE, CLIENT, DELETED_AT};
use domain::dashboard::{Asked, Dashboard, Glance, Group, PREVIEW, Previews, Tally, Whose};
use domain::list::ListRow;
use domain::time;
use sqlx::{Any, Transaction};
use uuid::Uuid;

use crate::rows::signed;
use crate::sql::{self, Statement};
use crate::{Error, Result, Store, Visitor, clients, read, rows, store};

/// What is asked of the dashboard, and who may see what is answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Question {
    own: Option<Uuid>,
    asked: Asked,
}

/// The dashboard of what this person may see.
///
/// # Errors
/// When the database does not answer.
pub async fn dashboard(store: &Store, visitor: &Visitor, asked: &Asked) -> Result<Arc<Dashboard>> {
    // Nothing in it is finer than a day: all day long the question is the same.
    let now = time::of_day(&time::day(asked.now)).unwrap_or(asked.now);
    let question = Question { own: visitor.own(&CLIENT), asked: Asked { now, ..*asked } };
    let state = store::head(store).await?;
    let find = async {
        Ok(Arc::new(match clients::dashboard(store, state, question.asked, question.own).await? {
            Some(dashboard) => dashboard,
            None => from_table(store, visitor, &question.asked).await?,
        }))
    };
    store.dashboards().get(state, question, find).await
}

/// The same from the table.
async fn from_table(store: &Store, visitor: &Visitor, asked: &Asked) -> Result<Dashboard> {
    let _turn = store.scan().await;
    let mut transaction = store.read().await?;
    let mut tally = Tally::new(asked);
    groups(&mut transaction, visitor, asked, &mut tally).await?;
    growth(&mut transaction, visitor, asked, &mut tally).await?;
    let wanted = wanted(&mut transaction, visitor, asked, &tally).await?;
    let previews = show(&mut transaction, visitor, &wanted).await?;
    transaction.rollback().await?;
    Ok(Dashboard { figures: tally.finish().0, previews })
}

/// Counts those of one status, source and assignee together.
async fn groups(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    asked: &Asked,
    tally: &mut Tally,
) -> Result<()> {
    let (period, recent, _) = tally.first_ids();
    let mut statement = Statement::new("select status, source, assignee, count(*)");
    for first in [period, recent] {
        statement.text(", sum(case when id >= ").value(first.to_string()).text(" then 1 else 0 end)");
    }
    // Each span begins after the one before; nothing is before the first.
    let mut before = "";
    for last in tally.spans() {
        statement
            .text(", sum(case when next_contact > ")
            .value(before)
            .text(" and next_contact <= ")
            .value(last.as_str());
        statement.text(" then 1 else 0 end)");
        before = last;
    }
    statement.text(" from client where ");
    listed(&mut statement, visitor, asked);
    statement.text(" group by status, source, assignee");
    for row in statement.query().fetch_all(&mut **transaction).await? {
        let count = |column| -> Result<u32> {
            u32::try_from(read::unsigned(&row, column)?).map_err(|_| Error::Corrupt("more clients than can be".into()))
        };
        let assignee = read::optional_text(&row, 2)?.and_then(|person| Uuid::try_parse(person).ok());
        let glance = Glance {
            id: Uuid::nil(),
            status: read::optional_text(&row, 0)?.unwrap_or_default(),
            source: read::optional_text(&row, 1)?.unwrap_or_default(),
            assignee,
            next_contact: "",
        };
        tally.see_group(&Group {
            glance,
            count: count(3)?,
            new: count(4)?,
            recent: count(5)?,
            due: [count(6)?, count(7)?, count(8)?, count(9)?, count(10)?],
        });
    }
    Ok(())
}

/// Counts each month of the growth, and what was before.
async fn growth(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    asked: &Asked,
    tally: &mut Tally,
) -> Result<()> {
    let (_, _, months) = tally.first_ids();
    let mut bounds = vec![Uuid::nil()];
    bounds.extend(months);
    let mut statement = Statement::new("");
    for (place, first) in bounds.iter().enumerate() {
        statement.text(if place == 0 { "" } else { " union all " }).text("select ").value(signed(place as u64)?);
        statement.text(", count(*) from client where id >= ").value(first.to_string());
        if let Some(next) = bounds.get(place + 1) {
            statement.text(" and id < ").value(next.to_string());
        }
        statement.text(" and ");
        listed(&mut statement, visitor, asked);
    }
    for row in statement.query().fetch_all(&mut **transaction).await? {
        let place = usize::try_from(read::unsigned(&row, 0)?).unwrap_or_default();
        let count = u32::try_from(read::unsigned(&row, 1)?).unwrap_or(u32::MAX);
        tally.grow(bounds.get(place).map_or(0, |first| time::made_at(*first)), count);
    }
    Ok(())
}

/// Whom the previews show.
async fn wanted(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    asked: &Asked,
    tally: &Tally,
) -> Result<Previews<Uuid>> {
    let (_, recent, _) = tally.first_ids();
    let today = tally.today().to_owned();
    let mut found = Vec::with_capacity(4);
    for (condition, value, order) in [
        ("id >= ", Some(recent.to_string()), LATEST),
        ("status = ", Some("vip".to_owned()), LATEST),
        ("next_contact <= ", Some(today), "next_contact, id"),
        ("assignee is null", None, LATEST),
    ] {
        let mut statement = Statement::new("select id from client where ");
        listed(&mut statement, visitor, asked);
        statement.text(" and ").text(condition);
        if let Some(value) = value {
            statement.value(value);
        }
        statement.text(" order by ").text(order).text(" limit ").value(signed(PREVIEW as u64)?);
        let rows = statement.query().fetch_all(&mut **transaction).await?;
        found.push(rows.iter().map(|row| read::uuid(row, 0)).collect::<Result<Vec<_>>>()?);
    }
    let mut found = found.into_iter();
    let mut next = || found.next().unwrap_or_default();
    Ok(Previews { recent: next(), vip: next(), follow_up: next(), unassigned: next() })
}

/// An id begins with the instant it was made at.
const LATEST: &str = "id desc";

/// The rows of the previews.
async fn show(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    wanted: &Previews<Uuid>,
) -> Result<Previews> {
    let Previews { recent, vip, follow_up, unassigned } = wanted;
    let ids = [recent, vip, follow_up, unassigned].into_iter().flatten().map(Uuid::to_string);
    let mut ids: Vec<String> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::new();
    if !ids.is_empty() {
        let mut statement = Statement::new("select ");
        statement.text(&sql::wire_columns(&CLIENT)).text(" from client where id in (").values(ids).text(")");
        sql::and_visible(&mut statement, &CLIENT, visitor.own(&CLIENT));
        for row in statement.query_once().fetch_all(&mut **transaction).await? {
            let shown = ListRow::of(&rows::record(&CLIENT, &row, 2)?);
            found.insert(shown.id, shown);
        }
    }
    Ok(wanted.map(|id| found.get(id).cloned()))
}

/// What every list shows, of what this person may see and asks for.
fn listed(statement: &mut Statement, visitor: &Visitor, asked: &Asked) {
    let column = |field: usize| CLIENT.fields[field].name;
    statement.text(column(DELETED_AT)).text(" is null and ").text(column(ARCHIVED_AT)).text(" is null");
    sql::and_visible(statement, &CLIENT, visitor.own(&CLIENT));
    match asked.whose {
        Whose::Everybody => {}
        Whose::Nobody => {
            statement.text(" and ").text(column(ASSIGNEE)).text(" is null");
        }
        Whose::Person(person) => {
            statement.text(" and ").text(column(ASSIGNEE)).text(" = ").value(person.to_string());
        }
    }
}
