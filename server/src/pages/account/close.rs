//! `GET` and `POST /account/close`, `GET /account-closed`

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::{account, small_form::notice},
    wording::text,
};
use guildhall_domain::text::Language;

use crate::{
    access::{Recent, Resident},
    clock,
    emails::{self, AccountClosed, Recipient},
    error::Result,
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(resident: Recent<Resident>, frame: Frame) -> Response {
    let csrf = resident.visitor.csrf();
    frame.show(|| {
        account::ask(account::Question {
            title: text("close-title"),
            explanation: vec![text("close-what"), text("close-kept")],
            action: "/account/close".to_owned(),
            button: text("close-button"),
            way_back: "/account".to_owned(),
            csrf,
        })
    })
}

/// Closes the account for good, signs it out everywhere and says so by e-mail. What was asked for goes on.
/// Whoever does it signed in just now, see [`Recent`].
pub async fn submit(State(state): State<AppState>, resident: Recent<Resident>) -> Result<Response> {
    let identity = &resident.identity;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    transaction.close_identity(identity.id, now).await?;
    transaction.end_sign_ins(resident.holder(), None).await?;
    transaction.delete_tokens_of(resident.holder()).await?;
    transaction.remove_passkeys(resident.holder()).await?;
    transaction.delete_drafts(resident.actor()).await?;
    let message = AccountClosed {
        name: identity.name.clone(),
        when: clock::in_words(now),
    };
    let to = Recipient::new(&identity.email, Language::English).person(identity.person_id);
    emails::queue(&mut transaction, &state, &to, &message).await?;
    transaction.commit().await?;
    resident.visitor.clone().sign_out(&state).await?;
    Ok(see("/account-closed").into_response())
}

pub async fn show_closed(frame: Frame) -> Response {
    frame
        .signed_out()
        .show(|| notice(text("closed-title"), vec![text("closed-what")], ()))
}
