//! `/desk/search`: one box finds people, cases, services and articles.

use guildhall_domain::text::Language;
use leptos::prelude::*;

use super::{
    CaseRow, case_table,
    contacts::{ServiceHit, in_contact},
    people::{FoundRow, search_words},
};
use crate::{
    islands::search::{Finds, SearchBox, SearchWords},
    pages::{Page, small_form::way},
    wording::{language, text, text_with},
};

/// An article that answers a search.
#[derive(Clone, Debug)]
pub struct ArticleHit {
    pub href: String,
    pub title: String,
    pub summary: String,
    /// In which it is written.
    pub language: Language,
}

/// What a search at the desk found, each kind best first.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    pub query: String,
    pub people: Vec<FoundRow>,
    pub cases: Vec<CaseRow>,
    pub services: Vec<ServiceHit>,
    pub articles: Vec<ArticleHit>,
    /// Where all people and all articles are listed that answer it, for those who may see them.
    pub all_people: Option<String>,
    pub all_articles: Option<String>,
}

pub fn page(found: Findings) -> Page {
    let title = text("finding-title");
    let is_asked = !found.query.is_empty();
    let is_nothing = found.people.is_empty()
        && found.cases.is_empty()
        && found.services.is_empty()
        && found.articles.is_empty();
    let nothing = (is_asked && is_nothing).then(|| {
        let words = text_with("contact-found-nothing", &[("query", &found.query)]);
        view! { <p class="govuk-body">{words}</p> }
    });
    let teaches = (!is_asked).then(|| view! { <p class="govuk-body">{text("finding-what")}</p> });
    let all_people = found.all_people.filter(|_| is_asked);
    let all_articles = found.all_articles.filter(|_| is_asked);
    let cases = (!found.cases.is_empty()).then(|| case_table(text("finding-cases"), found.cases));
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            <SearchBox query=found.query.clone() words=finding_words() finds=Finds::Desk/>
            {teaches}
            {nothing}
            {people(found.people)}
            {all_people.map(|href| way(href, text("finding-all-people")))}
            {cases}
            {services(found.services)}
            {articles_found(found.articles, 0)}
            {all_articles.map(|href| way(href, text("finding-all-articles")))}
        },
    )
    .back_to("/desk")
    .with_islands()
}

/// The words of the desk's one box.
pub fn finding_words() -> SearchWords {
    SearchWords {
        label: text("finding-box"),
        hint: Some(text("finding-hint")),
        ..search_words()
    }
}

fn people(people: Vec<FoundRow>) -> Option<AnyView> {
    if people.is_empty() {
        return None;
    }
    let rows = people.into_iter().zip(1..).map(|(found, number)| {
        let href = format!("/desk/people/{}", found.person.id);
        let about = found.person.about();
        view! {
            <li class="contact-found">
                <div>
                    <a class="govuk-link as-typed" href=href data-shortcut=number.to_string()>{found.person.name}</a>
                    <br/><span class="govuk-hint">{about}</span>
                </div>
            </li>
        }
    });
    let view = view! {
        <h2 class="govuk-heading-m">{text("finding-people")}</h2>
        <ul class="govuk-list">{rows.collect_view()}</ul>
    };
    Some(view.into_any())
}

fn services(services: Vec<ServiceHit>) -> Option<AnyView> {
    if services.is_empty() {
        return None;
    }
    let rows = services.into_iter().map(|hit| {
        let href = format!("/services/{}", hit.slug);
        view! {
            <li class="contact-found">
                <div>
                    <a class="govuk-link" href=href>{hit.title}</a>
                    <br/><span class="govuk-hint">{hit.summary}</span>
                </div>
            </li>
        }
    });
    let view = view! {
        <h2 class="govuk-heading-m">{text("contact-services-found")}</h2>
        <ul class="govuk-list">{rows.collect_view()}</ul>
    };
    Some(view.into_any())
}

/// Articles that answer a search, in the contact in which it is made, if in one; `from` is the key of the first, 0 for
/// none.
pub(super) fn articles_found(articles: Vec<ArticleHit>, from: usize) -> Option<AnyView> {
    if articles.is_empty() {
        return None;
    }
    let rows = articles.into_iter().zip(from..).map(|(hit, number)| {
        let href = in_contact(&hit.href);
        let lang = (hit.language != language()).then(|| hit.language.tag());
        let key = (from > 0 && number < 10).then(|| number.to_string());
        view! {
            <li class="contact-found">
                <div>
                    <a class="govuk-link" href=href lang=lang data-shortcut=key>{hit.title}</a>
                    <br/><span class="govuk-hint" lang=lang>{hit.summary}</span>
                </div>
            </li>
        }
    });
    let view = view! {
        <h2 class="govuk-heading-m">{text("finding-articles")}</h2>
        <ul class="govuk-list">{rows.collect_view()}</ul>
    };
    Some(view.into_any())
}
