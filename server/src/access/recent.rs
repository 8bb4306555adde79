//! Whoever changes how they sign in has signed in just now: somebody else who finds their browser open must not be
//! able to make the account their own.

use std::ops::Deref;

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use guildhall_database::{SignIn, Timestamp};
use guildhall_domain::accounts::Lifetime;

use super::{Resident, Staff};
use crate::{
    error::{AppError, Result, Whose},
    state::AppState,
};

/// A resident or a member of staff who signed in within the last minutes. Others sign in again and come back.
#[derive(Clone, Debug)]
pub struct Recent<T>(pub T);

impl<T> Deref for Recent<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Whether a sign-in is so new that nobody else can have come to the browser meanwhile.
pub fn is_recent(sign_in: &SignIn, now: Timestamp) -> bool {
    let signed_in_at: time::OffsetDateTime = sign_in.signed_in_at.into();
    time::OffsetDateTime::from(now) - signed_in_at < Lifetime::RECENT
}

/// Where to go on after signing in again: what was sent waits on a page of its own, see [`crate::security::csrf`].
fn again(parts: &Parts, whose: Whose) -> AppError {
    let page = parts.uri.path_and_query();
    let page = page.filter(|_| parts.method == Method::GET);
    AppError::SignInAgain {
        next: page.map_or("", |page| page.as_str()).to_owned(),
        whose,
    }
}

impl FromRequestParts<AppState> for Recent<Resident> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let resident = Resident::from_request_parts(parts, state).await?;
        if is_recent(&resident.sign_in, state.clock.now()) {
            Ok(Self(resident))
        } else {
            Err(again(parts, Whose::Resident))
        }
    }
}

impl FromRequestParts<AppState> for Recent<Staff> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let staff = Staff::from_request_parts(parts, state).await?;
        let now = state.clock.now();
        let sign_in = staff.visitor.staff_sign_in();
        if sign_in.is_some_and(|sign_in| is_recent(sign_in, now)) {
            Ok(Self(staff))
        } else {
            Err(again(parts, Whose::Staff))
        }
    }
}
