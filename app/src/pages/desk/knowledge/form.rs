//! `/desk/knowledge/new`, `/desk/knowledge/{slug}/edit` and `/desk/knowledge/{slug}/review`

use guildhall_domain::{knowledge::ArticleState, text::Language};
use leptos::prelude::*;
use time::Date;

use super::language_name;
use crate::{
    components::{
        Button, Checkboxes, Choice, DateInput, Details, Html, Input, Select, SelectItem,
        SummaryList, SummaryRow, Textarea,
    },
    pages::{
        Page,
        desk::ServiceOption,
        forms::answers::date_words,
        small_form::{SmallForm, way},
    },
    wording::{text, text_with},
};

/// What the form makes.
#[derive(Clone, Debug)]
pub enum Making {
    /// An article, as a draft.
    New,
    /// What one says from now on in a language.
    Text {
        /// The article's address.
        href: String,
        title: String,
        language: Language,
        /// The revision that the writer is looking at.
        revision: i64,
        /// How it is now, where somebody changed it since the writer opened it.
        now: Option<ArticleNow>,
    },
    /// The day of the next review of one that still holds.
    Review {
        href: String,
        title: String,
        revision: i64,
        /// Somebody changed it since the writer opened it.
        is_conflict: bool,
    },
}

/// An article as a colleague left it.
#[derive(Clone, Debug)]
pub struct ArticleNow {
    pub who: String,
    pub when: String,
    pub title: String,
    pub summary: String,
    pub keywords: String,
    pub text: String,
    pub state: ArticleState,
    pub owner: String,
    pub review_on: Date,
    pub services: String,
}

/// An article to be made, changed or reviewed, as typed so far.
#[derive(Clone, Debug)]
pub struct ArticleForm {
    pub form: SmallForm,
    pub making: Making,
    pub services: Vec<ServiceOption>,
    /// Those that are ticked, by slug.
    pub ticked: Vec<String>,
    /// Whoever may answer for it, by their ids.
    pub owners: Vec<(String, String)>,
}

pub fn form(page: ArticleForm) -> Page {
    let form = page.form;
    let day = DateInput::new("review_on", text("article-review-on"))
        .hint(text("article-review-on-hint"))
        .typed(
            form.value("review_on-day"),
            form.value("review_on-month"),
            form.value("review_on-year"),
        )
        .error(form.error("review_on-day"));
    match page.making {
        Making::Review {
            href,
            title,
            revision,
            is_conflict,
        } => review(form, day, (href, title), (revision, is_conflict)),
        making => {
            let rest = view! {
                {services(page.services, page.ticked, &form)}
                {owners(page.owners, &form)}
                {day}
            };
            write(form, making, rest)
        }
    }
}

fn write(form: SmallForm, making: Making, rest: impl IntoView + 'static) -> Page {
    let (title, action, back) = match &making {
        Making::Text {
            href,
            title,
            language,
            ..
        } => {
            let title = text_with(
                "article-edit-title",
                &[("title", title), ("language", &language_name(*language))],
            );
            (title, format!("{href}/edit"), href.clone())
        }
        _ => (
            text("article-new-title"),
            "/desk/knowledge/new".to_owned(),
            "/desk/knowledge".to_owned(),
        ),
    };
    let own = match making {
        Making::Text {
            language,
            revision,
            now,
            ..
        } => view! {
            {now.map(conflict)}
            <input type="hidden" name="revision" value=revision.to_string()/>
            <input type="hidden" name="language" value=language.tag()/>
        }
        .into_any(),
        _ => languages(&form),
    };
    let slug = (back == "/desk/knowledge").then(|| {
        form.input("slug", text("article-slug"))
            .hint(text("article-slug-hint"))
            .spellcheck(false)
            .attribute("autocapitalize", "none")
    });
    let controls = view! {
        {own}
        {form.input("title", text("article-title"))}
        {slug.map(Input::view)}
        {Textarea::new("summary", text("article-summary"))
            .hint(text("article-summary-hint"))
            .rows(2)
            .value(form.value("summary"))
            .error(form.error("summary"))}
        {Textarea::new("keywords", text("article-keywords"))
            .hint(text("article-keywords-hint"))
            .rows(3)
            .value(form.value("keywords"))
            .error(form.error("keywords"))}
        {Textarea::new("text", text("article-text"))
            .hint(text("article-text-hint"))
            .rows(20)
            .value(form.value("text"))
            .error(form.error("text"))}
        {Details::new(text("article-text-how"), Html::view(how()))}
        {rest}
        {Button::new(text("article-save")).prevent_double_click()}
    };
    form.page(title, action, controls, ()).back_to(back)
}

/// How a text is marked up, by example.
fn how() -> impl IntoView {
    let lines = [
        ("article-how-heading", "article-how-heading-mark"),
        ("article-how-list", "article-how-list-mark"),
        ("article-how-link", "article-how-link-mark"),
        ("article-how-strong", "article-how-strong-mark"),
    ];
    let rows = lines.map(|(what, mark)| {
        let mark = view! { <code>{text(mark)}</code> };
        SummaryRow::new(text(what), Html::view(mark))
    });
    let staff = [
        "article-how-staff-open",
        "article-how-staff-words",
        "article-how-staff-close",
    ]
    .map(text);
    let staff = view! { <pre class="message-text"><code>{staff.join("\n")}</code></pre> };
    let rows = rows.into_iter().chain([SummaryRow::new(
        text("article-how-staff"),
        Html::view(staff),
    )]);
    view! {
        {SummaryList::new(rows.collect::<Vec<_>>())}
        <p class="govuk-body">{text("article-how-html")}</p>
    }
}

fn languages(form: &SmallForm) -> AnyView {
    let choices =
        Language::ALL.map(|language| SelectItem::new(language.tag(), language_name(language)));
    Select::new("language", text("article-language"), choices)
        .value(form.value("language"))
        .error(form.error("language"))
        .view()
}

fn services(all: Vec<ServiceOption>, ticked: Vec<String>, form: &SmallForm) -> AnyView {
    let choices = all
        .into_iter()
        .map(|service| Choice::new(service.slug, service.title));
    Checkboxes::new("service", text("article-services"), choices)
        .hint(text("article-services-hint"))
        .values(ticked)
        .error(form.error("service"))
        .classes("govuk-checkboxes--small")
        .view()
}

fn owners(owners: Vec<(String, String)>, form: &SmallForm) -> AnyView {
    let is_among_them = owners.iter().any(|(id, _)| *id == form.value("owner"));
    let nobody = (!is_among_them).then(|| SelectItem::new("", text("form-select-nothing")));
    let owners = owners
        .into_iter()
        .map(|(id, name)| SelectItem::new(id, name));
    let choices = nobody.into_iter().chain(owners);
    Select::new("owner", text("article-owner"), choices)
        .hint(text("article-owner-hint"))
        .value(form.value("owner"))
        .error(form.error("owner"))
        .view()
}

/// How the article is now, beside what was typed.
fn conflict(now: ArticleNow) -> impl IntoView {
    let by = text_with("story-by", &[("who", &now.who), ("when", &now.when)]);
    let written = view! { <span class="message-text">{now.text}</span> };
    let rows = SummaryList::new([
        SummaryRow::new(text("article-changed"), by),
        SummaryRow::new(
            text("article-state"),
            text(&format!("article-state-{}", now.state.word())),
        ),
        SummaryRow::new(text("article-title"), now.title),
        SummaryRow::new(text("article-summary"), now.summary),
        SummaryRow::new(text("article-keywords"), now.keywords),
        SummaryRow::new(text("article-text"), Html::view(written)),
        SummaryRow::new(text("article-services"), now.services),
        SummaryRow::new(text("article-owner"), now.owner),
        SummaryRow::new(text("article-review"), date_words(now.review_on)),
    ]);
    view! {
        <section class="versions__one">
            <h2 class="govuk-heading-m">{text("article-conflict-title")}</h2>
            <p class="govuk-body">{text("article-conflict-what")}</p>
            {rows}
        </section>
        <h2 class="govuk-heading-m">{text("article-conflict-yours")}</h2>
    }
}

fn review(
    form: SmallForm,
    day: DateInput,
    (href, title): (String, String),
    (revision, is_conflict): (i64, bool),
) -> Page {
    let heading = text_with("article-review-title", &[("title", &title)]);
    let conflict = is_conflict.then(|| {
        view! {
            <section class="versions__one">
                <h2 class="govuk-heading-m">{text("article-changed-title")}</h2>
                <p class="govuk-body">{text("article-review-changed")}</p>
                {way(href.clone(), text("article-back-link"))}
            </section>
        }
    });
    let controls = view! {
        {conflict}
        <input type="hidden" name="revision" value=revision.to_string()/>
        <p class="govuk-body">{text("article-review-what")}</p>
        {day}
        {Button::new(text("article-review-button")).prevent_double_click()}
    };
    let edit = way(format!("{href}/edit"), text("article-review-edit"));
    form.page(heading, format!("{href}/review"), controls, edit)
        .back_to(href)
}
