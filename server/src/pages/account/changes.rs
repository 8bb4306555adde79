//! `GET /account/changes/{id}`: who was told of a change, and who has seen it.

use axum::{
    extract::{Path, State},
    response::Response,
};
use guildhall_app::pages::account::changes::{self as views, PassedOn, ToldTeam};
use guildhall_database::{Change, Task};
use guildhall_domain::text::Language;
use uuid::Uuid;

use crate::{
    access::Resident,
    clock::{date_of, in_words},
    error::{AppError, Result},
    page::Frame,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    let change = connection
        .find_change(id)
        .await?
        .ok_or(AppError::NotFound)?;
    let person = resident.identity.person_id;
    if !connection.is_record_of(person, change.person_id).await? {
        return Err(AppError::NotFound);
    }
    let tasks = connection.list_tasks_of_change(id).await?;
    drop(connection);
    let page = PassedOn {
        what: what(&state, &change),
        changed_on: date_of(change.changed_at),
        teams: tasks.into_iter().map(team).collect(),
    };
    Ok(frame.show(|| views::page(page)))
}

/// What changed, in words: "your home address".
pub fn what(state: &AppState, change: &Change) -> String {
    let attributes = change.attributes.0.iter();
    let nouns = attributes.filter_map(|name| {
        let attribute = state.dictionary.get(name)?;
        Some(attribute.noun.in_language(Language::English))
    });
    nouns.collect::<Vec<_>>().join(", ")
}

fn team(task: Task) -> ToldTeam {
    ToldTeam {
        name: task.team_name,
        seen_at: task.acknowledged_at.map(in_words),
        done_at: task.done_at.map(in_words),
    }
}
