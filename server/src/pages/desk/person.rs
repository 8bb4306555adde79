//! `GET /desk/people/{id}`, `POST /desk/people/{id}/start`

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::{
    StartForm,
    person::{self, PersonPage},
};
use guildhall_database::{CaseFilter, PersonId};
use guildhall_domain::forms::Typed;

use super::{cases::Place, people, rows, start};
use crate::{
    access::Staff,
    error::{AppError, Result},
    page::Frame,
    pages::{PAGE_SIZE, see},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: Staff,
    frame: Frame,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Result<Response> {
    let page = load(
        &state,
        &staff,
        parse(&id)?,
        &place,
        start::empty(&state).await?,
    )
    .await?;
    Ok(frame.at_desk(&staff).show(|| person::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Staff,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let id = parse(&id)?;
    state
        .database
        .read()
        .await?
        .find_person(id)
        .await?
        .ok_or(AppError::NotFound)?;
    match start::start(&state, &staff, Some(id), &typed).await? {
        Ok(first_page) => Ok(see(first_page).into_response()),
        Err(again) => {
            let page = load(&state, &staff, id, &Place::default(), again).await?;
            Ok(frame.at_desk(&staff).invalid(|| person::page(page)))
        }
    }
}

fn parse(id: &str) -> Result<PersonId> {
    id.parse().map_err(|_| AppError::NotFound)
}

async fn load(
    state: &AppState,
    staff: &Staff,
    id: PersonId,
    place: &Place,
    start: StartForm,
) -> Result<PersonPage> {
    let mut connection = state.database.read().await?;
    let person = connection
        .find_person(id)
        .await?
        .ok_or(AppError::NotFound)?;
    let filter = CaseFilter {
        subject: Some(id),
        ..CaseFilter::default()
    };
    let page = connection
        .list_cases(&filter, place.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    Ok(PersonPage {
        csrf: staff.visitor.csrf(),
        person: people::row(person),
        start,
        newer: page
            .newer
            .map(|key| format!("/desk/people/{id}?before={key}")),
        older: page
            .older
            .map(|key| format!("/desk/people/{id}?after={key}")),
        cases: rows(state, page.cases).await?,
    })
}
