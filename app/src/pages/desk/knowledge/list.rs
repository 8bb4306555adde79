//! `/desk/knowledge`

use guildhall_domain::{knowledge::ArticleState, text::Language};
use leptos::prelude::*;
use time::Date;

use super::{lang, state_tag};
use crate::{
    components::{Button, Cell, Input, Select, SelectItem, Tag},
    pages::{Page, desk::ServiceOption, forms::answers::date_words, steps},
    wording::{count_with, text, text_with},
};

/// Which articles a list shows. A new one needs the messages `articles-shown-{word}` and `articles-none-{word}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Published,
    /// Those that the reader owns.
    Mine,
    /// Those whose review is overdue.
    Overdue,
    Drafts,
    Withdrawn,
}

impl Shown {
    /// What those choose from who write, and who do not.
    pub fn choices(may_write: bool) -> &'static [Self] {
        let all = &[
            Self::Published,
            Self::Overdue,
            Self::Mine,
            Self::Drafts,
            Self::Withdrawn,
        ];
        if may_write { all } else { &all[..2] }
    }

    /// The word in the query.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Mine => "mine",
            Self::Overdue => "overdue",
            Self::Drafts => "drafts",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An article as a list shows it.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    pub href: String,
    pub title: String,
    pub summary: String,
    pub written_in: Language,
    pub state: ArticleState,
    pub owner: String,
    pub has_owner_left: bool,
    pub review_on: Date,
    pub is_overdue: bool,
    /// How much is said of it that nobody has dealt with.
    pub feedback: i64,
}

/// One page of articles.
#[derive(Clone, Debug)]
pub struct Articles {
    pub query: String,
    pub services: Vec<ServiceOption>,
    /// The service that the list is narrowed to; empty for all.
    pub service: String,
    pub shown: Shown,
    pub articles: Vec<ArticleRow>,
    /// There is no article at all, whatever is asked for.
    pub is_empty: bool,
    pub may_write: bool,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub fn list(list: Articles) -> Page {
    let add = list.may_write.then(|| {
        Button::link(text("articles-add"), "/desk/knowledge/new")
            .secondary()
            .view()
    });
    let found = if list.articles.is_empty() {
        nothing(&list)
    } else {
        let caption = text(&format!("articles-shown-{}", list.shown.word()));
        let caption = if list.query.is_empty() {
            caption
        } else {
            text_with(
                "articles-caption-found",
                &[("shown", &caption), ("query", &list.query)],
            )
        };
        view! {
            {table(caption, list.articles.clone())}
            {steps(list.previous.clone(), list.next.clone())}
        }
        .into_any()
    };
    let title = if list.query.is_empty() {
        text("articles-title")
    } else {
        text_with("articles-title-for", &[("query", &list.query)])
    };
    Page::new(
        title,
        view! {
            <h1 class="govuk-heading-l">{text("articles-title")}</h1>
            {filter(&list)}
            {found}
            {add}
        },
    )
}

fn filter(list: &Articles) -> impl IntoView + use<> {
    let search = Input::new("q", text("articles-search"))
        .kind("search")
        .hint(text("articles-search-hint"))
        .value(list.query.clone())
        .attribute("autocomplete", "off");
    let service =
        |service: &ServiceOption| SelectItem::new(service.slug.clone(), service.title.clone());
    let services = std::iter::once(SelectItem::new("", text("articles-service-all")))
        .chain(list.services.iter().map(service));
    let services =
        Select::new("service", text("articles-service"), services).value(list.service.clone());
    let shown = Shown::choices(list.may_write).iter().map(|shown| {
        let label = text(&format!("articles-shown-{}", shown.word()));
        SelectItem::new(shown.word(), label)
    });
    let shown = Select::new("show", text("articles-show"), shown).value(list.shown.word());
    view! {
        <form action="/desk/knowledge" method="get" role="search">
            {search}
            <div class="case-filter">
                {services}
                {shown}
                {Button::new(text("articles-search-button"))}
            </div>
        </form>
    }
}

/// Says why a list is empty, and what to do about it.
fn nothing(list: &Articles) -> AnyView {
    if list.is_empty {
        let next = if list.may_write {
            "articles-empty-write"
        } else {
            "articles-empty-ask"
        };
        return view! {
            <p class="govuk-body">{text("articles-empty")}</p>
            <p class="govuk-body">{text(next)}</p>
        }
        .into_any();
    }
    if list.query.is_empty() {
        let key = format!("articles-none-{}", list.shown.word());
        return view! { <p class="govuk-body">{text(&key)}</p> }.into_any();
    }
    let none = text_with("articles-none-found", &[("query", &list.query)]);
    view! {
        <h2 class="govuk-heading-m">{none}</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>{text("articles-none-spelling")}</li>
            <li>{text("articles-none-fewer")}</li>
            <li>{text("articles-none-filter")}</li>
        </ul>
    }
    .into_any()
}

fn table(caption: String, articles: Vec<ArticleRow>) -> AnyView {
    let labels = [
        "article-title",
        "article-owner",
        "article-review",
        "article-state",
    ]
    .map(text);
    let rows = articles.into_iter().map(|article| {
        let owner = owner(article.owner.clone(), article.has_owner_left);
        let overdue = overdue(article.is_overdue);
        let feedback = (article.feedback > 0).then(|| {
            let words = count_with("articles-feedback", article.feedback, &[]);
            view! { " "{Tag::new(words).classes("govuk-tag--orange")} }
        });
        let lang = lang(article.written_in);
        let title = view! {
            <a class="govuk-link" href=article.href lang=lang>{article.title}</a>
            <br/>
            <span lang=lang>{article.summary}</span>
        };
        let cells = [
            title.into_any(),
            owner,
            view! { {date_words(article.review_on)}" "{overdue} }.into_any(),
            view! { {state_tag(article.state)}{feedback} }.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(caption, labels, rows.collect())
}

/// Whoever answers for an article, and that they are gone if they are.
pub(super) fn owner(name: String, has_left: bool) -> AnyView {
    let left = has_left
        .then(|| view! { " "{Tag::new(text("article-owner-left")).classes("govuk-tag--red")} });
    view! { <span class="as-typed">{name}</span>{left} }.into_any()
}

pub(super) fn overdue(is_overdue: bool) -> Option<AnyView> {
    is_overdue.then(|| {
        Tag::new(text("article-overdue"))
            .classes("govuk-tag--red")
            .view()
    })
}
