//! Tasks: what somebody has to do, and the story of it. Lists are in `task_lists`.

use guildhall_domain::{
    actors::Actor,
    tasks::{Act, OnceKey, Standing, TaskDetails, TaskEvent, TaskKind, TaskState},
};
use sqlx::{FromRow, types::Json};
use time::Date;
use uuid::Uuid;

use crate::{
    ArticleId, CaseId, Connection, OrganisationId, PersonId, StaffId, TaskId, TeamId, Timestamp,
    query::Query,
};

/// A task to be made.
#[derive(Clone, Debug)]
pub struct NewTask {
    pub kind: TaskKind,
    /// Names what it is made for, so that it is there once; none where it may be made again and again.
    pub once: Option<OnceKey>,
    pub about: TaskAbout,
    pub details: TaskDetails,
    /// None where it is nobody's yet.
    pub team: Option<TeamId>,
    pub owner: Option<StaffId>,
    pub due_on: Date,
    /// None when the program itself makes it.
    pub created_by: Option<Actor>,
}

/// What a task is about: by reference alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskAbout {
    pub person: Option<PersonId>,
    pub case: Option<CaseId>,
    pub organisation: Option<OrganisationId>,
    pub article: Option<ArticleId>,
}

/// A task with the names that its page and lists show.
#[derive(Clone, Debug, FromRow)]
pub struct Task {
    pub id: TaskId,
    #[sqlx(try_from = "String")]
    pub kind: TaskKind,
    pub person_id: Option<PersonId>,
    pub person_name: Option<String>,
    pub case_id: Option<CaseId>,
    pub case_reference: Option<String>,
    /// The service of the case.
    pub case_slug: Option<String>,
    /// Whose case it is.
    pub case_subject_id: Option<PersonId>,
    pub organisation_id: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    pub article_slug: Option<String>,
    pub article_title: Option<String>,
    pub details: Json<TaskDetails>,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    /// Nobody who may sign in is in the team.
    pub is_team_empty: bool,
    /// Whoever has it; none once they left the council or the task's team.
    pub owner_id: Option<StaffId>,
    pub owner_name: Option<String>,
    pub due_on: Date,
    /// The member of staff who wrote it down; absent when the program did, or a resident caused it.
    pub created_by_name: Option<String>,
    pub created_at: Timestamp,
    pub acknowledged_at: Option<Timestamp>,
    pub acknowledged_by_name: Option<String>,
    pub done_at: Option<Timestamp>,
    pub done_by_name: Option<String>,
    pub outcome: Option<String>,
    /// Goes up by one with each change; a change that names an older one is refused.
    pub revision: i64,
}

impl Task {
    pub fn standing(&self) -> Standing {
        Standing {
            state: if self.done_at.is_some() {
                TaskState::Done
            } else if self.acknowledged_at.is_some() {
                TaskState::Acknowledged
            } else {
                TaskState::Open
            },
            team: self.team_id.map(|team| team.0),
            owner: self.owner_id.map(|owner| owner.0),
        }
    }
}

/// Something that happened to a task, with who did it.
#[derive(Clone, Debug, FromRow)]
pub struct StoredTaskEvent {
    pub event: Json<TaskEvent>,
    /// The member of staff; absent when the program did it, or a resident.
    pub actor_name: Option<String>,
    pub happened_at: Timestamp,
}

/// An owner who left the council, or the team that has the task, has it no more.
pub(crate) const OWNERS: &str = "
    LEFT JOIN staff AS owners ON owners.id = tasks.owner_id AND owners.ended_at IS NULL
        AND (tasks.team_id IS NULL OR EXISTS
            (SELECT 1 FROM staff_roles WHERE staff_roles.staff_id = owners.id AND staff_roles.team_id = tasks.team_id))";

impl Connection {
    /// Every task with its names, to be narrowed; `AND` comes next.
    pub(crate) fn select_tasks(&mut self) -> Query<'_> {
        self.query(
            "SELECT tasks.id, tasks.kind, tasks.person_id, people.name AS person_name, tasks.case_id,
                    cases.reference AS case_reference, cases.slug AS case_slug, cases.subject_id AS case_subject_id,
                    tasks.organisation_id, organisations.name AS organisation_name, articles.slug AS article_slug,
                    (SELECT title FROM article_texts WHERE article_texts.article_id = articles.id
                     ORDER BY CASE WHEN language = 'en' THEN 0 ELSE 1 END LIMIT 1) AS article_title, tasks.details,
                    tasks.team_id, teams.name AS team_name, owners.id AS owner_id, owners.name AS owner_name,
                    tasks.team_id IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM staff_roles JOIN staff ON staff.id = staff_roles.staff_id
                         WHERE staff_roles.team_id = tasks.team_id AND staff.ended_at IS NULL) AS is_team_empty,
                    tasks.due_on, makers.name AS created_by_name, tasks.created_at,
                    tasks.acknowledged_at, acknowledging.name AS acknowledged_by_name,
                    tasks.done_at, finishing.name AS done_by_name, tasks.outcome, tasks.revision
             FROM tasks",
        )
        .push(OWNERS)
        .push(
            "
             LEFT JOIN people ON people.id = tasks.person_id
             LEFT JOIN cases ON cases.id = tasks.case_id
             LEFT JOIN organisations ON organisations.id = tasks.organisation_id
             LEFT JOIN articles ON articles.id = tasks.article_id
             LEFT JOIN teams ON teams.id = tasks.team_id
             LEFT JOIN staff AS makers ON tasks.created_by_kind = 'staff' AND makers.id = tasks.created_by_id
             LEFT JOIN staff AS acknowledging ON acknowledging.id = tasks.acknowledged_by
             LEFT JOIN staff AS finishing ON finishing.id = tasks.done_by
             WHERE TRUE",
        )
    }

    /// Makes a task and begins its story; none if there is one of its once-key already. Call it in the transaction
    /// of what causes it.
    pub async fn add_task(
        &mut self,
        task: &NewTask,
        now: Timestamp,
    ) -> sqlx::Result<Option<TaskId>> {
        let id = TaskId::new();
        let added = self
            .query(
                "INSERT INTO tasks (id, kind, once_key, person_id, case_id, organisation_id, article_id, details, team_id,
                                    owner_id, due_on, created_by_kind, created_by_id, created_at, revision)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0)
                 ON CONFLICT (once_key) DO NOTHING",
            )
            .bind(id)
            .bind(task.kind.word().to_owned())
            .bind(task.once.as_ref().map(|key| key.as_str().to_owned()))
            .bind(task.about.person)
            .bind(task.about.case)
            .bind(task.about.organisation)
            .bind(task.about.article)
            .bind(Json(task.details.clone()))
            .bind(task.team)
            .bind(task.owner)
            .bind(task.due_on)
            .bind(task.created_by.map(|actor| actor.kind().to_owned()))
            .bind(task.created_by.map(Actor::id))
            .bind(now)
            .execute()
            .await?;
        if added == 0 {
            return Ok(None);
        }
        self.add_task_event(id, task.created_by, TaskEvent::Created, now)
            .await?;
        Ok(Some(id))
    }

    pub async fn find_task(&mut self, id: TaskId) -> sqlx::Result<Option<Task>> {
        self.select_tasks()
            .push(" AND tasks.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// The whole story, oldest first.
    pub async fn list_task_events(&mut self, task: TaskId) -> sqlx::Result<Vec<StoredTaskEvent>> {
        self.query(
            "SELECT event, staff.name AS actor_name, happened_at FROM task_events
             LEFT JOIN staff ON task_events.actor_kind = 'staff' AND staff.id = task_events.actor_id
             WHERE task_id = $1 ORDER BY happened_at, task_events.id",
        )
        .bind(task)
        .fetch_all()
        .await
    }

    /// Does something to a task that was read, with the words that go with it; false if somebody changed it in between,
    /// and then nothing is written. Call it in a transaction, with an act that fits where the task stands.
    pub async fn change_task(
        &mut self,
        task: &Task,
        (act, after): (Act, Standing),
        words: &str,
        actor: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let is_done = after.state == TaskState::Done;
        let is_known = after.state != TaskState::Open;
        let outcome = Some(words.to_owned()).filter(|words| is_done && !words.is_empty());
        let changed = self
            .query(
                "UPDATE tasks SET team_id = $1, owner_id = $2,
                     acknowledged_at = CASE WHEN $3 THEN coalesce(acknowledged_at, $4) END,
                     acknowledged_by = CASE WHEN $3 THEN coalesce(acknowledged_by, $5) END,
                     done_at = CASE WHEN $6 THEN $4 END, done_by = CASE WHEN $6 THEN $5 END, outcome = $7,
                     revision = revision + 1
                 WHERE id = $8 AND revision = $9",
            )
            .bind(after.team)
            .bind(after.owner)
            .bind(is_known)
            .bind(now)
            .bind(actor)
            .bind(is_done)
            .bind(outcome)
            .bind(task.id)
            .bind(task.revision)
            .execute()
            .await?;
        if changed == 0 {
            return Ok(false);
        }
        let actor = Some(Actor::Staff(actor.0));
        self.add_task_event(task.id, actor, TaskEvent::of(act, words), now)
            .await?;
        Ok(true)
    }

    async fn add_task_event(
        &mut self,
        task: TaskId,
        actor: Option<Actor>,
        event: TaskEvent,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO task_events (id, task_id, actor_kind, actor_id, event, happened_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(Uuid::now_v7())
        .bind(task)
        .bind(actor.map(|actor| actor.kind().to_owned()))
        .bind(actor.map(Actor::id))
        .bind(Json(event))
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }
}
