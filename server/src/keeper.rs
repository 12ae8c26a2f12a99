//! What the server does by itself, now and then, whoever is or is not there: backups.

use std::sync::Arc;
use std::time::Duration;

use store::Duty;

use crate::house::House;

/// How often the keeper looks whether something is due.
const LOOK: Duration = Duration::from_mins(1);
/// How long it leaves alone what failed.
const REST: Duration = Duration::from_mins(15);

/// Looks after the house for as long as it stands. Of several processes on one database, one does.
pub async fn keep(house: Arc<House>) {
    let mut duty = Duty::new(&house.store);
    loop {
        tokio::time::sleep(LOOK).await;
        if let Err(error) = look(&house, &mut duty).await {
            tracing::error!(cause = &error as &dyn std::error::Error, "a scheduled backup failed");
            tokio::time::sleep(REST).await;
        }
    }
}

/// Takes a backup when one is due.
async fn look(house: &House, duty: &mut Duty) -> store::Result<()> {
    let now = (house.settings.ambient.now)();
    let shelf = &house.settings.shelf;
    let due = shelf.next()?.is_some_and(|next| next <= now);
    if due && duty.held().await? {
        let kept = shelf.take_scheduled(&house.store, now).await?;
        tracing::info!(name = kept.name, bytes = kept.bytes, "took a backup");
    }
    Ok(())
}
