//! `GET /account`; `GET` and `POST /account/drafts/{id}/delete`

use std::collections::BTreeSet;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::{
    pages::account::{
        self, Question,
        front::{self, Activity, DraftRow, Front, What},
    },
    pages::desk::callbacks::promise_words,
    wording::{said, text, text_with},
};
use guildhall_database::{
    CaseFilter, CasePosition, Connection, FormSessionId, PersonId, RecentEvent,
};
use guildhall_domain::cases::CaseEvent;

use super::{Done, drafts, rows};
use crate::{
    access::Resident,
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{desk::callbacks::is_hidden, see},
    state::AppState,
};

/// How many cases the front page reads to find what is waiting, and how many it shows.
const LOOKED_AT: usize = 50;
const SHOWN: usize = 5;
/// At most so many drafts, events and services.
const DRAFTS: i64 = 20;
const EVENTS: i64 = 10;
const SERVICES: usize = 4;

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(done): Query<Done>,
) -> Result<Response> {
    let person = resident.identity.person_id;
    let filter = CaseFilter {
        subject: Some(person),
        ..CaseFilter::default()
    };
    let mut connection = state.database.read().await?;
    let page = connection
        .list_cases(&filter, CasePosition::Newest, LOOKED_AT)
        .await?;
    let own = connection.list_drafts(resident.actor(), DRAFTS).await?;
    let begun = drafts::list_begun_for(&mut connection, &resident).await?;
    let events = connection.list_recent_events(person, EVENTS).await?;
    let callbacks = callbacks(&mut connection, person).await?;
    drop(connection);
    let all = rows(&state, page.cases).await?;
    let had: BTreeSet<String> = all
        .iter()
        .map(|(_, service)| service.slug.clone())
        .collect();
    let goes_with = all
        .iter()
        .flat_map(|(_, service)| service.service.goes_with.clone());
    let services = following(&state, goes_with.collect(), &had).await?;
    let mut draft_rows = Vec::new();
    for draft in own {
        let service = state.catalogue.version(draft.form_id).await?;
        if !service.service.sensitive {
            draft_rows.push(DraftRow {
                id: draft.id.to_string(),
                service: said(&service.service.title),
                saved: clock::in_words(draft.updated_at),
                council: None,
            });
        }
    }
    for draft in begun {
        let service = state.catalogue.version(draft.form_id).await?;
        if !service.service.sensitive {
            let mut connection = state.database.read().await?;
            let council = drafts::council_draft(&mut connection, &resident, &draft).await?;
            draft_rows.push(DraftRow {
                id: draft.id.to_string(),
                service: said(&service.service.title),
                saved: clock::in_words(draft.updated_at),
                council: Some(council),
            });
        }
    }
    let (waiting, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .map(|(row, _)| row)
        .partition(|row| row.is_waiting);
    let has_more_cases = others.len() > SHOWN || page.older.is_some();
    let front = Front {
        name: resident.identity.name.clone(),
        waiting,
        drafts: draft_rows,
        callbacks,
        cases: others.into_iter().take(SHOWN).collect(),
        has_more_cases,
        activity: activity(&state, events).await?,
        services,
        asked: super::approvals::waiting(&state, &resident).await?,
        done: done.key(&[
            "account-claimed",
            "account-joined",
            "account-draft-deleted",
            "approval-yes",
            "approval-no",
        ]),
    };
    Ok(frame.show(|| front::page(front)))
}

/// Who rings somebody by when, in words. What is about a sensitive service, or waits with a team that looks after one, is
/// left out: others may look into an account.
async fn callbacks(connection: &mut Connection, person: PersonId) -> Result<Vec<String>> {
    let waiting = connection.list_callbacks_of(person, DRAFTS).await?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let sensitive: BTreeSet<String> = connection.list_sensitive_services().await?;
    let quiet = connection.list_quiet_teams(&sensitive).await?;
    let shown = waiting
        .iter()
        .filter(|one| !is_hidden(one, &sensitive, &quiet));
    Ok(shown
        .map(|one| promise_words(one.team_name.as_deref(), one.due()))
        .collect())
}

/// Services that go with those somebody has had, without those they had: title and URL.
async fn following(
    state: &AppState,
    goes_with: BTreeSet<String>,
    had: &BTreeSet<String>,
) -> Result<Vec<(String, String)>> {
    let mut services = Vec::new();
    for slug in goes_with.difference(had).take(SERVICES) {
        match state.catalogue.published(slug).await {
            Ok(service) => {
                services.push((said(&service.service.title), format!("/services/{slug}")));
            }
            // A council may have taken a service down that another still names.
            Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(services)
}

async fn activity(state: &AppState, events: Vec<RecentEvent>) -> Result<Vec<Activity>> {
    let mut activity = Vec::new();
    for event in events {
        let service = state.catalogue.version(event.form_id).await?;
        if service.service.sensitive {
            continue;
        }
        let what = match &event.event.0 {
            CaseEvent::CaseOpened { .. } => What::Opened,
            CaseEvent::Claimed => What::Claimed,
            CaseEvent::StatusChanged { to, .. } => {
                let status = service.service.case.statuses.get(to);
                What::Moved(status.map_or_else(|| to.clone(), |status| said(&status.for_resident)))
            }
            // Staff write notes for each other.
            CaseEvent::NoteAdded { .. } => continue,
        };
        activity.push(Activity {
            what,
            reference: event.reference,
            service: said(&service.service.title),
            when: clock::in_words(event.happened_at),
        });
    }
    Ok(activity)
}

pub async fn show_delete(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: FormSessionId = id.parse().map_err(|_| AppError::NotFound)?;
    let session = state.database.read().await?.find_form_session(id).await?;
    let session = session
        .filter(|session| session.actor == resident.actor() && session.case_id.is_none())
        .ok_or(AppError::NotFound)?;
    let service = state.catalogue.version(session.form_id).await?;
    let csrf = resident.visitor.csrf();
    Ok(frame.show(|| {
        let title = said(&service.service.title);
        account::ask(Question {
            title: text("account-draft-delete-title"),
            explanation: vec![text_with(
                "account-draft-delete-what",
                &[("service", &title)],
            )],
            action: format!("/account/drafts/{id}/delete"),
            button: text("account-draft-delete-button"),
            way_back: "/account".to_owned(),
            csrf,
        })
    }))
}

pub async fn submit_delete(
    State(state): State<AppState>,
    resident: Resident,
    Path(id): Path<String>,
) -> Result<axum::response::Redirect> {
    let id: FormSessionId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.write().await?;
    if !connection.delete_draft(resident.actor(), id).await? {
        return Err(AppError::NotFound);
    }
    Ok(see("/account?done=account-draft-deleted"))
}
