//! `/desk/cases`

use leptos::prelude::*;

use super::{CaseRow, ServiceOption, case_table};
use crate::{
    components::{Button, Select, SelectItem},
    pages::{Page, steps},
    wording::text,
};

/// One page of cases, newest first.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    pub cases: Vec<CaseRow>,
    pub services: Vec<ServiceOption>,
    /// Every status of every service, by its word.
    pub statuses: Vec<(String, String)>,
    pub service: String,
    pub status: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

pub fn page(list: Cases) -> Page {
    let is_filtered = !list.service.is_empty() || !list.status.is_empty();
    let all = |key: &str| SelectItem::new("", text(key));
    let services = list
        .services
        .into_iter()
        .map(|service| SelectItem::new(service.slug, service.title));
    let services: Vec<_> = std::iter::once(all("cases-every-service"))
        .chain(services)
        .collect();
    let statuses = list
        .statuses
        .into_iter()
        .map(|(word, label)| SelectItem::new(word, label));
    let statuses: Vec<_> = std::iter::once(all("cases-every-status"))
        .chain(statuses)
        .collect();
    let found = if list.cases.is_empty() {
        let key = if is_filtered {
            "cases-none-filtered"
        } else {
            "cases-none"
        };
        view! {
            <p class="govuk-body">{text(key)}</p>
            {is_filtered.then(|| view! { <p class="govuk-body"><a class="govuk-link" href="/desk/cases">{text("cases-show-all")}</a></p> })}
        }
        .into_any()
    } else {
        view! {
            {case_table(text("cases-caption"), list.cases)}
            {steps(list.newer, list.older)}
        }
        .into_any()
    };
    Page::new(
        text("cases-title"),
        view! {
            <h1 class="govuk-heading-l">{text("cases-title")}</h1>
            <form action="/desk/cases" method="get" class="case-filter">
                {Select::new("service", text("cases-filter-service"), services).value(list.service)}
                {Select::new("status", text("cases-filter-status"), statuses).value(list.status)}
                {Button::new(text("cases-filter")).secondary()}
            </form>
            {found}
        },
    )
}
