//! `GET` and `POST /register`, `GET` and `POST /register/{secret}`
//!
//! An address that has an account gets the same page, and the same work is done for it; only the e-mail differs.

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{sign_in as views, small_form::SmallForm};
use guildhall_database::{
    FirstTold, IdentityId, NewIdentity, NewPerson, Transaction, VerifiedChannel,
};
use guildhall_domain::{
    accounts::Means,
    actors::Channel,
    forms::Typed,
    people::{Source, Verification},
    text::Language,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    escaped, see,
    sign_in::{self, Asked, lifetime},
    small_forms::{again, is_email, is_name, line, password, password_problem, problems},
};
use crate::{
    access::{Device, Visitor},
    emails::{self, AlreadyRegistered, ConfirmEmail, Recipient},
    error::Result,
    page::Frame,
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::{self, Whose},
};

/// What a confirming link does.
#[derive(Debug, Serialize, Deserialize)]
struct Registering {
    name: String,
    email: String,
    password_hash: String,
    /// Somebody else's account had the address already: this makes one beside it.
    is_separate: bool,
    next: String,
}

#[derive(Debug, Validate)]
struct Details {
    #[validate(custom(function = "is_name"))]
    name: String,
    #[validate(custom(function = "is_email"))]
    email: String,
}

pub async fn show(visitor: Visitor, frame: Frame, Query(asked): Query<Asked>) -> Response {
    let mut form = SmallForm::empty(visitor.csrf());
    form.typed.push(("next", asked.next.clone()));
    frame.show(|| views::register(&form, sign_in_at(&asked.next)))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let details = Details {
        name: line(&typed, "name"),
        email: line(&typed, "email"),
    };
    let chosen = password(&typed, "password");
    let mut errors = problems(&details, &["name", "email"]);
    let whose = (details.name.as_str(), details.email.as_str());
    errors.extend(password_problem(&state, &chosen, whose).map(|key| ("password", key)));
    if !errors.is_empty() {
        let form = again(visitor.csrf(), &typed, &["name", "email", "next"], errors);
        let sign_in = sign_in_at(&line(&typed, "next"));
        return Ok(frame.invalid(|| views::register(&form, sign_in)));
    }
    rate_limits::count(&state, Credential::Message, &details.email, &caller).await?;
    begin(&state, visitor.id(), &details, chosen, line(&typed, "next")).await?;
    let sent = sign_in::Sending::Registering(details.email);
    visitor.set_step(sign_in::SENT, &sent).await?;
    Ok(see("/sign-in/sent").into_response())
}

/// Writes down what the link will do, and sends it.
async fn begin(
    state: &AppState,
    visitor: Uuid,
    details: &Details,
    chosen: String,
    next: String,
) -> Result<()> {
    let mut connection = state.database.read().await?;
    let others = connection.list_identities_by_email(&details.email).await?;
    drop(connection);
    let beside = others.iter().find_map(|other| other.password_hash.clone());
    let registering = Registering {
        name: details.name.clone(),
        email: details.email.clone(),
        password_hash: state.passwords.hash_beside(chosen, beside).await?,
        is_separate: !others.is_empty(),
        next,
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let secret = tokens::make_link(
        &mut transaction,
        tokens::REGISTER,
        (Whose::Nobody, visitor),
        &registering,
        now,
    )
    .await?;
    let link = state.links.to(&format!("/register/{secret}"));
    let to = Recipient::new(&details.email, Language::English);
    if others.is_empty() {
        let message = ConfirmEmail {
            name: details.name.clone(),
            link,
            hours: tokens::REGISTER.lifetime.whole_hours(),
        };
        emails::queue(&mut transaction, state, &to, &message).await?;
    } else {
        let message = AlreadyRegistered {
            names: others.into_iter().map(|other| other.name).collect(),
            sign_in_link: state.links.to("/sign-in"),
            separate_account_link: link,
        };
        emails::queue(&mut transaction, state, &to, &message).await?;
    }
    Ok(transaction.commit().await?)
}

pub async fn show_confirm(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(secret): Path<String>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let token = tokens::find_link(
        &mut connection,
        tokens::REGISTER,
        &secret,
        state.clock.now(),
    )
    .await?;
    let Some(token) = token else {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/register")));
    };
    let form = SmallForm::empty(visitor.csrf());
    let asks_password = token.visitor != visitor.id();
    Ok(frame.show(|| views::confirm(&form, format!("/register/{secret}"), asks_password)))
}

pub async fn submit_confirm(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    Path(secret): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    rate_limits::count(&state, Credential::Token, &secret, &caller).await?;
    let mut connection = state.database.read().await?;
    let token = tokens::find_link(
        &mut connection,
        tokens::REGISTER,
        &secret,
        state.clock.now(),
    )
    .await?;
    drop(connection);
    let Some(token) = token else {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/register")));
    };
    let registering: Registering = tokens::payload(&token)?;
    if token.visitor != visitor.id() {
        let hash = Some(registering.password_hash.clone());
        if !state
            .passwords
            .verify(password(&typed, "password"), hash)
            .await
        {
            let errors = vec![("password", "confirm-not-right")];
            let form = again(visitor.csrf(), &typed, &["public"], errors);
            return Ok(frame.invalid(|| views::confirm(&form, format!("/register/{secret}"), true)));
        }
    }
    let mut transaction = state.database.begin().await?;
    if !transaction.use_token(token.id).await? {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/register")));
    }
    let Some(identity) = open_account(&mut transaction, &state, &registering).await? else {
        transaction.commit().await?;
        return Ok(see(sign_in_at(&registering.next)).into_response());
    };
    transaction.commit().await?;
    let lifetime = lifetime(&typed);
    sign_in::welcome(
        &state,
        &mut visitor,
        identity,
        ("link", lifetime, &device),
        &registering.next,
    )
    .await
}

/// An account of one's own, on a record of one's own that is empty: what somebody says about themselves never
/// opens an existing one. None if the same person has confirmed an earlier link already.
async fn open_account(
    transaction: &mut Transaction,
    state: &AppState,
    registering: &Registering,
) -> Result<Option<IdentityId>> {
    let now = state.clock.now();
    let others = transaction
        .list_identities_by_email(&registering.email)
        .await?;
    if !others.is_empty() && !registering.is_separate {
        return Ok(None);
    }
    let person = NewPerson {
        name: &registering.name,
        email: Some(&registering.email),
        telephone: None,
        told: FirstTold {
            source: Source::Resident,
            actor: None,
            channel: Channel::Online,
            email: Verification::Code,
        },
    };
    let person = transaction.add_person(&person, now).await?;
    let identity = NewIdentity {
        person,
        email: &registering.email,
        password_hash: Some(&registering.password_hash),
    };
    let identity = transaction.add_identity(&identity, now).await?;
    let channel = VerifiedChannel {
        person,
        means: Means::Email,
        address: &registering.email,
        how: "link",
    };
    transaction.add_verified_channel(&channel, now).await?;
    Ok(Some(identity))
}

fn sign_in_at(next: &str) -> String {
    if next.is_empty() {
        "/sign-in".to_owned()
    } else {
        format!("/sign-in?next={}", escaped(next))
    }
}
