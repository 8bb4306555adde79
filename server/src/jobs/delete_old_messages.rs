//! The outbox is no archive: it holds addresses, so what was sent or given up is deleted after three months.

use time::{Duration, OffsetDateTime};

use super::Trouble;
use crate::state::AppState;

const KEPT: Duration = Duration::days(90);

pub(super) async fn run(state: &AppState) -> Result<(), Trouble> {
    let before = OffsetDateTime::from(state.clock.now()) - KEPT;
    let mut connection = state.database.write().await?;
    connection.delete_old_messages(before.into()).await?;
    Ok(())
}
