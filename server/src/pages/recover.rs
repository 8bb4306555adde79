//! `GET` and `POST /recover`, `GET` and `POST /recover/{secret}`, `GET /recover/done`
//!
//! The link sets a new password and signs nobody in; everybody who was signed in to the account is signed out.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{sign_in as views, small_form::SmallForm};
use guildhall_database::{Identity, Token};
use guildhall_domain::{forms::Typed, text::Language};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    account::password::change,
    see,
    sign_in::{
        SENT, Sending, accounts, chosen,
        links::{self, Address},
    },
    small_forms::{again, password, password_problem},
};
use crate::{
    access::Visitor,
    emails::{self, Recipient, ResetPassword},
    error::Result,
    page::Frame,
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::{self, Whose},
};

/// What a recovery link does.
#[derive(Debug, Serialize, Deserialize)]
struct Recovering {
    email: String,
}

pub async fn show(visitor: Visitor, frame: Frame) -> Response {
    let form = SmallForm::empty(visitor.csrf());
    frame.show(|| views::recover(&form))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let Address { email } = match links::read(&typed) {
        Ok(address) => address,
        Err(errors) => {
            let form = again(visitor.csrf(), &typed, &["email"], errors);
            return Ok(frame.invalid(|| views::recover(&form)));
        }
    };
    rate_limits::count(&state, Credential::Message, &email, &caller).await?;
    send(&state, visitor.id(), &email).await?;
    visitor.set_step(SENT, &Sending::Recovering(email)).await?;
    Ok(see("/sign-in/sent").into_response())
}

/// Sends the link; an address without an account is told so, by the same work.
async fn send(state: &AppState, visitor: Uuid, email: &str) -> Result<()> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let identities = transaction.list_identities_by_email(email).await?;
    let does = Recovering {
        email: email.to_owned(),
    };
    let secret = tokens::make_link(
        &mut transaction,
        tokens::RECOVER,
        (Whose::Address(email), visitor),
        &does,
        now,
    )
    .await?;
    let to = Recipient::new(email, Language::English);
    match links::names(&identities) {
        Some(name) => {
            let message = ResetPassword {
                name,
                link: state.links.to(&format!("/recover/{secret}")),
                minutes: tokens::RECOVER.lifetime.whole_minutes(),
            };
            emails::queue(&mut transaction, state, &to, &message).await?;
        }
        None => links::no_account(&mut transaction, state, &to).await?,
    }
    Ok(transaction.commit().await?)
}

async fn open(state: &AppState, secret: &str) -> Result<Option<(Token, Vec<Identity>)>> {
    let mut connection = state.database.read().await?;
    let found =
        tokens::find_link(&mut connection, tokens::RECOVER, secret, state.clock.now()).await?;
    let Some(token) = found else {
        return Ok(None);
    };
    let does: Recovering = tokens::payload(&token)?;
    let identities = connection.list_identities_by_email(&does.email).await?;
    Ok((!identities.is_empty()).then_some((token, identities)))
}

pub async fn show_new(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(secret): Path<String>,
) -> Result<Response> {
    let Some((_, identities)) = open(&state, &secret).await? else {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/recover")));
    };
    let form = SmallForm::empty(visitor.csrf());
    let action = format!("/recover/{secret}");
    Ok(frame.show(|| views::new_password(&form, action, accounts(&identities))))
}

pub async fn submit_new(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Path(secret): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    rate_limits::count(&state, Credential::Token, &secret, &caller).await?;
    let Some((token, identities)) = open(&state, &secret).await? else {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/recover")));
    };
    let identity = chosen(&identities, &typed);
    let new = password(&typed, "password");
    let mut errors = Vec::new();
    if identity.is_none() {
        errors.push(("account", "which-empty"));
    }
    let whose = identity.map_or(("", ""), |identity| (&identity.name, &identity.email));
    errors.extend(password_problem(&state, &new, whose).map(|key| ("password", key)));
    let Some(identity) = identity.filter(|_| errors.is_empty()) else {
        let form = again(visitor.csrf(), &typed, &["account"], errors);
        let action = format!("/recover/{secret}");
        return Ok(frame.invalid(|| views::new_password(&form, action, accounts(&identities))));
    };
    if !change(&state, identity, new, None, Some(&token)).await? {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/recover")));
    }
    Ok(see("/recover/done").into_response())
}

pub async fn show_done(frame: Frame) -> Response {
    frame.show(views::changed)
}
