//! Brings the tables up to date. The texts are inside the binary, and the same on both databases.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{Any, Connection as _, Row as _, SqlSafeStr, Transaction};

use crate::database::Database;
use crate::{Error, Result};

/// Every file of `migrations/`: number, name, text. A released one never changes.
const FILES: &[(i64, &str, &str)] = &[
    (1, "house", include_str!("../../migrations/0001_house.sql")),
    (2, "kinds", include_str!("../../migrations/0002_kinds.sql")),
    (3, "audit", include_str!("../../migrations/0003_audit.sql")),
    (4, "alerts", include_str!("../../migrations/0004_alerts.sql")),
    (5, "reports", include_str!("../../migrations/0005_reports.sql")),
    (6, "photos", include_str!("../../migrations/0006_photos.sql")),
    (7, "open_follow_ups", include_str!("../../migrations/0007_open_follow_ups.sql")),
];

/// Where the migrations note what they have done.
pub(crate) const TABLE: &str = "_sqlx_migrations";
const SELECT_DONE: &str = "select version, checksum from _sqlx_migrations order by version";

/// Applies what is missing; refuses a database that a newer Carnet wrote.
pub(crate) async fn run(database: &Database) -> Result<()> {
    if database.migrates_under_lock() {
        // Whoever comes second waits, however long the first one takes.
        let mut connection = database.apart().await?;
        migrator().run_direct(None, &mut connection, false).await.map_err(Error::Migration)?;
        return Ok(connection.close().await?);
    }
    // Two processes that open the same new file: the second waits for the first, then finds everything done.
    let mut transaction = database.write().await?;
    run_in(&mut transaction, None).await?;
    Ok(transaction.commit().await?)
}

/// The same inside a transaction, up to a number or to the end.
pub(crate) async fn run_in(transaction: &mut Transaction<'static, Any>, until: Option<i64>) -> Result<()> {
    migrator().run_direct(until, &mut **transaction, false).await.map_err(Error::Migration)
}

/// The number of the newest file.
pub(crate) fn newest() -> i64 {
    FILES.iter().map(|(number, ..)| *number).max().unwrap_or_default()
}

/// The tables that the files up to a number make, in their order: none points to a later one.
pub(crate) fn tables(until: i64) -> impl DoubleEndedIterator<Item = &'static str> {
    let texts = FILES.iter().filter(move |(number, ..)| *number <= until).map(|(_, _, text)| *text);
    texts.flat_map(str::lines).filter_map(|line| line.strip_prefix("create table ")?.strip_suffix(" ("))
}

/// Whether the tables of a database that has [`TABLE`] are ours: `client` and `session` are words of other programs, too.
///
/// # Errors
/// `Migration` when a newer Carnet made some of them.
pub(crate) async fn are_ours(transaction: &mut Transaction<'static, Any>) -> Result<bool> {
    let done = sqlx::query(SELECT_DONE).fetch_all(&mut **transaction).await?;
    let (Some(first), Some(last)) = (done.first(), done.last()) else { return Ok(false) };
    let checksum: Vec<u8> = first.try_get(1)?;
    let ours = migrator().iter().next().is_some_and(|file| *file.checksum == *checksum);
    let version: i64 = last.try_get(0)?;
    if ours && version > newest() {
        return Err(Error::Migration(MigrateError::VersionMissing(version)));
    }
    Ok(ours)
}

fn migrator() -> Migrator {
    let migrations = FILES.iter().map(|&(number, name, text)| {
        Migration::new(number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_inside() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
        let mut found: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        let inside: Vec<_> = FILES.iter().map(|(number, name, _)| format!("{number:04}_{name}.sql")).collect();
        assert_eq!(found, inside);
    }
}
