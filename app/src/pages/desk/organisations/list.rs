//! `/desk/organisations`

use leptos::prelude::*;

use crate::{
    components::{Button, Input, Tag},
    pages::{
        Page, csrf_control,
        desk::teams::{NameForm, name_summary, organisation_name_control},
        steps,
    },
    wording::{text, text_with},
};

/// An organisation as a list shows it.
#[derive(Clone, Debug)]
pub struct OrganisationRow {
    pub id: String,
    pub name: String,
    pub has_champions: bool,
}

/// One page of organisations, by name.
#[derive(Clone, Debug)]
pub struct Organisations {
    pub csrf: String,
    pub query: String,
    pub found: Vec<OrganisationRow>,
    pub next: Option<String>,
    /// To add another; absent for those who may only look.
    pub form: Option<NameForm>,
}

pub fn list(list: Organisations) -> Page {
    let problem = list.form.as_ref().and_then(|form| form.problem);
    let add = list.form.map(|form| {
        let name = organisation_name_control(form);
        view! {
            <h2 class="govuk-heading-m">{text("organisations-add")}</h2>
            <form method="post" action="/desk/organisations" novalidate>
                {csrf_control(list.csrf)}
                {name}
                {Button::new(text("organisations-add-button")).secondary().prevent_double_click()}
            </form>
        }
    });
    let found = match (list.found.is_empty(), list.query.is_empty()) {
        (true, true) => view! { <p class="govuk-body">{text("organisations-none")}</p> }.into_any(),
        (true, false) => {
            let none = text_with("organisations-none-found", &[("query", &list.query)]);
            view! { <p class="govuk-body">{none}</p> }.into_any()
        }
        (false, _) => rows(list.found),
    };
    let search = Input::new("q", text("organisations-search"))
        .kind("search")
        .classes("govuk-input--width-30")
        .value(list.query)
        .attribute("autocomplete", "off");
    Page::new(
        text("organisations-title"),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {name_summary(problem)}
                    <h1 class="govuk-heading-l">{text("organisations-title")}</h1>
                    <p class="govuk-body">{text("organisations-what")}</p>
                    <form action="/desk/organisations" method="get" role="search">
                        {search}
                        {Button::new(text("people-search-button"))}
                    </form>
                    {found}
                    {steps(None, list.next)}
                    {add}
                </div>
            </div>
        },
    )
    .with_error(problem.is_some())
}

fn rows(found: Vec<OrganisationRow>) -> AnyView {
    let links = found.into_iter().map(|row| {
        let href = format!("/desk/organisations/{}", row.id);
        let champions = row
            .has_champions
            .then(|| Tag::new(text("organisations-champions-tag")).classes("govuk-tag--blue"));
        let champions = champions.map(Tag::view);
        view! { <li><a class="govuk-link as-typed" href=href>{row.name}</a>" "{champions}</li> }
    });
    view! { <ul class="govuk-list">{links.collect_view()}</ul> }.into_any()
}
