//! `/desk/organisations/{id}/people` and below: who may act for an organisation.

use guildhall_domain::organisations::Capacity;
use leptos::prelude::*;

use super::{AuthorisedRow, capacity_words};
use crate::{
    components::{Button, Cell, Choice, Input, Radios},
    pages::{
        Page, csrf_control,
        desk::people::PersonRow,
        small_form::{SmallForm, way},
        steps,
    },
    wording::{text, text_with},
};

/// People who may be the one that is to act for an organisation.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// The organisation's page.
    pub organisation: String,
    pub name: String,
    pub query: String,
    pub found: Vec<PersonRow>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub fn candidates(page: Candidates) -> Page {
    let title = text_with("authority-find-title", &[("organisation", &page.name)]);
    let here = format!("{}/people", page.organisation);
    let found = match (page.found.is_empty(), page.query.is_empty()) {
        (true, true) => {
            view! { <p class="govuk-body">{text("authority-find-first")}</p> }.into_any()
        }
        (true, false) => view! {
            <p class="govuk-body">{text_with("people-none", &[("query", &page.query)])}</p>
            {way("/desk/people", text("authority-add-person"))}
        }
        .into_any(),
        (false, _) => table(&here, page.found),
    };
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            <form action=here.clone() method="get" role="search">
                {Input::new("q", text("people-search-label"))
                    .hint(text("people-search-hint"))
                    .kind("search")
                    .classes("govuk-input--width-30")
                    .value(page.query)
                    .attribute("autocomplete", "off")}
                {Button::new(text("people-search-button"))}
            </form>
            {found}
            {steps(page.previous, page.next)}
        },
    )
    .back_to(page.organisation)
}

fn table(here: &str, found: Vec<PersonRow>) -> AnyView {
    let labels = [
        "person-name",
        "person-email",
        "person-telephone",
        "authority-choose",
    ]
    .map(text);
    let known = |value: Option<String>| value.unwrap_or_else(|| text("person-not-known"));
    let rows = found.into_iter().map(|person| {
        let href = format!("{here}/{}", person.id);
        let choose = text_with("authority-choose-one", &[("name", &person.name)]);
        let cells = [
            view! { <span class="as-typed">{person.name}</span> }.into_any(),
            view! { <span class="as-typed">{known(person.email)}</span> }.into_any(),
            known(person.telephone).into_any(),
            view! { <a class="govuk-link as-typed" href=href>{choose}</a> }.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(text("people-found"), labels, rows.collect())
}

/// In which capacity somebody is to act for an organisation.
#[derive(Clone, Debug)]
pub struct AuthorityForm {
    pub form: SmallForm,
    /// The organisation's page.
    pub organisation: String,
    pub name: String,
    /// Who is to act for it: the id and the name.
    pub person: (String, String),
}

pub fn authority(page: AuthorityForm) -> Page {
    let title = text_with(
        "authority-new-title",
        &[("name", &page.person.1), ("organisation", &page.name)],
    );
    let choice = |capacity: &Capacity| Choice::new(capacity.word(), capacity_words(*capacity));
    let capacities = Radios::new(
        "capacity",
        text("authority-capacity"),
        Capacity::ALL.iter().map(choice),
    )
    .value(page.form.value("capacity"))
    .error(page.form.error("capacity"))
    .classes("govuk-radios--small");
    let controls = view! {
        <p class="govuk-body">{text("authority-new-what")}</p>
        {capacities}
        {Button::new(text("authority-new-button")).prevent_double_click()}
    };
    let action = format!("{}/people/{}", page.organisation, page.person.0);
    page.form
        .page(title, action, controls, ())
        .back_to(format!("{}/people", page.organisation))
}

/// Asks before somebody's authority is ended.
#[derive(Clone, Debug)]
pub struct EndQuestion {
    pub csrf: String,
    /// The organisation's page.
    pub organisation: String,
    pub name: String,
    pub authorised: AuthorisedRow,
}

pub fn ask_to_end(question: EndQuestion) -> Page {
    let title = text_with(
        "authority-end-title",
        &[
            ("name", &question.authorised.name),
            ("organisation", &question.name),
        ],
    );
    let action = format!(
        "{}/people/{}/end",
        question.organisation, question.authorised.id
    );
    let button = Button::new(text("authority-end-button")).warning();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("authority-end-what")}</p>
                    <form method="post" action=action novalidate>
                        {csrf_control(question.csrf)}
                        {button.prevent_double_click()}
                    </form>
                    {way(question.organisation.clone(), text("staff-ask-leave"))}
                </div>
            </div>
        },
    )
    .back_to(question.organisation)
}
