//! `/`

use leptos::prelude::*;

use super::ServiceLine;
use crate::{
    islands::search::{Finds, SearchBox, SearchWords},
    pages::Page,
    wording::text,
};

/// The home page: search first, then what most people come for.
pub fn page(top_tasks: Vec<ServiceLine>) -> Page {
    let tasks = top_tasks
        .into_iter()
        .map(|task| {
            view! {
                <li class="top-tasks__item">
                    <a class="govuk-link top-tasks__link" href=format!("/services/{}", task.slug)>{task.title}</a>
                    <p class="govuk-body top-tasks__summary">{task.summary}</p>
                </li>
            }
        })
        .collect_view();
    Page::new(
        text("home-title"),
        view! {
            <div class="home-search">
                <h1 class="govuk-heading-xl">{text("home-heading")}</h1>
                <SearchBox query=String::new() words=search_words() finds=Finds::Services/>
            </div>
            <h2 class="govuk-heading-l">{text("home-top-tasks")}</h2>
            <ul class="govuk-list top-tasks">{tasks}</ul>
            <p class="govuk-body"><a class="govuk-link" href="/services">{text("home-all-services")}</a></p>
        },
    )
    .with_islands()
}

/// The words of the search box; it can't look them up in the browser.
pub(super) fn search_words() -> SearchWords {
    SearchWords {
        label: text("search-label"),
        hint: None,
        button: text("search-button"),
        none: text("search-suggestions-none"),
        one: text("search-suggestions-one"),
        // The browser puts the number in place of the word "number".
        other: text("search-suggestions-other"),
        list: text("search-suggestions-list"),
    }
}
