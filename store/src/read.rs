//! Reading one column: what was stored by us and cannot be understood is `Corrupt`, with the name of what it should be.

use domain::Role;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::{Error, Result};

/// A text.
pub(crate) fn text(row: &AnyRow, column: usize) -> Result<&str> {
    Ok(row.try_get(column)?)
}

/// A text, or nothing.
pub(crate) fn optional_text(row: &AnyRow, column: usize) -> Result<Option<&str>> {
    Ok(row.try_get(column)?)
}

/// Bytes.
pub(crate) fn bytes(row: &AnyRow, column: usize) -> Result<&[u8]> {
    Ok(row.try_get(column)?)
}

/// A number, or nothing.
pub(crate) fn optional_number(row: &AnyRow, column: usize) -> Result<Option<i64>> {
    Ok(row.try_get(column)?)
}

/// A number.
pub(crate) fn number(row: &AnyRow, column: usize) -> Result<i64> {
    Ok(row.try_get(column)?)
}

/// A number that is never below zero: a `seq`, an `n`, a count.
pub(crate) fn unsigned(row: &AnyRow, column: usize) -> Result<u64> {
    let number = number(row, column)?;
    u64::try_from(number).map_err(|_| Error::Corrupt(format!("{number} should not be below zero")))
}

/// An id.
pub(crate) fn uuid(row: &AnyRow, column: usize) -> Result<Uuid> {
    let text = text(row, column)?;
    Uuid::try_parse(text).map_err(|_| Error::Corrupt(format!("{text} should be an id")))
}

/// A role.
pub(crate) fn role(row: &AnyRow, column: usize) -> Result<Role> {
    let text = text(row, column)?;
    Role::of_key(text).ok_or_else(|| Error::Corrupt(format!("{text} should be a role")))
}

/// A value kept as JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &AnyRow, column: usize) -> Result<T> {
    let text = text(row, column)?;
    serde_json::from_str(text).map_err(|error| Error::Corrupt(format!("JSON: {error}")))
}

/// A value kept as JSON, or nothing.
pub(crate) fn optional_json<T: DeserializeOwned>(row: &AnyRow, column: usize) -> Result<Option<T>> {
    if optional_text(row, column)?.is_none() { Ok(None) } else { json(row, column).map(Some) }
}
