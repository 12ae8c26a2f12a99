//! SQL that follows from a kind's fields: the only SQL that is put together at run time. Names of tables and columns
//! come from the static table of kinds, values are always bound.

use std::fmt::Write as _;

use domain::Kind;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, Arguments, AssertSqlSafe, Encode, Transaction, Type};
use uuid::Uuid;

use crate::Result;
use crate::database::Engine;

/// What a kind's table has besides its id and its fields.
pub(crate) const SYSTEM_COLUMNS: [&str; 5] = ["seq", "created_at", "stamps", "search_key", "sort_key"];

/// Fields that stand in an index of their table. Whoever leaves them as they are leaves those indexes alone.
const INDEXED: &[&str] = &[
    "account",
    "amount",
    "annual_revenue",
    "archived_at",
    "assignee",
    "client",
    "closed_on",
    "currency",
    "deleted_at",
    "done_at",
    "expected_close",
    "industry",
    "lost_reason",
    "next_contact",
    "probability",
    "source",
    "stage",
    "stage_since",
    "status",
    "step",
];

/// How many ids one statement looks up.
pub(crate) const IDS_AT_ONCE: usize = 500;

/// How many rows one statement writes: SQLite takes 32,766 parameters and Postgres 65,535.
pub(crate) const ROWS_AT_ONCE: usize = 50;

/// A statement in the making, with the values of its parameters.
pub(crate) struct Statement {
    text: String,
    arguments: AnyArguments,
    /// Whether parameters are called `$1`, `$2`…
    numbered: bool,
}

impl Statement {
    /// A statement that begins like this.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), arguments: AnyArguments::default(), numbered: true }
    }

    /// One of hundreds of parameters.
    pub(crate) fn long(text: &str, engine: Engine) -> Self {
        Self { numbered: engine.numbers_parameters(), ..Self::new(text) }
    }

    /// Goes on with more text. Never with anything a person wrote.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Goes on with the next parameter.
    pub(crate) fn value<'v, T>(&mut self, value: T) -> &mut Self
    where
        T: Encode<'v, Any> + Type<Any>,
    {
        // Neither encoding a text, number or blob for `Any` nor writing to a String can fail.
        let _ = self.arguments.add(value);
        if self.numbered {
            let _ = write!(self.text, "${}", self.arguments.len());
        } else {
            self.text.push('?');
        }
        self
    }

    /// Goes on with the parameters of a list, separated by commas.
    pub(crate) fn values<'v, T>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self
    where
        T: Encode<'v, Any> + Type<Any>,
    {
        for (position, value) in values.into_iter().enumerate() {
            self.text(if position == 0 { "" } else { ", " }).value(value);
        }
        self
    }

    /// Ready to run. Kept prepared: for texts that come again and again.
    pub(crate) fn query(self) -> Ready {
        // Safe because only this file's callers put text in, all of it from the static table of kinds.
        sqlx::query_with(AssertSqlSafe(self.text), self.arguments)
    }

    /// Ready to run once: for texts that depend on how much there is.
    pub(crate) fn query_once(self) -> Ready {
        self.query().persistent(false)
    }
}

/// `id, seq, …` and every field: what travels.
pub(crate) fn wire_columns(kind: &Kind) -> String {
    columns("id, seq", kind)
}

/// `id, seq` and every field as one JSON array: what travels, for whoever reads very many. To hand over a row costs as much
/// as it has columns. Of fields that are not `wanted`, where that is said, nothing is in the array.
pub(crate) fn packed_columns(kind: &Kind, engine: Engine, wanted: Option<&[usize]>) -> String {
    let is_wanted = |place| wanted.is_none_or(|wanted| wanted.contains(&place));
    let fields =
        kind.fields.iter().enumerate().map(|(place, field)| if is_wanted(place) { field.name } else { "null" });
    format!("id, seq, cast({}({}) as text)", engine.json_array(), fields.collect::<Vec<_>>().join(", "))
}

/// `id, seq, stamps, …` and every field: what merging needs.
pub(crate) fn row_columns(kind: &Kind) -> String {
    columns("id, seq, stamps", kind)
}

fn columns(first: &str, kind: &Kind) -> String {
    kind.fields.iter().fold(first.to_owned(), |mut text, field| {
        text.push_str(", ");
        text.push_str(field.name);
        text
    })
}

/// A field's column with its table: several tables of a statement may have one of this name.
pub(crate) fn column(kind: &Kind, field: usize) -> String {
    [kind.name, ".", kind.fields[field].name].concat()
}

/// Goes on with the condition that a person may see a record: all of them, or their own and the unassigned ones.
pub(crate) fn and_visible(statement: &mut Statement, kind: &Kind, own: Option<Uuid>) {
    if let Some(person) = own {
        let assignee = column(kind, kind.assignee);
        statement.text(" and (").text(&assignee).text(" is null or ").text(&assignee).text(" = ");
        statement.value(person.to_string()).text(")");
    }
}

/// The positions of the fields that stand in indexes.
pub(crate) fn indexed(kind: &Kind) -> impl Iterator<Item = usize> {
    kind.fields.iter().enumerate().filter(|(_, field)| INDEXED.contains(&field.name)).map(|(position, _)| position)
}

/// The beginning of a multi-row insert of records: up to and including `values`.
pub(crate) fn insert_records(kind: &Kind) -> String {
    let mut text = format!("insert into {} (id, {}", kind.name, SYSTEM_COLUMNS.join(", "));
    for field in kind.fields {
        let _ = write!(text, ", {}", field.name);
    }
    text + ") values "
}

/// Some columns of a kind's table.
#[derive(Default)]
pub(crate) struct Columns {
    pub(crate) search_key: bool,
    pub(crate) sort_key: bool,
    /// By position of field.
    pub(crate) fields: Vec<bool>,
}

impl Columns {
    /// The positions of its fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = usize> {
        self.fields.iter().enumerate().filter(|(_, is_in)| **is_in).map(|(position, _)| position)
    }
}

/// The beginning and the end of a multi-row update of records that are there: between them come `(id, seq, stamps, …)` with
/// the columns asked for. Both databases call the columns of `values` so.
pub(crate) fn update_records(kind: &Kind, columns: &Columns) -> (String, String) {
    let keys = [(columns.search_key, "search_key"), (columns.sort_key, "sort_key")];
    let keys = keys.into_iter().filter(|(is_in, _)| *is_in).map(|(_, name)| name);
    let fields = columns.fields().map(|position| kind.fields[position].name);
    let mut start = format!("update {} set seq = rows.column2, stamps = rows.column3", kind.name);
    for (name, number) in keys.chain(fields).zip(4..) {
        let _ = write!(start, ", {name} = rows.column{number}");
    }
    (start + " from (values ", format!(") as rows where {}.id = rows.column1", kind.name))
}

/// A statement with its values.
pub(crate) type Ready = Query<'static, Any, AnyArguments>;

/// Who takes statements, one after the other; an error says that no more are wanted.
pub(crate) type Taker<'a> = &'a mut dyn FnMut(Ready) -> Result<()>;

/// Makes the statements that write rows, many with each: its `start` up to and including `values`, what `bind` gives of each
/// row, its `end`. Hands on each as soon as it is put together.
pub(crate) fn write_rows<T>(
    engine: Engine,
    [start, end]: [&str; 2],
    rows: &[T],
    bind: impl Fn(&mut Statement, &T) -> Result<()>,
    run: Taker<'_>,
) -> Result<()> {
    for some in rows.chunks(ROWS_AT_ONCE) {
        let mut statement = Statement::long(start, engine);
        for (position, row) in some.iter().enumerate() {
            statement.text(if position == 0 { "(" } else { ", (" });
            bind(&mut statement, row)?;
            statement.text(")");
        }
        statement.text(end);
        run(if some.len() == ROWS_AT_ONCE { statement.query() } else { statement.query_once() })?;
    }
    Ok(())
}

/// Runs what was put together, in order.
pub(crate) async fn run_all(transaction: &mut Transaction<'static, Any>, statements: Vec<Ready>) -> Result<()> {
    for statement in statements {
        statement.execute(&mut **transaction).await?;
    }
    Ok(())
}

/// A text as both databases can hold it: Postgres refuses the character NUL. For what is shown or searched only;
/// values of records are refused by the verdict instead.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// A pattern for `like … escape '\'` that finds the text anywhere.
pub(crate) fn anywhere(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in storable(text).chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_column_of_an_index_is_known_to_stand_in_one() {
        let folder = std::env::temp_dir().join(format!("carnet-indexed-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let address = format!("sqlite:{}", folder.join("carnet.db").display());
        let store = crate::Store::open(&address, Uuid::nil()).await.unwrap();
        // The migrations are one text for both databases.
        let columns = "select distinct columns.name from sqlite_master, pragma_index_info(sqlite_master.name) as columns \
            where sqlite_master.type = 'index' and sqlite_master.tbl_name = $1";
        let mut met = 0;
        for kind in domain::KINDS {
            let names: Vec<String> =
                sqlx::query_scalar(columns).bind(kind.name).fetch_all(store.reader()).await.unwrap();
            for name in names.iter().filter(|name| !["id", "seq", "sort_key", "created_at"].contains(&name.as_str())) {
                assert!(INDEXED.contains(&name.as_str()), "{}.{name}", kind.name);
                met += 1;
            }
        }
        assert!(met > 10);
        store.close().await;
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_pattern_finds_what_was_typed_and_not_what_it_means_to_sql() {
        assert_eq!(anywhere(r"50%_\x"), r"%50\%\_\\x%");
        assert_eq!(anywhere("a\0b"), "%ab%");
    }

    #[test]
    fn parameters_are_numbered_in_order() {
        let mut statement = Statement::new("select 1 where a = ");
        statement.value(1_i64).text(" and b in (").values(["x", "y"]).text(")");
        assert_eq!(statement.text, "select 1 where a = $1 and b in ($2, $3)");
    }
}
