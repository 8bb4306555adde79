//! What is done again and again: once each time, however many processes there are.

use guildhall_database::Timestamp;
use time::{Duration, OffsetDateTime};

use super::Job;
use crate::state::AppState;

/// What is done how often.
const SCHEDULES: [(Job, Duration); 7] = [
    (Job::DeleteExpiredSessions, Duration::HOUR),
    (Job::DeleteFinishedJobs, Duration::DAY),
    (Job::DeleteOldMessages, Duration::DAY),
    (Job::AskAboutWarnings, Duration::DAY),
    (Job::AskForReviews, Duration::DAY),
    (Job::RemindOfTasks, Duration::DAY),
    (Job::ProjectRecords, Duration::HOUR),
];

/// Queues what is due by the schedules, unless any process has queued it, and returns how much that was.
pub async fn schedule(state: &AppState) -> Result<usize, guildhall_database::Error> {
    let now = state.clock.now();
    let mut queued = 0;
    for (job, every) in SCHEDULES {
        let key = run_key(job, every, now);
        let is_first = state
            .database
            .write()
            .await?
            .add_scheduled_job(job.kind(), &key, now)
            .await?;
        queued += usize::from(is_first);
    }
    Ok(queued)
}

/// Every process gives one run the same name.
fn run_key(job: Job, every: Duration, now: Timestamp) -> String {
    let turn = OffsetDateTime::from(now).unix_timestamp() / every.whole_seconds();
    format!("{} {turn}", job.kind())
}
