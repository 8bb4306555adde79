//! Lists of tasks: what is due first comes first, and of what is done, what was due last.

use std::collections::BTreeSet;

use guildhall_domain::{
    opening_hours::END_OF_DAY,
    permissions::Tasks,
    tasks::{OnceKey, TaskKind, TaskState},
};
use sqlx::FromRow;
use time::Date;
use uuid::Uuid;

use crate::{
    CaseId, Connection, OrganisationId, PersonId, StaffId, Task, TaskId, TeamId, lists::one_more,
    query::Query, tasks::OWNERS,
};

/// Which tasks to list.
#[derive(Clone, Debug)]
pub struct TaskFilter {
    /// Those within the reader's reach.
    pub within: Tasks,
    pub reader: StaffId,
    /// Services, by slug, of whose cases the reader does not know: nor of what is to be done about them.
    pub hidden: BTreeSet<String>,
    pub whose: Whose,
    /// None lists all that is not done.
    pub state: Option<TaskState>,
    /// None lists every kind.
    pub kind: Option<TaskKind>,
    /// None lists them by whenever they are due.
    pub due: Option<DueBy>,
}

/// By when tasks are due, of those that are not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBy {
    /// Late at this minute of today.
    Overdue(Date, u16),
    /// On this day, late or not.
    On(Date),
}

/// Whose tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The reader's own.
    Mine,
    /// Those of these teams.
    Teams(BTreeSet<Uuid>),
    /// Those of these teams that nobody has.
    Unowned(BTreeSet<Uuid>),
    /// Those of a team that this member of staff has.
    Member(TeamId, StaffId),
    /// Those that nobody has.
    Nobodys,
    /// The callbacks that the reader asked for, wherever they are.
    Asked,
    Everybodys,
}

/// A task's place in the order of a list; its text goes into a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskKey {
    due_on: Date,
    due_minute: i64,
    id: Uuid,
}

impl std::fmt::Display for TaskKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (due_on, minute) = (self.due_on, self.due_minute);
        write!(formatter, "{due_on}_{minute}_{}", self.id.simple())
    }
}

impl std::str::FromStr for TaskKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (due_on, rest) = text.split_once('_').ok_or(())?;
        // Links that were kept from before tasks had a minute name none.
        let (due_minute, id) = rest.split_once('_').unwrap_or(("1440", rest));
        let due_minute: i64 = due_minute.parse().map_err(drop)?;
        let form = time::macros::format_description!("[year]-[month]-[day]");
        Ok(Self {
            due_on: Date::parse(due_on, form).map_err(drop)?,
            due_minute: due_minute.clamp(0, END_OF_DAY.into()),
            id: Uuid::try_parse(id).map_err(drop)?,
        })
    }
}

/// Where in a list of tasks a page starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskPosition {
    Start,
    After(TaskKey),
    Before(TaskKey),
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct TaskPage {
    pub tasks: Vec<Task>,
    /// Where the page before this one is found.
    pub previous: Option<TaskKey>,
    /// Where the page after this one is found.
    pub next: Option<TaskKey>,
}

/// How much waits, for a member of staff's first page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct TaskCounts {
    /// Their own that are due today or before.
    pub mine_due: i64,
    /// Those of their teams that are overdue.
    pub teams_overdue: i64,
    /// Those within reach that nobody has.
    pub nobodys: i64,
}

impl Task {
    fn key(&self) -> TaskKey {
        TaskKey {
            due_on: self.due_on,
            due_minute: self.due_minute,
            id: self.id.0,
        }
    }
}

impl Connection {
    /// A page of at most `size` tasks.
    pub async fn list_tasks(
        &mut self,
        filter: &TaskFilter,
        position: TaskPosition,
        size: usize,
    ) -> sqlx::Result<TaskPage> {
        let query = match filter.whose {
            Whose::Asked => self.select_tasks(),
            _ => within(self.select_tasks(), &filter.within, filter.reader),
        };
        let query = without(query, &filter.hidden);
        let query = match &filter.whose {
            Whose::Mine => of_owner(query, filter.reader),
            Whose::Teams(teams) => of_teams(query.push(" AND "), teams),
            Whose::Unowned(teams) => {
                of_teams(query.push(" AND "), teams).push(" AND owners.id IS NULL")
            }
            Whose::Member(team, member) => of_owner(query, *member)
                .push(" AND tasks.team_id = ")
                .push_bind(*team),
            Whose::Nobodys => query.push(" AND owners.id IS NULL"),
            Whose::Asked => query
                .push(" AND tasks.kind = ")
                .push_bind(TaskKind::Callback.word().to_owned())
                .push(" AND tasks.created_by_kind = 'staff' AND tasks.created_by_id = ")
                .push_bind(filter.reader),
            Whose::Everybodys => query,
        };
        let query = query.push(match filter.state {
            None => " AND tasks.done_at IS NULL",
            Some(TaskState::Open) => " AND tasks.done_at IS NULL AND tasks.acknowledged_at IS NULL",
            Some(TaskState::Acknowledged) => {
                " AND tasks.done_at IS NULL AND tasks.acknowledged_at IS NOT NULL"
            }
            Some(TaskState::Done) => " AND tasks.done_at IS NOT NULL",
        });
        let query = match filter.kind {
            None => query,
            Some(kind) => query
                .push(" AND tasks.kind = ")
                .push_bind(kind.word().to_owned()),
        };
        let query = due_by(query, filter.due);
        let is_latest_first = filter.state == Some(TaskState::Done);
        let is_backwards = matches!(position, TaskPosition::Before(_));
        let is_rising = is_latest_first == is_backwards;
        let query = match position {
            TaskPosition::Start => query,
            TaskPosition::After(key) | TaskPosition::Before(key) => query
                .push(if is_rising {
                    " AND (tasks.due_on, tasks.due_minute, tasks.id) > ("
                } else {
                    " AND (tasks.due_on, tasks.due_minute, tasks.id) < ("
                })
                .push_bind(key.due_on)
                .push(", ")
                .push_bind(key.due_minute)
                .push(", ")
                .push_bind(key.id)
                .push(")"),
        };
        let tasks = query
            .push(if is_rising {
                " ORDER BY tasks.due_on, tasks.due_minute, tasks.id LIMIT "
            } else {
                " ORDER BY tasks.due_on DESC, tasks.due_minute DESC, tasks.id DESC LIMIT "
            })
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        Ok(page(tasks, position, size))
    }

    /// These tasks, in no order.
    pub async fn list_tasks_by_id(&mut self, ids: &[TaskId]) -> sqlx::Result<Vec<Task>> {
        let mut query = self.select_tasks().push(" AND (FALSE");
        for id in ids {
            query = query.push(" OR tasks.id = ").push_bind(*id);
        }
        query.push(")").fetch_all().await
    }

    /// What is to be done about somebody, with records joined to theirs: what waits first, then what was done.
    pub async fn list_tasks_about_person(
        &mut self,
        person: PersonId,
        limit: i64,
    ) -> sqlx::Result<Vec<Task>> {
        let query = self
            .select_tasks()
            .push(" AND tasks.person_id IN (SELECT id FROM people WHERE id = ")
            .push_bind(person)
            .push(" OR joined_to = ")
            .push_bind(person)
            .push(")");
        waiting_first(query, limit).await
    }

    /// What is to be done about a case: what waits first, then what was done.
    pub async fn list_tasks_about_case(
        &mut self,
        case: CaseId,
        limit: i64,
    ) -> sqlx::Result<Vec<Task>> {
        let query = self.select_tasks().push(" AND tasks.case_id = ");
        waiting_first(query.push_bind(case), limit).await
    }

    /// What is to be done about an organisation: what waits first, then what was done.
    pub async fn list_tasks_about_organisation(
        &mut self,
        organisation: OrganisationId,
        limit: i64,
    ) -> sqlx::Result<Vec<Task>> {
        let query = self.select_tasks().push(" AND tasks.organisation_id = ");
        waiting_first(query.push_bind(organisation), limit).await
    }

    /// Which teams were told of a change, and how far each has come: the tasks made with [`OnceKey::of_change`].
    pub async fn list_tasks_of_change(&mut self, change: Uuid) -> sqlx::Result<Vec<Task>> {
        self.list_tasks_in(OnceKey::range_of_change(change)).await
    }

    /// The tasks that ask for a warning to be looked at again: those made with [`OnceKey::of_warning`].
    pub async fn list_tasks_of_warning(&mut self, warning: Uuid) -> sqlx::Result<Vec<Task>> {
        self.list_tasks_in(OnceKey::range_of_warning(warning)).await
    }

    async fn list_tasks_in(&mut self, (from, until): (String, String)) -> sqlx::Result<Vec<Task>> {
        self.select_tasks()
            .push(" AND tasks.once_key >= ")
            .push_bind(from)
            .push(" AND tasks.once_key < ")
            .push_bind(until)
            .push(" ORDER BY tasks.once_key")
            .fetch_all()
            .await
    }

    /// How much waits for a member of staff of these teams, but for what is about cases of hidden services.
    pub async fn count_tasks(
        &mut self,
        within_reach: &Tasks,
        (reader, teams): (StaffId, &BTreeSet<Uuid>),
        hidden: &BTreeSet<String>,
        today: Date,
    ) -> sqlx::Result<TaskCounts> {
        let query = self
            .query("SELECT CAST(coalesce(sum(CASE WHEN owners.id = ")
            .push_bind(reader)
            .push(" AND tasks.due_on <= ")
            .push_bind(today)
            .push(" THEN 1 ELSE 0 END), 0) AS BIGINT) AS mine_due, CAST(coalesce(sum(CASE WHEN ");
        let query = of_teams(query, teams)
            .push(" AND tasks.due_on < ")
            .push_bind(today)
            .push(
                " THEN 1 ELSE 0 END), 0) AS BIGINT) AS teams_overdue,
                 CAST(coalesce(sum(CASE WHEN owners.id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS nobodys FROM tasks",
            )
            .push(OWNERS)
            .push(" WHERE tasks.done_at IS NULL");
        let query = without(within(query, within_reach, reader), hidden);
        let counts = query.fetch_optional().await?;
        Ok(counts.unwrap_or_default())
    }
}

/// Narrows a statement to the tasks within reach; the rule is [`Tasks::contain`].
fn within<'c>(query: Query<'c>, tasks: &Tasks, reader: StaffId) -> Query<'c> {
    let Tasks::Of(teams) = tasks else {
        return query;
    };
    of_teams(query.push(" AND ("), teams)
        .push(" OR tasks.team_id IS NULL AND (owners.id IS NULL OR owners.id = ")
        .push_bind(reader)
        .push("))")
}

/// Leaves out what is about a case of these services, and callbacks about them.
pub(crate) fn without<'c>(mut query: Query<'c>, hidden: &BTreeSet<String>) -> Query<'c> {
    for slug in hidden {
        query = query
            .push(" AND NOT EXISTS (SELECT 1 FROM cases AS hidden WHERE hidden.id = tasks.case_id AND hidden.slug = ")
            .push_bind(slug.clone())
            .push(") AND NOT EXISTS (SELECT 1 FROM callbacks AS quiet WHERE quiet.task_id = tasks.id AND quiet.slug = ")
            .push_bind(slug.clone())
            .push(")");
    }
    query
}

/// The same twice, so that the index of the one and the rule of the other are used.
fn of_owner(query: Query<'_>, owner: StaffId) -> Query<'_> {
    query
        .push(" AND tasks.owner_id = ")
        .push_bind(owner)
        .push(" AND owners.id = ")
        .push_bind(owner)
}

fn due_by(query: Query<'_>, due: Option<DueBy>) -> Query<'_> {
    match due {
        None => query,
        Some(DueBy::On(day)) => query.push(" AND tasks.due_on = ").push_bind(day),
        Some(DueBy::Overdue(today, minute)) => query
            .push(" AND (tasks.due_on, tasks.due_minute) <= (")
            .push_bind(today)
            .push(", ")
            .push_bind(i64::from(minute))
            .push(")"),
    }
}

fn of_teams<'c>(query: Query<'c>, teams: &BTreeSet<Uuid>) -> Query<'c> {
    let mut query = query.push("(FALSE");
    for team in teams {
        query = query.push(" OR tasks.team_id = ").push_bind(*team);
    }
    query.push(")")
}

async fn waiting_first(query: Query<'_>, limit: i64) -> sqlx::Result<Vec<Task>> {
    query
        .push(" ORDER BY CASE WHEN tasks.done_at IS NULL THEN 0 ELSE 1 END, tasks.due_on, tasks.due_minute, tasks.id LIMIT ")
        .push_bind(limit)
        .fetch_all()
        .await
}

/// The page that so many tasks make, which were read in reading order, one more than `size` if there are more.
fn page(mut tasks: Vec<Task>, position: TaskPosition, size: usize) -> TaskPage {
    let is_more = tasks.len() > size;
    tasks.truncate(size);
    let (is_previous, is_next) = match position {
        TaskPosition::Start => (false, is_more),
        TaskPosition::After(_) => (true, is_more),
        TaskPosition::Before(_) => {
            tasks.reverse();
            (is_more, true)
        }
    };
    TaskPage {
        previous: tasks.first().filter(|_| is_previous).map(Task::key),
        next: tasks.last().filter(|_| is_next).map(Task::key),
        tasks,
    }
}
