//! `GET` and `POST /desk/people/{id}/warnings/{warning}/end`

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::warnings::{self as views, EndQuestion};
use guildhall_domain::audit::AuditVerb;

use super::{address, event, finish_tasks, open, row};
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::NoteNeeds>,
    frame: Frame,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response> {
    let (person, warning) = open(&state, &staff, (&person, &id)).await?;
    if warning.ended_at.is_some() {
        return Err(AppError::NotFound);
    }
    let question = EndQuestion {
        csrf: staff.visitor.csrf(),
        href: address(&warning),
        person: format!("/desk/people/{}", person.id),
        name: person.name,
        warning: row(&staff, &warning, state.clock.today()),
    };
    Ok(frame.at_desk(&staff).show(|| views::ask_to_end(question)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::NoteNeeds>,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response> {
    let (person, warning) = open(&state, &staff, (&person, &id)).await?;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    // Whoever presses a second time finds it ended, and sees the same page.
    if transaction.end_warning(warning.id, staff.id, now).await? {
        finish_tasks(&mut transaction, &state, (staff.id, &warning)).await?;
        let event = event(&staff, AuditVerb::WarningEnded, person.id);
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    let next = format!("/desk/people/{}/warnings?done=warning-is-ended", person.id);
    Ok(see(next).into_response())
}
