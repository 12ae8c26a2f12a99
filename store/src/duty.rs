//! What only one process does, however many serve the same database: scheduled backups, alerts, e-mails.

use sqlx::PgConnection;

use crate::{Result, Store};

/// A duty: whoever has it keeps it until its process ends or its connection breaks; then another takes it. On SQLite,
/// where one process serves, it is always there.
#[derive(Debug)]
pub struct Duty {
    store: Store,
    held: Option<PgConnection>,
}

impl Duty {
    /// A process that may take the duty.
    pub fn new(store: &Store) -> Self {
        Self { store: store.clone(), held: None }
    }

    /// Whether this process has the duty now; takes it when nobody has.
    ///
    /// # Errors
    /// When the database does not answer: then nobody should act.
    pub async fn held(&mut self) -> Result<bool> {
        self.store.database().on_duty(&mut self.held).await
    }
}
