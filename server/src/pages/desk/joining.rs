//! `GET /desk/people/{id}/join?q=`, `GET` and `POST /desk/people/{id}/join/{other}` and `/desk/people/{id}/separate`
//!
//! An account begins on an empty record. Once its holder's identity is checked, staff join that record to the one the
//! council had of the same person: a link, which can be taken apart again.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::joining::{self as views, Candidates, JoinQuestion};
use guildhall_database::{Identity, NewAuditEvent, Person, PersonId};
use guildhall_domain::audit::{AuditDetail, AuditThing, AuditVerb};
use serde::Deserialize;

use super::people::row;
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{PAGE_SIZE, escaped, see},
    records,
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: Option<String>,
    /// The person that the page before this one ended with.
    after: Option<PersonId>,
}

/// The record of an account whose holder's identity is checked, which is not joined to another yet.
async fn find(state: &AppState, staff: &May<needs::CheckIdentities>, id: &str) -> Result<Person> {
    let person = staff.open_person(state, id).await?;
    let mut connection = state.database.read().await?;
    let identities = connection.list_identities_of_person(person.id).await?;
    let joined = connection.list_joined(person.id).await?;
    let may_join = may_join(&person, &identities, &joined);
    may_join.then_some(person).ok_or(AppError::NotFound)
}

/// Whether a record may be joined to another: somebody proved that the account on it is theirs, and no other record is
/// joined to it, for taking apart would not bring that one back.
pub(super) fn may_join(person: &Person, identities: &[Identity], joined: &[Person]) -> bool {
    let is_checked =
        |identity: &Identity| identity.own_person_id == person.id && identity.verified_at.is_some();
    person.joined_to.is_none() && joined.is_empty() && identities.iter().any(is_checked)
}

pub async fn search(
    State(state): State<AppState>,
    staff: May<needs::CheckIdentities>,
    frame: Frame,
    Path(id): Path<String>,
    Query(search): Query<Search>,
) -> Result<Response> {
    let person = find(&state, &staff, &id).await?;
    let query = search.q.unwrap_or_else(|| person.name.clone());
    let query: String = query.trim().chars().take(200).collect();
    let mut connection = state.database.read().await?;
    let after = match search.after {
        Some(person) => connection.find_person(person).await?,
        None => None,
    };
    let limit = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
    let mut found = if query.is_empty() {
        Vec::new()
    } else {
        connection
            .search_people(&query, after.as_ref(), limit)
            .await?
    };
    drop(connection);
    let is_more = found.len() > PAGE_SIZE;
    found.truncate(PAGE_SIZE);
    let last = found.last().map(|person| person.id).filter(|_| is_more);
    found.retain(|other| {
        other.id != person.id && other.joined_to.is_none() && !staff.is_own(Some(other.id))
    });
    let page = Candidates {
        next: last.map(|last| {
            format!(
                "/desk/people/{}/join?q={}&after={last}",
                person.id,
                escaped(&query)
            )
        }),
        person: row(person),
        query,
        found: found.into_iter().map(row).collect(),
    };
    Ok(frame.at_desk(&staff).show(|| views::candidates(page)))
}

/// The two records, if one may be joined to the other.
async fn both(
    state: &AppState,
    staff: &May<needs::CheckIdentities>,
    (id, other): (&str, &str),
) -> Result<(Person, Person)> {
    let person = find(state, staff, id).await?;
    let other = staff.open_beside(state, &person, other).await?;
    if other.id == person.id || other.joined_to.is_some() {
        return Err(AppError::NotFound);
    }
    Ok((person, other))
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::CheckIdentities>,
    frame: Frame,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response> {
    let (person, other) = both(&state, &staff, (&id, &other)).await?;
    let question = JoinQuestion {
        csrf: staff.visitor.csrf(),
        person: row(person),
        other: row(other),
    };
    Ok(frame.at_desk(&staff).show(|| views::ask_to_join(question)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::CheckIdentities>,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response> {
    let (person, other) = both(&state, &staff, (&id, &other)).await?;
    let mut transaction = state.database.begin().await?;
    // Somebody else may have joined either meanwhile.
    let [locked, other_locked] = transaction.lock_people(person.id, other.id).await?;
    let is_free = |found: Option<Person>| found.is_some_and(|person| person.joined_to.is_none());
    if !is_free(locked) || !is_free(other_locked) {
        return Err(AppError::NotFound);
    }
    transaction.join_person(person.id, other.id).await?;
    records::project(&mut transaction, &state, other.id).await?;
    let event = event(&staff, AuditVerb::RecordsJoined, &person, other.id);
    transaction
        .add_audit_event(&event, state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(see(format!("/desk/people/{}?done=records-joined", other.id)).into_response())
}

fn event(
    staff: &May<needs::CheckIdentities>,
    verb: AuditVerb,
    person: &Person,
    other: PersonId,
) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Person)
        .on(person.id.0)
        .with(AuditDetail::Person, other.to_string())
}

/// A record and the one it is joined to.
async fn joined(
    state: &AppState,
    staff: &May<needs::CheckIdentities>,
    id: &str,
) -> Result<(Person, Person)> {
    let person = staff.open_person(state, id).await?;
    let other = person.joined_to.ok_or(AppError::NotFound)?;
    let other = staff
        .open_beside(state, &person, &other.to_string())
        .await?;
    Ok((person, other))
}

pub async fn show_separate(
    State(state): State<AppState>,
    staff: May<needs::CheckIdentities>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let (person, other) = joined(&state, &staff, &id).await?;
    let question = JoinQuestion {
        csrf: staff.visitor.csrf(),
        person: row(person),
        other: row(other),
    };
    Ok(frame
        .at_desk(&staff)
        .show(|| views::ask_to_separate(question)))
}

pub async fn submit_separate(
    State(state): State<AppState>,
    staff: May<needs::CheckIdentities>,
    Path(id): Path<String>,
) -> Result<Response> {
    let (person, other) = joined(&state, &staff, &id).await?;
    let mut transaction = state.database.begin().await?;
    if transaction.separate_person(person.id).await? {
        records::project(&mut transaction, &state, person.id).await?;
        records::project(&mut transaction, &state, other.id).await?;
        let event = event(&staff, AuditVerb::RecordsSeparated, &person, other.id);
        transaction
            .add_audit_event(&event, state.clock.now())
            .await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/people/{}?done=records-separated", person.id)).into_response())
}
