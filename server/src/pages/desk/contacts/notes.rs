//! `POST /desk/contacts/{id}/notes`

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::contacts::{self as views, NoteForm};
use guildhall_domain::{
    contacts::{ContactEvent, LONGEST_WORDS},
    forms::Typed,
};

use super::one;
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{see, small_forms::lines},
    state::AppState,
};

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    let words = lines(&typed, "words");
    let problem = match words.chars().count() {
        _ if !open.may_act() => Some("contact-note-ended"),
        0 => Some("contact-note-empty"),
        length if length > LONGEST_WORDS => Some("contact-note-too-long"),
        _ => None,
    };
    if problem.is_some() {
        let mut page = one::load(&state, &staff, &open, &one::Asked::default()).await?;
        page.note = NoteForm { words, problem };
        // What was typed is shown again where it can't be kept: the contact has ended meanwhile.
        page.may_act = true;
        return Ok(frame.at_desk(&staff).invalid(|| views::page(page)));
    }
    let mut transaction = state.database.begin().await?;
    let event = ContactEvent::NoteAdded { words };
    transaction
        .add_contact_event(open.id(), Some(staff.id), &event, state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(see(format!("/desk/contacts/{id}?done=contact-noted")).into_response())
}
