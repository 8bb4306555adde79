//! `GET /desk/team-work`: what a team has to do, and who has it.

use std::collections::BTreeSet;

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::desk::work::{self as views, MemberRow, TeamWork};
use guildhall_database::{MemberOf, OwnerCount, StaffId, TaskKey, Team, TeamId, Whose};
use guildhall_domain::permissions::{Permission, Tasks};
use serde::Deserialize;

use super::{filter, open_cases};
use crate::{
    access::{May, Staff, needs},
    clock,
    error::Result,
    page::Frame,
    pages::{
        PAGE_SIZE,
        desk::tasks::{list::Asked, row},
        escaped,
    },
    state::AppState,
};

/// Which team, and whose of it: a member's by their id, or nobody's by that word. What makes no sense is the whole team.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskedTeam {
    team: String,
    member: String,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::AssignTasks>,
    frame: Frame,
    Query(asked): Query<AskedTeam>,
    Query(place): Query<Asked>,
) -> Result<Response> {
    let all = state.database.read().await?.list_teams().await?;
    let teams = led(&staff, all);
    let chosen = teams.iter().find(|team| team.id.to_string() == asked.team);
    let work = match chosen.or(teams.first()) {
        Some(team) => Some(load(&state, &staff, (team, &teams), &asked.member, &place).await?),
        None => None,
    };
    Ok(frame.at_desk(&staff).show(|| views::team_work(work)))
}

/// The teams whose work the reader shares out.
fn led(staff: &Staff, mut teams: Vec<Team>) -> Vec<Team> {
    match staff.grants.tasks(Permission::AssignTasks) {
        Some(Tasks::All) => {}
        Some(Tasks::Of(led)) => teams.retain(|team| led.contains(&team.id.0)),
        None => teams.clear(),
    }
    teams
}

async fn load(
    state: &AppState,
    staff: &Staff,
    (team, teams): (&Team, &[Team]),
    member: &str,
    place: &Asked,
) -> Result<TeamWork> {
    let now = state.clock.day_and_minute();
    let hidden = staff.grants.hidden_services();
    let only = BTreeSet::from([team.id.0]);
    let mut connection = state.database.read().await?;
    let counts = connection.count_team_tasks(team.id, &hidden, now).await?;
    let members = connection.list_members_of(&[team.id]).await?;
    let (whose, of, member) = whose_of(team.id, member, &members);
    let page = connection
        .list_tasks(&filter(staff, whose), place.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    let link = |way: &str, key: TaskKey| {
        let member = escaped(&member);
        format!(
            "/desk/team-work?team={}&member={member}&{way}={key}",
            team.id
        )
    };
    let cases = if staff.may(Permission::SeeCases) {
        Some(open_cases(state, staff, &only).await?)
    } else {
        None
    };
    let named = |team: &Team| (team.id.to_string(), team.name.clone());
    Ok(TeamWork {
        teams: teams.iter().map(named).collect(),
        team: team.id.to_string(),
        team_name: team.name.clone(),
        members: member_rows(team.id, counts, members, now.0),
        of,
        tasks: page
            .tasks
            .iter()
            .map(|task| row(staff, task, now))
            .collect(),
        previous: page.previous.map(|key| link("before", key)),
        next: page.next.map(|key| link("after", key)),
        cases,
    })
}

/// Whose tasks are listed, what they are called, and the word of the query.
fn whose_of(team: TeamId, member: &str, members: &[MemberOf]) -> (Whose, Option<String>, String) {
    let only = BTreeSet::from([team.0]);
    if member == "nobody" {
        let name = guildhall_app::wording::text("work-nobodys");
        return (Whose::Unowned(only), Some(name), member.to_owned());
    }
    let found = members
        .iter()
        .find(|one| one.staff_id.to_string() == member);
    match found {
        Some(one) => (
            Whose::Member(team, one.staff_id),
            Some(one.name.clone()),
            member.to_owned(),
        ),
        None => (Whose::Teams(only), None, String::new()),
    }
}

/// A row for what nobody has and for each member, also for those who have nothing.
fn member_rows(
    team: TeamId,
    counts: Vec<OwnerCount>,
    members: Vec<MemberOf>,
    today: time::Date,
) -> Vec<MemberRow> {
    let find = |owner: Option<StaffId>| counts.iter().find(|count| count.owner_id == owner);
    let row = |owner: Option<StaffId>, name: Option<String>| {
        let count = find(owner);
        let member = owner.map_or_else(|| "nobody".to_owned(), |owner| owner.to_string());
        MemberRow {
            name,
            href: format!("/desk/team-work?team={team}&member={member}"),
            waiting: count.map_or(0, |count| count.waiting),
            today: count.map_or(0, |count| count.today),
            overdue: count.map_or(0, |count| count.overdue),
            callbacks: count.map_or(0, |count| count.callbacks),
            oldest: count.map(|count| (today - clock::date_of(count.oldest_at)).whole_days()),
        }
    };
    let mut rows = vec![row(None, None)];
    let mut known = BTreeSet::new();
    for member in members {
        // Who holds two roles in a team is one member of it.
        if known.insert(member.staff_id) {
            rows.push(row(Some(member.staff_id), Some(member.name)));
        }
    }
    rows
}
