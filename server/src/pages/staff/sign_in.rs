//! `GET` and `POST /staff/sign-in`, `POST /staff/sign-out`
//!
//! The password is the first factor. Whoever has a second one is asked for it next; whoever has none gets in at the
//! demo only.

use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use guildhall_app::pages::staff::{self, SignIn, SignInProblem};
use guildhall_database::Staff as Account;
use guildhall_domain::forms::Typed;

use super::{factors::Factors, ours, second_factor::Waiting, welcome};
use crate::{
    access::{Device, Visitor},
    error::Result,
    page::Frame,
    pages::{
        see,
        sign_in::Asked,
        small_forms::{line, password},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

pub async fn show(visitor: Visitor, frame: Frame, Query(asked): Query<Asked>) -> Response {
    let is_again = asked.needs == "again";
    if visitor.staff().is_some() && !is_again {
        let next = ours(&asked.next);
        return see(if next.is_empty() { "/desk" } else { next }).into_response();
    }
    let form = SignIn {
        csrf: visitor.csrf(),
        next: asked.next,
        is_again,
        ..SignIn::default()
    };
    frame.show(|| staff::sign_in(form))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (email, next) = (line(&typed, "email"), line(&typed, "next"));
    let password = password(&typed, "password");
    let mut problems = Vec::new();
    if email.is_empty() {
        problems.push(SignInProblem::NoEmail);
    }
    if password.is_empty() {
        problems.push(SignInProblem::NoPassword);
    }
    let mut account = None;
    if problems.is_empty() {
        account = find(&state, &email, password, &caller).await?;
        problems.extend(account.is_none().then_some(SignInProblem::NotRight));
    }
    let Some(account) = account else {
        let form = SignIn {
            csrf: visitor.csrf(),
            email,
            next,
            problems,
            is_again: typed.first("needs") == Some("again"),
        };
        return Ok(frame.invalid(|| staff::sign_in(form)));
    };
    let factors = Factors::load(&mut state.database.read().await?, account.id).await?;
    if !factors.are_none() {
        Waiting::begin(&state, &mut visitor, &account, next).await?;
        return Ok(see("/staff/sign-in/second").into_response());
    }
    if !state.is_demo {
        return Ok(frame.answer(StatusCode::FORBIDDEN, staff::no_second_factor));
    }
    let next = welcome(&state, &mut visitor, &account, ("password", &device), &next).await?;
    Ok(see(next).into_response())
}

/// Whose address and password these are. Guesses are limited, and cost the same whether or not there is such an
/// account.
async fn find(
    state: &AppState,
    email: &str,
    password: String,
    caller: &Caller,
) -> Result<Option<Account>> {
    let limited = format!("staff {email}");
    rate_limits::count(state, Credential::Password, &limited, caller).await?;
    let account = state
        .database
        .read()
        .await?
        .find_staff_by_email(email)
        .await?;
    let account = account.filter(|account| account.ended_at.is_none());
    let hash = account
        .as_ref()
        .and_then(|account| account.password_hash.clone());
    if !state.passwords.verify(password, hash).await {
        return Ok(None);
    }
    rate_limits::succeeded(state, Credential::Password, &limited, caller).await?;
    Ok(account)
}

pub async fn sign_out(State(state): State<AppState>, visitor: Visitor) -> Result<Response> {
    visitor.sign_out(&state).await?;
    let clear = [("clear-site-data", "\"cache\", \"storage\"")];
    Ok((clear, Redirect::to("/staff/sign-in")).into_response())
}
