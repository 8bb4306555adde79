//! The queue of work that is done while nobody waits. Claiming a job takes a lease on it: a process that dies while
//! it works loses the lease, and another takes the job up again.

use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Connection, JobId, ListKey, ListPage, ListPosition, Timestamp, lists::one_more};

/// A job that somebody has claimed.
#[derive(Clone, Debug)]
pub struct ClaimedJob {
    pub lease: Lease,
    pub kind: String,
    pub payload: Value,
}

/// The right to say what became of a job. It is worth nothing once the job has been claimed again.
#[derive(Clone, Copy, Debug)]
pub struct Lease {
    pub job: JobId,
    owner: Uuid,
    /// How often the job has been begun, this time included.
    pub attempt: i64,
}

/// A job that was given up.
#[derive(Clone, Debug, FromRow)]
pub struct DeadJob {
    pub id: JobId,
    pub kind: String,
    pub attempts: i64,
    /// What went wrong last, with nothing about a person.
    pub last_error: Option<String>,
    pub dead_at: Timestamp,
}

/// How much is still to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct WaitingJobs {
    /// Not finished and not given up, now or later.
    pub waiting: i64,
    /// Of those, the ones that failed at least once and are tried again.
    pub failing: i64,
}

#[derive(FromRow)]
struct ClaimedRow {
    id: JobId,
    kind: String,
    payload: Value,
    attempts: i64,
}

const WAITING: &str = "finished_at IS NULL AND dead_at IS NULL AND run_at <= ";

impl Connection {
    /// Queues a job; it is there once the caller's transaction commits.
    pub async fn add_job(
        &mut self,
        kind: &str,
        payload: &Value,
        run_at: Timestamp,
        now: Timestamp,
    ) -> sqlx::Result<JobId> {
        let id = JobId::new();
        self.query(
            "INSERT INTO jobs (id, kind, payload, run_at, attempts, created_at) VALUES ($1, $2, $3, $4, 0, $5)",
        )
        .bind(id)
        .bind(kind.to_owned())
        .bind(payload.clone())
        .bind(run_at)
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    /// Queues one run of a schedule; false if any process has queued the run of this key already.
    pub async fn add_scheduled_job(
        &mut self,
        kind: &str,
        schedule_key: &str,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let added = self
            .query(
                "INSERT INTO jobs (id, kind, payload, schedule_key, run_at, attempts, created_at)
                 VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (schedule_key) DO NOTHING",
            )
            .bind(JobId::new())
            .bind(kind.to_owned())
            .bind(Value::Null)
            .bind(schedule_key.to_owned())
            .bind(now)
            .bind(now)
            .execute()
            .await?;
        Ok(added == 1)
    }

    /// Whether a job of one of these kinds could be claimed now; asks no writer.
    pub async fn is_job_due(&mut self, kinds: &[&str], now: Timestamp) -> sqlx::Result<bool> {
        if kinds.is_empty() {
            return Ok(false);
        }
        let mut query = self
            .query("SELECT id FROM jobs WHERE ")
            .push(WAITING)
            .push_bind(now)
            .push(" AND (leased_until IS NULL OR leased_until <= ")
            .push_bind(now)
            .push(") AND kind IN (");
        for (place, kind) in kinds.iter().enumerate() {
            query = query.push(if place == 0 { "" } else { ", " });
            query = query.push_bind((*kind).to_owned());
        }
        let due: Option<(JobId,)> = query.push(") LIMIT 1").fetch_optional().await?;
        Ok(due.is_some())
    }

    /// Claims at most `most` jobs of these kinds that are due and that nobody holds, for `owner` and until
    /// `leased_until`. On PostgreSQL, what another process is claiming at this moment is passed over.
    pub async fn claim_jobs(
        &mut self,
        kinds: &[&str],
        owner: Uuid,
        most: usize,
        leased_until: Timestamp,
        now: Timestamp,
    ) -> sqlx::Result<Vec<ClaimedJob>> {
        if kinds.is_empty() || most == 0 {
            return Ok(Vec::new());
        }
        let passing_over = match self {
            Self::Sqlite(_) | Self::SqliteTransaction(_) => "",
            Self::Postgres(_) | Self::PostgresTransaction(_) => " FOR UPDATE SKIP LOCKED",
        };
        // Materialised, so that the limit is drawn once and not for each row that is looked at.
        let mut query = self
            .query("WITH due AS MATERIALIZED (SELECT id FROM jobs WHERE ")
            .push(WAITING)
            .push_bind(now)
            .push(" AND (leased_until IS NULL OR leased_until <= ")
            .push_bind(now)
            .push(") AND kind IN (");
        for (place, kind) in kinds.iter().enumerate() {
            query = query.push(if place == 0 { "" } else { ", " });
            query = query.push_bind((*kind).to_owned());
        }
        let rows: Vec<ClaimedRow> = query
            .push(") ORDER BY run_at, id LIMIT ")
            .push_bind(i64::try_from(most).unwrap_or(i64::MAX))
            .push(passing_over)
            .push(") UPDATE jobs SET attempts = attempts + 1, lease_owner = ")
            .push_bind(owner)
            .push(", leased_until = ")
            .push_bind(leased_until)
            .push(" WHERE id IN (SELECT id FROM due) RETURNING id, kind, payload, attempts")
            .fetch_all()
            .await?;
        let claimed = rows.into_iter().map(|row| ClaimedJob {
            lease: Lease {
                job: row.id,
                owner,
                attempt: row.attempts,
            },
            kind: row.kind,
            payload: row.payload,
        });
        Ok(claimed.collect())
    }

    /// Keeps a job for longer; false if the lease was lost in the meantime.
    pub async fn extend_lease(&mut self, lease: Lease, until: Timestamp) -> sqlx::Result<bool> {
        let changed = self
            .query("UPDATE jobs SET leased_until = ")
            .push_bind(until);
        held(changed, lease).await
    }

    /// Ends a job well; false if the lease was lost, and then somebody else says how it ends.
    pub async fn finish_job(&mut self, lease: Lease, now: Timestamp) -> sqlx::Result<bool> {
        let changed = self
            .query("UPDATE jobs SET lease_owner = NULL, leased_until = NULL, last_error = NULL, finished_at = ")
            .push_bind(now);
        held(changed, lease).await
    }

    /// Puts a job back to be tried again at `run_at`; false if the lease was lost.
    pub async fn retry_job_later(
        &mut self,
        lease: Lease,
        run_at: Timestamp,
        error: &str,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query("UPDATE jobs SET lease_owner = NULL, leased_until = NULL, last_error = ")
            .push_bind(error.to_owned())
            .push(", run_at = ")
            .push_bind(run_at);
        held(changed, lease).await
    }

    /// Gives a job up, for staff to look at; false if the lease was lost.
    pub async fn give_job_up(
        &mut self,
        lease: Lease,
        error: &str,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query("UPDATE jobs SET lease_owner = NULL, leased_until = NULL, last_error = ")
            .push_bind(error.to_owned())
            .push(", dead_at = ")
            .push_bind(now);
        held(changed, lease).await
    }

    /// Takes a job up again that was given up, as if it were new, and returns its kind and what it is about; none if
    /// it is not there or was taken up already.
    pub async fn revive_job(
        &mut self,
        id: JobId,
        now: Timestamp,
    ) -> sqlx::Result<Option<(String, Value)>> {
        self.query(
            "UPDATE jobs SET dead_at = NULL, attempts = 0, run_at = $1
             WHERE id = $2 AND dead_at IS NOT NULL RETURNING kind, payload",
        )
        .bind(now)
        .bind(id)
        .fetch_optional()
        .await
    }

    /// A page of jobs that were given up, the last one first.
    pub async fn list_dead_jobs(
        &mut self,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<DeadJob>> {
        let query = self.query(
            "SELECT id, kind, attempts, last_error, dead_at FROM jobs WHERE dead_at IS NOT NULL",
        );
        let order = if position.is_backwards() {
            " ORDER BY dead_at, id LIMIT "
        } else {
            " ORDER BY dead_at DESC, id DESC LIMIT "
        };
        let entries: Vec<DeadJob> = position
            .narrow(query, "(dead_at, id)")
            .push(order)
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        Ok(position.page(entries, size, |entry| ListKey {
            at: entry.dead_at,
            id: entry.id.0,
        }))
    }

    pub async fn count_waiting_jobs(&mut self) -> sqlx::Result<WaitingJobs> {
        let row = self
            .query(
                "SELECT CAST(count(*) AS BIGINT) AS waiting,
                        CAST(coalesce(sum(CASE WHEN last_error IS NULL THEN 0 ELSE 1 END), 0) AS BIGINT) AS failing
                 FROM jobs WHERE finished_at IS NULL AND dead_at IS NULL",
            )
            .fetch_optional()
            .await?;
        Ok(row.unwrap_or_default())
    }

    /// Deletes jobs that ended well before `before` and returns how many there were.
    pub async fn delete_finished_jobs(&mut self, before: Timestamp) -> sqlx::Result<u64> {
        self.query("DELETE FROM jobs WHERE finished_at < $1")
            .bind(before)
            .execute()
            .await
    }
}

/// Changes the job if the lease still holds: the same owner, and not claimed again since.
async fn held(change: crate::query::Query<'_>, lease: Lease) -> sqlx::Result<bool> {
    let changed = change
        .push(" WHERE id = ")
        .push_bind(lease.job)
        .push(" AND lease_owner = ")
        .push_bind(lease.owner)
        .push(" AND attempts = ")
        .push_bind(lease.attempt)
        .push(" AND finished_at IS NULL AND dead_at IS NULL")
        .execute()
        .await?;
    Ok(changed == 1)
}
