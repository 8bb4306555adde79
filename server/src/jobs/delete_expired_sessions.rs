//! Browser sessions that are over are deleted. Nothing depends on it, for an expired session opens nothing.

use super::Trouble;
use crate::state::AppState;

pub(super) async fn run(state: &AppState) -> Result<(), Trouble> {
    let count = delete(state).await?;
    if count > 0 {
        tracing::info!(count, "expired sessions deleted");
    }
    Ok(())
}

/// Deletes what is over now and returns how many sessions there were.
pub async fn delete(state: &AppState) -> Result<u64, guildhall_database::Error> {
    state
        .database
        .write()
        .await?
        .delete_expired_sessions(state.clock.now())
        .await
}
