//! Tasks: the list of what is to be done, a task's own page, and writing one down.

mod about;
mod conflict;
mod forms;
mod list;
mod new;
mod one;

use guildhall_domain::tasks::{Due, TaskKind, TaskState};
use leptos::prelude::*;
use time::Date;

pub use about::{About, Subject};
pub use conflict::{Conflict, conflict};
pub use forms::{TaskForm, TaskProblem};
pub use list::{Tasks, TasksAbout, Waiting, list, tasks_about, waiting};
pub use new::{NewTask, new};
pub use one::{ChangedAttribute, StoryLine, TaskPage, TaskStory, page, story_words};

use crate::{
    components::Tag,
    pages::desk::hours::moment_words,
    wording::{count_with, text, text_with},
};

/// A task as lists and its own page show it.
#[derive(Clone, Debug)]
pub struct TaskRow {
    pub id: String,
    pub kind: TaskKind,
    pub state: TaskState,
    pub about: About,
    /// What a member of staff wrote; empty for those who may not see what it is about.
    pub words: String,
    pub team: Option<String>,
    /// Nobody is in the team.
    pub is_team_empty: bool,
    pub owner: Option<String>,
    pub due_on: Date,
    /// By which minute of that day.
    pub due_minute: u16,
    /// None once it is done.
    pub due: Option<Due>,
    /// It waits longer than it should.
    pub is_late: bool,
    /// In days, since it was made.
    pub age: i64,
    /// It is about the reader, who may not open it.
    pub is_own: bool,
}

impl TaskRow {
    /// What the task is called: the first line of what was written, or the words for its kind.
    pub fn title(&self) -> String {
        match self.words.lines().next() {
            Some(line) if line.chars().count() > 120 => {
                let start: String = line.chars().take(117).collect();
                text_with("task-title-long", &[("start", start.trim_end())])
            }
            Some(line) => line.to_owned(),
            None => text(&format!("task-kind-{}", self.kind.word())),
        }
    }

    /// The due date, and how far away it is.
    pub(super) fn due_words(&self) -> String {
        let date = moment_words(self.due_on, self.due_minute);
        let (key, days) = match self.due {
            None => return date,
            Some(Due::Overdue(days)) => ("task-due-overdue", days),
            Some(Due::Today) => return text_with("task-due-today", &[("date", &date)]),
            Some(Due::In(days)) => ("task-due-in", days),
        };
        count_with(key, days, &[("date", &date)])
    }

    fn is_overdue(&self) -> bool {
        self.is_late || matches!(self.due, Some(Due::Overdue(_)))
    }

    /// How far it has come, and whether it is late, in a word each.
    pub(super) fn tags(&self) -> impl IntoView + use<> {
        let colour = match self.state {
            TaskState::Open => "govuk-tag--yellow",
            TaskState::Acknowledged => "govuk-tag--blue",
            TaskState::Done => "govuk-tag--grey",
        };
        let state = Tag::new(text(&format!("task-state-{}", self.state.word()))).classes(colour);
        let overdue = self.is_overdue().then(|| {
            Tag::new(text("task-overdue"))
                .classes("govuk-tag--red")
                .view()
        });
        view! { {state}" "{overdue} }
    }

    /// Who is to do it: somebody, or anybody of a team.
    pub(super) fn with_whom(&self) -> impl IntoView + use<> {
        let team = self.team.clone().unwrap_or_else(|| text("task-no-team"));
        let owner = self.owner.clone().unwrap_or_else(|| text("task-no-owner"));
        let empty = self.is_team_empty.then(
            || view! { <br/>{Tag::new(text("task-team-empty")).classes("govuk-tag--orange")} },
        );
        view! {
            <span class="as-typed">{owner}</span>
            <br/>
            <span class="as-typed">{team}</span>
            {empty}
        }
    }
}
