//! Who is to be reminded of tasks: those who have them, or else those of the team.

use sqlx::FromRow;
use time::Date;

use crate::{Connection, StaffId, Timestamp, tasks::OWNERS};

/// A member of staff for whom something waits.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TaskReminder {
    pub staff_id: StaffId,
    pub name: String,
    pub email: String,
    /// Tasks that were due before today.
    pub overdue: i64,
    /// Tasks that nobody has acknowledged, beside the overdue ones.
    pub waiting: i64,
}

impl Connection {
    /// Everybody for whom something is overdue, or waits unacknowledged since before `created_before`, who was not
    /// reminded today.
    pub async fn list_task_reminders(
        &mut self,
        today: Date,
        created_before: Timestamp,
    ) -> sqlx::Result<Vec<TaskReminder>> {
        self.query(
            "WITH late AS (
                 SELECT tasks.team_id, owners.id AS owner_id, CASE WHEN tasks.due_on < ",
        )
        .push_bind(today)
        .push(" THEN 1 ELSE 0 END AS is_overdue FROM tasks")
        .push(OWNERS)
        .push(" WHERE tasks.done_at IS NULL AND (tasks.due_on < ")
        .push_bind(today)
        .push(" OR tasks.acknowledged_at IS NULL AND tasks.created_at < ")
        .push_bind(created_before)
        .push(
            ")),
             told AS (
                 SELECT owner_id AS staff_id, is_overdue FROM late WHERE owner_id IS NOT NULL
                 UNION ALL
                 SELECT members.staff_id, is_overdue FROM late
                     JOIN (SELECT DISTINCT staff_id, team_id FROM staff_roles) AS members
                         ON members.team_id = late.team_id
                     WHERE owner_id IS NULL)
             SELECT staff.id AS staff_id, staff.name, staff.email, CAST(sum(is_overdue) AS BIGINT) AS overdue,
                    CAST(sum(1 - is_overdue) AS BIGINT) AS waiting
             FROM told JOIN staff ON staff.id = told.staff_id
             WHERE staff.ended_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM task_reminders WHERE task_reminders.staff_id = staff.id AND reminded_on = ",
        )
        .push_bind(today)
        .push(") GROUP BY staff.id, staff.name, staff.email ORDER BY staff.id")
        .fetch_all()
        .await
    }

    /// Notes that somebody is reminded today; false if they were already. Call it in the transaction that queues the
    /// message.
    pub async fn add_task_reminder(&mut self, staff: StaffId, today: Date) -> sqlx::Result<bool> {
        let added = self
            .query("INSERT INTO task_reminders (staff_id, reminded_on) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(staff)
            .bind(today)
            .execute()
            .await?;
        Ok(added == 1)
    }

    /// Forgets on which days before this one people were reminded.
    pub async fn delete_old_task_reminders(&mut self, before: Date) -> sqlx::Result<u64> {
        self.query("DELETE FROM task_reminders WHERE reminded_on < $1")
            .bind(before)
            .execute()
            .await
    }
}
