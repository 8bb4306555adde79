//! `GET /desk/people/{id}/export`, `GET /desk/people/{id}/export.json`

use axum::{
    extract::{Path, State},
    response::Response,
};
use guildhall_app::pages::copies as views;

use crate::{
    access::{May, needs},
    copies::{self, Reader, RecordCopy},
    error::{AppError, Result},
    page::Frame,
    pages::copies::{file, page},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ExportRecords>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let copy = make(&state, &staff, &id).await?;
    let place = format!("/desk/people/{id}");
    let copy = page(&state, &copy, format!("{place}/export.json"), place).await?;
    Ok(frame.at_desk(&staff).show(|| views::page(copy)))
}

pub async fn download(
    State(state): State<AppState>,
    staff: May<needs::ExportRecords>,
    Path(id): Path<String>,
) -> Result<Response> {
    let copy = make(&state, &staff, &id).await?;
    file(&copy, &format!("record-{}", copy.person.id))
}

/// The copy of somebody else's record; that it was made is remembered.
async fn make(state: &AppState, staff: &May<needs::ExportRecords>, id: &str) -> Result<RecordCopy> {
    let person = staff.open_person(state, id).await?;
    let mut connection = state.database.read().await?;
    let protected = staff.list_protected(&mut connection, &[person.id]).await?;
    drop(connection);
    let reader = Reader::Officer {
        hides_address: !protected.is_empty(),
    };
    let copy = RecordCopy::make(state, person.id, reader).await?;
    let copy = copy.ok_or(AppError::NotFound)?;
    copies::remember(state, person.id, Some(staff.actor())).await?;
    Ok(copy)
}
