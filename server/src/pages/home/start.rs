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
    access::Visitor,
    error::Result,
    page::Frame,
    pages::{forms::filling, see},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(slug): Path<String>,
) -> Result<Response> {
    let service = state.catalogue.published(&slug).await?;
    let actor = Actor::Visitor(visitor.id());
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
        carry_on: unfinished.map(|session| format!("/forms/{session}")),
        slug,
    };
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
    let begun = NewFormSession {
        form_id: service.id,
        subject: None,
        actor: Actor::Visitor(visitor.id()),
        channel: Channel::Online,
    };
    let session = state
        .database
        .write()
        .await?
        .add_form_session(&begun, state.clock.now())
        .await?;
    Ok(see(filling::first_page(session, &service)))
}
