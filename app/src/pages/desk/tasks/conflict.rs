//! What to show when somebody changed a task in between.

use guildhall_domain::tasks::ActWord;
use leptos::prelude::*;

use super::{
    StoryLine, TaskRow,
    forms::{TaskForm, act_forms},
    one::{standing, story},
};
use crate::{
    components::{SummaryList, SummaryRow},
    pages::Page,
    wording::{text, text_with},
};

/// Both versions of a task.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The task as it is now.
    pub task: TaskRow,
    /// What happened since the reader opened it.
    pub since: Vec<StoryLine>,
    pub act: ActWord,
    /// What they wrote with it.
    pub words: String,
    /// Their own change, with the newest revision, ready to be sent or given up; none if they can only look now.
    pub form: Option<TaskForm>,
}

pub fn conflict(conflict: Conflict) -> Page {
    let title = text("task-conflict-title");
    let href = format!("/desk/tasks/{}", conflict.task.id);
    let act = text(&format!("task-act-{}", conflict.act.word()));
    let words = if conflict.words.is_empty() {
        text("conflict-no-note")
    } else {
        conflict.words
    };
    let forms = conflict.form.map(|form| {
        view! {
            <h2 class="govuk-heading-m">{text("conflict-choose")}</h2>
            {act_forms(form)}
        }
    });
    Page::new(
        text_with("title-with-error", &[("title", &title)]),
        view! {
            <span class="govuk-caption-l as-typed">{conflict.task.title()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{text("task-conflict-what")}</p>
            <div class="versions">
                <section class="versions__one">
                    <h2 class="govuk-heading-m">{text("task-conflict-theirs")}</h2>
                    {SummaryList::new(standing(&conflict.task))}
                    {story(conflict.since)}
                </section>
                <section class="versions__one">
                    <h2 class="govuk-heading-m">{text("conflict-yours")}</h2>
                    {SummaryList::new([
                        SummaryRow::new(text("task-do"), act),
                        SummaryRow::new(text("task-words"), words),
                    ])}
                </section>
            </div>
            {forms}
            <p class="govuk-body"><a class="govuk-link" href=href>{text("task-conflict-give-up")}</a></p>
        },
    )
}
