//! `POST …/verify/authority`: somebody speaks for them whom their record names for that.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_domain::contacts::Method;

use super::Loaded;
use crate::{
    access::{May, needs},
    error::Result,
    pages::see,
    state::AppState,
};

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let loaded = Loaded::load_for(&state, &staff, (&id, &person), Method::Authority).await?;
    let mut transaction = state.database.begin().await?;
    loaded
        .check(&staff, Method::Authority)
        .passed(&mut transaction, state.clock.now())
        .await?;
    transaction.commit().await?;
    let here = format!("/desk/contacts/{}?done=verify-passed", loaded.open.id());
    Ok(see(here).into_response())
}
