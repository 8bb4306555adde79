//! `GET /health/live`, `/health/ready`: for machines that watch over the program.

use axum::{extract::State, http::StatusCode};

use crate::state::AppState;

/// The process runs.
pub async fn live() -> &'static str {
    "live\n"
}

/// The process can do its work: the database answers.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    if state.database.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database is away\n")
    }
}
