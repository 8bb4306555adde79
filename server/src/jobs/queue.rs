//! Claiming jobs, doing them, and saying what became of them.

use std::time::Duration as Wait;

use guildhall_database::{ClaimedJob, Error, Lease, Timestamp};
use time::{Duration, OffsetDateTime};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Job, MOST_ATTEMPTS, Trouble, back_off, kinds};
use crate::state::AppState;

/// How long a process that says nothing more keeps a job. It is also how late a message is at most when the process
/// that was sending it dies.
const LEASE: Duration = Duration::seconds(60);
/// How often a process at work says that it still is.
const SIGN_OF_LIFE: Wait = Wait::from_secs(15);

/// Claims jobs that are due, at most so many.
pub(super) async fn claim(
    state: &AppState,
    owner: Uuid,
    most: usize,
) -> Result<Vec<ClaimedJob>, Error> {
    let (kinds, now) = (kinds(state), state.clock.now());
    // Looking first keeps an idle worker away from the one connection that writes on SQLite.
    if !state.database.read().await?.is_job_due(&kinds, now).await? {
        return Ok(Vec::new());
    }
    let mut connection = state.database.write().await?;
    connection
        .claim_jobs(&kinds, owner, most, after(now, LEASE), now)
        .await
}

/// Does a job that was claimed and says what became of it. If the lease is lost on the way, somebody else does it,
/// and this attempt stops where it is.
pub(super) async fn run(state: &AppState, claimed: &ClaimedJob) {
    let job = Job::from_stored(&claimed.kind, &claimed.payload);
    let lease = claimed.lease;
    let result = match job {
        // Each attempt before this one ended without a word.
        Some(_) if lease.attempt > MOST_ATTEMPTS => Err(Trouble::GiveUp(
            "the program ended each time while it was at it".to_owned(),
        )),
        Some(job) => tokio::select! {
            result = job.run(state) => result,
            () = keep(state, lease) => {
                tracing::warn!(kind = claimed.kind, job = %lease.job, "a job took so long that it was given to another process");
                return;
            }
        },
        None => Err(Trouble::GiveUp("what it is about can't be read".to_owned())),
    };
    if let Err(error) = record(state, claimed, job, result).await {
        // The lease runs out, and the job is done again; each job does nothing the second time.
        tracing::warn!(%error, kind = claimed.kind, job = %lease.job, "what became of a job could not be noted");
    }
}

/// Extends the lease for as long as it is polled; ends when the lease is lost.
async fn keep(state: &AppState, lease: Lease) {
    loop {
        tokio::time::sleep(SIGN_OF_LIFE).await;
        let until = after(state.clock.now(), LEASE);
        let extended = async {
            let mut connection = state.database.write().await?;
            connection.extend_lease(lease, until).await
        };
        // While the database is away nobody else can claim the job either.
        if matches!(extended.await, Ok(false)) {
            return;
        }
    }
}

async fn record(
    state: &AppState,
    claimed: &ClaimedJob,
    job: Option<Job>,
    result: Result<(), Trouble>,
) -> Result<(), Error> {
    let (lease, kind) = (claimed.lease, claimed.kind.as_str());
    let now = state.clock.now();
    let reason = match result {
        Ok(()) => {
            state.database.write().await?.finish_job(lease, now).await?;
            return Ok(());
        }
        Err(Trouble::RetryLater(reason)) if lease.attempt < MOST_ATTEMPTS => {
            let run_at = after(now, back_off(lease.attempt, rand::random()));
            tracing::warn!(kind, job = %lease.job, attempt = lease.attempt, reason, "a job failed and is tried again later");
            let mut connection = state.database.write().await?;
            connection.retry_job_later(lease, run_at, &reason).await?;
            return Ok(());
        }
        Err(Trouble::RetryLater(reason) | Trouble::GiveUp(reason)) => reason,
    };
    tracing::error!(kind, job = %lease.job, attempt = lease.attempt, reason, "a job was given up; see /desk/jobs");
    let mut transaction = state.database.begin().await?;
    let is_ours = transaction.give_job_up(lease, &reason, now).await?;
    if let Some(job) = job.filter(|_| is_ours) {
        job.mark_given_up(&mut transaction, Some(now)).await?;
    }
    transaction.commit().await
}

/// Does every job that is due now, and what those queue in turn, and returns how many it began.
///
/// # Errors
/// The database is away.
pub async fn drain(state: &AppState) -> Result<usize, Error> {
    let owner = Uuid::now_v7();
    let mut count = 0;
    loop {
        let claimed = claim(state, owner, state.config.jobs.at_once.max(1)).await?;
        if claimed.is_empty() {
            return Ok(count);
        }
        count += claimed.len();
        let mut running = JoinSet::new();
        for job in claimed {
            let state = state.clone();
            running.spawn(async move { run(&state, &job).await });
        }
        running.join_all().await;
    }
}

fn after(moment: Timestamp, wait: Duration) -> Timestamp {
    (OffsetDateTime::from(moment) + wait).into()
}
