//! What a page asks of its reader's roles. A handler that takes [`May`] can't be called without the permission.
//!
//! - A page of the desk that one's roles do not have answers 403 and says so: that it is there is no secret.
//! - A case, a person, an account or a team that one may not see answers 404, as if it were not there.
//! - One's own case or record answers 403 and says why: that it is there, one knows.
//!
//! Refusals are written to the audit trail.

use std::{marker::PhantomData, ops::Deref};

use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::request::Parts,
};
use guildhall_database::NewAuditEvent;
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    permissions::Permission,
};
use uuid::Uuid;

use super::{Staff, openings::Asked};
use crate::{
    error::{AppError, Result},
    state::AppState,
};

/// A permission, as a type: `May<SeePeople>` in a handler's arguments.
pub trait Needed: Send + Sync {
    const PERMISSION: Permission;
}

/// A type for each permission.
macro_rules! needs {
    ($($name:ident)*) => { $(
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Needed for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )* };
}

/// The permissions that handlers ask for.
pub mod needs {
    use guildhall_domain::permissions::Permission;

    use super::Needed;

    needs! {
        SeeDesk SeePeople AddPeople ChangeRecords ExportRecords CheckIdentities TakeContacts SeeContacts StartForms SeeCases SeeAnswers AddNotes ChangeStatuses SeeTasks
        WorkTasks AssignTasks AskCallbacks NoteNeeds SeeOrganisations KeepOrganisations SeeKnowledge WriteKnowledge SeeTeams ManageTeams ManageStaff SeeAudit SeeInsight SeeMail SeeJobs
        RetryJobs ProtectPeople WithholdViews ReviewWithheld SeeChampionPage
    }
}

/// A member of staff whose roles let them do `P`, for one service or all of them.
#[derive(Clone, Debug)]
pub struct May<P> {
    staff: Staff,
    pub(super) asked: Asked,
    permission: PhantomData<P>,
}

impl<P> Deref for May<P> {
    type Target = Staff;

    fn deref(&self) -> &Staff {
        &self.staff
    }
}

impl<P: Needed> FromRequestParts<AppState> for May<P> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let staff = Staff::from_request_parts(parts, state).await?;
        if !staff.may(P::PERMISSION) {
            let page = parts.extensions.get::<MatchedPath>();
            let event = refused(&staff, P::PERMISSION, AuditThing::Page)
                .with(AuditDetail::Page, page.map_or("", MatchedPath::as_str));
            remember(state, &event).await?;
            return Err(AppError::Forbidden);
        }
        Ok(Self {
            staff,
            asked: Asked::of(parts),
            permission: PhantomData,
        })
    }
}

impl<P> May<P> {
    /// Refuses something about a thing that they may see, and writes down that they asked.
    pub async fn refuse(
        &self,
        state: &AppState,
        permission: Permission,
        (thing, id): (AuditThing, Uuid),
    ) -> Result<AppError> {
        remember(state, &refused(self, permission, thing).on(id)).await?;
        Ok(AppError::Forbidden)
    }
}

/// The event of refusing somebody what their roles do not let them do.
pub(super) fn refused(staff: &Staff, permission: Permission, thing: AuditThing) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), AuditVerb::PermissionRefused, thing)
        .with(AuditDetail::Permission, permission.word())
}

/// Writes an event that stands alone: nothing else is changed with it.
pub(super) async fn remember(state: &AppState, event: &NewAuditEvent) -> Result<()> {
    let mut transaction = state.database.begin().await?;
    transaction
        .add_audit_event(event, state.clock.now())
        .await?;
    Ok(transaction.commit().await?)
}
