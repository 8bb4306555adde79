//! Accessibility statement, privacy notice and cookies: what this software does, in plain words.

use leptos::prelude::*;

use super::{Page, errors::HowToReachUs};
use crate::{
    components::{Cell, Table},
    wording::{text, text_with},
};

/// Who answers for the site.
#[derive(Clone, Debug)]
pub struct Publisher {
    pub council: String,
    pub contact: HowToReachUs,
    pub address: String,
}

fn page(title: String, body: impl IntoView + 'static) -> Page {
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {body}
                </div>
            </div>
        },
    )
}

fn heading(key: &str) -> impl IntoView {
    view! { <h2 class="govuk-heading-m">{text(key)}</h2> }
}

fn paragraph(words: String) -> impl IntoView {
    view! { <p class="govuk-body">{words}</p> }
}

fn list(keys: &[&str]) -> impl IntoView {
    let lines = keys
        .iter()
        .map(|key| view! { <li>{text(key)}</li> })
        .collect_view();
    view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }
}

fn reach_us(publisher: &Publisher) -> impl IntoView + use<> {
    let values = [
        ("telephone", publisher.contact.telephone.as_str()),
        ("email", publisher.contact.email.as_str()),
        ("address", publisher.address.as_str()),
    ];
    paragraph(text_with("information-reach-us", &values))
}

/// `/accessibility`
pub fn accessibility(publisher: Publisher) -> Page {
    page(
        text("accessibility-title"),
        view! {
            {paragraph(text_with("accessibility-intro", &[("council", &publisher.council)]))}
            {list(&[
                "accessibility-can-zoom",
                "accessibility-can-reflow",
                "accessibility-can-keyboard",
                "accessibility-can-reader",
                "accessibility-can-scripts",
            ])}
            {heading("accessibility-how-heading")}
            {paragraph(text("accessibility-how"))}
            {heading("accessibility-not-heading")}
            {list(&["accessibility-not-imported", "accessibility-not-welsh", "accessibility-not-audit"])}
            {heading("accessibility-report-heading")}
            {paragraph(text("accessibility-report"))}
            {reach_us(&publisher)}
            {heading("accessibility-enforce-heading")}
            {paragraph(text("accessibility-enforce"))}
        },
    )
}

/// `/privacy`
pub fn privacy(publisher: Publisher) -> Page {
    page(
        text("privacy-title"),
        view! {
            {paragraph(text_with("privacy-intro", &[("council", &publisher.council)]))}
            {heading("privacy-what-heading")}
            {list(&["privacy-what-answers", "privacy-what-who", "privacy-what-browser", "privacy-what-log"])}
            {heading("privacy-why-heading")}
            {paragraph(text("privacy-why"))}
            {heading("privacy-see-heading")}
            {paragraph(text("privacy-see"))}
            {heading("privacy-keep-heading")}
            {paragraph(text("privacy-keep"))}
            {heading("privacy-rights-heading")}
            {paragraph(text("privacy-rights"))}
            {reach_us(&publisher)}
        },
    )
}

/// `/cookies`; `name` is the session cookie's.
pub fn cookies(name: &'static str) -> Page {
    let head = ["cookies-name", "cookies-purpose", "cookies-expires"];
    let head = head.map(|key| Cell::new(text(key)));
    let row = vec![
        Cell::new(name),
        Cell::new(text("cookies-session-purpose")),
        Cell::new(text("cookies-session-expires")),
    ];
    let table = Table::new(text("cookies-caption"), head, [row]);
    page(
        text("cookies-title"),
        view! {
            {paragraph(text("cookies-intro"))}
            {table}
            {paragraph(text("cookies-no-others"))}
        },
    )
}
