//! `/desk/tasks/{id}`

use guildhall_domain::{callbacks::Outcome, tasks::TaskKind};
use leptos::prelude::*;

use super::{
    Subject, TaskRow,
    forms::{TaskForm, TaskProblem, act_forms},
};
use crate::{
    components::{ErrorSummary, Html, SummaryList, SummaryRow},
    pages::{
        Page,
        desk::callbacks::{CallbackDetails, details},
        small_form::way,
    },
    wording::{text, text_with},
};

/// A task: what is to be done, about whom, and what has happened since.
#[derive(Clone, Debug)]
pub struct TaskPage {
    pub task: TaskRow,
    /// What changed, in words, where it is about a change.
    pub changed: Vec<ChangedAttribute>,
    /// Who wrote it down; absent when the program did.
    pub made_by: Option<String>,
    pub made: String,
    /// What came of it, for those who may see what it is about.
    pub outcome: Option<String>,
    pub story: Vec<StoryLine>,
    /// Absent for those who may only look.
    pub form: Option<TaskForm>,
    /// Whom to ring, of a callback, for those who may see people.
    pub callback: Option<CallbackDetails>,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct StoryLine {
    pub what: TaskStory,
    /// A member of staff; absent when it was the program.
    pub who: Option<String>,
    pub when: String,
}

/// A part of somebody's record that a task is about.
#[derive(Clone, Debug)]
pub struct ChangedAttribute {
    pub label: String,
    /// Its page, which says for itself who may read it.
    pub href: Option<String>,
}

fn changed_attributes(changed: Vec<ChangedAttribute>) -> AnyView {
    let lines = changed.into_iter().map(|one| match one.href {
        Some(href) => view! { <li><a class="govuk-link" href=href>{one.label}</a></li> }.into_any(),
        None => view! { <li>{one.label}</li> }.into_any(),
    });
    view! { <ul class="govuk-list">{lines.collect_view()}</ul> }.into_any()
}

/// What happened, with the names of those it went to and the words that were written.
#[derive(Clone, Debug)]
pub enum TaskStory {
    Created,
    Acknowledged,
    Taken,
    Assigned(Option<String>),
    Passed { team: Option<String>, why: String },
    Attempted { outcome: Outcome, note: String },
    Finished(String),
    Reopened,
}

pub fn page(page: TaskPage) -> Page {
    let title = page.task.title();
    let problem = page.form.as_ref().and_then(|form| form.problem);
    let summary = problem_summary(problem);
    let kind = text(&format!("task-kind-{}", page.task.kind.word()));
    let what = text(&format!("task-what-{}", page.task.kind.word()));
    let words = (!page.task.words.is_empty())
        .then(|| view! { <p class="govuk-body message-text">{page.task.words.clone()}</p> });
    let way = warnings_of(&page.task);
    let form = page.form.clone().map(|form| {
        view! {
            <h2 class="govuk-heading-m">{text("task-do")}</h2>
            {act_forms(form)}
        }
    });
    Page::new(
        title.clone(),
        view! {
            {summary}
            <span class="govuk-caption-l">{kind}</span>
            <h1 class="govuk-heading-l as-typed">{title}</h1>
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {words}
                    {page.callback.map(details)}
                    <p class="govuk-body">{what}</p>
                    {way}
                    {about(page.task, page.changed, (page.made_by, page.made), page.outcome)}
                </div>
                <div class="govuk-grid-column-one-third">
                    {form}
                    <h2 class="govuk-heading-m">{text("task-story")}</h2>
                    {story(page.story)}
                </div>
            </div>
        },
    )
    .with_error(problem.is_some())
    .back_to("/desk/tasks")
}

/// The way to what runs out, for those who may see whom it is about.
fn warnings_of(task: &TaskRow) -> Option<impl IntoView + use<>> {
    let Some(Subject::Seen { href, .. }) = &task.about.person else {
        return None;
    };
    (task.kind == TaskKind::WarningEnds)
        .then(|| way(format!("{href}/warnings"), text("task-see-warnings")))
}

pub(super) fn problem_summary(problem: Option<TaskProblem>) -> Option<AnyView> {
    problem.map(|problem| {
        let (control, key) = problem.control_and_key();
        ErrorSummary::new([(control, text(key))]).view()
    })
}

fn about(
    task: TaskRow,
    changed: Vec<ChangedAttribute>,
    (made_by, made): (Option<String>, String),
    outcome: Option<String>,
) -> impl IntoView {
    let made_by = made_by.unwrap_or_else(|| text("task-made-by-program"));
    let made = text_with("task-made-by", &[("who", &made_by), ("when", &made)]);
    let mut rows = standing(&task);
    rows.push(SummaryRow::new(text("task-made"), made));
    if !changed.is_empty() {
        rows.insert(
            0,
            SummaryRow::new(
                text("task-changed"),
                Html::view(changed_attributes(changed)),
            ),
        );
    }
    if let Some(outcome) = outcome {
        rows.push(SummaryRow::new(text("task-outcome"), outcome));
    }
    let subjects = task.about.subjects().into_iter();
    let subjects = subjects.map(|(key, subject)| SummaryRow::new(text(key), Html::view(subject)));
    let rows: Vec<_> = subjects.chain(rows).collect();
    SummaryList::new(rows).view()
}

/// How far it has come, by when it is due and who is to do it.
pub(super) fn standing(task: &TaskRow) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new(text("task-state"), Html::view(task.tags())),
        SummaryRow::new(text("task-due"), task.due_words()),
        SummaryRow::new(text("task-with"), Html::view(task.with_whom())),
    ]
}

pub(super) fn story(story: Vec<StoryLine>) -> impl IntoView {
    let lines = story.into_iter().rev().map(|line| {
        let who = line.who.unwrap_or_else(|| text("task-made-by-program"));
        let by = text_with("story-by", &[("who", &who), ("when", &line.when)]);
        let (what, words) = story_words(line.what);
        let words =
            (!words.is_empty()).then(|| view! { <p class="govuk-body timeline__note">{words}</p> });
        view! {
            <li class="timeline__item">
                <p class="govuk-body">{what}</p>
                {words}
                <p class="govuk-hint timeline__by">{by}</p>
            </li>
        }
    });
    view! { <ol class="govuk-list timeline">{lines.collect_view()}</ol> }
}

/// What happened in words, and the words that were written with it.
pub fn story_words(what: TaskStory) -> (String, String) {
    match what {
        TaskStory::Created => (text("task-story-created"), String::new()),
        TaskStory::Acknowledged => (text("task-story-acknowledged"), String::new()),
        TaskStory::Taken => (text("task-story-taken"), String::new()),
        TaskStory::Assigned(Some(name)) => (
            text_with("task-story-assigned", &[("name", &name)]),
            String::new(),
        ),
        TaskStory::Assigned(None) => (text("task-story-released"), String::new()),
        TaskStory::Passed {
            team: Some(team),
            why,
        } => (text_with("task-story-passed", &[("team", &team)]), why),
        TaskStory::Passed { team: None, why } => (text("task-story-passed-on"), why),
        TaskStory::Attempted { outcome, note } => (
            text_with(
                "callback-story-tried",
                &[(
                    "outcome",
                    &text(&format!("callback-outcome-{}", outcome.word())),
                )],
            ),
            note,
        ),
        TaskStory::Finished(outcome) => (text("task-story-finished"), outcome),
        TaskStory::Reopened => (text("task-story-reopened"), String::new()),
    }
}
