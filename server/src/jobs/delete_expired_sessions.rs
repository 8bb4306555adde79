//! Sessions, sign-ins, links, codes and counts of tries that are over are deleted. Nothing depends on it, for what is
//! over opens nothing.

use super::Trouble;
use crate::state::AppState;

pub(super) async fn run(state: &AppState) -> Result<(), Trouble> {
    let count = delete(state).await?;
    if count > 0 {
        tracing::info!(count, "sessions, links and the like deleted that are over");
    }
    Ok(())
}

/// Deletes what is over now and returns how much that was.
pub async fn delete(state: &AppState) -> Result<u64, guildhall_database::Error> {
    let now = state.clock.now();
    let mut connection = state.database.write().await?;
    let counts = [
        connection.delete_expired_sessions(now).await?,
        connection.delete_old_sign_ins(now).await?,
        connection.delete_expired_tokens(now).await?,
        connection.delete_expired_rate_limits(now).await?,
    ];
    Ok(counts.into_iter().sum())
}
