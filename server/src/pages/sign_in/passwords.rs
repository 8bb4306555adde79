//! `GET` and `POST /sign-in`; `GET` and `POST /sign-in/which` for people who share an address and a password.

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::{sign_in as views, small_form::SmallForm},
    wording::text,
};
use guildhall_database::{Identity, IdentityId};
use guildhall_domain::{accounts::Lifetime, forms::Typed};
use serde::{Deserialize, Serialize};

use super::{Asked, accounts, lifetime, ours, welcome};
use crate::{
    access::{Device, Visitor},
    error::Result,
    page::Frame,
    pages::{
        escaped, see,
        small_forms::{again, line, password},
    },
    passwords::fingerprint,
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

/// The step of having to say which of several accounts it is.
const WHICH: &str = "which-account";

#[derive(Serialize, Deserialize)]
struct Which {
    /// With a hash of what was kept of the password: a new one ends the step.
    accounts: Vec<(IdentityId, String)>,
    is_public: bool,
    next: String,
}

pub async fn show(visitor: Visitor, frame: Frame, Query(asked): Query<Asked>) -> Response {
    if visitor.resident().is_some() && asked.needs.is_empty() {
        return see(ours(&asked.next)).into_response();
    }
    let mut form = SmallForm::empty(visitor.csrf());
    form.typed.push(("next", asked.next.clone()));
    form.typed.push(("needs", asked.needs.clone()));
    frame.show(|| views::sign_in(&form, &query(&asked.next), why(&asked.needs)))
}

/// Why somebody has to sign in, by what the page that sent them here needs.
fn why(needs: &str) -> Option<String> {
    match needs {
        "confirmed-email" => Some(text("sign-in-why-email")),
        "verified-identity" => Some(text("sign-in-why-verified")),
        "again" => Some(text("sign-in-why-again")),
        _ => None,
    }
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (email, next) = (line(&typed, "email"), line(&typed, "next"));
    let typed_password = password(&typed, "password");
    let mut errors = Vec::new();
    if email.is_empty() {
        errors.push(("email", "small-email-empty"));
    }
    if typed_password.is_empty() {
        errors.push(("password", "small-password-empty"));
    }
    let mut right = Vec::new();
    if errors.is_empty() {
        rate_limits::count(&state, Credential::Password, &email, &caller).await?;
        right = whose(&state, &email, typed_password).await?;
        if right.is_empty() {
            errors.push(("email", "resident-sign-in-not-right"));
        }
    }
    if !errors.is_empty() {
        let controls = ["email", "public", "next", "needs"];
        let form = again(visitor.csrf(), &typed, &controls, errors);
        let needs = line(&typed, "needs");
        return Ok(frame.invalid(|| views::sign_in(&form, &query(&next), why(&needs))));
    }
    rate_limits::succeeded(&state, Credential::Password, &email, &caller).await?;
    if let [only] = right.as_slice() {
        let how = ("password", lifetime(&typed), &device);
        return welcome(&state, &mut visitor, only.id, how, &next).await;
    }
    let which = Which {
        accounts: right
            .iter()
            .map(|identity| (identity.id, fingerprint(identity.password_hash.as_deref())))
            .collect(),
        is_public: lifetime(&typed) == Lifetime::PublicComputer,
        next,
    };
    visitor.set_step(WHICH, &which).await?;
    visitor.rotate().await?;
    Ok(see("/sign-in/which").into_response())
}

/// Whose password it is, of all who sign in with the address: one piece of work, however many there are.
async fn whose(state: &AppState, email: &str, password: String) -> Result<Vec<Identity>> {
    let mut connection = state.database.read().await?;
    let identities = connection.list_identities_by_email(email).await?;
    drop(connection);
    let with_password: Vec<Identity> = identities
        .into_iter()
        .filter(|identity| identity.password_hash.is_some())
        .collect();
    let hashes = with_password
        .iter()
        .filter_map(|identity| identity.password_hash.clone());
    let right = state
        .passwords
        .verify_each(password, hashes.collect())
        .await;
    Ok(right
        .into_iter()
        .map(|place| with_password[place].clone())
        .collect())
}

pub async fn show_which(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
) -> Result<Response> {
    let Some((_, identities)) = awaited(&state, &visitor).await? else {
        return Ok(see("/sign-in").into_response());
    };
    let form = SmallForm::empty(visitor.csrf());
    Ok(frame.show(|| views::choose_account(&form, accounts(&identities))))
}

pub async fn submit_which(
    State(state): State<AppState>,
    mut visitor: Visitor,
    device: Device,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let Some((which, identities)) = awaited(&state, &visitor).await? else {
        return Ok(see("/sign-in").into_response());
    };
    let Some(identity) = super::chosen(&identities, &typed) else {
        let form = again(
            visitor.csrf(),
            &typed,
            &[],
            vec![("account", "which-empty")],
        );
        return Ok(frame.invalid(|| views::choose_account(&form, accounts(&identities))));
    };
    let lifetime = if which.is_public {
        Lifetime::PublicComputer
    } else {
        Lifetime::Resident
    };
    let how = ("password", lifetime, &device);
    welcome(&state, &mut visitor, identity.id, how, &which.next).await
}

/// The step that waits in this browser, and whom it can be; none once none of them has that password any more.
async fn awaited(state: &AppState, visitor: &Visitor) -> Result<Option<(Which, Vec<Identity>)>> {
    let Some(which) = visitor.step::<Which>(WHICH) else {
        return Ok(None);
    };
    let mut connection = state.database.read().await?;
    let mut identities = Vec::new();
    for (id, password) in &which.accounts {
        let identity = connection.find_identity(*id).await?;
        identities.extend(
            identity.filter(|identity| *password == fingerprint(identity.password_hash.as_deref())),
        );
    }
    Ok((!identities.is_empty()).then_some((which, identities)))
}

/// What leads the other ways of signing in to the same place.
pub(super) fn query(next: &str) -> String {
    if next.is_empty() {
        String::new()
    } else {
        format!("?next={}", escaped(next))
    }
}
