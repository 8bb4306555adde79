//! Drafts, and who may have one in hand: whoever began it, whoever took it up since, and the resident who types in it at
//! the side of staff.

use guildhall_database::{
    Connection, FormGuest, FormGuestId, FormHand, FormSession, FormSessionId, NewAuditEvent,
    Person, StaffId,
};
use guildhall_domain::{
    actors::{Actor, Channel},
    audit::{AuditThing, AuditVerb},
    permissions::Permission,
    together::{GuestKind, Standing},
};

use super::{
    May, Resident, Staff, Visitor,
    may::{needs, refused, remember},
};
use crate::{
    error::{AppError, Result, Whose},
    state::AppState,
};

/// A draft in the hands of whoever asks.
#[derive(Clone, Debug)]
pub struct OpenDraft {
    pub session: FormSession,
    /// Whose rights count: the member of staff who types, or who helps the resident that does.
    pub staff: Option<Staff>,
    /// The resident types at the side of staff.
    pub guest: Option<FormGuest>,
    /// Who types.
    pub actor: Actor,
    /// How what they type reaches the council.
    pub channel: Channel,
}

impl OpenDraft {
    fn own(session: FormSession, staff: Option<Staff>) -> Self {
        Self {
            actor: session.actor,
            channel: session.channel,
            guest: None,
            session,
            staff,
        }
    }
}

/// A form session, for the one who is filling it in; to everyone else there is no such thing. A resident or a member of
/// staff whose sign-in lapsed signs in again and comes back.
pub async fn form_session(state: &AppState, visitor: &Visitor, id: &str) -> Result<OpenDraft> {
    let id: FormSessionId = id.parse().map_err(|_| AppError::NotFound)?;
    let session = state.database.read().await?.find_form_session(id).await?;
    let session = session.ok_or(AppError::NotFound)?;
    let sign_in = |whose| AppError::SignIn {
        next: format!("/forms/{id}"),
        whose,
    };
    match session.actor {
        Actor::Visitor(actor) if actor == visitor.id() && visitor.turned().is_none() => {
            return Ok(OpenDraft::own(session, None));
        }
        Actor::Resident(actor) if visitor.resident().is_some_and(|id| id.0 == actor) => {
            return Ok(OpenDraft::own(session, None));
        }
        Actor::Staff(actor) if visitor.staff() == Some(StaffId(actor)) => {
            let staff = may_fill_in(state, visitor, &session, StaffId(actor)).await?;
            return Ok(OpenDraft::own(session, Some(staff)));
        }
        _ => {}
    }
    if session.shared_at.is_some()
        && let Some(open) = in_other_hands(state, visitor, &session).await?
    {
        return Ok(open);
    }
    match session.actor {
        Actor::Resident(_) if visitor.resident().is_none() => Err(sign_in(Whose::Resident)),
        Actor::Staff(actor) if visitor.was_staff(StaffId(actor)) => Err(sign_in(Whose::Staff)),
        _ => Err(AppError::NotFound),
    }
}

/// A draft for somebody who has had it in hand before whoever has it now, if they still may.
async fn in_other_hands(
    state: &AppState,
    visitor: &Visitor,
    session: &FormSession,
) -> Result<Option<OpenDraft>> {
    let hands = state
        .database
        .read()
        .await?
        .list_form_hands(session.id)
        .await?;
    let find = |actor: Actor| -> Result<Option<&FormHand>> {
        for hand in &hands {
            if hand.actor()? == actor {
                return Ok(Some(hand));
            }
        }
        Ok(None)
    };
    let open = |hand: &FormHand, staff: Option<Staff>, actor: Actor| OpenDraft {
        session: session.clone(),
        staff,
        guest: None,
        actor,
        channel: hand.channel,
    };
    if let Some(id) = visitor.staff()
        && let Some(hand) = find(Actor::Staff(id.0))?
    {
        let staff = may_fill_in(state, visitor, session, id).await?;
        let mut connection = state.database.read().await?;
        if !may_take_up(&mut connection, state, &staff, session).await? {
            return Err(AppError::NotFound);
        }
        return Ok(Some(open(hand, Some(staff), Actor::Staff(id.0))));
    }
    if let Some(resident) = Resident::find(state, visitor).await?
        && session.subject == Some(resident.identity.person_id)
        && let Some(hand) = find(resident.actor())?
    {
        return Ok(Some(open(hand, None, resident.actor())));
    }
    Ok(None)
}

/// The member of staff who goes on with a form that they have in hand, if they still may: their roles may have changed,
/// and the person may have turned out to be themselves.
async fn may_fill_in(
    state: &AppState,
    visitor: &Visitor,
    session: &FormSession,
    id: StaffId,
) -> Result<Staff> {
    let staff = Staff::load(state, visitor.clone(), id).await?;
    let staff = staff.ok_or(AppError::NotFound)?;
    staff.require(Permission::StartForms)?;
    let thing = AuditThing::FormSession;
    staff
        .refuse_own_organisation(state, session.organisation, (thing, session.id.0))
        .await?;
    staff
        .refuse_own(state, session.subject, thing, session.id.0)
        .await?;
    Ok(staff)
}

/// Whether a member of staff may carry on with what somebody else began for a person: for services that they may see the
/// answers of and start forms for, that must not be kept quiet about, and for people whose address they may know.
pub async fn may_take_up(
    connection: &mut Connection,
    state: &AppState,
    staff: &Staff,
    session: &FormSession,
) -> Result<bool> {
    let Some(person) = session.subject.filter(|_| session.organisation.is_none()) else {
        return Ok(false);
    };
    let service = state.catalogue.version(session.form_id).await?;
    let may = |permission| staff.grants.may_for(permission, &service.slug);
    if service.service.sensitive || !may(Permission::StartForms) || !may(Permission::SeeAnswers) {
        return Ok(false);
    }
    let protected = staff.list_protected(connection, &[person]).await?;
    Ok(protected.is_empty())
}

impl May<needs::StartForms> {
    /// A draft that a colleague or the resident began for somebody, to be taken up, with whose it is. What is not for
    /// this member of staff is not there; their own they are refused.
    pub async fn open_draft_of_other(
        &self,
        state: &AppState,
        id: &str,
    ) -> Result<(FormSession, Person)> {
        let id: FormSessionId = id.parse().map_err(|_| AppError::NotFound)?;
        let mut connection = state.database.read().await?;
        let session = connection.find_form_session(id).await?;
        let session = session.filter(|session| session.case_id.is_none());
        let session = session.ok_or(AppError::NotFound)?;
        drop(connection);
        self.refuse_own(state, session.subject, AuditThing::FormSession, id.0)
            .await?;
        let mut connection = state.database.read().await?;
        let may = may_take_up(&mut connection, state, self, &session).await?;
        drop(connection);
        let person = session.subject.filter(|_| may);
        let Some(person) = person else {
            let event = refused(self, Permission::StartForms, AuditThing::FormSession).on(id.0);
            remember(state, &event).await?;
            return Err(AppError::NotFound);
        };
        let person = self.open_person(state, &person.to_string()).await?;
        Ok((session, person))
    }

    /// A draft that this member of staff has in hand.
    pub async fn open_own_draft(&self, state: &AppState, id: &str) -> Result<OpenDraft> {
        let open = form_session(state, &self.visitor, id).await?;
        if open.actor != self.actor() {
            return Err(AppError::NotFound);
        }
        Ok(open)
    }
}

/// The time for which this browser has a draft, over or not; to other browsers there is no such thing.
pub async fn guest(state: &AppState, visitor: &Visitor, id: &str) -> Result<FormGuest> {
    let id: FormGuestId = id.parse().map_err(|_| AppError::NotFound)?;
    let guest = state.database.read().await?.find_form_guest(id).await?;
    let guest = guest.filter(|guest| guest.visitor == Some(visitor.id()));
    let Some(guest) = guest else {
        // The draft was thrown away under the turned screen, which has to be given back all the same.
        return Err(if visitor.turned() == Some(id) {
            AppError::Elsewhere(format!("/together/{id}/give-back"))
        } else {
            AppError::NotFound
        });
    };
    let is_here = match guest.kind() {
        GuestKind::Screen => visitor.turned() == Some(guest.id),
        GuestKind::Code => visitor.turned().is_none(),
    };
    is_here.then_some(guest).ok_or(AppError::NotFound)
}

/// The draft that the resident types in at the side of staff; once that is over, they are led to where it says so. What
/// whoever helps may not do any more, nobody does at their side.
pub async fn guest_draft(state: &AppState, visitor: &Visitor, id: &str) -> Result<OpenDraft> {
    let guest = guest(state, visitor, id).await?;
    let over = || AppError::Elsewhere(format!("/together/{}/over", guest.id));
    if guest.standing(state.clock.now()) != Standing::Open {
        return Err(over());
    }
    let mut connection = state.database.read().await?;
    let session = connection.find_form_session(guest.form_session_id).await?;
    let session = session.ok_or(AppError::NotFound)?;
    drop(connection);
    let staff = match may_fill_in(state, visitor, &session, guest.staff_id).await {
        Ok(staff) => staff,
        Err(AppError::NotFound | AppError::Forbidden | AppError::OwnRecord) => return Err(over()),
        Err(error) => return Err(error),
    };
    Ok(OpenDraft {
        actor: Actor::Visitor(guest.id.0),
        channel: session.channel,
        staff: Some(staff),
        guest: Some(guest),
        session,
    })
}

impl Staff {
    /// What is written to the trail about a draft.
    pub fn draft_event(&self, verb: AuditVerb, draft: FormSessionId) -> NewAuditEvent {
        NewAuditEvent::new(Some(self.actor()), verb, AuditThing::FormSession).on(draft.0)
    }
}
