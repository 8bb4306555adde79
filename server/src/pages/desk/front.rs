//! `GET /desk`, `POST /desk/start`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::{
    CaseRow, StartForm,
    front::{self, Front},
};
use guildhall_database::{CaseFilter, CasePosition};
use guildhall_domain::{forms::Typed, permissions::Permission};

use super::{contacts, rows, start, tasks, work};
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{account::Done, see},
    state::AppState,
};

/// How many of the newest cases the desk shows.
const NEWEST: usize = 5;

pub async fn show(
    State(state): State<AppState>,
    staff: Staff,
    frame: Frame,
    (Query(done), Query(seen)): (Query<Done>, Query<work::changes::Seen>),
) -> Result<Response> {
    // Everyone arrives here after signing in; champions have a page of their own.
    if !staff.may(Permission::SeeDesk) && staff.may(Permission::SeeChampionPage) {
        return Ok(see("/champion").into_response());
    }
    staff.require(Permission::SeeDesk)?;
    let start = start::empty(&state, &staff).await?;
    let mut front = load(&state, &staff, start, seen.before()).await?;
    front.done = done.key(&["contact-wrapped-up"]);
    Ok(frame.at_desk(&staff).show(|| front::page(front)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    match start::start(&state, &staff, (None, None), &typed).await? {
        Ok(first_page) => Ok(see(first_page).into_response()),
        Err(again) => {
            let front = load(&state, &staff, Some(again), None).await?;
            Ok(frame.at_desk(&staff).invalid(|| front::page(front)))
        }
    }
}

async fn load(
    state: &AppState,
    staff: &Staff,
    start: Option<StartForm>,
    seen: Option<i64>,
) -> Result<Front> {
    // Whoever is in a team has its cases in a section of their own.
    let newest = if staff.may(Permission::SeeCases) && staff.grants.teams().is_empty() {
        Some(newest(state, staff).await?)
    } else {
        None
    };
    Ok(Front {
        csrf: staff.visitor.csrf(),
        may_find: staff.may(Permission::SeePeople),
        start,
        may_see_mail: state.outside.mail.is_recorded() && staff.may(Permission::SeeMail),
        may_review_withheld: staff.may(Permission::ReviewWithheld),
        may_see_jobs: staff.may(Permission::SeeJobs),
        newest,
        tasks: tasks::list::waiting(state, staff).await?,
        contacts: contacts::mine(state, staff).await?,
        done: None,
        work: work::load(state, staff, seen).await?,
    })
}

async fn newest(state: &AppState, staff: &Staff) -> Result<Vec<CaseRow>> {
    let filter = CaseFilter {
        all_but: staff.unseen_services(),
        ..CaseFilter::default()
    };
    let mut connection = state.database.read().await?;
    let newest = connection
        .list_cases(&filter, CasePosition::Newest, NEWEST)
        .await?;
    drop(connection);
    rows(state, staff, newest.cases).await
}
