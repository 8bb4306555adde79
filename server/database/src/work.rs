//! What waits for a member of staff and for a team: counts, open cases, drafts, and until when they have seen changes.

use std::collections::BTreeSet;

use sqlx::FromRow;
use time::Date;
use uuid::Uuid;

use crate::{
    CaseLine, Connection, FormId, FormSessionId, PersonId, StaffId, TeamId, Timestamp,
    task_lists::without, tasks::OWNERS,
};

/// How many lists of open cases are read at once: a service has a few open statuses, and a database allows so many
/// parts of one statement.
const MOST_LISTS: usize = 400;

/// How much somebody in a team has to do; nobody's has no owner.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OwnerCount {
    pub owner_id: Option<StaffId>,
    pub owner_name: Option<String>,
    /// All that is not done.
    pub waiting: i64,
    pub overdue: i64,
    /// Due today and not late yet.
    pub today: i64,
    /// How many of all are callbacks.
    pub callbacks: i64,
    /// When the oldest of all was made.
    pub oldest_at: Timestamp,
}

/// A form that a member of staff began for somebody and has not sent.
#[derive(Clone, Debug, FromRow)]
pub struct DraftFor {
    pub id: FormSessionId,
    pub form_id: FormId,
    pub subject_id: Option<PersonId>,
    pub subject_name: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Connection {
    /// How much everybody in a team has to do, and what nobody has, but for what is about cases of hidden services.
    pub async fn count_team_tasks(
        &mut self,
        team: TeamId,
        hidden: &BTreeSet<String>,
        (today, minute): (Date, u16),
    ) -> sqlx::Result<Vec<OwnerCount>> {
        let query = self
            .query(
                "SELECT owners.id AS owner_id, owners.name AS owner_name, CAST(count(*) AS BIGINT) AS waiting,
                        CAST(sum(CASE WHEN (tasks.due_on, tasks.due_minute) <= (",
            )
            .push_bind(today)
            .push(", ")
            .push_bind(i64::from(minute))
            .push(") THEN 1 ELSE 0 END) AS BIGINT) AS overdue, CAST(sum(CASE WHEN tasks.due_on = ")
            .push_bind(today)
            .push(" AND tasks.due_minute > ")
            .push_bind(i64::from(minute))
            .push(
                " THEN 1 ELSE 0 END) AS BIGINT) AS today,
                 CAST(sum(CASE WHEN tasks.kind = 'callback' THEN 1 ELSE 0 END) AS BIGINT) AS callbacks,
                 min(tasks.created_at) AS oldest_at FROM tasks",
            )
            .push(OWNERS)
            .push(" WHERE tasks.done_at IS NULL AND tasks.team_id = ")
            .push_bind(team);
        without(query, hidden)
            .push(" GROUP BY owners.id, owners.name ORDER BY lower(owners.name), owners.id")
            .fetch_all()
            .await
    }

    /// The cases that have been open longest, of these services in these statuses. At most 400 pairs are looked at.
    pub async fn list_open_cases(
        &mut self,
        open: &[(String, String)],
        limit: i64,
    ) -> sqlx::Result<Vec<CaseLine>> {
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = self.query(
            "SELECT cases.id, reference, form_id, subject_id, people.name AS subject_name,
                    organisations.name AS organisation_name, channel, status, opened_at FROM (",
        );
        for (place, (slug, status)) in open.iter().take(MOST_LISTS).enumerate() {
            query = query
                .push(if place == 0 { "" } else { " UNION ALL " })
                .push("SELECT id FROM (SELECT id FROM cases WHERE slug = ")
                .push_bind(slug.clone())
                .push(" AND status = ")
                .push_bind(status.clone())
                .push(" ORDER BY opened_at, id LIMIT ")
                .push_bind(limit)
                .push(") AS one");
        }
        query
            .push(
                ") AS still_open JOIN cases ON cases.id = still_open.id
                 LEFT JOIN people ON people.id = cases.subject_id
                 LEFT JOIN organisations ON organisations.id = cases.organisation_id
                 ORDER BY opened_at, cases.id LIMIT ",
            )
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// What a member of staff has begun for others and not sent, the latest first.
    pub async fn list_drafts_for_others(
        &mut self,
        staff: StaffId,
        limit: i64,
    ) -> sqlx::Result<Vec<DraftFor>> {
        self.query(
            "SELECT form_sessions.id, form_id, subject_id, people.name AS subject_name, form_sessions.created_at, updated_at
             FROM form_sessions LEFT JOIN people ON people.id = form_sessions.subject_id
             WHERE actor_kind = 'staff' AND actor_id = $1 AND case_id IS NULL AND revision > 0
             ORDER BY updated_at DESC, form_sessions.id LIMIT $2",
        )
        .bind(staff)
        .bind(limit)
        .fetch_all()
        .await
    }

    /// Until when a member of staff has seen what changed; none if they never said.
    pub async fn find_look(&mut self, staff: StaffId) -> sqlx::Result<Option<Timestamp>> {
        let row: Option<(Timestamp,)> = self
            .query(
                "SELECT looked_at FROM staff_looks WHERE staff_id = $1 ORDER BY marked_at DESC, id DESC LIMIT 1",
            )
            .bind(staff)
            .fetch_optional()
            .await?;
        Ok(row.map(|row| row.0))
    }

    /// Marks until when a member of staff has seen what changed.
    pub async fn add_look(
        &mut self,
        staff: StaffId,
        looked_at: Timestamp,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO staff_looks (id, staff_id, marked_at, looked_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(Uuid::now_v7())
        .bind(staff)
        .bind(now)
        .bind(looked_at)
        .execute()
        .await?;
        Ok(())
    }
}
