//! `/desk/callbacks`: who wants to be rung, by when, and how it is getting on.

pub mod list;
pub mod new;

use std::collections::BTreeSet;

use guildhall_app::{
    pages::desk::callbacks::{CallbackDetails, Promise, Promises},
    wording::said,
};
use guildhall_database::{CallbackPromise, Connection, PersonId, Task};
use guildhall_domain::{permissions::Permission, tasks::Due};
use uuid::Uuid;

use crate::{access::Staff, clock, error::Result, pages::PAGE_SIZE, state::AppState};

/// Whom to ring and what was asked, for the page of a callback's task; none for other tasks, and for those who may not
/// see people.
pub(super) async fn details(
    state: &AppState,
    staff: &Staff,
    connection: &mut Connection,
    task: &Task,
) -> Result<Option<CallbackDetails>> {
    if task.callback_name.is_none() || !staff.may(Permission::SeePeople) {
        return Ok(None);
    }
    let Some(callback) = connection.find_callback(task.id).await? else {
        return Ok(None);
    };
    let services = state.catalogue.list().await?;
    let title = |slug: &String| {
        let service = services.iter().find(|service| service.slug == *slug);
        service.map_or_else(|| slug.clone(), |service| said(&service.service.title))
    };
    Ok(Some(CallbackDetails {
        name: task.callback_name.clone().unwrap_or_default(),
        telephone: task.callback_telephone.clone().unwrap_or_default(),
        best_time: task.callback_best_time.clone().unwrap_or_default(),
        service: task.callback_slug.as_ref().map(title),
        answers: callback.answers.0,
        attempts: task.callback_attempts.unwrap_or_default(),
        last_outcome: task.last_outcome(),
    }))
}

/// The callbacks that somebody waits for, for those who may ask for one: whoever speaks with them meanwhile says by when
/// they are rung. What is about a service of which the reader does not know, or waits with a team that looks after one,
/// is not among them.
pub(super) async fn promises(
    state: &AppState,
    staff: &Staff,
    person: PersonId,
) -> Result<Option<Promises>> {
    if !staff.may(Permission::AskCallbacks) {
        return Ok(None);
    }
    let limit = i64::try_from(PAGE_SIZE).unwrap_or(i64::MAX);
    let hidden = staff.grants.hidden_services();
    let mut connection = state.database.read().await?;
    let waiting = connection.list_callbacks_of(person, limit).await?;
    let quiet = connection.list_quiet_teams(&hidden).await?;
    drop(connection);
    let shown = waiting
        .into_iter()
        .filter(|one| !is_hidden(one, &hidden, &quiet));
    Ok(Some(Promises {
        promises: shown.map(|one| promise(state, staff, &one)).collect(),
        ask: format!("/desk/callbacks/new?person={person}"),
    }))
}

/// Whether a callback is about one of these services, or waits with one of these teams.
pub fn is_hidden(
    callback: &CallbackPromise,
    services: &BTreeSet<String>,
    teams: &BTreeSet<Uuid>,
) -> bool {
    let slug = callback.slug.as_ref();
    slug.is_some_and(|slug| services.contains(slug))
        || callback.team_id.is_some_and(|team| teams.contains(&team.0))
}

fn promise(state: &AppState, staff: &Staff, one: &CallbackPromise) -> Promise {
    let owner = one.owner_id.map(|owner| owner.0);
    let team = one.team_id.map(|team| team.0);
    let may_open = staff.may(Permission::SeeTasks)
        && (staff.seen_tasks().contain(team, owner, staff.id.0)
            || one.created_by_id == Some(staff.id));
    Promise {
        team: one.team_name.clone(),
        due_on: one.due_on,
        due_minute: one.due().1,
        is_late: Due::is_late(one.due(), state.clock.day_and_minute()),
        asked: clock::in_words(one.created_at),
        attempts: one.attempts,
        last_outcome: one.last_outcome(),
        href: may_open.then(|| format!("/desk/tasks/{}", one.task_id)),
    }
}
