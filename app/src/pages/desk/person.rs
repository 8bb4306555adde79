//! `/desk/people/{id}`

use leptos::prelude::*;

use super::{CaseRow, StartForm, case_table, people::PersonRow, start_controls, start_errors};
use crate::{
    components::{Button, ErrorSummary, SummaryList, SummaryRow},
    pages::{Page, csrf_control, steps},
    wording::{text, text_with},
};

/// A person's record, as far as it goes: who they are and what they have asked for.
#[derive(Clone, Debug)]
pub struct PersonPage {
    pub csrf: String,
    pub person: PersonRow,
    pub start: StartForm,
    pub cases: Vec<CaseRow>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

pub fn page(record: PersonPage) -> Page {
    let person = record.person;
    let errors = start_errors(&record.start);
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let known = |value: Option<String>| value.unwrap_or_else(|| text("person-not-known"));
    let details = SummaryList::new([
        SummaryRow::new(text("person-email"), known(person.email)),
        SummaryRow::new(text("person-telephone"), known(person.telephone)),
    ]);
    let cases = if record.cases.is_empty() {
        view! {
            <h2 class="govuk-heading-m">{text("person-cases")}</h2>
            <p class="govuk-body">{text("person-cases-none")}</p>
        }
        .into_any()
    } else {
        view! {
            {case_table(text("person-cases"), record.cases)}
            {steps(record.newer, record.older)}
        }
        .into_any()
    };
    Page::new(
        person.name.clone(),
        view! {
            {summary}
            <h1 class="govuk-heading-l">{person.name.clone()}</h1>
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-one-half">
                    <h2 class="govuk-heading-m">{text("person-details")}</h2>
                    {details}
                </div>
                <div class="govuk-grid-column-one-half">
                    <h2 class="govuk-heading-m">{text_with("person-start", &[("name", &person.name)])}</h2>
                    <form action=format!("/desk/people/{}/start", person.id) method="post" novalidate>
                        {csrf_control(record.csrf)}
                        {start_controls(record.start)}
                        {Button::new(text("start-form")).prevent_double_click()}
                    </form>
                </div>
            </div>
            {cases}
        },
    )
    .with_error(has_error)
    .back_to("/desk/people")
}
