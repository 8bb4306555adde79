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
    /// The form that starts a form, for those who may.
    pub start: Option<StartForm>,
    /// A page of their cases, for those who may see cases.
    pub cases: Option<Vec<CaseRow>>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

pub fn page(record: PersonPage) -> Page {
    let person = record.person;
    let errors = record.start.as_ref().map(start_errors).unwrap_or_default();
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let start = record
        .start
        .map(|start| start_for(&person, start, record.csrf));
    let known = |value: Option<String>| value.unwrap_or_else(|| text("person-not-known"));
    let details = SummaryList::new([
        SummaryRow::new(text("person-email"), known(person.email)),
        SummaryRow::new(text("person-telephone"), known(person.telephone)),
    ]);
    let (newer, older) = (record.newer, record.older);
    let cases = record.cases.map(|cases| cases_of(cases, newer, older));
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
                {start}
            </div>
            {cases}
        },
    )
    .with_error(has_error)
    .back_to("/desk/people")
}

fn start_for(person: &PersonRow, start: StartForm, csrf: String) -> impl IntoView + use<> {
    let action = format!("/desk/people/{}/start", person.id);
    view! {
        <div class="govuk-grid-column-one-half">
            <h2 class="govuk-heading-m">{text_with("person-start", &[("name", &person.name)])}</h2>
            <form action=action method="post" novalidate>
                {csrf_control(csrf)}
                {start_controls(start)}
                {Button::new(text("start-form")).prevent_double_click()}
            </form>
        </div>
    }
}

fn cases_of(cases: Vec<CaseRow>, newer: Option<String>, older: Option<String>) -> AnyView {
    if cases.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">{text("person-cases")}</h2>
            <p class="govuk-body">{text("person-cases-none")}</p>
        }
        .into_any();
    }
    view! {
        {case_table(text("person-cases"), cases)}
        {steps(newer, older)}
    }
    .into_any()
}
