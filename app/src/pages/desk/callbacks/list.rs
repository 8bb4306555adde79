//! `/desk/callbacks`

use guildhall_domain::callbacks::Outcome;
use leptos::prelude::*;

use super::details::tries;
use crate::{
    components::{Button, Cell, NotificationBanner, Select, SelectItem},
    pages::{Page, desk::tasks::TaskRow, small_form::way, steps},
    wording::text,
};

/// A callback as the list shows it.
#[derive(Clone, Debug)]
pub struct CallbackRow {
    pub task: TaskRow,
    /// Name and number, for those who may see people.
    pub whom: Option<(String, String)>,
    pub attempts: i64,
    pub last_outcome: Option<Outcome>,
}

/// One page of callbacks, what is due first comes first.
#[derive(Clone, Debug, Default)]
pub struct Callbacks {
    pub callbacks: Vec<CallbackRow>,
    /// Whose callbacks the reader may choose from, by the words of the query; names of teams are as they are.
    pub choices: Vec<(String, String)>,
    pub whose: String,
    pub state: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub may_ask: bool,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn list(list: Callbacks) -> Page {
    let banner = list
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let choices = list
        .choices
        .into_iter()
        .map(|(word, label)| SelectItem::new(word, label));
    let states = ["", "today", "overdue", "done"].map(|word| {
        let label = if word.is_empty() {
            text("callbacks-waiting")
        } else {
            text(&format!("callbacks-state-{word}"))
        };
        SelectItem::new(word, label)
    });
    let found = if list.callbacks.is_empty() {
        let key = match (list.state.as_str(), list.whose.as_str()) {
            ("", "asked") => "callbacks-none-asked",
            ("", _) => "callbacks-none",
            _ => "callbacks-none-filtered",
        };
        view! { <p class="govuk-body">{text(key)}</p> }.into_any()
    } else {
        view! {
            {table(list.callbacks)}
            {steps(list.previous, list.next)}
        }
        .into_any()
    };
    let ask = list
        .may_ask
        .then(|| way("/desk/callbacks/new", text("callback-ask-link")));
    Page::new(
        text("callbacks-title"),
        view! {
            {banner}
            <h1 class="govuk-heading-l">{text("callbacks-title")}</h1>
            {ask}
            <form action="/desk/callbacks" method="get" class="case-filter">
                {Select::new("whose", text("tasks-filter-whose"), choices).value(list.whose)}
                {Select::new("state", text("callbacks-filter-state"), states).value(list.state)}
                {Button::new(text("tasks-filter")).secondary()}
            </form>
            {found}
        },
    )
}

fn table(callbacks: Vec<CallbackRow>) -> AnyView {
    let labels = [
        "callback-about",
        "callback-whom",
        "task-due",
        "task-with",
        "callback-tries",
        "task-state",
    ]
    .map(text);
    let rows = callbacks.into_iter().map(|row| {
        let task = row.task;
        let href = format!("/desk/tasks/{}", task.id);
        let (what, whom) = if task.is_own {
            (text("task-kind-own").into_any(), ().into_any())
        } else {
            let whom = match row.whom {
                Some((name, telephone)) => {
                    view! { <span class="as-typed">{name}</span><br/>{telephone} }.into_any()
                }
                None => text("task-about-hidden").into_any(),
            };
            let title = task.title();
            (
                view! { <a class="govuk-link as-typed" href=href>{title}</a> }.into_any(),
                whom,
            )
        };
        let cells = [
            what,
            whom,
            task.due_words().into_any(),
            task.with_whom().into_any(),
            tries(row.attempts, row.last_outcome).into_any(),
            task.tags().into_any(),
        ];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(text("callbacks-caption"), labels, rows.collect())
}
