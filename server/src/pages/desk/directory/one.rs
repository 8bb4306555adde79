//! `GET /desk/directory/{id}`

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use guildhall_app::pages::desk::directory::{self as views, EntryPage};
use guildhall_domain::permissions::Permission;

use super::{find, now, titles};
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{account::Done, desk::teams::members},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeDesk>,
    frame: Frame,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let team = find(&mut connection, &id).await?;
    let members_of = connection.list_team_members(team.id).await?;
    let mut titles = titles(&state, &mut connection).await?;
    drop(connection);
    let page = EntryPage {
        id: team.id.to_string(),
        services: titles.remove(&team.id.0).unwrap_or_default(),
        hours: team.hours().cloned().zip(now(&state, &team)),
        today: state.clock.today(),
        members: members(&staff, members_of),
        may_ask: staff.may(Permission::AskCallbacks),
        may_change: staff.may(Permission::ManageTeams),
        name: team.name,
        dealings: team.dealings,
        telephone: team.telephone,
        email: team.email,
        callback_words: team.callback_words,
        callback_hours: team.callback_hours,
        questions: team.callback_questions.0,
        done: done.key(&["directory-saved"]),
    };
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}
