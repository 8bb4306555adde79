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
use guildhall_database::{CaseFilter, CaseKey, Person};
use guildhall_domain::{forms::Typed, permissions::Permission};

use super::{cases::Place, identities, joining, people, rows, start};
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, account::Done, see},
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
    let start = start::empty(&state, &staff, Some(&person)).await?;
    let mut page = load(&state, &staff, person, &place, start).await?;
    page.done = done.key(&["identity-checked", "records-joined", "records-separated"]);
    Ok(frame.at_desk(&staff).show(|| person::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let person = staff.open_person(&state, &id).await?;
    match start::start(&state, &staff, Some(&person), &typed).await? {
        Ok(first_page) => Ok(see(first_page).into_response()),
        Err(again) => {
            let page = load(&state, &staff, person, &Place::default(), Some(again)).await?;
            Ok(frame.at_desk(&staff).invalid(|| person::page(page)))
        }
    }
}

async fn load(
    state: &AppState,
    staff: &Staff,
    person: Person,
    place: &Place,
    start: Option<StartForm>,
) -> Result<PersonPage> {
    let id = person.id;
    let mut connection = state.database.read().await?;
    let joined_to = match person.joined_to {
        Some(other) => connection.find_person(other).await?,
        None => None,
    };
    let joined = connection.list_joined(id).await?;
    let accounts = connection.list_identities_of_person(id).await?;
    drop(connection);
    let mut page = PersonPage {
        may_join: joining::may_join(&person, &accounts, &joined),
        accounts: accounts.into_iter().map(identities::row).collect(),
        may_check_identities: staff.may(Permission::CheckIdentities),
        may_export: staff.may(Permission::ExportRecords),
        joined_to: joined_to.map(people::row),
        joined: joined.into_iter().map(people::row).collect(),
        done: None,
        csrf: staff.visitor.csrf(),
        person: people::row(person),
        start,
        newer: None,
        older: None,
        cases: None,
    };
    if staff.may(Permission::SeeCases) {
        let filter = CaseFilter {
            subject: Some(id),
            all_but: staff.unseen_services(),
            ..CaseFilter::default()
        };
        let mut connection = state.database.read().await?;
        let found = connection
            .list_cases(&filter, place.position(), PAGE_SIZE)
            .await?;
        drop(connection);
        let link = |way: &str, key: CaseKey| format!("/desk/people/{id}?{way}={key}");
        page.newer = found.newer.map(|key| link("before", key));
        page.older = found.older.map(|key| link("after", key));
        page.cases = Some(rows(state, staff, found.cases).await?);
    }
    Ok(page)
}
