//! `/desk/people`

use guildhall_domain::{
    contacts::ladder::{masked_email, masked_telephone},
    forms::{formats, iso_date},
};
use leptos::prelude::*;

use crate::{
    components::{Button, Cell, InsetText},
    islands::search::{Finds, SearchBox, SearchWords},
    pages::{Page, forms::answers::date_words, steps},
    wording::{count_with, text, text_with},
};

/// A person as a list shows them.
#[derive(Clone, Debug, Default)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    /// As `1980-03-27`.
    pub date_of_birth: Option<String>,
    /// The first line of where they live, and the postcode.
    pub address: Option<String>,
    pub email: Option<String>,
    pub telephone: Option<String>,
}

impl PersonRow {
    /// "27 March 1980"
    pub fn born(&self) -> Option<String> {
        let date = self.date_of_birth.as_deref()?;
        Some(iso_date::parse(date).map_or_else(|| date.to_owned(), date_words))
    }

    /// What tells them from others of the same name.
    pub fn about(&self) -> Option<String> {
        let born = self
            .born()
            .map(|date| text_with("person-suggestion-born", &[("date", &date)]));
        let known = [
            born,
            self.address.clone(),
            self.email.clone(),
            self.telephone.clone(),
        ];
        let known: Vec<String> = known.into_iter().flatten().take(3).collect();
        (!known.is_empty()).then(|| known.join(", "))
    }
}

/// Somebody who was found.
#[derive(Clone, Debug)]
pub struct FoundRow {
    pub person: PersonRow,
    /// What they were found by and how, as the ends of the keys of what to say.
    pub matched: Vec<(&'static str, &'static str)>,
    /// What was typed and is not theirs.
    pub not_matched: Vec<String>,
}

impl FoundRow {
    /// The same, for whoever has not shown who they are: what the caller said is shown as it is known, and of the rest only
    /// as much as tells people apart. Whatever they are asked later must not be read off here.
    #[must_use]
    pub fn as_far_as_said(mut self) -> Self {
        let matched = self.matched.clone();
        let is_said = |what: &str| matched.contains(&(what, "exactly"));
        let year = |date: &String| date.chars().take(4).collect::<String>();
        let person = &mut self.person;
        if !is_said("born") {
            person.date_of_birth = person.date_of_birth.as_ref().map(year);
        }
        person.address = person.address.take().and_then(|address| {
            let last = address.rsplit(", ").next()?;
            let postcode = formats::postcode(last)?;
            let (outward, _) = postcode.split_once(' ')?;
            Some(if is_said("postcode") {
                postcode.clone()
            } else {
                outward.to_owned()
            })
        });
        if !is_said("email") {
            person.email = person.email.as_deref().map(masked_email);
        }
        if !is_said("telephone") {
            person.telephone = person.telephone.as_deref().map(masked_telephone);
        }
        self
    }
}

/// People that match what was typed.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub query: String,
    pub people: Vec<FoundRow>,
    /// How many were found on all pages.
    pub total: usize,
    /// There are more, of whom these are the best.
    pub is_cut: bool,
    /// What was typed as a date and is none.
    pub no_dates: Vec<String>,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Where to add somebody with what was typed, if the reader may.
    pub add: Option<String>,
}

/// The words of the search box; it can't look them up in the browser.
pub fn search_words() -> SearchWords {
    SearchWords {
        label: text("people-search-label"),
        hint: Some(text("people-search-hint")),
        button: text("people-search-button"),
        none: text("people-suggestions-none"),
        one: text("people-suggestions-one"),
        // The browser puts the number in place of the word "number".
        other: text("people-suggestions-other"),
        list: text("people-suggestions-list"),
    }
}

/// Search comes before adding, so that nobody is held twice.
pub fn search(people: People) -> Page {
    let asked = !people.query.is_empty();
    let no_dates = people
        .no_dates
        .iter()
        .map(|typed| InsetText::new(text_with("people-no-date", &[("typed", typed)])).view());
    let no_dates = no_dates.collect_view();
    let query = people.query.clone();
    let found = match (asked, people.people.is_empty()) {
        (false, _) => people
            .add
            .is_some()
            .then(|| view! { <p class="govuk-body">{text("people-search-first")}</p> })
            .into_any(),
        (true, true) => nobody(&people.query, people.add).into_any(),
        (true, false) => list(people).into_any(),
    };
    let title = text("people-title");
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            <SearchBox query=query words=search_words() finds=Finds::People/>
            {no_dates}
            {found}
        },
    )
    .with_islands()
}

fn list(people: People) -> impl IntoView {
    let total = i64::try_from(people.total).unwrap_or(i64::MAX);
    let key = if people.is_cut {
        "people-cut"
    } else {
        "people-count"
    };
    let heading = count_with(key, total, &[("query", &people.query)]);
    let more = people
        .is_cut
        .then(|| view! { <p class="govuk-body">{text("people-cut-what")}</p> });
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {more}
        {table(people.people)}
        {steps(people.previous, people.next)}
        {people.add.map(add_link)}
    }
}

fn nobody(query: &str, add: Option<String>) -> impl IntoView {
    let what = if add.is_some() {
        "people-none-what"
    } else {
        "people-none-try"
    };
    view! {
        <h2 class="govuk-heading-m">{text_with("people-none", &[("query", query)])}</h2>
        <p class="govuk-body">{text(what)}</p>
        {add.map(add_link)}
    }
}

fn add_link(href: String) -> impl IntoView {
    Button::link(text("people-add"), href).secondary().view()
}

fn table(people: Vec<FoundRow>) -> AnyView {
    let labels = [
        "person-name",
        "person-born",
        "person-address",
        "person-email",
        "person-telephone",
        "people-matched",
    ]
    .map(text);
    let rows = people.into_iter().map(|found| {
        let by = found_by(&found);
        let person = found.person;
        let href = format!("/desk/people/{}", person.id);
        let born = person.born();
        let cells = [
            view! { <a class="govuk-link as-typed" href=href>{person.name}</a> }.into_any(),
            born.unwrap_or_default().into_any(),
            view! { <span class="as-typed">{person.address}</span> }.into_any(),
            view! { <span class="as-typed">{person.email}</span> }.into_any(),
            person.telephone.unwrap_or_default().into_any(),
            view! { <span class="as-typed">{by}</span> }.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    super::table(text("people-found"), labels, rows.collect())
}

/// "name, date of birth, not “Jones”"
fn found_by(found: &FoundRow) -> String {
    let matched = found
        .matched
        .iter()
        .map(|(what, how)| text(&format!("matched-{what}-{how}")));
    let not_matched = found
        .not_matched
        .iter()
        .map(|typed| text_with("people-not-matched", &[("typed", typed)]));
    let mut words: Vec<String> = Vec::new();
    for word in matched.chain(not_matched) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}
