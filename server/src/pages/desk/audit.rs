//! `GET /desk/audit`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::desk::audit::{self, AuditList, AuditRow};
use guildhall_database::{AuditEvent, AuditFilter, ListKey};
use guildhall_domain::audit::AuditThing;
use serde::Deserialize;
use uuid::Uuid;

use super::cases::Place;
use crate::{
    access::{May, needs},
    clock,
    error::Result,
    page::Frame,
    pages::PAGE_SIZE,
    state::AppState,
};

/// Which events to list. What makes no sense does not narrow.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    verb: String,
    actor: String,
    thing: String,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeAudit>,
    frame: Frame,
    Query(asked): Query<Asked>,
    Query(place): Query<Place>,
) -> Result<Response> {
    let filter = AuditFilter {
        actor: Uuid::try_parse(&asked.actor).ok(),
        thing: Uuid::try_parse(&asked.thing).ok(),
        verb: asked.verb.parse().ok(),
        // Who looked into them, and why, is not for the one it is about to find here.
        all_but: staff.own_records.clone(),
    };
    let mut connection = state.database.read().await?;
    let page = connection
        .list_audit_events(&filter, place.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let (actor, thing) = (id(filter.actor), id(filter.thing));
    let verb = filter.verb.map(|verb| verb.word()).unwrap_or_default();
    let link = |way: &str, key: ListKey| {
        format!("/desk/audit?verb={verb}&actor={actor}&thing={thing}&{way}={key}")
    };
    let list = AuditList {
        newer: page.newer.map(|key| link("before", key)),
        older: page.older.map(|key| link("after", key)),
        events: page.events.into_iter().map(row).collect(),
        verb: filter.verb,
        actor,
        thing,
    };
    Ok(frame.at_desk(&staff).show(|| audit::page(list)))
}

fn row(event: AuditEvent) -> AuditRow {
    AuditRow {
        when: clock::in_words(event.happened_at),
        actor_kind: event.actor_kind,
        actor: event.actor_id.map(|id| id.to_string()),
        actor_name: event.actor_name,
        verb: event.verb,
        thing_kind: event.thing_kind,
        // A case is known by its reference, and a page by its path.
        thing_name: event.thing_name.or_else(|| {
            let is_named = event.thing_kind != AuditThing::Page;
            event.thing_id.filter(|_| is_named).map(|id| id.to_string())
        }),
        thing: event.thing_id.map(|id| id.to_string()),
        details: event.details.0.into_iter().collect(),
    }
}
