//! `/account`: a resident's home at the council.

pub mod access;
pub mod approvals;
pub mod cases;
pub mod changes;
pub mod claims;
pub mod details;
pub mod front;
pub mod identity;
pub mod passkeys;
pub mod sign_ins;
pub mod warnings;

use leptos::prelude::*;

use crate::{
    components::{Button, Tag},
    pages::{Page, csrf_control},
    wording::text,
};

/// A case as the resident's lists show it.
#[derive(Clone, Debug)]
pub struct CaseRow {
    pub reference: String,
    pub service: String,
    /// What the status means, in the resident's words.
    pub status: String,
    pub is_closed: bool,
    /// The council waits for the resident.
    pub is_waiting: bool,
    pub opened: String,
}

fn case_list(cases: Vec<CaseRow>) -> impl IntoView {
    let items = cases.into_iter().map(|case| {
        let href = format!("/account/cases/{}", case.reference);
        view! {
            <li class="account-case">
                <h3 class="govuk-heading-s"><a class="govuk-link" href=href>{case.service}</a></h3>
                <p class="govuk-body">
                    {status_tag(case.is_closed, case.is_waiting)}
                    " "
                    {case.status}
                </p>
                <p class="govuk-body-s">
                    <span class="reference">{case.reference}</span>
                    ", "
                    {case.opened}
                </p>
            </li>
        }
    });
    view! { <ul class="govuk-list account-list">{items.collect_view()}</ul> }
}

fn status_tag(is_closed: bool, is_waiting: bool) -> AnyView {
    let (key, colour) = match (is_waiting, is_closed) {
        (true, _) => ("account-status-waiting", "govuk-tag--yellow"),
        (false, true) => ("account-status-closed", "govuk-tag--grey"),
        (false, false) => ("account-status-open", "govuk-tag--blue"),
    };
    Tag::new(text(key)).classes(colour).view()
}

/// A question before something that can't be taken back.
#[derive(Clone, Debug)]
pub struct Question {
    pub title: String,
    pub explanation: Vec<String>,
    pub action: String,
    pub button: String,
    pub way_back: String,
    pub csrf: String,
}

/// Asks before something that can't be taken back.
pub fn ask(question: Question) -> Page {
    crate::pages::small_form::notice(
        question.title,
        question.explanation,
        view! {
            <form method="post" action=question.action>
                {csrf_control(question.csrf)}
                <div class="govuk-button-group">
                    {Button::new(question.button).warning().prevent_double_click()}
                    <a class="govuk-link" href=question.way_back>{text("account-cancel")}</a>
                </div>
            </form>
        },
    )
}
