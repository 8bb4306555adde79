//! Browser sessions that are over are deleted, every hour.

use std::time::Duration;

use crate::state::AppState;

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Runs until the program stops. A failure is logged and tried again an hour later: nothing depends on it, for
/// an expired session opens nothing.
pub async fn run(state: AppState) {
    let mut hours = tokio::time::interval(EVERY);
    loop {
        hours.tick().await;
        match delete(&state).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "expired sessions deleted"),
            Err(error) => tracing::warn!(%error, "expired sessions could not be deleted"),
        }
    }
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
