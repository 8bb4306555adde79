//! `POST /desk/contacts`

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};
use guildhall_domain::{actors::Channel, forms::Typed};

use super::begin;
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    pages::see,
    state::AppState,
};

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let word = typed.first("channel").unwrap_or_default();
    let mut channels = Channel::ASSISTED.into_iter();
    let channel = channels.find(|channel| channel.word() == word);
    let channel = channel.ok_or(AppError::NotFound)?;
    let mut transaction = state.database.begin().await?;
    let contact = begin(&mut transaction, &staff, channel, None, state.clock.now()).await?;
    transaction.commit().await?;
    Ok(see(format!("/desk/contacts/{contact}")).into_response())
}
