//! `GET /desk/jobs`, `POST /desk/jobs/{id}/retry`

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::jobs::{self as view, JobRow, Jobs};
use guildhall_database::{DeadJob, JobId};

use super::cases::Place;
use crate::{
    access::{May, needs},
    clock,
    error::{AppError, Result},
    jobs,
    page::Frame,
    pages::{PAGE_SIZE, see},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeJobs>,
    frame: Frame,
    Query(place): Query<Place>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let waiting = connection.count_waiting_jobs().await?;
    let listed = connection
        .list_dead_jobs(place.position(), PAGE_SIZE)
        .await?;
    let list = Jobs {
        csrf: staff.visitor.csrf(),
        waiting: waiting.waiting,
        failing: waiting.failing,
        is_mail_held: !state.outside.mail.is_configured(),
        newer: listed.newer.map(|key| format!("/desk/jobs?before={key}")),
        older: listed.older.map(|key| format!("/desk/jobs?after={key}")),
        dead: listed.entries.into_iter().map(row).collect(),
    };
    Ok(frame.at_desk(&staff).show(|| view::page(list)))
}

fn row(job: DeadJob) -> JobRow {
    JobRow {
        retry: format!("/desk/jobs/{}/retry", job.id),
        kind: job.kind,
        error: job.last_error.unwrap_or_default(),
        attempts: job.attempts,
        when: clock::in_words(job.dead_at),
    }
}

pub async fn retry(
    State(state): State<AppState>,
    _staff: May<needs::RetryJobs>,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: JobId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut transaction = state.database.begin().await?;
    // Whoever presses a second time finds it taken up already, and sees the same list.
    jobs::revive(&mut transaction, id, state.clock.now()).await?;
    transaction.commit().await?;
    Ok(see("/desk/jobs").into_response())
}
