//! Who took a backup or carried one away: a line of history like any other act.

use domain::{Millis, Value};
use sync::verdict::HistoryDraft;
use sync::{Act, Edit};
use uuid::Uuid;

use crate::database::Engine;
use crate::history::{self, Line};
use crate::{Result, Store, Visitor, people, sql};

/// What an administrator did with a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Took it.
    Taken,
    /// Downloaded it.
    Downloaded,
}

/// Writes down what an administrator does with a backup of this name.
///
/// # Errors
/// `NotAllowed` for everybody else: nothing may happen then.
pub async fn record(store: &Store, by: &Visitor, deed: Deed, name: &str, id: Uuid, now: Millis) -> Result<()> {
    let (mut transaction, seq) = people::begin(store, by).await?;
    let field = match deed {
        Deed::Taken => "taken",
        Deed::Downloaded => "downloaded",
    };
    let edits = vec![Edit { field: field.to_owned(), from: None, to: Some(Value::from(name)) }];
    let draft = HistoryDraft {
        n: 0,
        mutation: id,
        act: Act::Other,
        made_at: now,
        kind: "backup".to_owned(),
        record: Uuid::nil(),
        edits,
        left_assignee: None,
        outcome: None,
    };
    let line = Line { seq, device: Uuid::nil(), label: "", person: by.person.id, received_at: now };
    let mut statements = Vec::new();
    let mut collect = |statement| {
        statements.push(statement);
        Ok(())
    };
    history::append(Engine::of(&transaction), line, &[draft], &mut collect)?;
    sql::run_all(&mut transaction, statements).await?;
    store.commit(transaction, seq).await
}
