//! Members of staff who are signed in.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use guildhall_database::{Connection, ContactPerson, PersonId, StaffId};
use guildhall_domain::{
    actors::Actor,
    contacts::Rung,
    permissions::{Grants, Permission},
};

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
    /// What their roles let them do, as of this request: what is taken away is gone at once.
    pub grants: Grants,
    /// The records that are their own as a resident, with those joined to them: they may not work on these.
    pub own_records: Vec<PersonId>,
    pub visitor: Visitor,
    /// The one whose record or case this request opened within a contact, as far as they are known there.
    pub(super) checked: Arc<OnceLock<ContactPerson>>,
}

impl Staff {
    /// The member of staff with this id; none once their account has ended.
    pub async fn load(state: &AppState, visitor: Visitor, id: StaffId) -> Result<Option<Self>> {
        let mut connection = state.database.read().await?;
        let staff = connection.find_staff(id).await?;
        let Some(staff) = staff.filter(|staff| staff.ended_at.is_none()) else {
            return Ok(None);
        };
        Ok(Some(Self {
            id: staff.id,
            name: staff.name,
            grants: connection.load_grants(id).await?,
            own_records: connection.list_own_records(id).await?,
            visitor,
            checked: Arc::default(),
        }))
    }

    /// Whether their roles let them do this, for whichever service.
    pub fn may(&self, permission: Permission) -> bool {
        self.grants.may(permission)
    }

    /// Refuses what their roles do not let them do.
    pub fn require(&self, permission: Permission) -> Result<()> {
        self.may(permission)
            .then_some(())
            .ok_or(AppError::Forbidden)
    }

    /// Those of these people whose address is not for this member of staff's eyes: ask before an address, or a postcode,
    /// is shown anywhere, and before somebody is found by one.
    pub async fn list_protected(
        &self,
        connection: &mut Connection,
        people: &[PersonId],
    ) -> Result<BTreeSet<PersonId>> {
        let teams = self.grants.teams();
        Ok(connection.list_protected_from(&teams, people).await?)
    }

    /// Everybody whose address is not for their eyes: whom a search must not find by it.
    pub async fn list_all_protected(
        &self,
        connection: &mut Connection,
    ) -> Result<BTreeSet<PersonId>> {
        let teams = self.grants.teams();
        Ok(connection.list_all_protected_from(&teams).await?)
    }

    /// The one whose record or case this request opened within a contact.
    pub fn checked(&self) -> Option<&ContactPerson> {
        self.checked.get()
    }

    /// How surely they are known in that contact: what may be seen and done follows from it. None outside a contact.
    pub fn rung(&self) -> Option<Rung> {
        self.checked().map(|one| one.rung)
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
