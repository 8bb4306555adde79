//! Residents who are signed in.

use axum::{extract::FromRequestParts, http::request::Parts};
use guildhall_database::{Holder, Identity, SignIn};
use guildhall_domain::actors::Actor;

use super::Visitor;
use crate::{
    error::{AppError, Result, Whose},
    state::AppState,
};

/// A resident, signed in. Whoever is not is sent to sign in and comes back to the page they asked for.
#[derive(Clone, Debug)]
pub struct Resident {
    pub identity: Identity,
    pub sign_in: SignIn,
    pub visitor: Visitor,
}

impl Resident {
    /// The resident who is signed in in this browser, if anybody is and their account is open.
    pub async fn find(state: &AppState, visitor: &Visitor) -> Result<Option<Self>> {
        let (Some(id), Some(sign_in)) = (visitor.resident(), visitor.resident_sign_in()) else {
            return Ok(None);
        };
        let identity = state.database.read().await?.find_identity(id).await?;
        Ok(identity.map(|identity| Self {
            identity,
            sign_in: sign_in.clone(),
            visitor: visitor.clone(),
        }))
    }

    pub fn actor(&self) -> Actor {
        Actor::Resident(self.identity.id.0)
    }

    pub fn holder(&self) -> Holder {
        Holder::Resident(self.identity.id)
    }
}

impl FromRequestParts<AppState> for Resident {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let to_sign_in = || AppError::sign_in(parts, Whose::Resident);
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(to_sign_in)?;
        Self::find(state, &visitor).await?.ok_or_else(to_sign_in)
    }
}
