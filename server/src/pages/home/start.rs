//! `GET /services/{slug}`, `POST /services/{slug}/start`

use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use guildhall_app::{
    pages::home::start::{self, Start},
    wording::said,
};
use guildhall_database::{NewFormSession, PersonId, SubjectId};
use guildhall_domain::{
    accounts::Level,
    actors::{Actor, Channel},
    text::Language,
};

use super::guidance;
use crate::{
    access::{Resident, Visitor},
    error::Result,
    page::Frame,
    pages::{
        forms::{
            filling,
            reuse::{self, Use},
        },
        see,
    },
    state::AppState,
};

/// How much there is to read on a start page, at most: more would keep people from starting.
const MOST_GUIDANCE: usize = 12;

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(slug): Path<String>,
) -> Result<Response> {
    let service = state.catalogue.published(&slug).await?;
    let (actor, _) = who(&state, &visitor).await?;
    let mut connection = state.database.read().await?;
    let unfinished = connection
        .find_unfinished_form_session(actor, &slug)
        .await?;
    let guidance = connection
        .list_guidance_of_service(&slug, Language::default(), MOST_GUIDANCE)
        .await?;
    drop(connection);
    let start = Start {
        title: String::new(),
        before_you_start: String::new(),
        csrf: visitor.csrf(),
        // Whoever else uses this browser must not find that somebody asked for help.
        carry_on: unfinished
            .filter(|_| !service.service.sensitive)
            .map(|session| format!("/forms/{session}")),
        guidance: guidance.into_iter().map(guidance::line).collect(),
        slug,
    };
    let frame = frame.with_exit(service.service.sensitive);
    Ok(frame.show(|| {
        start::page(Start {
            title: said(&service.service.title),
            before_you_start: said(&service.service.before_you_start),
            ..start
        })
    }))
}

pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Redirect> {
    let service = state.catalogue.published(&slug).await?;
    let (actor, person) = who(&state, &visitor).await?;
    let whose = Use {
        subject: person.map(|(person, _)| SubjectId::Person(person)),
        known_as: person.map(|(_, level)| level).unwrap_or_default(),
        staff: None,
    };
    let mut connection = state.database.read().await?;
    let progress = reuse::begin(&mut connection, &state, &service.form, &whose).await?;
    drop(connection);
    let begun = NewFormSession {
        form_id: service.id,
        subject: person.map(|(person, _)| person),
        organisation: None,
        actor,
        channel: Channel::Online,
        known_as: whose.known_as,
        contact: None,
        progress,
    };
    let mut connection = state.database.write().await?;
    let session = connection
        .add_form_session(&begun, state.clock.now())
        .await?;
    Ok(see(filling::first_page(session, &service, &begun.progress)))
}

/// Who begins a form here, and whose it is: the resident's who is signed in, with how surely they are known, or this
/// browser's.
async fn who(state: &AppState, visitor: &Visitor) -> Result<(Actor, Option<(PersonId, Level)>)> {
    Ok(match Resident::find(state, visitor).await? {
        Some(resident) => {
            let identity = &resident.identity;
            let known = (identity.person_id, identity.level());
            (resident.actor(), Some(known))
        }
        None => (Actor::Visitor(visitor.id()), None),
    })
}
