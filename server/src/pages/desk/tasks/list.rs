//! `GET /desk/tasks`

use std::collections::BTreeSet;

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::{
    pages::desk::tasks::{self as views, Tasks, Waiting},
    wording::text,
};
use guildhall_database::{TaskFilter, TaskKey, TaskPosition, Team, Whose};
use guildhall_domain::permissions::{Permission, Tasks as Within};
use serde::Deserialize;
use uuid::Uuid;

use super::row;
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, account::Done, escaped},
    state::AppState,
};

/// Whose tasks to list, how far they have come, and where the page starts. What makes no sense is what one begins with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub(in crate::pages::desk) whose: String,
    pub(in crate::pages::desk) state: String,
    after: Option<String>,
    before: Option<String>,
}

impl Asked {
    pub(in crate::pages::desk) fn position(&self) -> TaskPosition {
        let key = |text: &Option<String>| {
            text.as_deref()
                .and_then(|text| text.parse::<TaskKey>().ok())
        };
        match (key(&self.after), key(&self.before)) {
            (Some(key), _) => TaskPosition::After(key),
            (None, Some(key)) => TaskPosition::Before(key),
            (None, None) => TaskPosition::Start,
        }
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeTasks>,
    frame: Frame,
    Query(asked): Query<Asked>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let choices = choices(&staff, connection.list_teams().await?);
    let is_offered = |word: &str| choices.iter().any(|(offered, _)| offered == word);
    // Whoever does no tasks looks after those of others.
    let first = if staff.may(Permission::WorkTasks) {
        "mine"
    } else {
        "everybodys"
    };
    let word = if is_offered(&asked.whose) {
        asked.whose.clone()
    } else {
        first.to_owned()
    };
    let filter = TaskFilter {
        within: staff.seen_tasks(),
        reader: staff.id,
        hidden: staff.grants.hidden_services(),
        whose: whose(&staff, &word),
        state: asked.state.parse().ok(),
        kind: None,
        due: None,
    };
    let page = connection
        .list_tasks(&filter, asked.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    let state_word = filter.state.map_or("", |state| state.word());
    let link = |way: &str, key: TaskKey| {
        format!(
            "/desk/tasks?whose={}&state={state_word}&{way}={key}",
            escaped(&word)
        )
    };
    let now = state.clock.day_and_minute();
    let list = Tasks {
        previous: page.previous.map(|key| link("before", key)),
        next: page.next.map(|key| link("after", key)),
        tasks: page
            .tasks
            .iter()
            .map(|task| row(&staff, task, now))
            .collect(),
        choices,
        state: state_word.to_owned(),
        whose: word,
        done: done.key(&["task-passed"]),
    };
    Ok(frame.at_desk(&staff).show(|| views::list(list)))
}

/// Whose tasks this reader may choose from: the words of the query, and what they are called.
pub(in crate::pages::desk) fn choices(staff: &Staff, teams: Vec<Team>) -> Vec<(String, String)> {
    let mut choices = Vec::new();
    if staff.may(Permission::WorkTasks) {
        choices.push(("mine".to_owned(), text("tasks-whose-mine")));
    }
    if !staff.grants.teams().is_empty() {
        choices.push(("teams".to_owned(), text("tasks-whose-teams")));
        choices.push(("unowned".to_owned(), text("tasks-whose-unowned")));
    }
    choices.push(("nobodys".to_owned(), text("tasks-whose-nobodys")));
    if staff.seen_tasks() == Within::All {
        choices.push(("everybodys".to_owned(), text("tasks-whose-everybodys")));
        choices.extend(
            teams
                .into_iter()
                .map(|team| (team.id.to_string(), team.name)),
        );
    }
    choices
}

pub(in crate::pages::desk) fn whose(staff: &Staff, word: &str) -> Whose {
    match word {
        "mine" => Whose::Mine,
        "teams" => Whose::Teams(staff.grants.teams()),
        "unowned" => Whose::Unowned(staff.grants.teams()),
        "nobodys" => Whose::Nobodys,
        team => match team.parse::<Uuid>() {
            Ok(team) => Whose::Teams(BTreeSet::from([team])),
            Err(_) => Whose::Everybodys,
        },
    }
}

/// How much waits for a member of staff: of what they may do something about.
pub async fn waiting(state: &AppState, staff: &Staff) -> Result<Option<Waiting>> {
    let grants = &staff.grants;
    let within = grants
        .tasks(Permission::WorkTasks)
        .or_else(|| grants.tasks(Permission::SeeTasks));
    let Some(within) = within else {
        return Ok(None);
    };
    let teams = grants.teams();
    let mut connection = state.database.read().await?;
    let counts = connection
        .count_tasks(
            &within,
            (staff.id, &teams),
            &grants.hidden_services(),
            state.clock.today(),
        )
        .await?;
    Ok(Some(Waiting {
        mine_due: counts.mine_due,
        teams_overdue: (!teams.is_empty()).then_some(counts.teams_overdue),
        nobodys: counts.nobodys,
    }))
}
