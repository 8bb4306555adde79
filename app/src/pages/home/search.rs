//! `/search?q=`

use leptos::prelude::*;

use super::{
    ServiceLine,
    front::search_words,
    guidance::{GuidanceLine, guidance_list},
    service_list,
};
use crate::{
    islands::search::{Finds, SearchBox},
    pages::{Page, steps},
    wording::{count_with, text, text_with},
};

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Results {
    pub query: String,
    /// The services on this page of the results.
    pub services: Vec<ServiceLine>,
    /// The guidance on this page of the results: it comes after all services.
    pub guidance: Vec<GuidanceLine>,
    /// Services and guidance, on all pages.
    pub total: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// The results, or what to try instead.
pub fn page(results: Results) -> Page {
    let title = if results.query.is_empty() {
        text("search-title")
    } else {
        text_with("search-title-for", &[("query", &results.query)])
    };
    let found = if results.query.is_empty() {
        ().into_any()
    } else if results.total == 0 {
        nothing_found(&results.query).into_any()
    } else {
        let total = i64::try_from(results.total).unwrap_or(i64::MAX);
        let guidance = (!results.guidance.is_empty()).then(|| {
            view! {
                <h3 class="govuk-heading-m">{text("search-guidance")}</h3>
                {guidance_list(results.guidance)}
            }
        });
        view! {
            <h2 class="govuk-heading-m">{count_with("search-found", total, &[("query", &results.query)])}</h2>
            {service_list(results.services)}
            {guidance}
            {steps(results.previous, results.next)}
        }
        .into_any()
    };
    Page::new(
        title,
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{text("search-title")}</h1>
                    <SearchBox query=results.query words=search_words() finds=Finds::Services/>
                    {found}
                </div>
            </div>
        },
    )
    .back_to("/")
    .with_islands()
}

fn nothing_found(query: &str) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">{text_with("search-nothing", &[("query", query)])}</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>{text("search-nothing-spelling")}</li>
            <li>{text("search-nothing-fewer")}</li>
            <li><a class="govuk-link" href="/services">{text("error-way-services")}</a></li>
        </ul>
    }
}
