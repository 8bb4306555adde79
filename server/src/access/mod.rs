//! Who is asking, and what they may do.
//!
//! A browser's session ([`Visitor`]) may carry a sign-in as a resident ([`Resident`]) and one as staff ([`Staff`]),
//! each with a row of its own in the database: ending the row ends the sign-in at once, wherever it is. What lapsed
//! is kept for a while, so that whoever comes back finds what they typed.

mod device;
mod may;
mod recent;
mod records;
mod residents;
mod staff;
mod visitors;

use guildhall_database::{FormSession, FormSessionId, StaffId};
use guildhall_domain::{actors::Actor, audit::AuditThing, permissions::Permission};

pub use device::Device;
pub use may::{May, Needed, needs};
pub use recent::Recent;
pub use records::{OpenCase, link_own_record};
pub use residents::Resident;
pub use staff::Staff;
pub use visitors::{Held, Proof, Visitor, recognise};

use crate::{
    error::{AppError, Result, Whose},
    state::AppState,
};

/// A form session, for the one who is filling it in, with them if they are staff; to everyone else there is no such
/// thing. A resident or a member of staff whose sign-in lapsed signs in again and comes back.
pub async fn form_session(
    state: &AppState,
    visitor: &Visitor,
    id: &str,
) -> Result<(FormSession, Option<Staff>)> {
    let id: FormSessionId = id.parse().map_err(|_| AppError::NotFound)?;
    let session = state.database.read().await?.find_form_session(id).await?;
    let session = session.ok_or(AppError::NotFound)?;
    let sign_in = |whose| AppError::SignIn {
        next: format!("/forms/{id}"),
        whose,
    };
    match session.actor {
        Actor::Visitor(actor) if actor == visitor.id() => Ok((session, None)),
        Actor::Resident(actor) if visitor.resident().is_some_and(|id| id.0 == actor) => {
            Ok((session, None))
        }
        Actor::Staff(actor) if visitor.staff() == Some(StaffId(actor)) => {
            let staff = may_fill_in(state, visitor, &session, StaffId(actor)).await?;
            Ok((session, Some(staff)))
        }
        Actor::Resident(_) if visitor.resident().is_none() => Err(sign_in(Whose::Resident)),
        Actor::Staff(actor) if visitor.was_staff(StaffId(actor)) => Err(sign_in(Whose::Staff)),
        _ => Err(AppError::NotFound),
    }
}

/// The member of staff who goes on with a form they began, if they still may: their roles may have changed, and the
/// person may have turned out to be themselves.
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
        .refuse_own(state, session.subject, thing, session.id.0)
        .await?;
    Ok(staff)
}
