//! `GET` and `POST /account/sign-ins`

use axum::{
    Extension,
    extract::{Query, State},
    response::{Redirect, Response},
};
use guildhall_app::pages::account::sign_ins::{self as views, SignInRow};
use guildhall_database::{SignIn, SignInId};
use guildhall_domain::forms::Typed;

use super::Done;
use crate::{
    access::{Recent, Resident},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(done): Query<Done>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let sign_ins = connection
        .list_sign_ins(resident.holder(), state.clock.now())
        .await?;
    drop(connection);
    let rows = rows(sign_ins, resident.sign_in.id);
    let is_done = done.key(&["ended"]).is_some();
    Ok(frame.show(|| {
        views::page(
            resident.visitor.csrf(),
            "/account/sign-ins",
            "/account",
            rows,
            is_done,
        )
    }))
}

/// Sign-ins as a page lists them; `this` is the one that is being looked with.
pub fn rows(sign_ins: Vec<SignIn>, this: SignInId) -> Vec<SignInRow> {
    sign_ins
        .into_iter()
        .map(|sign_in| SignInRow {
            id: sign_in.id.to_string(),
            device: sign_in.device,
            method: sign_in.method,
            since: clock::in_words(sign_in.signed_in_at),
            last_seen: clock::in_words(sign_in.last_seen_at),
            is_this: sign_in.id == this,
        })
        .collect()
}

/// Ends one sign-in, or all others: whoever does it signed in just now, see [`Recent`].
pub async fn submit(
    State(state): State<AppState>,
    resident: Recent<Resident>,
    Extension(typed): Extension<Typed>,
) -> Result<Redirect> {
    let end = typed.first("end").unwrap_or_default();
    let mut connection = state.database.write().await?;
    if end == "others" {
        connection
            .end_sign_ins(resident.holder(), Some(resident.sign_in.id))
            .await?;
    } else {
        let id: SignInId = end.parse().map_err(|_| AppError::NotFound)?;
        // One that has ended meanwhile is ended: there is nothing to say but that.
        connection.end_sign_in(resident.holder(), id).await?;
    }
    Ok(see("/account/sign-ins?done=ended"))
}
