//! With whom a contact is: `POST /desk/contacts/{id}/people`, `POST …/people/{person}/speak-for`,
//! `GET` and `POST …/people/{person}/remove`.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::contacts::{self as views, Begun, Remove};
use guildhall_database::{ContactPerson, OrganisationId};
use guildhall_domain::{actors::Actor, contacts::ContactEvent, forms::Typed};

use super::add as add_to;
use crate::{
    access::{May, OpenContact, needs, to_check},
    error::{AppError, Result},
    page::Frame,
    pages::{desk::organisations::acted_for, see},
    state::AppState,
};

/// Somebody was found with whom the contact is.
pub async fn add(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    staff.require(guildhall_domain::permissions::Permission::SeePeople)?;
    let person = typed.first("person").unwrap_or_default();
    let person = staff.find_person(&state, person).await?;
    // Whoever speaks for somebody is there, for themselves.
    let speaker = match typed.first("speaker").unwrap_or_default() {
        "" => None,
        id => {
            let speaker = open.person(id).filter(|one| one.represented_by.is_none());
            let speaker = speaker.map(|one| one.person_id);
            Some(
                speaker
                    .filter(|id| *id != person.id)
                    .ok_or(AppError::NotFound)?,
            )
        }
    };
    if open.may_act() {
        let mut transaction = state.database.begin().await?;
        let now = state.clock.now();
        add_to(
            &mut transaction,
            &staff,
            open.id(),
            (person.id, speaker),
            now,
        )
        .await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/contacts/{id}")).into_response())
}

/// They speak for an organisation from now on, or for themselves again.
pub async fn speak_for(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Path((id, person)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    let one = here(&open, &person)?;
    // For whom they speak is on their record, which stays closed until it is known that it is they.
    if !one.rung.sees_record() {
        return Err(to_check(open.id(), one.person_id));
    }
    let organisation: Option<OrganisationId> = match typed.first("organisation").unwrap_or_default()
    {
        "" => None,
        id => {
            let offered = acted_for(&state, &staff, one.person_id).await?;
            let is_offered = offered.iter().any(|row| row.id == id);
            let id = id.parse().ok().filter(|_| is_offered);
            Some(id.ok_or(AppError::NotFound)?)
        }
    };
    let mut transaction = state.database.begin().await?;
    transaction
        .speak_for(open.id(), one.person_id, organisation)
        .await?;
    let event = ContactEvent::ActsFor {
        person: one.person_id.0,
        organisation: organisation.map(|id| id.0),
    };
    transaction
        .add_contact_event(open.id(), Some(staff.id), &event, state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(see(format!("/desk/contacts/{id}")).into_response())
}

/// Somebody with whom the contact is, while something may be done in it.
fn here<'a>(open: &'a OpenContact, person: &str) -> Result<&'a ContactPerson> {
    let one = open.person(person).filter(|_| open.may_act());
    one.ok_or(AppError::NotFound)
}

pub async fn show_remove(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    let one = here(&open, &person)?;
    let mut connection = state.database.read().await?;
    let drafts = connection.list_contact_drafts(open.id()).await?;
    let story = connection.list_contact_events(open.id()).await?;
    drop(connection);
    let mut page = Remove {
        csrf: staff.visitor.csrf(),
        contact: id,
        person,
        name: one.name.clone(),
        drafts: Vec::new(),
        cases: Vec::new(),
    };
    for draft in drafts {
        if draft.subject_id == Some(one.person_id) {
            let version = state.catalogue.version(draft.form_id).await?;
            page.drafts.push(Begun {
                service: guildhall_app::wording::said(&version.service.title),
                reference: None,
            });
        }
    }
    for line in story {
        if let ContactEvent::CaseOpened {
            reference, slug, ..
        } = line.event.0
        {
            page.cases.push(Begun {
                service: super::story::title(&state, &slug).await?,
                reference: Some(reference),
            });
        }
    }
    Ok(frame.at_desk(&staff).show(|| views::remove(page)))
}

/// It was the wrong person: they leave the contact, and what was begun for them in it is thrown away, for it holds what
/// is known of somebody else.
pub async fn remove(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let open = staff.own_contact(&state, &id).await?;
    let one = here(&open, &person)?;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let drafts = transaction.list_contact_drafts(open.id()).await?;
    for draft in drafts {
        let actor = Actor::Staff(staff.id.0);
        if draft.subject_id == Some(one.person_id)
            && transaction.delete_draft(actor, draft.id).await?
        {
            let version = state.catalogue.version(draft.form_id).await?;
            let event = ContactEvent::DraftDeleted {
                form_session: draft.id.0,
                slug: version.slug.clone(),
            };
            transaction
                .add_contact_event(open.id(), Some(staff.id), &event, now)
                .await?;
        }
    }
    if transaction
        .remove_contact_person(open.id(), one.person_id, now)
        .await?
    {
        let event = ContactEvent::PersonRemoved {
            person: one.person_id.0,
        };
        transaction
            .add_contact_event(open.id(), Some(staff.id), &event, now)
            .await?;
    }
    transaction.commit().await?;
    Ok(see(format!("/desk/contacts/{id}?done=contact-person-removed")).into_response())
}
