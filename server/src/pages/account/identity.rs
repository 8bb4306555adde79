//! `GET` and `POST /account/identity`: a code to show at the counter, so that staff who see somebody's documents say of
//! the right account whose it is.

use axum::{
    extract::State,
    response::{Redirect, Response},
};
use guildhall_app::pages::account::identity as views;

use crate::{
    access::Resident,
    error::Result,
    page::Frame,
    pages::see,
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens,
};

/// The step under which the code is kept for the page that shows it.
const STEP: &str = "identity-code";

pub async fn show(State(state): State<AppState>, resident: Resident, frame: Frame) -> Response {
    let page = views::Identity {
        csrf: resident.visitor.csrf(),
        is_verified: resident.identity.verified_at.is_some(),
        code: resident.visitor.step(STEP),
        minutes: tokens::IDENTITY_CHECK.lifetime.whole_minutes(),
        address: state.config.contact.address.clone(),
        telephone: state.config.contact.telephone.clone(),
    };
    frame.show(|| views::page(page))
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
) -> Result<Redirect> {
    let limited = resident.identity.id.to_string();
    rate_limits::count(&state, Credential::Token, &limited, &caller).await?;
    let mut transaction = state.database.begin().await?;
    let code = tokens::make_code_to_show(
        &mut transaction,
        tokens::IDENTITY_CHECK,
        resident.holder(),
        state.clock.now(),
    )
    .await?;
    transaction.commit().await?;
    let mut visitor = resident.visitor;
    visitor.set_step(STEP, &code).await?;
    Ok(see("/account/identity"))
}
