//! `GET /services/{slug}`, `POST /services/{slug}/start`

use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use guildhall_app::{
    pages::home::start::{self, Start},
    wording::said,
};
use guildhall_database::NewFormSession;
use guildhall_domain::actors::{Actor, Channel};

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

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(slug): Path<String>,
) -> Result<Response> {
    let service = state.catalogue.published(&slug).await?;
    let (actor, _) = who(&state, &visitor).await?;
    let unfinished = state
        .database
        .read()
        .await?
        .find_unfinished_form_session(actor, &slug)
        .await?;
    let start = Start {
        title: String::new(),
        before_you_start: String::new(),
        csrf: visitor.csrf(),
        // Whoever else uses this browser must not find that somebody asked for help.
        carry_on: unfinished
            .filter(|_| !service.service.sensitive)
            .map(|session| format!("/forms/{session}")),
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
    let (actor, whose) = who(&state, &visitor).await?;
    let mut connection = state.database.read().await?;
    let progress = reuse::begin(&mut connection, &state, &service.form, &whose).await?;
    drop(connection);
    let begun = NewFormSession {
        form_id: service.id,
        subject: whose.subject,
        organisation: None,
        actor,
        channel: Channel::Online,
        known_as: whose.known_as,
        progress,
    };
    let mut connection = state.database.write().await?;
    let session = connection
        .add_form_session(&begun, state.clock.now())
        .await?;
    Ok(see(filling::first_page(session, &service, &begun.progress)))
}

/// Who begins a form here, and whose it is: the resident's who is signed in, or this browser's.
async fn who(state: &AppState, visitor: &Visitor) -> Result<(Actor, Use<'static>)> {
    let resident = Resident::find(state, visitor).await?;
    let identity = resident.as_ref().map(|resident| &resident.identity);
    let whose = Use {
        subject: identity.map(|identity| identity.person_id),
        known_as: identity
            .map(|identity| identity.level())
            .unwrap_or_default(),
        staff: None,
    };
    let actor = resident.map_or(Actor::Visitor(visitor.id()), |resident| resident.actor());
    Ok((actor, whose))
}
