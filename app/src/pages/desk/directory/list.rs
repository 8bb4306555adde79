//! `/desk/directory`

use guildhall_domain::opening_hours::Now;
use leptos::prelude::*;

use crate::{
    components::{Button, Cell, Input},
    pages::{Page, desk::hours::now_view, steps},
    wording::{text, text_with},
};

/// A team as the directory lists it.
#[derive(Clone, Debug)]
pub struct TeamRow {
    pub id: String,
    pub name: String,
    /// The services that it has, and what else it deals with.
    pub deals_with: Vec<String>,
    /// None where nobody has said when it is there.
    pub now: Option<Now>,
    pub telephone: String,
}

/// A colleague whom a search found.
#[derive(Clone, Debug)]
pub struct ColleagueRow {
    pub name: String,
    /// Their team, if they are in one, and its page.
    pub team: Option<(String, String)>,
    /// Where they are asked to ring somebody, for those who may.
    pub ask: Option<String>,
}

/// One page of the directory.
#[derive(Clone, Debug)]
pub struct Directory {
    pub query: String,
    pub teams: Vec<TeamRow>,
    pub colleagues: Vec<ColleagueRow>,
    pub next: Option<String>,
    /// Whether teams are added and changed elsewhere by the reader.
    pub may_manage: bool,
}

pub fn list(list: Directory) -> Page {
    let search = Input::new("q", text("directory-search"))
        .hint(text("directory-search-hint"))
        .kind("search")
        .classes("govuk-input--width-30")
        .value(list.query.clone())
        .attribute("autocomplete", "off");
    let nothing = list.teams.is_empty() && list.colleagues.is_empty();
    let none = nothing.then(|| {
        let words = if list.query.is_empty() {
            text("directory-none")
        } else {
            text_with("directory-none-found", &[("query", &list.query)])
        };
        let all = (!list.query.is_empty()).then(|| {
            view! { " "<a class="govuk-link" href="/desk/directory">{text("directory-show-all")}</a> }
        });
        view! { <p class="govuk-body">{words}{all}</p> }
    });
    let manage = list.may_manage.then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href="/desk/teams">{text("directory-manage")}</a></p> }
    });
    Page::new(
        text("directory-title"),
        view! {
            <h1 class="govuk-heading-l">{text("directory-title")}</h1>
            <form action="/desk/directory" method="get" role="search">
                {search}
                {Button::new(text("directory-search-button"))}
            </form>
            {none}
            {(!list.teams.is_empty()).then(|| teams(list.teams))}
            {steps(None, list.next)}
            {(!list.colleagues.is_empty()).then(|| colleagues(list.colleagues))}
            {manage}
        },
    )
}

fn teams(teams: Vec<TeamRow>) -> AnyView {
    let labels = [
        "directory-team",
        "directory-deals-with",
        "directory-now",
        "directory-telephone",
    ]
    .map(text);
    let rows = teams.into_iter().map(|team| {
        let href = format!("/desk/directory/{}", team.id);
        let now = team
            .now
            .map_or_else(|| text("hours-unknown").into_any(), now_view);
        let lines: Vec<_> = team
            .deals_with
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect();
        let cells = [
            view! { <a class="govuk-link as-typed" href=href>{team.name}</a> }.into_any(),
            view! { <ul class="govuk-list as-typed">{lines}</ul> }.into_any(),
            now,
            view! { <span class="as-typed">{team.telephone}</span> }.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(text("directory-caption"), labels, rows.collect())
}

fn colleagues(colleagues: Vec<ColleagueRow>) -> AnyView {
    let lines = colleagues.into_iter().map(|one| {
        let team = one.team.map(|(name, href)| {
            view! { ", "<a class="govuk-link as-typed" href=href>{name}</a> }
        });
        let ask = one.ask.map(|href| {
            let words = text_with("directory-ask-colleague", &[("name", &one.name)]);
            view! { <br/><a class="govuk-link" href=href>{words}</a> }
        });
        view! { <li><span class="as-typed">{one.name}</span>{team}{ask}</li> }
    });
    view! {
        <h2 class="govuk-heading-m">{text("directory-colleagues")}</h2>
        <ul class="govuk-list govuk-list--spaced">{lines.collect_view()}</ul>
    }
    .into_any()
}
