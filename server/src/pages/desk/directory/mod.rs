//! `/desk/directory`: who deals with what, when they are there, and how they are reached.

pub mod change;
pub mod list;
pub mod one;

use std::collections::BTreeMap;

use guildhall_app::wording::said;
use guildhall_database::{Connection, TeamEntry};
use guildhall_domain::opening_hours::Now;
use uuid::Uuid;

use crate::{
    error::{AppError, Result},
    state::AppState,
};

/// The team with this id.
pub(super) async fn find(connection: &mut Connection, id: &str) -> Result<TeamEntry> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let entry = connection.find_team_entry(id).await?;
    entry.ok_or(AppError::NotFound)
}

/// How a team's hours look now; none where nobody has said them.
pub(super) fn now(state: &AppState, team: &TeamEntry) -> Option<Now> {
    Some(team.hours()?.now(state.clock.local()))
}

/// The titles of the services that each team has, of those on offer.
async fn titles(
    state: &AppState,
    connection: &mut Connection,
) -> Result<BTreeMap<Uuid, Vec<String>>> {
    let looked_after = connection.list_team_services().await?;
    let services = state.catalogue.list().await?;
    let mut titles: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    for (team, slug) in looked_after {
        let service = services.iter().find(|service| service.slug == slug);
        let title = service.map(|service| said(&service.service.title));
        titles.entry(team).or_default().extend(title);
    }
    Ok(titles)
}
