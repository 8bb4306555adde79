//! `GET` and `POST /desk/forms/{session}/carry-on`: staff carry on with a draft that the resident or a colleague began.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::desk::carry_on::{self as views, CarryOnPage},
    wording::{said, text, text_with},
};
use guildhall_database::{FormSession, Person, StaffId};
use guildhall_domain::{
    accounts::Level,
    actors::{Actor, Channel},
    audit::AuditVerb,
    forms::Typed,
};

use crate::{
    access::{May, needs},
    clock::in_words,
    error::{AppError, Result},
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let (session, person) = staff.open_draft_of_other(&state, &id).await?;
    if session.actor == staff.actor() {
        return Ok(see(format!("/forms/{id}")).into_response());
    }
    let page = page(&state, &staff, &session, &person).await?;
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::StartForms>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (session, person) = staff.open_draft_of_other(&state, &id).await?;
    if session.actor == staff.actor() {
        return Ok(see(format!("/forms/{id}")).into_response());
    }
    let word = typed.first("channel").unwrap_or_default();
    let is_checked = typed.first("is_checked") == Some("yes");
    let channels = Channel::ASSISTED;
    let Some(channel) = channels.into_iter().find(|channel| channel.word() == word) else {
        let mut page = page(&state, &staff, &session, &person).await?;
        page.is_checked = is_checked;
        page.has_error = true;
        return Ok(frame.at_desk(&staff).invalid(|| views::page(page)));
    };
    // As for a form that staff start: a caller whom nobody has asked anything may be anybody.
    let known_as = if is_checked {
        Level::ConfirmedEmail
    } else {
        Level::None
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let me = (staff.actor(), channel);
    if !transaction
        .carry_on_form_session(&session, me, known_as, now)
        .await?
    {
        return Err(AppError::NotFound);
    }
    let event = staff.draft_event(AuditVerb::FormTakenUp, session.id);
    transaction.add_audit_event(&event, now).await?;
    transaction.commit().await?;
    Ok(see(format!("/forms/{id}")).into_response())
}

async fn page(
    state: &AppState,
    staff: &May<needs::StartForms>,
    session: &FormSession,
    person: &Person,
) -> Result<CarryOnPage> {
    let service = state.catalogue.version(session.form_id).await?;
    let colleague = match session.actor {
        Actor::Staff(id) => state.database.read().await?.find_staff(StaffId(id)).await?,
        Actor::Resident(_) | Actor::Visitor(_) => None,
    };
    let who = colleague.map_or_else(
        || text("take-up-began-resident"),
        |colleague| colleague.name,
    );
    let when = in_words(session.created_at);
    Ok(CarryOnPage {
        csrf: staff.visitor.csrf(),
        action: format!("/desk/forms/{}/carry-on", session.id),
        back: format!("/desk/people/{}", person.id),
        service: said(&service.service.title),
        name: person.name.clone(),
        begun: text_with("take-up-begun", &[("who", &who), ("when", &when)]),
        channel: String::new(),
        is_checked: false,
        has_error: false,
    })
}
