//! Members of staff who are signed in.

use axum::{extract::FromRequestParts, http::request::Parts};
use guildhall_database::StaffId;
use guildhall_domain::actors::Actor;

use super::Visitor;
use crate::{
    error::{AppError, Result, Whose},
    state::AppState,
};

/// A member of staff, signed in. Whoever is not is sent to sign in and comes back to the page they asked for.
#[derive(Clone, Debug)]
pub struct Staff {
    pub id: StaffId,
    pub name: String,
    pub visitor: Visitor,
}

impl Staff {
    /// The member of staff with this id; none once their account is gone.
    pub async fn load(state: &AppState, visitor: Visitor, id: StaffId) -> Result<Option<Self>> {
        let staff = state.database.read().await?.find_staff(id).await?;
        Ok(staff.map(|staff| Self {
            id: staff.id,
            name: staff.name,
            visitor,
        }))
    }

    pub fn actor(&self) -> Actor {
        Actor::Staff(self.id.0)
    }
}

impl FromRequestParts<AppState> for Staff {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let to_sign_in = || AppError::sign_in(parts, Whose::Staff);
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(to_sign_in)?;
        let id = visitor.staff().ok_or_else(to_sign_in)?;
        Self::load(state, visitor, id).await?.ok_or_else(to_sign_in)
    }
}
