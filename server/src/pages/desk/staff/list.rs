//! `GET /desk/staff?q=&ended=`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::desk::staff::{self, StaffList, StaffRow};
use guildhall_database::{StaffId, StaffLine};
use guildhall_domain::permissions::Role;
use serde::Deserialize;

use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, escaped},
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    /// `yes` for the accounts that were ended.
    ended: String,
    /// The account that the page before this one ended with.
    after: Option<StaffId>,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Query(search): Query<Search>,
) -> Result<Response> {
    let query: String = search.q.trim().chars().take(200).collect();
    let are_ended = search.ended == "yes";
    let mut connection = state.database.read().await?;
    let after = match search.after {
        Some(id) => connection.find_staff(id).await?,
        None => None,
    };
    let one_more = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
    let mut found = connection
        .search_staff(&query, are_ended, after.as_ref(), one_more)
        .await?;
    let is_more = found.len() > PAGE_SIZE;
    found.truncate(PAGE_SIZE);
    let ids: Vec<_> = found.iter().map(|line| line.id).collect();
    let roles = connection.list_roles(&ids).await?;
    drop(connection);
    let last = found.last().map(|line| line.id).filter(|_| is_more);
    let ended = if are_ended { "&ended=yes" } else { "" };
    let list = StaffList {
        next: last.map(|last| format!("/desk/staff?q={}{ended}&after={last}", escaped(&query))),
        staff: found.into_iter().map(|line| row(line, &roles)).collect(),
        query,
        are_ended,
    };
    Ok(frame.at_desk(&staff).show(|| staff::list(list)))
}

fn row(line: StaffLine, roles: &[(StaffId, Role)]) -> StaffRow {
    let mut roles: Vec<_> = roles
        .iter()
        .filter(|(id, _)| *id == line.id)
        .map(|(_, role)| *role)
        .collect();
    roles.sort_unstable();
    StaffRow {
        id: line.id.to_string(),
        name: line.name,
        email: line.email,
        roles,
    }
}
