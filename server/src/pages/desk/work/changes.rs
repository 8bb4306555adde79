//! `GET` and `POST /desk/changes`: what others did since the reader looked. Looking alone does not move the mark.

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::desk::{
        tasks::story_words,
        work::{self as views, ChangeLine, Changes},
    },
    wording::{said, text, text_with},
};
use guildhall_database::{
    Changed, ChangedCase, ChangedTask, ListKey, ListPosition, Task, Timestamp, WorkOf,
};
use guildhall_domain::{cases::CaseEvent, forms::Typed, permissions::Permission};
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{SHOWN, services_of};
use crate::{
    access::{May, Staff, needs},
    clock,
    error::Result,
    page::Frame,
    pages::{
        PAGE_SIZE,
        desk::{
            cases::Place,
            status_words,
            tasks::{
                may_read,
                one::{names, told},
                row,
            },
        },
        see,
        small_forms::line,
    },
    state::AppState,
};

/// How far back those see who have never said that they looked.
const FIRST_LOOK: Duration = Duration::days(14);

/// That the mark has just been moved, and from where, in microseconds.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Seen {
    pub seen: Option<String>,
}

impl Seen {
    pub fn before(&self) -> Option<i64> {
        self.seen.as_ref()?.parse().ok()
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::WorkTasks>,
    frame: Frame,
    Query(place): Query<Place>,
) -> Result<Response> {
    let changes = load(&state, &staff, place.position(), PAGE_SIZE).await?;
    let csrf = staff.visitor.csrf();
    Ok(frame
        .at_desk(&staff)
        .show(|| views::changes_page(changes, csrf)))
}

/// Moves the mark to the moment that the form names, which may be an earlier one: then it is taken back.
pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::WorkTasks>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let now = state.clock.now();
    let until = line(&typed, "until").parse().ok().and_then(moment);
    let Some(until) = until else {
        return Ok(see("/desk").into_response());
    };
    let until = until.min(now);
    let mut transaction = state.database.begin().await?;
    let before = transaction.find_look(staff.id).await?;
    let before = before.unwrap_or(first_look(now));
    transaction.add_look(staff.id, until, now).await?;
    transaction.commit().await?;
    Ok(if until > before {
        see(format!("/desk?seen={}", microseconds(before))).into_response()
    } else {
        see("/desk").into_response()
    })
}

/// The latest of what changed, for the desk's first page.
pub(super) async fn first(state: &AppState, staff: &Staff, seen: Option<i64>) -> Result<Changes> {
    let mut changes = load(state, staff, ListPosition::Newest, SHOWN).await?;
    changes.taken_back_to = seen;
    Ok(changes)
}

async fn load(
    state: &AppState,
    staff: &Staff,
    position: ListPosition,
    size: usize,
) -> Result<Changes> {
    let now = state.clock.now();
    let teams = staff.grants.teams();
    let mut connection = state.database.read().await?;
    let since = connection.find_look(staff.id).await?;
    let since = since.unwrap_or(first_look(now));
    let sees_cases = staff.may(Permission::SeeCases);
    let of = WorkOf {
        reader: staff.id,
        services: services_of(&mut connection, staff, &teams).await?,
        teams,
        hidden: staff.grants.hidden_services(),
        unseen: staff.unseen_services(),
        since,
    };
    let page = connection.list_changed_work(&of, position, size).await?;
    let changed_tasks = page.entries.iter().filter_map(|one| match one {
        Changed::Task(task) => Some(task),
        Changed::Case(_) => None,
    });
    let ids: Vec<_> = changed_tasks.clone().map(|task| task.id).collect();
    let names = names(&mut connection, changed_tasks.map(|task| &task.event.0)).await?;
    let tasks = connection.list_tasks_by_id(&ids).await?;
    drop(connection);
    let tasks: BTreeMap<_, _> = tasks.into_iter().map(|task| (task.id, task)).collect();
    let mut lines = Vec::new();
    for one in &page.entries {
        match one {
            Changed::Task(changed) => {
                let task = tasks.get(&changed.id);
                let task = task.filter(|task| staff.reaches(Permission::SeeTasks, task));
                lines.extend(task.map(|task| task_line(state, staff, task, (changed, &names))));
            }
            Changed::Case(changed) if sees_cases => {
                lines.push(case_line(state, staff, changed).await?);
            }
            Changed::Case(_) => {}
        }
    }
    let link = |way: &str, key: ListKey| format!("/desk/changes?{way}={key}");
    Ok(Changes {
        lines,
        since: clock::in_words(since),
        until: microseconds(now),
        newer: page.newer.map(|key| link("before", key)),
        older: page.older.map(|key| link("after", key)),
        taken_back_to: None,
    })
}

fn task_line(
    state: &AppState,
    staff: &Staff,
    task: &Task,
    (changed, names): (&ChangedTask, &BTreeMap<Uuid, String>),
) -> ChangeLine {
    let row = row(staff, task, state.clock.day_and_minute());
    let is_own = row.is_own;
    let may_read = !is_own && may_read(staff, task, &row.about);
    let (what, words) = story_words(told(&changed.event.0, names, may_read));
    let what = if words.is_empty() {
        what
    } else {
        let first = words.lines().next().unwrap_or_default();
        text_with("work-what-with-words", &[("what", &what), ("words", first)])
    };
    ChangeLine {
        title: if is_own {
            text("task-kind-own")
        } else {
            row.title()
        },
        href: (!is_own).then(|| format!("/desk/tasks/{}", task.id)),
        what,
        who: changed.actor_name.clone(),
        when: clock::in_words(changed.happened_at),
        changes: changed.changes,
    }
}

async fn case_line(state: &AppState, staff: &Staff, changed: &ChangedCase) -> Result<ChangeLine> {
    let version = state.catalogue.version(changed.form_id).await?;
    let service = said(&version.service.title);
    let may_open = staff.grants.may_for(Permission::SeeAnswers, &changed.slug)
        && !staff.is_own(changed.subject_id);
    Ok(ChangeLine {
        title: text_with(
            "case-title",
            &[("service", &service), ("reference", &changed.reference)],
        ),
        href: may_open.then(|| format!("/desk/cases/{}", changed.reference)),
        what: match &changed.event.0 {
            CaseEvent::CaseOpened { .. } => text("story-opened"),
            CaseEvent::NoteAdded { .. } => text("work-case-note"),
            CaseEvent::Claimed => text("story-claimed"),
            CaseEvent::StatusChanged { from, to } => {
                let words = |status| status_words(&version.service, status);
                text_with(
                    "story-status",
                    &[("from", &words(from)), ("to", &words(to))],
                )
            }
        },
        who: changed.actor_name.clone(),
        when: clock::in_words(changed.happened_at),
        changes: changed.changes,
    })
}

fn first_look(now: Timestamp) -> Timestamp {
    let now = OffsetDateTime::from(now);
    now.saturating_sub(FIRST_LOOK).into()
}

fn microseconds(moment: Timestamp) -> i64 {
    let nanoseconds = OffsetDateTime::from(moment).unix_timestamp_nanos();
    i64::try_from(nanoseconds / 1_000).unwrap_or(i64::MAX)
}

/// None for what is no moment of the calendar.
fn moment(microseconds: i64) -> Option<Timestamp> {
    let nanoseconds = i128::from(microseconds) * 1_000;
    let moment = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?;
    (1970..=9999)
        .contains(&moment.year())
        .then(|| moment.into())
}
