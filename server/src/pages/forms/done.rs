//! `GET /forms/{session}/done`

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::forms::done::{self, DonePage};

use super::{doors::Door, filling::Filling};
use crate::{
    access::Visitor,
    emails::{Message as _, SubmissionReceipt},
    error::{AppError, Result},
    page::Frame,
    pages::{account::email::masked, see},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    door: Door,
) -> Result<Response> {
    let filling = Filling::load(&state, &visitor, &door).await?;
    let Some(case) = filling.session.case_id else {
        return Ok(see(filling.next_url()).into_response());
    };
    let mut connection = state.database.read().await?;
    let case = connection.find_case_by_id(case).await?;
    let case = case.ok_or(AppError::NotFound)?;
    let receipt = connection
        .find_address_of_message(case.id, SubmissionReceipt::KIND)
        .await?;
    let receipt = receipt.map(|address| masked(&address));
    drop(connection);
    let frame = filling.frame(frame);
    let company = filling.company(&state).await?;
    Ok(frame.show(|| {
        done::page(DonePage {
            service: &filling.service.service.title,
            reference: case.reference,
            what_happens_next: &filling.service.service.what_happens_next,
            company,
            receipt,
        })
    }))
}
