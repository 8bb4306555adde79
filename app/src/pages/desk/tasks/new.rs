//! `/desk/tasks/new`

use super::About;
use crate::{
    components::{Button, DateInput, Html, InsetText, Select, SelectItem, Textarea},
    pages::{Page, small_form::SmallForm},
    wording::text,
};
use leptos::prelude::*;

/// A task to be written down, as typed so far.
#[derive(Clone, Debug, Default)]
pub struct NewTask {
    pub form: SmallForm,
    pub about: About,
    /// Every team, by its id.
    pub teams: Vec<(String, String)>,
    /// Where the form is sent, and with it what the task is about.
    pub action: String,
    pub back: String,
}

pub fn new(task: NewTask) -> Page {
    let form = task.form;
    let team = |(id, name): (String, String)| SelectItem::new(id, name);
    let none = SelectItem::new("none", text("task-team-none"));
    let teams: Vec<_> = std::iter::once(none)
        .chain(task.teams.into_iter().map(team))
        .collect();
    let words = Textarea::new("words", text("task-new-words"))
        .hint(text("task-new-words-hint"))
        .rows(4)
        .value(form.value("words"))
        .error(form.error("words"));
    let due = DateInput::new("due_on", text("task-new-due"))
        .hint(text("task-new-due-hint"))
        .typed(
            form.value("due_on-day"),
            form.value("due_on-month"),
            form.value("due_on-year"),
        )
        .error(form.error("due_on-day"));
    let team = Select::new("team", text("task-new-team"), teams)
        .value(form.value("team"))
        .error(form.error("team"));
    let about = InsetText::new(Html::view(task.about.cell()));
    let controls = view! {
        {about}
        {words}
        {due}
        {team}
        {Button::new(text("task-new-button")).prevent_double_click()}
    };
    form.page(text("task-new-title"), task.action, controls, ())
        .back_to(task.back)
}
