//! Jobs that ended well are kept for a week, for whoever asks what happened, and then deleted. A schedule's run is
//! told from the next by its row, so it must outlive the longest schedule.

use time::{Duration, OffsetDateTime};

use super::Trouble;
use crate::state::AppState;

const KEPT: Duration = Duration::days(7);

pub(super) async fn run(state: &AppState) -> Result<(), Trouble> {
    let before = OffsetDateTime::from(state.clock.now()) - KEPT;
    let mut connection = state.database.write().await?;
    connection.delete_finished_jobs(before.into()).await?;
    Ok(())
}
