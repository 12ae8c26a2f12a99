//! What the server does by itself, now and then, whoever is or is not there: backups and alerts.

use std::sync::Arc;
use std::time::Duration;

use domain::Millis;
use store::Duty;

use crate::alerts;
use crate::house::House;

/// How often the keeper looks whether something is due.
const LOOK: Duration = Duration::from_mins(1);
/// How long it leaves backups alone after one failed, in milliseconds.
const REST: Millis = 15 * 60_000;

/// Looks after the house for as long as it stands. Of several processes on one database, one does.
pub async fn keep(house: Arc<House>) {
    let mut duty = Duty::new(&house.store);
    let mut rest_until = Millis::MIN;
    loop {
        tokio::time::sleep(LOOK).await;
        let now = (house.settings.ambient.now)();
        if let Err(error) = alerts::look(&house, &mut duty, now).await {
            tracing::error!(cause = &error as &dyn std::error::Error, "alerts could not be looked after");
        }
        if now >= rest_until
            && let Err(error) = back_up(&house, &mut duty, now).await
        {
            rest_until = now.saturating_add(REST);
            tracing::error!(cause = &error as &dyn std::error::Error, "a scheduled backup failed");
        }
    }
}

/// Takes a backup when one is due.
async fn back_up(house: &House, duty: &mut Duty, now: Millis) -> store::Result<()> {
    let shelf = &house.settings.shelf;
    let due = shelf.next(now)?.is_some_and(|next| next <= now);
    if due && duty.held().await? {
        let kept = shelf.take_scheduled(&house.store, now).await?;
        tracing::info!(name = kept.name, bytes = kept.bytes, "took a backup");
    }
    Ok(())
}
