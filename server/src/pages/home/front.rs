//! `GET /`

use axum::{extract::State, response::Response};
use guildhall_app::pages::home::front;

use super::line;
use crate::{error::Result, page::Frame, state::AppState};

/// How many services the home page puts first.
const TOP_TASKS: usize = 12;

pub async fn show(State(state): State<AppState>, frame: Frame) -> Result<Response> {
    let mut tasks = state.catalogue.list().await?;
    tasks.retain(|service| service.service.top_task.is_some());
    tasks.sort_by_key(|service| service.service.top_task);
    tasks.truncate(TOP_TASKS);
    Ok(frame.show(|| front::page(tasks.iter().map(|service| line(service)).collect())))
}
