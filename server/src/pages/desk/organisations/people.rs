//! `GET /desk/organisations/{id}/people?q=`, `GET` and `POST /desk/organisations/{id}/people/{person}` and `…/end`

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    desk::organisations::{self as views, AuthorityForm, Candidates, EndQuestion},
    small_form::SmallForm,
};
use guildhall_database::{Authorised, Organisation, Person};
use guildhall_domain::{
    audit::{AuditDetail, AuditVerb},
    forms::Typed,
    organisations::Capacity,
    people_search::Asked,
    permissions::Permission,
};
use serde::Deserialize;

use super::{event, row};
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{desk::people, escaped, page_of, see, small_forms::again},
    state::AppState,
};

type Keeper = May<needs::KeepOrganisations>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    page: usize,
}

pub async fn search(
    State(state): State<AppState>,
    staff: Keeper,
    frame: Frame,
    Path(id): Path<String>,
    Query(search): Query<Search>,
) -> Result<Response> {
    staff.require(Permission::SeePeople)?;
    let organisation = staff.open_organisation(&state, &id).await?;
    let query: String = search.q.trim().chars().take(200).collect();
    let asked = Asked::read(&query, state.clock.today());
    let found = people::find(&state, &staff, &asked).await?;
    let (found, previous, next) = page_of(found.people, search.page);
    let here = address(&organisation);
    let link = |page: usize| format!("{here}/people?q={}&page={page}", escaped(&query));
    let page = Candidates {
        previous: previous.map(link),
        next: next.map(link),
        found: found
            .into_iter()
            .map(|found| people::row(found.person))
            .collect(),
        organisation: here,
        name: organisation.name,
        query,
    };
    Ok(frame.at_desk(&staff).show(|| views::candidates(page)))
}

/// The organisation and the person who is to act for it. Nobody gives themselves an authority.
async fn open(
    state: &AppState,
    staff: &Keeper,
    (id, person): (&str, &str),
) -> Result<(Organisation, Person)> {
    staff.require(Permission::SeePeople)?;
    let organisation = staff.open_organisation(state, id).await?;
    let person = staff.find_person(state, person).await?;
    Ok((organisation, person))
}

pub async fn show(
    State(state): State<AppState>,
    staff: Keeper,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let (organisation, person) = open(&state, &staff, (&id, &person)).await?;
    let form = SmallForm::empty(staff.visitor.csrf());
    let page = page(organisation, person, form);
    Ok(frame.at_desk(&staff).show(|| views::authority(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Keeper,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (organisation, person) = open(&state, &staff, (&id, &person)).await?;
    let capacity = typed.first("capacity").unwrap_or_default();
    let Ok(capacity) = capacity.parse::<Capacity>() else {
        let errors = vec![("capacity", "authority-capacity-empty")];
        let form = again(staff.visitor.csrf(), &typed, &["capacity"], errors);
        let page = page(organisation, person, form);
        return Ok(frame.at_desk(&staff).invalid(|| views::authority(page)));
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    // Whoever may already keeps the capacity they have: it is ended first to be another.
    if transaction
        .add_authority((organisation.id, person.id), capacity, now)
        .await?
    {
        let event = event(&staff, AuditVerb::AuthorityAdded, organisation.id)
            .with(AuditDetail::Person, person.id.to_string());
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    let next = format!("{}?done=authority-added", address(&organisation));
    Ok(see(next).into_response())
}

fn page(organisation: Organisation, person: Person, form: SmallForm) -> AuthorityForm {
    AuthorityForm {
        form,
        organisation: address(&organisation),
        name: organisation.name,
        person: (person.id.to_string(), person.name),
    }
}

/// An organisation with somebody who may act for it.
async fn authorised(
    state: &AppState,
    staff: &Keeper,
    (id, person): (&str, &str),
) -> Result<(Organisation, Authorised)> {
    let (organisation, person) = open(state, staff, (id, person)).await?;
    let mut connection = state.database.read().await?;
    let authorised = connection
        .find_authority(organisation.id, person.id)
        .await?;
    Ok((organisation, authorised.ok_or(AppError::NotFound)?))
}

pub async fn show_end(
    State(state): State<AppState>,
    staff: Keeper,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let (organisation, authorised) = authorised(&state, &staff, (&id, &person)).await?;
    let question = EndQuestion {
        csrf: staff.visitor.csrf(),
        organisation: address(&organisation),
        name: organisation.name,
        authorised: row(&staff, authorised),
    };
    Ok(frame.at_desk(&staff).show(|| views::ask_to_end(question)))
}

pub async fn submit_end(
    State(state): State<AppState>,
    staff: Keeper,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let (organisation, person) = open(&state, &staff, (&id, &person)).await?;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    // Whoever presses a second time finds it ended, and sees the same page.
    if transaction
        .end_authority((organisation.id, person.id), now)
        .await?
    {
        let event = event(&staff, AuditVerb::AuthorityEnded, organisation.id)
            .with(AuditDetail::Person, person.id.to_string());
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    let next = format!("{}?done=authority-ended", address(&organisation));
    Ok(see(next).into_response())
}

fn address(organisation: &Organisation) -> String {
    format!("/desk/organisations/{}", organisation.id)
}
