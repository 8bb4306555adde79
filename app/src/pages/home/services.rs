//! `/services`

use leptos::prelude::*;

use super::{ServiceLine, service_list};
use crate::{
    pages::{Page, steps},
    wording::{count_with, text},
};

/// One page of every service, in the order of the alphabet.
#[derive(Clone, Debug, Default)]
pub struct AllServices {
    pub services: Vec<ServiceLine>,
    pub total: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub fn page(all: AllServices) -> Page {
    let total = i64::try_from(all.total).unwrap_or(i64::MAX);
    Page::new(
        text("services-title"),
        view! {
            <h1 class="govuk-heading-l">{text("services-title")}</h1>
            <p class="govuk-body">{count_with("services-count", total, &[])}</p>
            {service_list(all.services)}
            {steps(all.previous, all.next)}
        },
    )
    .back_to("/")
}
