//! `/desk/knowledge/{slug}/history`, and a version's own page.

use guildhall_domain::{
    knowledge::{ArticleAct, RenderedPart},
    text::Language,
};
use leptos::prelude::*;
use time::Date;

use super::{language_name, other_language, parts};
use crate::{
    components::{SummaryList, SummaryRow},
    pages::{Page, forms::answers::date_words, small_form::way, steps},
    wording::{text, text_with},
};

/// One thing that was done to an article.
#[derive(Clone, Debug)]
pub struct VersionRow {
    pub act: ArticleAct,
    pub who: String,
    pub when: String,
    pub owner: String,
    pub review_on: Date,
    /// The titles of the services.
    pub services: String,
    /// The language in which words were written, and where they are read; none where none were.
    pub written: Option<(Language, String)>,
}

impl VersionRow {
    fn what(&self) -> String {
        let words = text(&format!("article-story-{}", self.act.word()));
        match &self.written {
            Some((language, _)) => text_with(
                "article-story-in",
                &[("what", &words), ("language", &language_name(*language))],
            ),
            None => words,
        }
    }
}

/// How an article came to be as it is, the newest first.
#[derive(Clone, Debug)]
pub struct History {
    /// The article's address.
    pub href: String,
    pub title: String,
    pub versions: Vec<VersionRow>,
    pub newest: Option<String>,
    pub older: Option<String>,
}

pub fn history(history: History) -> Page {
    let title = text_with("article-history-title", &[("title", &history.title)]);
    let lines = history.versions.into_iter().map(|version| {
        let by = text_with(
            "story-by",
            &[("who", &version.who), ("when", &version.when)],
        );
        let what = match &version.written {
            Some((_, href)) => {
                view! { <a class="govuk-link" href=href.clone()>{version.what()}</a> }.into_any()
            }
            None => version.what().into_any(),
        };
        let arranged = text_with(
            "article-story-arranged",
            &[
                ("owner", &version.owner),
                ("review", &date_words(version.review_on)),
            ],
        );
        view! {
            <li class="timeline__item">
                <p class="govuk-body">{what}</p>
                <p class="govuk-body">{arranged}</p>
                <p class="govuk-hint timeline__by">{by}</p>
            </li>
        }
    });
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{text("article-history-what")}</p>
            <ol class="govuk-list timeline">{lines.collect_view()}</ol>
            {steps(history.newest, history.older)}
        },
    )
    .back_to(history.href)
}

/// What an article said once.
#[derive(Clone, Debug)]
pub struct VersionPage {
    /// The article's address.
    pub href: String,
    pub version: VersionRow,
    pub title: String,
    pub summary: String,
    pub keywords: String,
    pub parts: Vec<RenderedPart>,
    pub language: Language,
    /// Where those who may take it up again.
    pub again: Option<String>,
}

pub fn version(page: VersionPage) -> Page {
    let by = text_with(
        "story-by",
        &[("who", &page.version.who), ("when", &page.version.when)],
    );
    let rows = SummaryList::new([
        SummaryRow::new(text("article-changed"), by),
        SummaryRow::new(text("article-summary"), page.summary),
        SummaryRow::new(text("article-keywords"), page.keywords),
        SummaryRow::new(text("article-services"), page.version.services.clone()),
        SummaryRow::new(text("article-owner"), page.version.owner.clone()),
        SummaryRow::new(text("article-review"), date_words(page.version.review_on)),
    ]);
    let again = page
        .again
        .map(|href| way(href, text("article-version-again")));
    Page::new(
        page.title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <span class="govuk-caption-l">{page.version.what()}</span>
                    <h1 class="govuk-heading-l" lang=super::lang(page.language)>{page.title}</h1>
                    <p class="govuk-body">{text("article-version-what")}</p>
                    {again}
                    {rows}
                    {other_language(page.language)}
                    {parts(page.parts, page.language)}
                </div>
            </div>
        },
    )
    .back_to(format!("{}/history", page.href))
}
