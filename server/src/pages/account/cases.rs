//! `GET /account/cases`, `GET /account/cases/{reference}`

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::{
    pages::account::cases::{self, CasePage, Cases},
    pages::forms::answers::date_words,
    wording::{said, text},
};
use guildhall_database::{Case, CaseFilter, CaseKey, StoredEvent};
use guildhall_domain::{cases::CaseEvent, reference::Reference, services::Service};
use time::Duration;

use super::{is_theirs, rows};
use crate::{
    access::Resident,
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{PAGE_SIZE, desk::cases::Place, forms::sealing},
    state::AppState,
};

pub async fn list(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(place): Query<Place>,
) -> Result<Response> {
    let filter = CaseFilter {
        subject: Some(resident.identity.person_id),
        ..CaseFilter::default()
    };
    let mut connection = state.database.read().await?;
    let page = connection
        .list_cases(&filter, place.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    let link = |way: &str, key: CaseKey| format!("/account/cases?{way}={key}");
    let list = Cases {
        newer: page.newer.map(|key| link("before", key)),
        older: page.older.map(|key| link("after", key)),
        cases: rows(&state, page.cases)
            .await?
            .into_iter()
            .map(|(row, _)| row)
            .collect(),
    };
    Ok(frame.show(|| cases::list(list)))
}

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Path(reference): Path<String>,
) -> Result<Response> {
    let reference = Reference::parse(&reference).map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    let case = connection
        .find_case(reference.as_str())
        .await?
        .ok_or(AppError::NotFound)?;
    let mut submission = connection
        .find_submission(case.id)
        .await?
        .ok_or(AppError::NotFound)?;
    sealing::open_masked(&state, case.id, &mut submission.snapshot.0);
    let events = connection.list_case_events(case.id).await?;
    drop(connection);
    let service = state.catalogue.version(case.form_id).await?;
    let theirs = is_theirs(&state, resident.identity.person_id, case.subject_id).await?;
    if !theirs || service.service.sensitive {
        return Err(AppError::NotFound);
    }
    let service = &service.service;
    let status = service.case.statuses.get(&case.status);
    let is_closed = status.is_some_and(|status| status.closed);
    Ok(frame.show(|| {
        cases::page(CasePage {
            reference: case.reference.clone(),
            service: said(&service.title),
            status: status.map_or_else(|| case.status.clone(), |status| said(&status.for_resident)),
            is_closed,
            is_waiting: status.is_some_and(|status| status.waits_for_resident),
            answer_by: answer_by(service, &case).filter(|_| !is_closed),
            what_happens_next: (!is_closed).then(|| said(&service.what_happens_next)),
            story: events
                .iter()
                .filter_map(|event| line(event, service))
                .collect(),
            snapshot: &submission.snapshot.0,
            sent: clock::in_words(submission.submitted_at),
        })
    }))
}

/// By when the resident will have heard.
fn answer_by(service: &Service, case: &Case) -> Option<String> {
    let days = Duration::days(service.answer_within_days?.into());
    Some(date_words(clock::date_of(case.opened_at) + days))
}

/// When, and what in the resident's words; nothing of what staff write for each other.
fn line(event: &StoredEvent, service: &Service) -> Option<(String, String)> {
    let what = match &event.event.0 {
        CaseEvent::CaseOpened { .. } => text("account-case-opened"),
        CaseEvent::Claimed => text("account-case-claimed"),
        CaseEvent::StatusChanged { to, .. } => {
            let status = service.case.statuses.get(to);
            status.map_or_else(|| to.clone(), |status| said(&status.for_resident))
        }
        CaseEvent::NoteAdded { .. } => return None,
    };
    Some((clock::in_words(event.happened_at), what))
}
