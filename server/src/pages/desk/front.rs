//! `GET /desk`, `POST /desk/start`

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::{
    StartForm,
    front::{self, Front},
};
use guildhall_database::{CaseFilter, CasePosition};
use guildhall_domain::forms::Typed;

use super::{rows, start};
use crate::{access::Staff, error::Result, page::Frame, pages::see, state::AppState};

/// How many of the newest cases the desk shows.
const NEWEST: usize = 5;

pub async fn show(State(state): State<AppState>, staff: Staff, frame: Frame) -> Result<Response> {
    let front = load(&state, &staff, start::empty(&state).await?).await?;
    Ok(frame.at_desk(&staff).show(|| front::page(front)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Staff,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    match start::start(&state, &staff, None, &typed).await? {
        Ok(first_page) => Ok(see(first_page).into_response()),
        Err(again) => {
            let front = load(&state, &staff, again).await?;
            Ok(frame.at_desk(&staff).invalid(|| front::page(front)))
        }
    }
}

async fn load(state: &AppState, staff: &Staff, start: StartForm) -> Result<Front> {
    let filter = CaseFilter::default();
    let newest = state
        .database
        .read()
        .await?
        .list_cases(&filter, CasePosition::Newest, NEWEST)
        .await?;
    Ok(Front {
        csrf: staff.visitor.csrf(),
        start,
        is_mail_recorded: state.outside.mail.is_recorded(),
        newest: rows(state, newest.cases).await?,
    })
}
