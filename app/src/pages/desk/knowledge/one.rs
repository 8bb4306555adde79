//! `/desk/knowledge/{slug}`

use guildhall_domain::{
    knowledge::{ArticleAct, ArticleState, FeedbackKind, RenderedPart},
    text::Language,
};
use leptos::prelude::*;
use time::Date;

use super::{
    acts::acts,
    lang, language_name,
    list::{overdue, owner},
    other_language, parts, state_tag,
};
use crate::{
    components::{
        Button, Html, InsetText, NotificationBanner, SummaryList, SummaryRow, WarningText,
    },
    pages::{Page, desk::ServiceOption, forms::answers::date_words, small_form::way},
    wording::{text, text_with},
};

/// The same article in another language.
#[derive(Clone, Debug)]
pub struct LanguageLink {
    pub language: Language,
    pub href: String,
}

/// Whether residents read an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publicly {
    /// At this address.
    Read(String),
    /// There is nothing in it for them.
    NothingForThem,
    /// It is not published.
    No,
}

/// What somebody said of an article.
#[derive(Clone, Debug)]
pub struct FeedbackRow {
    pub kind: FeedbackKind,
    pub words: String,
    pub who: String,
    pub when: String,
    /// Where it is dealt with, for those who may.
    pub href: Option<String>,
}

/// An article as staff read it.
#[derive(Clone, Debug)]
pub struct ArticlePage {
    /// Its own address.
    pub href: String,
    pub title: String,
    pub summary: String,
    pub written_in: Language,
    pub state: ArticleState,
    pub parts: Vec<RenderedPart>,
    pub languages: Vec<LanguageLink>,
    pub owner: String,
    pub has_owner_left: bool,
    pub review_on: Date,
    pub is_overdue: bool,
    pub services: Vec<ServiceOption>,
    pub changed_by: String,
    pub changed: String,
    pub publicly: Publicly,
    pub feedback: Vec<FeedbackRow>,
    /// What its reader may do to it now; empty for those who do not write articles.
    pub acts: Vec<ArticleAct>,
    /// The languages in which its reader may write it for the first time.
    pub may_be_written_in: Vec<Language>,
    pub may_write: bool,
    pub csrf: String,
    pub revision: i64,
    /// Somebody changed it while the reader was looking at it.
    pub is_conflict: bool,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn page(article: ArticlePage) -> Page {
    let banner = article
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let lang = lang(article.written_in);
    let aside = article.may_write.then(|| acts(&article));
    let say = Button::link(
        text("article-feedback-link"),
        format!("{}/feedback", article.href),
    )
    .secondary();
    let shown = parts(article.parts.clone(), article.written_in);
    Page::new(
        article.title.clone(),
        view! {
            {banner}
            {conflict(article.is_conflict)}
            <span class="govuk-caption-l">{text("article-caption")}</span>
            <h1 class="govuk-heading-l" lang=lang>{article.title.clone()}</h1>
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {warnings(&article)}
                    {said(&article.feedback)}
                    {other_language(article.written_in)}
                    {languages(&article.languages)}
                    <p class="govuk-body-l" lang=lang>{article.summary.clone()}</p>
                    {shown}
                    {say}
                </div>
                <div class="govuk-grid-column-one-third">
                    <h2 class="govuk-heading-m">{text("article-about")}</h2>
                    {about(&article)}
                    {aside}
                </div>
            </div>
        },
    )
    .with_error(article.is_conflict)
    .back_to("/desk/knowledge")
}

fn conflict(is_conflict: bool) -> Option<AnyView> {
    is_conflict.then(|| {
        let words = view! {
            <h2 class="govuk-heading-m">{text("article-changed-title")}</h2>
            <p class="govuk-body">{text("article-changed-what")}</p>
        };
        InsetText::new(Html::view(words)).view()
    })
}

/// What a reader must know before they go by an article.
fn warnings(article: &ArticlePage) -> AnyView {
    let withdrawn = (article.state == ArticleState::Withdrawn)
        .then(|| WarningText::new(text("article-withdrawn-warning")).view());
    let draft = (article.state == ArticleState::Draft)
        .then(|| InsetText::new(text("article-draft-warning")).view());
    let is_late = article.is_overdue && article.state == ArticleState::Published;
    let late = is_late.then(|| InsetText::new(text("article-overdue-warning")).view());
    view! { {withdrawn}{draft}{late} }.into_any()
}

/// What colleagues said of it that nobody has dealt with yet.
fn said(feedback: &[FeedbackRow]) -> Option<AnyView> {
    if feedback.is_empty() {
        return None;
    }
    let rows = feedback.iter().map(|row| {
        let what = text(&format!("article-feedback-said-{}", row.kind.word()));
        let by = text_with("story-by", &[("who", &row.who), ("when", &row.when)]);
        let deal = row.href.clone().map(|href| {
            let of = view! { <span class="govuk-visually-hidden">": "{row.words.clone()}</span> };
            view! { <p class="govuk-body"><a class="govuk-link" href=href>{text("article-feedback-deal-link")}{of}</a></p> }
        });
        view! {
            <li>
                <p class="govuk-body"><strong>{what}</strong></p>
                <p class="govuk-body message-text">{row.words.clone()}</p>
                <p class="govuk-hint">{by}</p>
                {deal}
            </li>
        }
    });
    let list = view! {
        <h2 class="govuk-heading-s" id="feedback">{text("article-feedback-standing")}</h2>
        <ul class="govuk-list">{rows.collect_view()}</ul>
    };
    Some(InsetText::new(Html::view(list)).view())
}

/// The ways to the same article in other languages, each in its own words.
fn languages(languages: &[LanguageLink]) -> Vec<AnyView> {
    let link = |link: &LanguageLink| {
        let tag = link.language.tag();
        let words = text(&format!("article-read-{tag}"));
        view! { <p class="govuk-body"><a class="govuk-link" href=link.href.clone() lang=tag hreflang=tag>{words}</a></p> }
            .into_any()
    };
    languages.iter().map(link).collect()
}

fn about(article: &ArticlePage) -> SummaryList {
    let services = if article.services.is_empty() {
        text("article-no-services").into_any()
    } else {
        let link = |service: &ServiceOption| {
            let href = format!("/services/{}", service.slug);
            view! { <li><a class="govuk-link" href=href>{service.title.clone()}</a></li> }
        };
        let links = article.services.iter().map(link);
        view! { <ul class="govuk-list">{links.collect_view()}</ul> }.into_any()
    };
    let publicly = match &article.publicly {
        Publicly::Read(href) => {
            view! { <a class="govuk-link" href=href.clone()>{text("article-publicly-read")}</a> }
                .into_any()
        }
        Publicly::NothingForThem => text("article-publicly-nothing").into_any(),
        Publicly::No => text("article-publicly-no").into_any(),
    };
    let review = view! { {date_words(article.review_on)}" "{overdue(article.is_overdue)} };
    let changed = text_with(
        "story-by",
        &[("who", &article.changed_by), ("when", &article.changed)],
    );
    SummaryList::new([
        SummaryRow::new(
            text("article-state"),
            Html::view(state_tag(article.state).view()),
        ),
        SummaryRow::new(
            text("article-owner"),
            Html::view(owner(article.owner.clone(), article.has_owner_left)),
        ),
        SummaryRow::new(text("article-review"), Html::view(review)),
        SummaryRow::new(text("article-services"), Html::view(services)),
        SummaryRow::new(text("article-language"), language_name(article.written_in)),
        SummaryRow::new(text("article-changed"), changed),
        SummaryRow::new(text("article-publicly"), Html::view(publicly)),
    ])
}

/// The way back to an article.
pub(super) fn back(href: &str) -> impl IntoView + use<> {
    way(href.to_owned(), text("article-back-link"))
}
