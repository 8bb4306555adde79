//! `GET /desk/directory`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::desk::directory::{self as views, ColleagueRow, Directory, TeamRow};
use guildhall_database::{Colleague, DirectorySearch, TeamId};
use guildhall_domain::{permissions::Permission, search, text::Language};
use serde::Deserialize;

use super::{now, titles};
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, escaped},
    state::AppState,
};

/// Of what is typed, so many characters and so many words count.
const LONGEST_QUERY: usize = 100;
const MOST_WORDS: usize = 8;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    /// The team that the page before this one ended with.
    after: Option<TeamId>,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeDesk>,
    frame: Frame,
    Query(asked): Query<Search>,
) -> Result<Response> {
    let query: String = asked.q.trim().chars().take(LONGEST_QUERY).collect();
    let words: Vec<String> = query
        .split_whitespace()
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect();
    let search = search_for(&state, &words).await?;
    let one_more = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
    let mut connection = state.database.read().await?;
    let after = match asked.after {
        Some(team) => connection.find_team_entry(team).await?,
        None => None,
    };
    let mut found = connection
        .search_directory(&search, after.as_ref(), one_more)
        .await?;
    let mut colleagues = Vec::new();
    if !words.is_empty() && after.is_none() {
        let limit = i64::try_from(PAGE_SIZE).unwrap_or(i64::MAX);
        colleagues = connection.search_colleagues(&words, limit).await?;
    }
    let titles = titles(&state, &mut connection).await?;
    drop(connection);
    let is_more = found.len() > PAGE_SIZE;
    found.truncate(PAGE_SIZE);
    let last = found.last().map(|last| last.id).filter(|_| is_more);
    let teams = found.iter().map(|team| {
        let mut deals_with = titles.get(&team.id.0).cloned().unwrap_or_default();
        deals_with.extend(team.dealings.lines().next().map(str::to_owned));
        TeamRow {
            id: team.id.to_string(),
            name: team.name.clone(),
            deals_with,
            now: now(&state, team),
            telephone: team.telephone.clone(),
        }
    });
    let list = Directory {
        teams: teams.collect(),
        colleagues: colleagues
            .into_iter()
            .map(|one| colleague(&staff, one))
            .collect(),
        next: last.map(|last| format!("/desk/directory?q={}&after={last}", escaped(&query))),
        may_manage: staff.may(Permission::ManageTeams),
        query,
    };
    Ok(frame.at_desk(&staff).show(|| views::list(list)))
}

/// Each word with the services on offer that it finds.
async fn search_for(state: &AppState, words: &[String]) -> Result<DirectorySearch> {
    let services = state.catalogue.list().await?;
    let found = |word: &String| {
        let found = services
            .iter()
            .filter(|one| search::score(&one.service, word, Language::English).is_some());
        let slugs = found.map(|service| service.slug.clone()).collect();
        (word.clone(), slugs)
    };
    Ok(DirectorySearch {
        words: words.iter().map(found).collect(),
    })
}

fn colleague(staff: &Staff, one: Colleague) -> ColleagueRow {
    let team = one
        .team_name
        .zip(one.team_id)
        .map(|(name, id)| (name, format!("/desk/directory/{id}")));
    let may_ask = staff.may(Permission::AskCallbacks);
    ColleagueRow {
        name: one.name,
        team,
        ask: may_ask.then(|| format!("/desk/callbacks/new?colleague={}", one.id)),
    }
}
