//! `GET` and `POST /account/details/password`

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{account::details as views, small_form::SmallForm};
use guildhall_database::{Holder, Identity, SignInId, Token};
use guildhall_domain::{forms::Typed, text::Language};

use crate::{
    access::Resident,
    clock,
    emails::{self, PasswordChanged, Recipient},
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{again, password, password_problem},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

pub async fn show(resident: Resident, frame: Frame) -> Response {
    let has_password = resident.identity.password_hash.is_some();
    let form = SmallForm::empty(resident.visitor.csrf());
    frame.show(|| views::password(&form, has_password))
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let identity = &resident.identity;
    let new = password(&typed, "password");
    let mut errors = Vec::new();
    if !is_current(
        &state,
        &resident,
        password(&typed, "current-password"),
        &caller,
    )
    .await?
    {
        errors.push(("current-password", "details-current-not-right"));
    }
    let whose = (identity.name.as_str(), identity.email.as_str());
    errors.extend(password_problem(&state, &new, whose).map(|key| ("password", key)));
    if !errors.is_empty() {
        let form = again(resident.visitor.csrf(), &typed, &[], errors);
        let has_password = identity.password_hash.is_some();
        return Ok(frame.invalid(|| views::password(&form, has_password)));
    }
    let kept = Some(resident.sign_in.id);
    change(&state, identity, new, kept, None).await?;
    let mut visitor = resident.visitor;
    visitor.rotate().await?;
    Ok(see("/account/details?done=details-password-saved").into_response())
}

/// Whether the current password was typed; somebody who has none needs no other proof than having signed in.
pub(super) async fn is_current(
    state: &AppState,
    resident: &Resident,
    typed: String,
    caller: &Caller,
) -> Result<bool> {
    let identity = &resident.identity;
    let Some(hash) = identity.password_hash.clone() else {
        return Ok(true);
    };
    let account = identity.id.to_string();
    rate_limits::count(state, Credential::Password, &account, caller).await?;
    let is_right = state.passwords.verify(typed, Some(hash)).await;
    if is_right {
        rate_limits::succeeded(state, Credential::Password, &account, caller).await?;
    }
    Ok(is_right)
}

/// Sets a new password, ends every sign-in of the account but the one kept, makes worthless whatever links are on
/// their way to it, and says so by e-mail. False if the link that led here was used already.
pub async fn change(
    state: &AppState,
    identity: &Identity,
    new: String,
    kept: Option<SignInId>,
    link: Option<&Token>,
) -> Result<bool> {
    let mut connection = state.database.read().await?;
    let sharing = connection.list_identities_by_email(&identity.email).await?;
    drop(connection);
    let others = sharing.into_iter().filter(|other| other.id != identity.id);
    let beside = others.filter_map(|other| other.password_hash).next();
    let hash = state.passwords.hash_beside(new, beside).await?;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    if let Some(link) = link
        && !transaction.use_token(link.id).await?
    {
        return Ok(false);
    }
    transaction.set_password(identity.id, &hash).await?;
    let holder = Holder::Resident(identity.id);
    transaction.end_sign_ins(holder, kept).await?;
    transaction.delete_tokens_of(holder).await?;
    transaction.delete_tokens_for(&identity.email).await?;
    let to = Recipient::new(&identity.email, Language::English).person(identity.person_id);
    let message = PasswordChanged {
        name: identity.name.clone(),
        when: clock::in_words(now),
    };
    emails::queue(&mut transaction, state, &to, &message).await?;
    transaction.commit().await?;
    Ok(true)
}
