//! `/desk/people` and `/desk/people/new`

use leptos::prelude::*;

use crate::{
    components::{Button, Cell, ErrorSummary, Input},
    pages::{Page, csrf_control, steps},
    wording::{text, text_with},
};

/// A person as a list shows them.
#[derive(Clone, Debug)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub telephone: Option<String>,
}

/// People that match what was typed.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub query: String,
    pub people: Vec<PersonRow>,
    pub next: Option<String>,
    /// Whether the reader may add somebody.
    pub may_add: bool,
}

/// Search comes before adding, so that nobody is held twice.
pub fn search(people: People) -> Page {
    let asked = !people.query.trim().is_empty();
    let found = match (asked, people.people.is_empty()) {
        (false, _) => people
            .may_add
            .then(|| view! { <p class="govuk-body">{text("people-search-first")}</p> })
            .into_any(),
        (true, true) => nobody(&people.query, people.may_add).into_any(),
        (true, false) => view! {
            {person_table(people.people)}
            {steps(None, people.next)}
            {people.may_add.then(|| add_link(&people.query))}
        }
        .into_any(),
    };
    Page::new(
        text("people-title"),
        view! {
            <h1 class="govuk-heading-l">{text("people-title")}</h1>
            <form action="/desk/people" method="get" role="search">
                {Input::new("q", text("people-search-label"))
                    .hint(text("people-search-hint"))
                    .kind("search")
                    .classes("govuk-input--width-30")
                    .value(people.query)
                    .attribute("autocomplete", "off")}
                {Button::new(text("people-search-button"))}
            </form>
            {found}
        },
    )
}

fn nobody(query: &str, may_add: bool) -> impl IntoView {
    let what = if may_add {
        "people-none-what"
    } else {
        "people-none-try"
    };
    view! {
        <h2 class="govuk-heading-m">{text_with("people-none", &[("query", query)])}</h2>
        <p class="govuk-body">{text(what)}</p>
        {may_add.then(|| add_link(query))}
    }
}

fn add_link(query: &str) -> impl IntoView {
    let name: String = query
        .chars()
        .filter(|letter| !letter.is_ascii_digit() && *letter != '@')
        .collect();
    let href = format!("/desk/people/new?name={}", url_escape(name.trim()));
    Button::link(text("people-add"), href).secondary().view()
}

/// Percent-encodes all but letters and digits.
fn url_escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

fn person_table(people: Vec<PersonRow>) -> AnyView {
    let labels = ["person-name", "person-email", "person-telephone"].map(text);
    let rows = people.into_iter().map(|person| {
        let href = format!("/desk/people/{}", person.id);
        let cells = [
            view! { <a class="govuk-link as-typed" href=href>{person.name}</a> }.into_any(),
            view! { <span class="as-typed">{person.email}</span> }.into_any(),
            person.telephone.unwrap_or_default().into_any(),
        ];
        cells.map(Cell::new).into()
    });
    let rows: Vec<_> = rows.collect();
    super::table(text("people-found"), labels, rows)
}

/// A person to be added, as typed so far.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    pub csrf: String,
    pub name: String,
    pub email: String,
    pub telephone: String,
    /// Which controls are wrong, with the key of what to say.
    pub errors: Vec<(&'static str, &'static str)>,
}

pub fn new(person: NewPerson) -> Page {
    let title = text("people-add");
    let has_error = !person.errors.is_empty();
    let words: Vec<_> = person
        .errors
        .iter()
        .map(|(control, key)| (*control, text(key)))
        .collect();
    let error = |control: &str| {
        words
            .iter()
            .find(|(wrong, _)| *wrong == control)
            .map(|(_, words)| words.clone())
    };
    let inputs = view! {
        {Input::new("name", text("person-name")).value(person.name).error(error("name")).attribute("autocomplete", "off")}
        {Input::new("email", text("person-email-optional")).kind("email").spellcheck(false).value(person.email)
            .error(error("email")).attribute("autocomplete", "off")}
        {Input::new("telephone", text("person-telephone-optional")).kind("tel").classes("govuk-input--width-20")
            .value(person.telephone).error(error("telephone")).attribute("autocomplete", "off")}
    };
    let summary = ErrorSummary::new(words.clone()).view();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <form method="post" action="/desk/people/new" novalidate>
                        {csrf_control(person.csrf)}
                        {inputs}
                        {Button::new(text("people-add-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to("/desk/people")
}
