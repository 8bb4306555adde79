//! Asks before something is done to an account.

use leptos::prelude::*;

use super::StaffProblem;
use crate::{
    components::{Button, ErrorSummary, InsetText},
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

/// Asks before something is done to an account.
#[derive(Clone, Debug)]
pub struct Question {
    pub csrf: String,
    /// `end`, `restore`, `forget`, `invite`, `reset` or `sign-out`.
    pub act: &'static str,
    pub name: String,
    pub action: String,
    pub back: String,
    pub problem: Option<StaffProblem>,
}

pub fn ask(question: Question) -> Page {
    let act = question.act;
    let words = |about: &str| text(&format!("staff-ask-{act}-{about}"));
    let title = text_with(
        &format!("staff-ask-{act}-title"),
        &[("name", &question.name)],
    );
    let button = Button {
        id: "act".into(),
        ..Button::new(words("button"))
    };
    let button = if matches!(act, "restore" | "invite") {
        button
    } else {
        button.warning()
    };
    let said = question.problem.map(StaffProblem::control_and_key);
    let summary = ErrorSummary::new(said.map(|(_, key)| ("act", text(key)))).view();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    {InsetText::new(words("what"))}
                    <form method="post" action=question.action novalidate>
                        {csrf_control(question.csrf)}
                        {button.prevent_double_click()}
                    </form>
                    <p class="govuk-body"><a class="govuk-link" href=question.back.clone()>{text("staff-ask-leave")}</a></p>
                </div>
            </div>
        },
    )
    .with_error(question.problem.is_some())
    .back_to(question.back)
}
