//! `GET /desk/people/{id}/warnings`: what is noted about somebody, and was.

pub mod ending;
pub mod noting;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::pages::desk::warnings::{self as views, WarningRow, Warnings};
use guildhall_database::{Connection, ListKey, NewAuditEvent, Person, PersonId, StaffId, Warning};
use guildhall_domain::{
    audit::{AuditThing, AuditVerb},
    permissions::Permission,
    tasks::{Act, TaskState},
    warnings::{WarningKind, WarningState},
};
use time::Date;

use super::cases::Place;
use crate::{
    access::{May, Staff, needs},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{PAGE_SIZE, account::Done},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    frame: Frame,
    Path(id): Path<String>,
    (Query(place), Query(done)): (Query<Place>, Query<Done>),
) -> Result<Response> {
    let person = staff.open_person(&state, &id).await?;
    let today = state.clock.today();
    let mut connection = state.database.read().await?;
    let in_force = connection.list_warnings_in_force(person.id, today).await?;
    let past = connection
        .list_past_warnings(person.id, today, place.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    let own = format!("/desk/people/{}", person.id);
    let link = |way: &str, key: ListKey| format!("{own}/warnings?{way}={key}");
    let rows = |warnings: &[Warning]| -> Vec<WarningRow> {
        let row = |warning| row(&staff, warning, today);
        warnings.iter().map(row).collect()
    };
    let list = Warnings {
        in_force: rows(&in_force),
        newer: past.newer.map(|key| link("before", key)),
        older: past.older.map(|key| link("after", key)),
        past: rows(&past.entries),
        may_add: !kinds(&staff).is_empty(),
        done: done.key(&[
            "warning-is-placed",
            "warning-is-changed",
            "warning-is-ended",
        ]),
        name: person.name,
        person: own,
    };
    Ok(frame.at_desk(&staff).show(|| views::page(list)))
}

/// What staff keep in mind about a person today, for the pages that they see first. Ask only on behalf of those who may
/// see the person or a case of theirs.
pub async fn in_force(
    state: &AppState,
    staff: &Staff,
    person: PersonId,
) -> Result<Vec<WarningRow>> {
    let today = state.clock.today();
    let mut connection = state.database.read().await?;
    let warnings = connection.list_warnings_in_force(person, today).await?;
    let row = |warning| row(staff, warning, today);
    Ok(warnings.iter().map(row).collect())
}

fn row(staff: &Staff, warning: &Warning, today: Date) -> WarningRow {
    let state = WarningState::on(today, warning.expires_on, warning.ended_at.is_some());
    let may_change = state != WarningState::Ended && staff.may(warning.kind.permission());
    let ended_by = warning.ended_by_name.clone().unwrap_or_default();
    WarningRow {
        kind: warning.kind,
        words: warning.words.clone(),
        state,
        withheld: warning.withheld(),
        owner: warning.owner_name.clone(),
        placed: clock::in_words(warning.placed_at),
        expires_on: warning.expires_on,
        ended: warning.ended_at.map(|at| (clock::in_words(at), ended_by)),
        href: may_change.then(|| address(warning)),
    }
}

/// Its own address.
fn address(warning: &Warning) -> String {
    format!("/desk/people/{}/warnings/{}", warning.person_id, warning.id)
}

/// What a member of staff may note.
fn kinds(staff: &Staff) -> Vec<WarningKind> {
    let all = WarningKind::ALL.iter().copied();
    all.filter(|kind| staff.may(kind.permission())).collect()
}

/// Something noted about a person that this member of staff may change, with the person.
async fn open(
    state: &AppState,
    staff: &May<needs::NoteNeeds>,
    (person, id): (&str, &str),
) -> Result<(Person, Warning)> {
    staff.require(Permission::SeePeople)?;
    let person = staff.open_person(state, person).await?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let warning = state.database.read().await?.find_warning(id).await?;
    let warning = warning.filter(|warning| warning.person_id == person.id);
    let warning = warning.ok_or(AppError::NotFound)?;
    let permission = warning.kind.permission();
    if !staff.may(permission) {
        let thing = (AuditThing::Person, person.id.0);
        return Err(staff.refuse(state, permission, thing).await?);
    }
    Ok((person, warning))
}

fn event(staff: &Staff, verb: AuditVerb, person: PersonId) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Person).on(person.0)
}

/// Whoever renewed or ended what a task asks to be looked at has done the task. Call it in the transaction.
async fn finish_tasks(
    connection: &mut Connection,
    state: &AppState,
    (staff, warning): (StaffId, &Warning),
) -> Result<()> {
    for task in connection.list_tasks_of_warning(warning.id.0).await? {
        let standing = task.standing();
        if standing.state != TaskState::Done
            && let Ok(after) = standing.after(Act::Finish, staff.0)
        {
            let now = state.clock.now();
            connection
                .change_task(&task, (Act::Finish, after), "", staff, now)
                .await?;
        }
    }
    Ok(())
}
