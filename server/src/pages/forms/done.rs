//! `GET /forms/{session}/done`

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::forms::done::{self, DonePage};

use super::filling::Filling;
use crate::{
    access::Visitor,
    error::{AppError, Result},
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(session): Path<String>,
) -> Result<Response> {
    let filling = Filling::load(&state, &visitor, &session).await?;
    let Some(case) = filling.session.case_id else {
        return Ok(see(filling.next_url()).into_response());
    };
    let case = state
        .database
        .read()
        .await?
        .find_case_by_id(case)
        .await?
        .ok_or(AppError::NotFound)?;
    let frame = filling.frame(frame);
    let acting = filling.acting_for(&state).await?;
    Ok(frame.show(|| {
        done::page(DonePage {
            service: &filling.service.service.title,
            reference: case.reference,
            what_happens_next: &filling.service.service.what_happens_next,
            acting,
        })
    }))
}
