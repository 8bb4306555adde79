//! Callbacks: whom to ring, at which number. Whom one waits for and by when is in its task.

use guildhall_domain::{
    actors::Actor,
    callbacks::{Answered, Outcome},
    opening_hours::END_OF_DAY,
    tasks::{OnceKey, TaskDetails, TaskKind},
};
use sqlx::{FromRow, types::Json};
use time::Date;
use uuid::Uuid;

use crate::{Connection, NewTask, PersonId, StaffId, TaskAbout, TaskId, TeamId, Timestamp};

/// A callback to be asked for.
#[derive(Clone, Debug)]
pub struct NewCallback {
    /// Names the form that it is asked for in, so that it is there once however often the form is sent.
    pub form: Uuid,
    /// None where it is for a member of staff who is in no team.
    pub team: Option<TeamId>,
    /// None where anybody of the team may ring.
    pub owner: Option<StaffId>,
    /// None where nobody knows who they are.
    pub person: Option<PersonId>,
    /// The contact in which it is asked for.
    pub contact: Option<Uuid>,
    /// Whom to ask for.
    pub name: String,
    pub telephone: String,
    /// When they would like to be rung, in their words; may be empty.
    pub best_time: String,
    /// What it is about.
    pub words: String,
    /// The service that it is about, by slug.
    pub slug: Option<String>,
    pub answers: Vec<Answered>,
    /// By which day and which minute of it.
    pub due: (Date, u16),
    pub asked_by: Actor,
}

/// What of a callback only its own page shows: the rest is in its task.
#[derive(Clone, Debug, FromRow)]
pub struct Callback {
    pub task_id: TaskId,
    pub contact_id: Option<Uuid>,
    pub answers: Json<Vec<Answered>>,
}

/// What somebody is told who was promised a callback.
#[derive(Clone, Debug, FromRow)]
pub struct CallbackPromise {
    pub task_id: TaskId,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    pub owner_id: Option<StaffId>,
    /// The member of staff who asked for it.
    pub created_by_id: Option<StaffId>,
    pub slug: Option<String>,
    pub created_at: Timestamp,
    pub due_on: Date,
    pub due_minute: i64,
    pub attempts: i64,
    last_outcome: Option<String>,
}

impl CallbackPromise {
    /// By which day, and by which minute of it.
    pub fn due(&self) -> (Date, u16) {
        let minute = u16::try_from(self.due_minute).unwrap_or(END_OF_DAY);
        (self.due_on, minute.min(END_OF_DAY))
    }

    /// What came of the last try to ring.
    pub fn last_outcome(&self) -> Option<Outcome> {
        self.last_outcome.as_ref()?.parse().ok()
    }
}

impl Connection {
    /// Makes a callback with its task; none if the same form asked for it already. Call it in a transaction.
    pub async fn add_callback(
        &mut self,
        callback: &NewCallback,
        now: Timestamp,
    ) -> sqlx::Result<Option<TaskId>> {
        let (due_on, due_minute) = callback.due;
        let task = NewTask {
            kind: TaskKind::Callback,
            once: Some(OnceKey::of_callback(callback.form)),
            about: TaskAbout {
                person: callback.person,
                ..TaskAbout::default()
            },
            details: TaskDetails {
                words: callback.words.clone(),
                ..TaskDetails::default()
            },
            team: callback.team,
            owner: callback.owner,
            due_on,
            created_by: Some(callback.asked_by),
        };
        let Some(id) = self.add_task(&task, now).await? else {
            return Ok(None);
        };
        self.query("UPDATE tasks SET due_minute = $1 WHERE id = $2")
            .bind(i64::from(due_minute))
            .bind(id)
            .execute()
            .await?;
        self.query(
            "INSERT INTO callbacks (task_id, contact_id, name, telephone, best_time, slug, answers, attempts)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        )
        .bind(id)
        .bind(callback.contact)
        .bind(callback.name.clone())
        .bind(callback.telephone.clone())
        .bind(callback.best_time.clone())
        .bind(callback.slug.clone())
        .bind(Json(callback.answers.clone()))
        .execute()
        .await?;
        Ok(Some(id))
    }

    pub async fn find_callback(&mut self, task: TaskId) -> sqlx::Result<Option<Callback>> {
        self.query("SELECT task_id, contact_id, answers FROM callbacks WHERE task_id = $1")
            .bind(task)
            .fetch_optional()
            .await
    }

    /// The callbacks that somebody waits for, with those of records joined to theirs, what is due first.
    pub async fn list_callbacks_of(
        &mut self,
        person: PersonId,
        limit: i64,
    ) -> sqlx::Result<Vec<CallbackPromise>> {
        self.query(
            "SELECT callbacks.task_id, tasks.team_id, teams.name AS team_name, tasks.owner_id,
                    CASE WHEN tasks.created_by_kind = 'staff' THEN tasks.created_by_id END AS created_by_id, slug, tasks.created_at, due_on,
                    due_minute, attempts, last_outcome
             FROM tasks JOIN callbacks ON callbacks.task_id = tasks.id
             LEFT JOIN teams ON teams.id = tasks.team_id
             WHERE tasks.done_at IS NULL
                 AND tasks.person_id IN (SELECT id FROM people WHERE id = $1 OR joined_to = $1)
             ORDER BY due_on, due_minute, tasks.id LIMIT $2",
        )
        .bind(person)
        .bind(limit)
        .fetch_all()
        .await
    }

    /// The callbacks that were asked for in a contact, oldest first.
    pub async fn list_callbacks_of_contact(&mut self, contact: Uuid) -> sqlx::Result<Vec<TaskId>> {
        let rows: Vec<(TaskId,)> = self
            .query("SELECT task_id FROM callbacks WHERE contact_id = $1 ORDER BY task_id")
            .bind(contact)
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// Counts a try to ring. Its event is in the task's story: see [`Connection::change_task`].
    pub(crate) async fn count_callback_attempt(
        &mut self,
        task: TaskId,
        outcome: Outcome,
    ) -> sqlx::Result<()> {
        self.query(
            "UPDATE callbacks SET attempts = attempts + 1, last_outcome = $1 WHERE task_id = $2",
        )
        .bind(outcome.word().to_owned())
        .bind(task)
        .execute()
        .await?;
        Ok(())
    }
}
