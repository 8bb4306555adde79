//! `GET /desk/callbacks`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::{
    pages::desk::callbacks::{self as views, CallbackRow, Callbacks},
    wording::text,
};
use guildhall_database::{DueBy, Task, TaskFilter, TaskKey, Whose};
use guildhall_domain::{
    permissions::Permission,
    tasks::{TaskKind, TaskState},
};

use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{
        PAGE_SIZE,
        account::Done,
        desk::tasks::{
            list::{Asked, choices, whose},
            may_read, row,
        },
        escaped,
    },
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeTasks>,
    frame: Frame,
    Query(asked): Query<Asked>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let choices = offered(&staff, choices(&staff, connection.list_teams().await?));
    let is_offered = |word: &str| choices.iter().any(|(offered, _)| offered == word);
    let first = choices.first().map(|(word, _)| word.clone());
    let word = Some(asked.whose.clone()).filter(|word| is_offered(word));
    let word = word.or(first).unwrap_or_default();
    let now = state.clock.day_and_minute();
    let (due, stage) = match asked.state.as_str() {
        "today" => (Some(DueBy::On(now.0)), None),
        "overdue" => (Some(DueBy::Overdue(now.0, now.1)), None),
        "done" => (None, Some(TaskState::Done)),
        _ => (None, None),
    };
    let filter = TaskFilter {
        within: staff.seen_tasks(),
        reader: staff.id,
        hidden: staff.grants.hidden_services(),
        whose: match word.as_str() {
            "asked" => Whose::Asked,
            word => whose(&staff, word),
        },
        state: stage,
        kind: Some(TaskKind::Callback),
        due,
    };
    let page = connection
        .list_tasks(&filter, asked.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    let state_word = match (due, stage) {
        (None, None) => String::new(),
        _ => asked.state.clone(),
    };
    let link = |way: &str, key: TaskKey| {
        let whose = escaped(&word);
        format!("/desk/callbacks?whose={whose}&state={state_word}&{way}={key}")
    };
    let list = Callbacks {
        previous: page.previous.map(|key| link("before", key)),
        next: page.next.map(|key| link("after", key)),
        callbacks: page
            .tasks
            .iter()
            .map(|task| callback(&staff, task, now))
            .collect(),
        choices,
        may_ask: staff.may(Permission::AskCallbacks),
        state: state_word.clone(),
        whose: word.clone(),
        done: done.key(&["callback-requested"]),
    };
    Ok(frame.at_desk(&staff).show(|| views::list(list)))
}

/// Whose callbacks this reader may choose from: whose tasks, and those that they asked for.
fn offered(staff: &Staff, mut choices: Vec<(String, String)>) -> Vec<(String, String)> {
    if staff.may(Permission::AskCallbacks) {
        let asked = ("asked".to_owned(), text("callbacks-whose-asked"));
        choices.insert(choices.len().min(1), asked);
    }
    choices
}

fn callback(staff: &Staff, task: &Task, now: (time::Date, u16)) -> CallbackRow {
    let row = row(staff, task, now);
    let whom = may_read(staff, task, &row.about).then(|| {
        (
            task.callback_name.clone().unwrap_or_default(),
            task.callback_telephone.clone().unwrap_or_default(),
        )
    });
    CallbackRow {
        task: row,
        whom,
        attempts: task.callback_attempts.unwrap_or_default(),
        last_outcome: task.last_outcome(),
    }
}
