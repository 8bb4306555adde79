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
    actors::{Actor, Channel},
    audit::AuditVerb,
    contacts::{ContactEvent, Rung},
    forms::Typed,
};

use crate::{
    access::{May, needs},
    clock::in_words,
    error::{AppError, Result},
    page::Frame,
    pages::{desk::contacts, see},
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
    let channels = Channel::ASSISTED;
    let Some(channel) = channels.into_iter().find(|channel| channel.word() == word) else {
        let mut page = page(&state, &staff, &session, &person).await?;
        page.has_error = true;
        return Ok(frame.at_desk(&staff).invalid(|| views::page(page)));
    };
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let contact = match staff.contact_at_work(&mut transaction).await? {
        Some(contact) => contact.id,
        None => contacts::begin(&mut transaction, &staff, channel, Some(person.id), now).await?,
    };
    // As for a form that staff start: a caller whom nobody has asked anything may be anybody.
    let people = transaction.list_contact_people(contact).await?;
    let rung = people.iter().find(|one| one.person_id == person.id);
    let known_as = rung.map_or(Rung::Unverified, |one| one.rung).known_as();
    let me = (staff.actor(), channel);
    if !transaction
        .carry_on_form_session(&session, me, (known_as, Some(contact)), now)
        .await?
    {
        return Err(AppError::NotFound);
    }
    let service = state.catalogue.version(session.form_id).await?;
    let story = ContactEvent::FormStarted {
        form_session: session.id.0,
        slug: service.slug.clone(),
        person: Some(person.id.0),
    };
    transaction
        .add_contact_event(contact, Some(staff.id), &story, now)
        .await?;
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
        action: staff.within(format!("/desk/forms/{}/carry-on", session.id)),
        back: staff.within(format!("/desk/people/{}", person.id)),
        service: said(&service.service.title),
        name: person.name.clone(),
        begun: text_with("take-up-begun", &[("who", &who), ("when", &when)]),
        channel: String::new(),
        has_error: false,
    })
}
