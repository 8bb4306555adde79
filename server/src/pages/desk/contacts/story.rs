//! The story of a contact, as far as its reader may know it.

use std::collections::BTreeMap;

use guildhall_app::{
    pages::desk::contacts::{ContactStory, ContactStoryLine},
    wording::{said, text},
};
use guildhall_database::{PersonId, StaffId, StoredContactEvent, TeamId};
use guildhall_domain::{contacts::ContactEvent, permissions::Permission};
use uuid::Uuid;

use crate::{
    access::Staff,
    clock,
    error::{AppError, Result},
    state::AppState,
};

/// What a service is called; what is offered no more stands for itself.
pub(super) async fn title(state: &AppState, slug: &str) -> Result<String> {
    match state.catalogue.published(slug).await {
        Ok(service) => Ok(said(&service.service.title)),
        Err(AppError::NotFound) => Ok(slug.to_owned()),
        Err(error) => Err(error),
    }
}

/// The lines of a story. What is about a service whose cases are hidden from the
/// reader is left out, but for what they did themselves.
pub(super) async fn lines(
    state: &AppState,
    staff: &Staff,
    events: Vec<StoredContactEvent>,
) -> Result<Vec<ContactStoryLine>> {
    let hidden = staff.grants.hidden_services();
    let names = names(state, &events).await?;
    let mut lines = Vec::with_capacity(events.len());
    for event in events {
        let is_hidden = slug_of(&event.event.0).is_some_and(|slug| hidden.contains(slug));
        if is_hidden && event.staff_id != Some(staff.id) {
            continue;
        }
        lines.push(ContactStoryLine {
            what: what(state, staff, &event.event.0, &names).await?,
            who: event.staff_name,
            when: clock::in_words(event.happened_at),
        });
    }
    Ok(lines)
}

/// The service that something in a story is about.
fn slug_of(event: &ContactEvent) -> Option<&str> {
    match event {
        ContactEvent::FormStarted { slug, .. }
        | ContactEvent::DraftDeleted { slug, .. }
        | ContactEvent::CaseOpened { slug, .. }
        | ContactEvent::CaseRead { slug, .. }
        | ContactEvent::NoteOnCase { slug, .. } => Some(slug),
        ContactEvent::ArticleUsed { slug, .. } | ContactEvent::CallbackAsked { slug, .. } => {
            slug.as_deref()
        }
        _ => None,
    }
}

/// The names of people, staff, teams and organisations in a story.
async fn names(state: &AppState, events: &[StoredContactEvent]) -> Result<BTreeMap<Uuid, String>> {
    let mut names = BTreeMap::new();
    let mut connection = state.database.read().await?;
    for event in events {
        match &event.event.0 {
            ContactEvent::PersonAdded { person }
            | ContactEvent::PersonRemoved { person }
            | ContactEvent::Represented { person, .. }
            | ContactEvent::Verified { person, .. }
            | ContactEvent::NotVerified { person, .. }
            | ContactEvent::RecordChanged { person, .. }
            | ContactEvent::ActsFor { person, .. }
                if !names.contains_key(person) =>
            {
                let found = connection.find_person(PersonId(*person)).await?;
                names.extend(found.map(|found| (*person, found.name)));
            }
            ContactEvent::HandedOver { staff, team, .. } => {
                if let Some(id) = staff {
                    let found = connection.find_staff(StaffId(*id)).await?;
                    names.extend(found.map(|found| (*id, found.name)));
                }
                if let Some(id) = team {
                    let found = connection.find_team(TeamId(*id)).await?;
                    names.extend(found.map(|found| (*id, found.name)));
                }
            }
            _ => {}
        }
        if let ContactEvent::Represented { by, .. } = &event.event.0 {
            let found = connection.find_person(PersonId(*by)).await?;
            names.extend(found.map(|found| (*by, found.name)));
        }
        if let ContactEvent::ActsFor {
            organisation: Some(id),
            ..
        } = &event.event.0
        {
            let id = guildhall_database::OrganisationId(*id);
            let found = connection.find_organisation(id).await?;
            names.extend(found.map(|found| (id.0, found.name)));
        }
    }
    Ok(names)
}

async fn what(
    state: &AppState,
    staff: &Staff,
    event: &ContactEvent,
    names: &BTreeMap<Uuid, String>,
) -> Result<ContactStory> {
    let name = |id: &Uuid| {
        let known = names.get(id).cloned();
        known.unwrap_or_else(|| text("contact-somebody"))
    };
    let about_case = |key, service: String, reference: &String, slug: &str| {
        let story = ContactStory::plain(key)
            .named("service", service)
            .named("reference", reference);
        if staff.grants.may_for(Permission::SeeAnswers, slug) {
            story.leading_to(format!("/desk/cases/{reference}"))
        } else {
            story
        }
    };
    Ok(match event {
        ContactEvent::Started => ContactStory::plain("contact-story-started"),
        ContactEvent::PersonAdded { person } => {
            ContactStory::plain("contact-story-person-added").named("name", name(person))
        }
        ContactEvent::Represented { person, by } => {
            ContactStory::plain("contact-story-represented")
                .named("name", name(by))
                .named("person", name(person))
        }
        ContactEvent::PersonRemoved { person } => {
            ContactStory::plain("contact-story-person-removed").named("name", name(person))
        }
        ContactEvent::ActsFor {
            person,
            organisation: Some(organisation),
        } => ContactStory::plain("contact-story-speaks-for")
            .named("name", name(person))
            .named("organisation", name(organisation)),
        ContactEvent::ActsFor { person, .. } => {
            ContactStory::plain("contact-story-speaks-for-self").named("name", name(person))
        }
        ContactEvent::Verified { person, method } => ContactStory::plain("contact-story-verified")
            .named("name", name(person))
            .named("method", text(&format!("verified-by-{method}"))),
        ContactEvent::NotVerified { person, method } => {
            ContactStory::plain("contact-story-not-verified")
                .named("name", name(person))
                .named("method", text(&format!("verified-by-{method}")))
        }
        ContactEvent::FormStarted { slug, .. } => ContactStory::plain("contact-story-form-started")
            .named("service", title(state, slug).await?),
        ContactEvent::DraftDeleted { slug, .. } => {
            ContactStory::plain("contact-story-draft-deleted")
                .named("service", title(state, slug).await?)
        }
        ContactEvent::CaseOpened {
            reference, slug, ..
        } => about_case(
            "contact-story-case-opened",
            title(state, slug).await?,
            reference,
            slug,
        ),
        ContactEvent::CaseRead {
            reference, slug, ..
        } => about_case(
            "contact-story-case-read",
            title(state, slug).await?,
            reference,
            slug,
        ),
        ContactEvent::NoteOnCase {
            reference, slug, ..
        } => about_case(
            "contact-story-case-noted",
            title(state, slug).await?,
            reference,
            slug,
        ),
        ContactEvent::RecordChanged { person, attribute } => {
            let label = state.dictionary.get(attribute);
            let label = label.map_or_else(|| attribute.clone(), |one| said(&one.label));
            ContactStory::plain("contact-story-record-changed")
                .named("name", name(person))
                .named("what", label)
        }
        ContactEvent::ArticleUsed { title, .. } => {
            ContactStory::plain("contact-story-article").named("title", title)
        }
        ContactEvent::CallbackAsked { .. } => ContactStory::plain("contact-story-callback"),
        ContactEvent::NoteAdded { words } => {
            ContactStory::plain("contact-story-note").saying(words)
        }
        ContactEvent::HandedOver { staff, team, words } => {
            let whom = staff.as_ref().or(team.as_ref());
            ContactStory::plain("contact-story-handed-over")
                .named("name", whom.map(name).unwrap_or_default())
                .saying(words)
        }
        ContactEvent::Taken => ContactStory::plain("contact-story-taken"),
        ContactEvent::Ended => ContactStory::plain("contact-story-ended"),
        ContactEvent::Corrected => ContactStory::plain("contact-story-corrected"),
    })
}
