//! `/desk/organisations`: those that the council knows, whether they send champions or ask for something.

pub mod list;
pub mod one;
pub mod people;

use guildhall_app::pages::desk::organisations::{ActsForRow, AuthorisedRow};
use guildhall_database::{Authorised, NewAuditEvent, OrganisationId, PersonId};
use guildhall_domain::{
    audit::{AuditThing, AuditVerb},
    permissions::Permission,
};

use crate::{access::Staff, clock, error::Result, state::AppState};

/// How many may act for an organisation before its page shows no more of them.
const MOST_AUTHORISED: i64 = 100;

fn event(staff: &Staff, verb: AuditVerb, organisation: OrganisationId) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Organisation).on(organisation.0)
}

fn row(staff: &Staff, authorised: Authorised) -> AuthorisedRow {
    AuthorisedRow {
        id: authorised.person_id.to_string(),
        is_own: staff.is_own(Some(authorised.person_id)),
        name: authorised.name,
        capacity: authorised.capacity,
        since: clock::in_words(authorised.added_at),
        until: authorised.ended_at.map(clock::in_words),
    }
}

/// The organisations that a person may act for, for those who may see them.
pub async fn acted_for(
    state: &AppState,
    staff: &Staff,
    person: PersonId,
) -> Result<Vec<ActsForRow>> {
    if !staff.may(Permission::SeeOrganisations) {
        return Ok(Vec::new());
    }
    let mut connection = state.database.read().await?;
    let acted_for = connection.list_acted_for(person, MOST_AUTHORISED).await?;
    let row = |one: guildhall_database::ActsFor| ActsForRow {
        id: one.organisation_id.to_string(),
        name: one.name,
        capacity: one.capacity,
    };
    Ok(acted_for.into_iter().map(row).collect())
}
