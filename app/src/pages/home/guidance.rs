//! `/guidance/{slug}`, and the ways to guidance from other pages.

use guildhall_domain::{knowledge::RenderedPart, text::Language};
use leptos::prelude::*;

use crate::{
    pages::{
        Page,
        desk::knowledge::{lang, other_language, parts},
    },
    wording::text,
};

/// Guidance as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidanceLine {
    pub href: String,
    pub title: String,
    pub summary: String,
    pub written_in: Language,
}

/// What residents read of an article.
#[derive(Clone, Debug)]
pub struct Guidance {
    pub title: String,
    pub summary: String,
    pub written_in: Language,
    /// What is for residents, and nothing else.
    pub parts: Vec<RenderedPart>,
    /// The same in another language, and where.
    pub other: Option<(Language, String)>,
    /// The services it is about: where they start, and what they are called.
    pub services: Vec<(String, String)>,
}

pub fn page(guidance: Guidance) -> Page {
    let lang = lang(guidance.written_in);
    let other = guidance.other.map(|(language, href)| {
        let tag = language.tag();
        let words = text(&format!("article-read-{tag}"));
        view! { <p class="govuk-body"><a class="govuk-link" href=href lang=tag hreflang=tag>{words}</a></p> }
    });
    let services = guidance
        .services
        .into_iter()
        .map(|(href, title)| view! { <li><a class="govuk-link" href=href>{title}</a></li> });
    let services: Vec<_> = services.collect();
    let services = (!services.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("guidance-services")}</h2>
            <ul class="govuk-list">{services}</ul>
        }
    });
    Page::new(
        guidance.title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-xl" lang=lang>{guidance.title}</h1>
                    {other_language(guidance.written_in)}
                    {other}
                    <p class="govuk-body-l" lang=lang>{guidance.summary}</p>
                    {parts(guidance.parts, guidance.written_in)}
                    {services}
                </div>
            </div>
        },
    )
    .back_to("/")
}

/// Guidance with what each is about.
pub(super) fn guidance_list(lines: Vec<GuidanceLine>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| {
        let lang = lang(line.written_in);
        view! {
            <li class="service-list__item">
                <a class="govuk-link service-list__link" href=line.href lang=lang hreflang=lang>{line.title}</a>
                <p class="govuk-body service-list__summary" lang=lang>{line.summary}</p>
            </li>
        }
    });
    view! { <ul class="govuk-list service-list">{lines.collect_view()}</ul> }
}
