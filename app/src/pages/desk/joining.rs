//! `/desk/people/{id}/join` and `/desk/people/{id}/separate`

use leptos::prelude::*;

use super::people::PersonRow;
use crate::{
    components::{Button, Cell, Input, InsetText},
    pages::{Page, csrf_control, steps},
    wording::{text, text_with},
};

/// Records that may be of the same person as this one.
#[derive(Clone, Debug)]
pub struct Candidates {
    pub person: PersonRow,
    pub query: String,
    pub found: Vec<PersonRow>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub fn candidates(page: Candidates) -> Page {
    let title = text_with("join-title", &[("name", &page.person.name)]);
    let here = format!("/desk/people/{}", page.person.id);
    let found = if page.found.is_empty() {
        view! {
            <p class="govuk-body">{text("join-none")}</p>
            {steps(page.previous, page.next)}
        }
        .into_any()
    } else {
        view! {
            {table(&here, page.found)}
            {steps(page.previous, page.next)}
        }
        .into_any()
    };
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{text("join-what")}</p>
            <form action=format!("{here}/join") method="get" role="search">
                {Input::new("q", text("people-search-label"))
                    .kind("search")
                    .classes("govuk-input--width-30")
                    .value(page.query)
                    .attribute("autocomplete", "off")}
                {Button::new(text("people-search-button"))}
            </form>
            {found}
        },
    )
    .back_to(here)
}

fn table(here: &str, found: Vec<PersonRow>) -> AnyView {
    let labels = [
        "person-name",
        "person-born",
        "person-address",
        "person-email",
        "person-telephone",
        "join-choose",
    ]
    .map(text);
    let known = |value: Option<String>| value.unwrap_or_else(|| text("person-not-known"));
    let rows = found.into_iter().map(|person| {
        let href = format!("{here}/join/{}", person.id);
        let born = person.born();
        let same = text_with("join-same", &[("name", &person.name)]);
        let cells = [
            view! { <span class="as-typed">{person.name}</span> }.into_any(),
            known(born).into_any(),
            view! { <span class="as-typed">{known(person.address)}</span> }.into_any(),
            view! { <span class="as-typed">{known(person.email)}</span> }.into_any(),
            known(person.telephone).into_any(),
            view! { <a class="govuk-link" href=href>{same}</a> }.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    super::table(text("join-found"), labels, rows.collect())
}

/// Asks before two records are joined, or taken apart again.
#[derive(Clone, Debug)]
pub struct JoinQuestion {
    pub csrf: String,
    pub person: PersonRow,
    /// The record that the council had.
    pub other: PersonRow,
}

pub fn ask_to_join(question: JoinQuestion) -> Page {
    let way = format!("join/{}", question.other.id);
    ask(question, "join", way)
}

pub fn ask_to_separate(question: JoinQuestion) -> Page {
    ask(question, "separate", "separate".to_owned())
}

fn ask(question: JoinQuestion, act: &str, way: String) -> Page {
    let words = |about: &str| {
        text_with(
            &format!("records-ask-{act}-{about}"),
            &[
                ("name", &question.person.name),
                ("other", &question.other.name),
            ],
        )
    };
    let title = words("title");
    let here = format!("/desk/people/{}", question.person.id);
    let known = [&question.other.email, &question.other.telephone];
    let known: Vec<_> = known.into_iter().flatten().cloned().collect();
    let button = Button::new(words("button"));
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{words("what")}</p>
                    {InsetText::new([vec![question.other.name.clone()], known].concat().join(", "))}
                    <form method="post" action=format!("{here}/{way}")>
                        {csrf_control(question.csrf)}
                        <div class="govuk-button-group">
                            {button.prevent_double_click()}
                            <a class="govuk-link" href=here.clone()>{text("account-cancel")}</a>
                        </div>
                    </form>
                </div>
            </div>
        },
    )
    .back_to(here)
}
