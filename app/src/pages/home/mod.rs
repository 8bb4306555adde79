//! Where everyone starts: top tasks, search, every service.

pub mod front;
pub mod guidance;
pub mod search;
pub mod services;
pub mod start;

use leptos::prelude::*;

/// A service as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    pub slug: String,
    pub title: String,
    pub summary: String,
}

/// Services with what each is for.
fn service_list(services: Vec<ServiceLine>) -> impl IntoView {
    let lines = services
        .into_iter()
        .map(|service| {
            view! {
                <li class="service-list__item">
                    <a class="govuk-link service-list__link" href=format!("/services/{}", service.slug)>{service.title}</a>
                    <p class="govuk-body service-list__summary">{service.summary}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="govuk-list service-list">{lines}</ul> }
}
