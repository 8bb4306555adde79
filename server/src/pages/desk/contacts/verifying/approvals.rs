//! `POST …/verify/approval`: asks in the person's own account whether it is they. They answer at `/account/approvals/{id}`.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_domain::contacts::{Method, ladder::WITHIN};
use time::OffsetDateTime;

use super::{Loaded, caller};
use crate::{
    access::{May, needs},
    error::Result,
    pages::see,
    security::rate_limits::{self, Credential},
    state::AppState,
};

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let loaded = Loaded::load_for(&state, &staff, (&id, &person), Method::Approval).await?;
    let now = state.clock.now();
    // Asked twice is asked once.
    let waits = loaded
        .approval
        .as_ref()
        .is_some_and(|approval| approval.waits(now));
    if !waits {
        let account = format!("approval of {}", loaded.person.id);
        rate_limits::count(&state, Credential::Message, &account, &caller(&staff)).await?;
        let mut transaction = state.database.begin().await?;
        let of = (loaded.open.id(), loaded.person.id);
        let until = OffsetDateTime::from(now) + WITHIN;
        transaction
            .add_approval(of, staff.id, until.into(), now)
            .await?;
        transaction.commit().await?;
    }
    Ok(see(loaded.place("?done=verify-asked")).into_response())
}
