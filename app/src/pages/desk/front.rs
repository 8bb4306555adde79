//! `/desk`

use leptos::prelude::*;

use super::{CaseRow, StartForm, case_table, start_controls, start_errors};
use crate::{
    components::{Button, ErrorSummary, Input},
    pages::{Page, csrf_control},
    wording::text,
};

/// Where a member of staff begins.
#[derive(Clone, Debug)]
pub struct Front {
    pub csrf: String,
    pub start: StartForm,
    pub newest: Vec<CaseRow>,
    /// Whether messages are kept for looking at.
    pub is_mail_recorded: bool,
}

pub fn page(front: Front) -> Page {
    let errors = start_errors(&front.start);
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let newest = if front.newest.is_empty() {
        view! { <p class="govuk-body">{text("cases-none")}</p> }.into_any()
    } else {
        view! {
            {case_table(text("desk-newest"), front.newest)}
            <p class="govuk-body"><a class="govuk-link" href="/desk/cases">{text("desk-all-cases")}</a></p>
        }
        .into_any()
    };
    let mail = front.is_mail_recorded.then(|| {
        view! { <li><a class="govuk-link" href="/desk/mail">{text("mail-title")}</a></li> }
    });
    Page::new(
        text("desk-title"),
        view! {
            {summary}
            <h1 class="govuk-heading-l">{text("desk-title")}</h1>
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-one-half">
                    <h2 class="govuk-heading-m">{text("desk-find")}</h2>
                    <form action="/desk/people" method="get" role="search">
                        {Input::new("q", text("people-search-label")).hint(text("people-search-hint")).kind("search").attribute("autocomplete", "off")}
                        {Button::new(text("people-search-button"))}
                    </form>
                </div>
                <div class="govuk-grid-column-one-half">
                    <h2 class="govuk-heading-m">{text("desk-start-unnamed")}</h2>
                    <p class="govuk-body">{text("desk-start-unnamed-what")}</p>
                    <form action="/desk/start" method="post" novalidate>
                        {csrf_control(front.csrf)}
                        {start_controls(front.start)}
                        {Button::new(text("start-form")).prevent_double_click()}
                    </form>
                </div>
            </div>
            {newest}
            <h2 class="govuk-heading-m">{text("desk-behind")}</h2>
            <ul class="govuk-list">
                <li><a class="govuk-link" href="/desk/jobs">{text("jobs-title")}</a></li>
                {mail}
            </ul>
        },
    )
    .with_error(has_error)
}
