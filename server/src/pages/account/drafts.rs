//! `POST /account/drafts/{id}/carry-on`: the resident carries on with a form that the council began for them.

use axum::{
    extract::{Path, State},
    response::Redirect,
};
use guildhall_app::pages::account::front::CouncilDraft;
use guildhall_database::{Connection, DraftOf, FormSessionId, NewAuditEvent};
use guildhall_domain::{
    actors::{Actor, Channel},
    audit::{AuditThing, AuditVerb},
};

use crate::{
    access::Resident,
    clock::in_words,
    error::{AppError, Result},
    pages::see,
    state::AppState,
};

/// What staff have begun for a resident, the latest first: not what they begin for an organisation that the resident
/// speaks for.
pub(super) async fn list_begun_for(
    connection: &mut Connection,
    resident: &Resident,
) -> Result<Vec<DraftOf>> {
    let drafts = connection
        .list_drafts_of(resident.identity.person_id)
        .await?;
    let mut begun = Vec::new();
    for draft in drafts {
        let is_staffs = matches!(draft.actor()?, Actor::Staff(_));
        let is_theirs = draft.subject_id == Some(resident.identity.person_id);
        if is_staffs && is_theirs && draft.organisation_id.is_none() {
            begun.push(draft);
        }
    }
    Ok(begun)
}

/// What the account says of such a draft.
pub(super) async fn council_draft(
    connection: &mut Connection,
    resident: &Resident,
    draft: &DraftOf,
) -> Result<CouncilDraft> {
    let mut is_shared = false;
    for hand in connection.list_form_hands(draft.id).await? {
        is_shared |= hand.actor()? == resident.actor();
    }
    Ok(CouncilDraft {
        csrf: resident.visitor.csrf(),
        began: in_words(draft.created_at),
        is_shared,
    })
}

pub async fn carry_on(
    State(state): State<AppState>,
    resident: Resident,
    Path(id): Path<String>,
) -> Result<Redirect> {
    let id: FormSessionId = id.parse().map_err(|_| AppError::NotFound)?;
    let session = state.database.read().await?.find_form_session(id).await?;
    let session = session.filter(|session| {
        session.subject == Some(resident.identity.person_id)
            && session.organisation.is_none()
            && session.case_id.is_none()
    });
    let session = session.ok_or(AppError::NotFound)?;
    let service = state.catalogue.version(session.form_id).await?;
    // Nothing of it shows in an account.
    if service.service.sensitive {
        return Err(AppError::NotFound);
    }
    if matches!(session.actor, Actor::Staff(_)) {
        let now = state.clock.now();
        let mut transaction = state.database.begin().await?;
        let me = (resident.actor(), Channel::Online);
        let level = resident.identity.level();
        if !transaction
            .carry_on_form_session(&session, me, (level, None), now)
            .await?
        {
            return Err(AppError::NotFound);
        }
        let actor = Some(resident.actor());
        let event =
            NewAuditEvent::new(actor, AuditVerb::FormTakenUp, AuditThing::FormSession).on(id.0);
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/forms/{id}")))
}
