//! Brings the tables up to date. The texts are inside the binary, and the same on both databases.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::database::Database;
use crate::{Error, Result};

/// Every file of `migrations/`: number, name, text. A released one never changes.
const FILES: &[(i64, &str, &str)] = &[
    (1, "house", include_str!("../../migrations/0001_house.sql")),
    (2, "kinds", include_str!("../../migrations/0002_kinds.sql")),
];

/// Applies what is missing; refuses a database that a newer Carnet wrote.
pub(crate) async fn run(database: &Database) -> Result<()> {
    let migrations = FILES.iter().map(|&(number, name, text)| {
        Migration::new(number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect()).run(database.writer()).await.map_err(Error::Migration)
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
