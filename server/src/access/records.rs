//! Which cases and people a member of staff may open. Only these functions hand one over.

use std::collections::BTreeSet;

use guildhall_database::{Case, NewAuditEvent, Person, PersonId, StaffId, Timestamp, Transaction};
use guildhall_domain::{
    actors::Actor,
    audit::{AuditThing, AuditVerb},
    permissions::{Permission, is_own},
    reference::Reference,
};
use uuid::Uuid;

use super::{
    May, Staff,
    may::{needs, refused, remember},
};
use crate::{
    error::{AppError, Result},
    state::AppState,
};

/// A case that its reader may see, with what they may do to it.
#[derive(Clone, Debug)]
pub struct OpenCase {
    pub case: Case,
    pub may_add_notes: bool,
    pub may_change_status: bool,
}

impl Staff {
    /// Whether somebody's record or case is this member of staff's own.
    pub fn is_own(&self, subject: Option<PersonId>) -> bool {
        let own: Vec<Uuid> = self.own_records.iter().map(|person| person.0).collect();
        is_own(&own, subject.map(|person| person.0))
    }

    /// The services whose cases are not for this member of staff's eyes, by slug; ask only on behalf of those who
    /// may see cases at all.
    pub fn unseen_services(&self) -> BTreeSet<String> {
        let services = self.grants.services(Permission::SeeCases);
        services
            .map(|services| services.all_but)
            .unwrap_or_default()
    }

    /// Refuses something of their own, and writes down that they asked.
    pub async fn refuse_own(
        &self,
        state: &AppState,
        subject: Option<PersonId>,
        thing: AuditThing,
        id: Uuid,
    ) -> Result<()> {
        if !self.is_own(subject) {
            return Ok(());
        }
        let event =
            NewAuditEvent::new(Some(self.actor()), AuditVerb::OwnRecordRefused, thing).on(id);
        remember(state, &event).await?;
        Err(AppError::OwnRecord)
    }
}

impl May<needs::SeeAnswers> {
    /// The case with this reference, if it is within reach and not one's own.
    pub async fn open_case(&self, state: &AppState, reference: &str) -> Result<OpenCase> {
        let reference = Reference::parse(reference).map_err(|_| AppError::NotFound)?;
        let mut connection = state.database.read().await?;
        let case = connection.find_case(reference.as_str()).await?;
        let case = case.ok_or(AppError::NotFound)?;
        drop(connection);
        self.refuse_own(state, case.subject_id, AuditThing::Case, case.id.0)
            .await?;
        let thing = (AuditThing::Case, case.id.0);
        self.refuse_own_organisation(state, case.organisation_id, thing)
            .await?;
        let may = |permission| self.grants.may_for(permission, &case.slug);
        if !may(Permission::SeeAnswers) {
            let event = refused(self, Permission::SeeAnswers, AuditThing::Case).on(case.id.0);
            remember(state, &event).await?;
            return Err(AppError::NotFound);
        }
        self.check_case(state, &case).await?;
        self.note_case(state, &case).await?;
        Ok(OpenCase {
            may_add_notes: may(Permission::AddNotes),
            may_change_status: may(Permission::ChangeStatuses),
            case,
        })
    }

    /// Refuses a change to a case that they may see, and writes down that they asked.
    pub async fn refuse_change(
        &self,
        state: &AppState,
        open: &OpenCase,
        permission: Permission,
    ) -> Result<AppError> {
        let event = refused(self, permission, AuditThing::Case).on(open.case.id.0);
        remember(state, &event).await?;
        Ok(AppError::Forbidden)
    }
}

impl Staff {
    /// The person with this id, if they are not oneself. Until the reader has said why they open the record, nothing
    /// but the name may be shown: see [`May::open_person`].
    pub async fn find_person(&self, state: &AppState, id: &str) -> Result<Person> {
        let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
        let person = state.database.read().await?.find_person(id).await?;
        let person = person.ok_or(AppError::NotFound)?;
        self.refuse_own(state, Some(id), AuditThing::Person, id.0)
            .await?;
        Ok(person)
    }
}

/// Remembers that a member of staff and a resident are one and the same, which a browser showed that is signed in
/// as both. Whatever was linked before stays linked, so that nobody gets at their own record with another sign-in.
pub async fn link_own_record(
    transaction: &mut Transaction,
    staff: StaffId,
    person: PersonId,
    now: Timestamp,
) -> Result<()> {
    if transaction.link_own_record(staff, person, now).await? {
        let actor = Some(Actor::Staff(staff.0));
        let event =
            NewAuditEvent::new(actor, AuditVerb::OwnRecordLinked, AuditThing::Staff).on(staff.0);
        transaction.add_audit_event(&event, now).await?;
    }
    Ok(())
}
