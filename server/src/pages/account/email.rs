//! `GET` and `POST /account/details/email`, `GET` and `POST /account/email/{secret}`

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{account::details as views, sign_in::link_over, small_form::SmallForm};
use guildhall_database::{Holder, Identity, SubjectId, Token, VerifiedChannel};
use guildhall_domain::{
    accounts::Means,
    actors::{Actor, Channel},
    forms::{Answer, Typed},
    people::Verification,
    text::Language,
};
use serde::{Deserialize, Serialize};

use super::password::is_current;
use crate::{
    access::{Resident, Visitor},
    clock,
    emails::{self, ConfirmNewEmail, EmailChanged, Recipient},
    error::Result,
    page::Frame,
    pages::{
        see,
        sign_in::links::{self, Address},
        small_forms::{again, password},
    },
    records::{self, Teller, Told},
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::{self, Whose},
};

/// What the link to a new address does.
#[derive(Debug, Serialize, Deserialize)]
struct NewEmail {
    email: String,
}

pub async fn show(resident: Resident, frame: Frame) -> Response {
    let has_password = resident.identity.password_hash.is_some();
    let form = SmallForm::empty(resident.visitor.csrf());
    frame.show(|| views::email(&form, has_password))
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let address = links::read(&typed);
    let mut errors = address.as_ref().err().cloned().unwrap_or_default();
    if let Ok(Address { email }) = &address
        && email.eq_ignore_ascii_case(&resident.identity.email)
    {
        errors.push(("email", "details-email-same"));
    }
    if !is_current(&state, &resident, password(&typed, "password"), &caller).await? {
        errors.push(("password", "details-current-not-right"));
    }
    let (Ok(Address { email }), true) = (address, errors.is_empty()) else {
        let form = again(resident.visitor.csrf(), &typed, &["email"], errors);
        let has_password = resident.identity.password_hash.is_some();
        return Ok(frame.invalid(|| views::email(&form, has_password)));
    };
    rate_limits::count(&state, Credential::Message, &email, &caller).await?;
    send(&state, &resident, &email).await?;
    Ok(see("/account/details?done=details-email-sent").into_response())
}

async fn send(state: &AppState, resident: &Resident, email: &str) -> Result<()> {
    let identity = &resident.identity;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let does = NewEmail {
        email: email.to_lowercase(),
    };
    let whose = (Whose::Account(resident.holder()), resident.visitor.id());
    let secret = tokens::make_link(&mut transaction, tokens::NEW_EMAIL, whose, &does, now).await?;
    let message = ConfirmNewEmail {
        name: identity.name.clone(),
        link: state.links.to(&format!("/account/email/{secret}")),
        hours: tokens::NEW_EMAIL.lifetime.whole_hours(),
    };
    let to = Recipient::new(email, Language::English).person(identity.person_id);
    emails::queue(&mut transaction, state, &to, &message).await?;
    Ok(transaction.commit().await?)
}

async fn open(state: &AppState, secret: &str) -> Result<Option<(Token, NewEmail, Identity)>> {
    let mut connection = state.database.read().await?;
    let now = state.clock.now();
    let Some(token) = tokens::find_link(&mut connection, tokens::NEW_EMAIL, secret, now).await?
    else {
        return Ok(None);
    };
    let Some(id) = token.identity_id else {
        return Ok(None);
    };
    let identity = connection.find_identity(id).await?;
    let does = tokens::payload(&token)?;
    Ok(identity.map(|identity| (token, does, identity)))
}

/// Whoever holds the link reads mail at the new address; who they are was proved when the link was asked for.
pub async fn show_confirm(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(secret): Path<String>,
) -> Result<Response> {
    let Some((_, does, _)) = open(&state, &secret).await? else {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || {
            link_over("/account/details/email")
        }));
    };
    let action = format!("/account/email/{secret}");
    Ok(frame.show(|| views::confirm_email(visitor.csrf(), action, &does.email)))
}

pub async fn submit_confirm(
    State(state): State<AppState>,
    caller: Caller,
    visitor: Visitor,
    frame: Frame,
    Path(secret): Path<String>,
) -> Result<Response> {
    rate_limits::count(&state, Credential::Token, &secret, &caller).await?;
    let changed = match open(&state, &secret).await? {
        Some((token, does, identity)) => {
            let kept = visitor
                .resident_sign_in()
                .filter(|sign_in| sign_in.holder == Holder::Resident(identity.id));
            change(
                &state,
                &token,
                &identity,
                &does.email,
                kept.map(|sign_in| sign_in.id),
            )
            .await?
        }
        None => false,
    };
    if !changed {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || {
            link_over("/account/details/email")
        }));
    }
    Ok(frame.show(views::email_changed))
}

/// Changes the address, ends the sign-ins of other browsers and tells the old address. False if the link was used
/// already.
async fn change(
    state: &AppState,
    token: &Token,
    identity: &Identity,
    email: &str,
    kept: Option<guildhall_database::SignInId>,
) -> Result<bool> {
    let now = state.clock.now();
    let person = identity.own_person_id;
    let mut transaction = state.database.begin().await?;
    if !transaction.use_token(token.id).await? {
        return Ok(false);
    }
    transaction.set_email(identity.id, email).await?;
    let subject = SubjectId::Person(person);
    let told = Told::load_of(&mut transaction, &state.keys, subject, &["contact.email"]).await?;
    let record = told.record(state.dictionary, records::moment(state));
    let email_answer = Some(Answer::Text(email.to_owned()));
    let statements = records::change(&record, "contact.email", email_answer);
    let statements = statements
        .into_iter()
        .map(|one| one.verified(Verification::Code))
        .collect();
    let teller = Teller::new(Actor::Resident(identity.id.0), Channel::Online);
    records::tell(&mut transaction, state, subject, teller, statements).await?;
    transaction
        .remove_verified_channel(person, Means::Email, &identity.email)
        .await?;
    let channel = VerifiedChannel {
        person,
        means: Means::Email,
        address: email,
        how: "link",
    };
    transaction.add_verified_channel(&channel, now).await?;
    transaction
        .end_sign_ins(Holder::Resident(identity.id), kept)
        .await?;
    transaction
        .delete_tokens_of(Holder::Resident(identity.id))
        .await?;
    transaction.delete_tokens_for(&identity.email).await?;
    let message = EmailChanged {
        name: identity.name.clone(),
        masked_new_address: masked(email),
        when: clock::in_words(now),
    };
    let to = Recipient::new(&identity.email, Language::English).person(identity.person_id);
    emails::queue(&mut transaction, state, &to, &message).await?;
    transaction.commit().await?;
    Ok(true)
}

/// "b***@residents.example": enough for its owner to recognise it.
pub fn masked(email: &str) -> String {
    let (name, domain) = email.split_once('@').unwrap_or((email, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}***@{domain}")
}
