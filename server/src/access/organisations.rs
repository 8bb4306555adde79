//! Which organisations a member of staff may open: nobody works on one that they act for themselves.

use guildhall_database::{NewAuditEvent, Organisation, OrganisationId};
use guildhall_domain::audit::{AuditThing, AuditVerb};
use uuid::Uuid;

use super::{May, Staff, may::remember};
use crate::{
    error::{AppError, Result},
    state::AppState,
};

impl Staff {
    /// Refuses what is an organisation's that they act for themselves, and writes down that they asked.
    pub async fn refuse_own_organisation(
        &self,
        state: &AppState,
        organisation: Option<OrganisationId>,
        (thing, id): (AuditThing, Uuid),
    ) -> Result<()> {
        let Some(organisation) = organisation.filter(|_| !self.own_records.is_empty()) else {
            return Ok(());
        };
        let mut connection = state.database.read().await?;
        let is_own = connection
            .is_acted_for_by(organisation, &self.own_records)
            .await?;
        drop(connection);
        if !is_own {
            return Ok(());
        }
        let event =
            NewAuditEvent::new(Some(self.actor()), AuditVerb::OwnRecordRefused, thing).on(id);
        remember(state, &event).await?;
        Err(AppError::OwnRecord)
    }
}

impl<P> May<P> {
    /// The organisation with this id, if they do not act for it themselves.
    pub async fn open_organisation(&self, state: &AppState, id: &str) -> Result<Organisation> {
        let id: OrganisationId = id.parse().map_err(|_| AppError::NotFound)?;
        let organisation = state.database.read().await?.find_organisation(id).await?;
        let organisation = organisation.ok_or(AppError::NotFound)?;
        let thing = (AuditThing::Organisation, id.0);
        self.refuse_own_organisation(state, Some(id), thing).await?;
        Ok(organisation)
    }
}
