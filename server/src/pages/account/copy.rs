//! `GET /account/copy`, `GET /account/copy.json`
//!
//! Whoever asks has signed in just now: everything in one place is what somebody at another's browser would look for.

use axum::{extract::State, response::Response};
use guildhall_app::pages::copies as views;

use crate::{
    access::{Recent, Resident},
    copies::{self, Reader, RecordCopy},
    error::{AppError, Result},
    page::Frame,
    pages::copies::{file, not_stored, page},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    resident: Recent<Resident>,
    frame: Frame,
) -> Result<Response> {
    let copy = make(&state, &resident).await?;
    let (file, back) = ("/account/copy.json".into(), "/account/details".into());
    let copy = page(&state, &copy, file, back).await?;
    Ok(not_stored(frame.show(|| views::page(copy))))
}

pub async fn download(
    State(state): State<AppState>,
    resident: Recent<Resident>,
) -> Result<Response> {
    file(&make(&state, &resident).await?, "my-record")
}

/// The copy of the resident's own record; that it was made is remembered.
async fn make(state: &AppState, resident: &Resident) -> Result<RecordCopy> {
    let reader = Reader::Holder(resident.identity.level());
    let copy = RecordCopy::make(state, resident.identity.person_id, reader).await?;
    let copy = copy.ok_or(AppError::NotFound)?;
    copies::remember(state, copy.person.id, Some(resident.actor())).await?;
    Ok(copy)
}
