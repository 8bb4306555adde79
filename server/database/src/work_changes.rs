//! What happened to a member of staff's tasks and cases since they looked: a line for each task and each case that
//! others changed, the latest change first.

use std::collections::BTreeSet;

use guildhall_domain::{cases::CaseEvent, tasks::TaskEvent};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    CaseId, Connection, ListKey, ListPage, ListPosition, StaffId, TaskId, Timestamp,
    lists::one_more, query::Query, task_lists::without,
};

/// Whose tasks and cases, since when.
#[derive(Clone, Debug)]
pub struct WorkOf {
    pub reader: StaffId,
    /// The teams whose tasks are theirs too.
    pub teams: BTreeSet<Uuid>,
    /// The services whose cases are theirs, by slug.
    pub services: BTreeSet<String>,
    /// Services, by slug, of whose cases the reader does not know: nor of what is to be done about them.
    pub hidden: BTreeSet<String>,
    /// Services, by slug, whose cases are out of the reader's reach.
    pub unseen: BTreeSet<String>,
    pub since: Timestamp,
}

/// A task that others changed.
#[derive(Clone, Debug, FromRow)]
pub struct ChangedTask {
    pub id: TaskId,
    pub changed_at: Timestamp,
    /// How often others changed it since.
    pub changes: i64,
    /// The latest of these.
    pub event: Json<TaskEvent>,
    /// The member of staff; absent when the program did it, or a resident.
    pub actor_name: Option<String>,
    pub happened_at: Timestamp,
}

/// A case that others changed.
#[derive(Clone, Debug, FromRow)]
pub struct ChangedCase {
    pub id: CaseId,
    pub reference: String,
    pub slug: String,
    pub subject_id: Option<crate::PersonId>,
    pub form_id: crate::FormId,
    pub changed_at: Timestamp,
    /// How often others changed it since.
    pub changes: i64,
    /// The latest of these.
    pub event: Json<CaseEvent>,
    /// The member of staff; absent when it was the resident.
    pub actor_name: Option<String>,
    pub happened_at: Timestamp,
}

#[derive(Clone, Debug)]
pub enum Changed {
    Task(ChangedTask),
    Case(ChangedCase),
}

/// The beginning of one part of the list of tasks, and of cases.
const TASKS: &str = "SELECT id, changed_at FROM (SELECT id, changed_at FROM tasks WHERE ";
const CASES: &str =
    "SELECT id, changed_at FROM (SELECT id, updated_at AS changed_at FROM cases WHERE ";

impl Changed {
    fn key(&self) -> ListKey {
        let (at, id) = match self {
            Self::Task(task) => (task.changed_at, task.id.0),
            Self::Case(case) => (case.changed_at, case.id.0),
        };
        ListKey { at, id }
    }
}

impl Connection {
    /// A page of what others changed, the latest change first.
    pub async fn list_changed_work(
        &mut self,
        of: &WorkOf,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<Changed>> {
        let tasks = self.list_changed_tasks(of, position, size).await?;
        let cases = self.list_changed_cases(of, position, size).await?;
        let tasks = tasks.into_iter().map(Changed::Task);
        let mut all: Vec<_> = tasks.chain(cases.into_iter().map(Changed::Case)).collect();
        all.sort_by_key(|one| (one.key().at, one.key().id));
        if !position.is_backwards() {
            all.reverse();
        }
        Ok(position.page(all, size, Changed::key))
    }

    async fn list_changed_tasks(
        &mut self,
        of: &WorkOf,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<Vec<ChangedTask>> {
        let rest = |query| without(changed_tasks(query, of, position), &of.hidden);
        let mut query = self
            .query("WITH theirs AS (")
            .push(TASKS)
            .push("owner_id = ")
            .push_bind(of.reader);
        query = ordered(rest(query), position, size);
        query = query
            .push(" UNION ")
            .push(TASKS)
            .push("kind = 'callback' AND created_by_id = ")
            .push_bind(of.reader);
        query = ordered(rest(query), position, size);
        for team in &of.teams {
            query = query
                .push(" UNION ")
                .push(TASKS)
                .push("team_id = ")
                .push_bind(*team);
            query = ordered(rest(query), position, size);
        }
        query = query.push(
            ") SELECT theirs.id, theirs.changed_at, latest.event, staff.name AS actor_name, latest.happened_at,
                 CAST((SELECT count(*) FROM task_events WHERE task_id = theirs.id",
        );
        query = by_others(query, of).push(
            ") AS BIGINT) AS changes FROM theirs JOIN task_events AS latest ON latest.id =
                 (SELECT id FROM task_events WHERE task_id = theirs.id",
        );
        query = by_others(query, of).push(
            " ORDER BY happened_at DESC, id DESC LIMIT 1)
             LEFT JOIN staff ON latest.actor_kind = 'staff' AND staff.id = latest.actor_id",
        );
        whole(query, position, size).fetch_all().await
    }

    async fn list_changed_cases(
        &mut self,
        of: &WorkOf,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<Vec<ChangedCase>> {
        let mut query = self
            .query("WITH theirs AS (")
            .push(CASES)
            .push("actor_kind = 'staff' AND actor_id = ")
            .push_bind(of.reader);
        query = ordered(changed_cases(query, of, position), position, size);
        for slug in &of.services {
            query = query
                .push(" UNION ")
                .push(CASES)
                .push("slug = ")
                .push_bind(slug.clone());
            query = ordered(changed_cases(query, of, position), position, size);
        }
        query = query.push(
            ") SELECT theirs.id, theirs.changed_at, cases.reference, cases.slug, cases.subject_id, cases.form_id, latest.event,
                 staff.name AS actor_name, latest.happened_at,
                 CAST((SELECT count(*) FROM case_events WHERE case_id = theirs.id",
        );
        query = by_others(after_opening(query), of)
            .push(
                ") AS BIGINT) AS changes FROM theirs JOIN cases ON cases.id = theirs.id
                 JOIN case_events AS latest ON latest.id = (SELECT id FROM case_events WHERE case_id = theirs.id",
            );
        query = by_others(after_opening(query), of).push(
            " ORDER BY happened_at DESC, id DESC LIMIT 1)
             LEFT JOIN staff ON latest.actor_kind = 'staff' AND staff.id = latest.actor_id",
        );
        whole(query, position, size).fetch_all().await
    }
}

/// Narrows to the tasks that others changed since.
fn changed_tasks<'c>(query: Query<'c>, of: &WorkOf, position: ListPosition) -> Query<'c> {
    let query = query.push(" AND changed_at > ").push_bind(of.since);
    let query = position
        .narrow(query, "(changed_at, id)")
        .push(" AND EXISTS (SELECT 1 FROM task_events WHERE task_id = tasks.id");
    by_others(query, of).push(")")
}

/// Narrows to the cases within reach that others changed since they were opened.
fn changed_cases<'c>(query: Query<'c>, of: &WorkOf, position: ListPosition) -> Query<'c> {
    let mut query = query
        .push(" AND revision > 0 AND updated_at > ")
        .push_bind(of.since);
    for slug in &of.unseen {
        query = query.push(" AND slug <> ").push_bind(slug.clone());
    }
    let query = position
        .narrow(query, "(updated_at, id)")
        .push(" AND EXISTS (SELECT 1 FROM case_events WHERE case_id = cases.id");
    by_others(after_opening(query), of).push(")")
}

/// Of a case's events: that it was opened is not what changed in it.
fn after_opening(query: Query<'_>) -> Query<'_> {
    query.push(" AND happened_at > cases.opened_at")
}

/// Of events: those since, by others.
fn by_others<'c>(query: Query<'c>, of: &WorkOf) -> Query<'c> {
    query
        .push(" AND happened_at > ")
        .push_bind(of.since)
        .push(" AND (actor_id IS NULL OR actor_id <> ")
        .push_bind(of.reader)
        .push(")")
}

/// Ends one part with as many as a page can need.
fn ordered(query: Query<'_>, position: ListPosition, size: usize) -> Query<'_> {
    let order = if position.is_backwards() {
        " ORDER BY changed_at, id LIMIT "
    } else {
        " ORDER BY changed_at DESC, id DESC LIMIT "
    };
    query.push(order).push_bind(one_more(size)).push(") AS one")
}

fn whole(query: Query<'_>, position: ListPosition, size: usize) -> Query<'_> {
    let order = if position.is_backwards() {
        " ORDER BY theirs.changed_at, theirs.id LIMIT "
    } else {
        " ORDER BY theirs.changed_at DESC, theirs.id DESC LIMIT "
    };
    query.push(order).push_bind(one_more(size))
}
