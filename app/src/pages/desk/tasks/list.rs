//! `/desk/tasks`, and the tasks that the pages of people, cases and organisations show.

use leptos::prelude::*;

use super::TaskRow;
use crate::{
    components::{Button, Cell, NotificationBanner, Select, SelectItem},
    pages::{Page, small_form::way, steps},
    wording::{count_with, text},
};

/// One page of tasks, what is due first comes first.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    pub tasks: Vec<TaskRow>,
    /// Whose tasks the reader may choose from, by the words of the query; names of teams are as they are.
    pub choices: Vec<(String, String)>,
    pub whose: String,
    pub state: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn list(list: Tasks) -> Page {
    let banner = list
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let choices = list
        .choices
        .into_iter()
        .map(|(word, label)| SelectItem::new(word, label));
    let states = ["", "open", "acknowledged", "done"].map(|word| {
        let label = if word.is_empty() {
            text("tasks-waiting")
        } else {
            text(&format!("task-state-{word}"))
        };
        SelectItem::new(word, label)
    });
    let found = if list.tasks.is_empty() {
        nothing(&list.whose, &list.state).into_any()
    } else {
        view! {
            {table(text("tasks-caption"), list.tasks)}
            {steps(list.previous, list.next)}
        }
        .into_any()
    };
    Page::new(
        text("tasks-title"),
        view! {
            {banner}
            <h1 class="govuk-heading-l">{text("tasks-title")}</h1>
            <form action="/desk/tasks" method="get" class="case-filter">
                {Select::new("whose", text("tasks-filter-whose"), choices).value(list.whose)}
                {Select::new("state", text("tasks-filter-state"), states).value(list.state)}
                {Button::new(text("tasks-filter")).secondary()}
            </form>
            {found}
        },
    )
}

/// Says why a list is empty, and where tasks come from.
fn nothing(whose: &str, state: &str) -> impl IntoView + use<> {
    let key = match (state, whose) {
        ("", "mine") => "tasks-none-mine",
        ("", "teams") => "tasks-none-teams",
        ("", "nobodys") => "tasks-none-nobodys",
        ("", _) => "tasks-none",
        _ => "tasks-none-filtered",
    };
    view! { <p class="govuk-body">{text(key)}</p> }
}

fn table(caption: String, tasks: Vec<TaskRow>) -> AnyView {
    let labels = [
        "task-what",
        "task-about",
        "task-due",
        "task-with",
        "task-state",
    ]
    .map(text);
    let rows = tasks.into_iter().map(|task| {
        let href = format!("/desk/tasks/{}", task.id);
        let (title, due, tags, with) = (
            task.title(),
            task.due_words(),
            task.tags(),
            task.with_whom(),
        );
        let (what, about) = if task.is_own {
            (text("task-kind-own").into_any(), ().into_any())
        } else {
            (
                view! { <a class="govuk-link as-typed" href=href>{title}</a> }.into_any(),
                task.about.cell(),
            )
        };
        let cells = [
            what,
            about,
            due.into_any(),
            with.into_any(),
            tags.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(caption, labels, rows.collect())
}

/// What is to be done about one person, case or organisation.
#[derive(Clone, Debug, Default)]
pub struct TasksAbout {
    pub tasks: Vec<TaskRow>,
    /// Where another is written down, for those who may.
    pub new: Option<String>,
}

/// What is to be done about one person, case or organisation, for its own page.
pub fn tasks_about(about: TasksAbout) -> AnyView {
    let tasks = if about.tasks.is_empty() {
        view! {
            <h2 class="govuk-heading-m">{text("tasks-title")}</h2>
            <p class="govuk-body">{text("tasks-about-none")}</p>
        }
        .into_any()
    } else {
        table(text("tasks-title"), about.tasks)
    };
    view! {
        {tasks}
        {about.new.map(|href| way(href, text("task-new-link")))}
    }
    .into_any()
}

/// How much waits for the reader, for the desk's first page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub mine_due: i64,
    /// None for those who are in no team.
    pub teams_overdue: Option<i64>,
    pub nobodys: i64,
}

/// Links to what waits, each with how much it is.
pub fn waiting(waiting: Waiting) -> impl IntoView {
    let links = [
        Some((
            "/desk/tasks?whose=mine",
            count_with("tasks-mine-due", waiting.mine_due, &[]),
        )),
        waiting.teams_overdue.map(|count| {
            (
                "/desk/tasks?whose=teams",
                count_with("tasks-teams-overdue", count, &[]),
            )
        }),
        Some((
            "/desk/tasks?whose=nobodys",
            count_with("tasks-nobodys", waiting.nobodys, &[]),
        )),
    ];
    let links = links.into_iter().flatten().map(|(href, words)| {
        view! { <li><a class="govuk-link" href=href>{words}</a></li> }
    });
    view! {
        <h2 class="govuk-heading-m">{text("tasks-title")}</h2>
        <ul class="govuk-list">{links.collect_view()}</ul>
    }
}
