//! `GET` and `POST /staff/sign-in`, `POST /staff/sign-out`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use guildhall_app::pages::staff::{self, SignIn, SignInProblem};
use guildhall_database::Holder;
use guildhall_domain::{accounts::Lifetime, forms::Typed};
use serde::Deserialize;

use super::see;
use crate::{
    access::{Device, Proof, Visitor},
    error::Result,
    page::Frame,
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    next: String,
}

pub async fn show(visitor: Visitor, frame: Frame, Query(asked): Query<Asked>) -> Response {
    if visitor.staff().is_some() {
        return see(ours(&asked.next)).into_response();
    }
    let form = SignIn {
        csrf: visitor.csrf(),
        next: asked.next,
        ..SignIn::default()
    };
    frame.show(|| staff::sign_in(form))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    device: Device,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let typed = |name| typed.first(name).unwrap_or_default().to_owned();
    let (email, password, next) = (typed("email"), typed("password"), typed("next"));
    let mut problems = Vec::new();
    if email.trim().is_empty() {
        problems.push(SignInProblem::NoEmail);
    }
    if password.is_empty() {
        problems.push(SignInProblem::NoPassword);
    }
    let mut signed_in = None;
    if problems.is_empty() {
        let mut connection = state.database.read().await?;
        let staff = connection.find_staff_by_email(&email).await?;
        drop(connection);
        let staff = staff.filter(|staff| staff.ended_at.is_none());
        let hash = staff.as_ref().and_then(|staff| staff.password_hash.clone());
        let is_right = state.passwords.verify(password, hash).await;
        signed_in = staff.filter(|_| is_right);
        problems.extend(signed_in.is_none().then_some(SignInProblem::NotRight));
    }
    let Some(staff) = signed_in else {
        let form = SignIn {
            csrf: visitor.csrf(),
            email,
            next,
            problems,
        };
        return Ok(frame.invalid(|| staff::sign_in(form)));
    };
    let proof = Proof {
        holder: Holder::Staff(staff.id),
        method: "password",
        lifetime: Lifetime::Staff,
        device: &device,
    };
    visitor.sign_in(&state, &proof).await?;
    Ok(see(ours(&next)).into_response())
}

pub async fn sign_out(State(state): State<AppState>, visitor: Visitor) -> Result<Redirect> {
    visitor.sign_out(&state).await?;
    Ok(see("/staff/sign-in"))
}

/// Only a path of our own is followed after signing in: never a link to another site.
fn ours(next: &str) -> &str {
    let is_ours = ["/desk", "/forms/", super::sign_in::CARRY_ON]
        .iter()
        .any(|part| next.starts_with(part));
    if is_ours && !next.contains(['\\', '\n', '\r']) {
        next
    } else {
        "/desk"
    }
}
