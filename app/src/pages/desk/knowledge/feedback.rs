//! `/desk/knowledge/{slug}/feedback`, and dealing with it.

use guildhall_domain::knowledge::{FeedbackKind, LONGEST_FEEDBACK};
use leptos::prelude::*;

use super::one::{FeedbackRow, back};
use crate::{
    components::{Button, CharacterCount, Choice, Radios, Textarea},
    pages::{Page, small_form::SmallForm},
    wording::{text, text_with},
};

/// What somebody is about to say of an article.
#[derive(Clone, Debug)]
pub struct FeedbackForm {
    pub form: SmallForm,
    /// The article's address.
    pub href: String,
    pub title: String,
    /// Whoever gets to read it; none where nobody owns the article any more.
    pub owner: Option<String>,
}

pub fn feedback(page: FeedbackForm) -> Page {
    let form = page.form;
    let title = text_with("article-feedback-title", &[("title", &page.title)]);
    let kinds = FeedbackKind::ALL.iter().map(|kind| {
        let label = text(&format!("article-feedback-{}", kind.word()));
        Choice::new(kind.word(), label)
    });
    let goes_to = match &page.owner {
        Some(owner) => text_with("article-feedback-goes-to", &[("owner", owner)]),
        None => text("article-feedback-goes-to-anybody"),
    };
    let limit = u32::try_from(LONGEST_FEEDBACK).unwrap_or(u32::MAX);
    let mut words = CharacterCount::new("words", text("article-feedback-words"), limit)
        .hint(text("article-feedback-words-hint"))
        .error(form.error("words"));
    words.value = form.value("words").into();
    words.rows = Some(6);
    let controls = view! {
        <p class="govuk-body">{goes_to}</p>
        {Radios::new("kind", text("article-feedback-kind"), kinds)
            .value(form.value("kind"))
            .error(form.error("kind"))}
        {words}
        {Button::new(text("article-feedback-button")).prevent_double_click()}
    };
    form.page(title, format!("{}/feedback", page.href), controls, ())
        .back_to(page.href)
}

/// What was said, for whoever deals with it.
#[derive(Clone, Debug)]
pub struct Dealing {
    pub form: SmallForm,
    /// The article's address.
    pub href: String,
    pub title: String,
    pub feedback: FeedbackRow,
}

pub fn deal(page: Dealing) -> Page {
    let row = page.feedback;
    let form = page.form;
    let said = text(&format!("article-feedback-said-{}", row.kind.word()));
    let by = text_with("story-by", &[("who", &row.who), ("when", &row.when)]);
    let action = row.href.unwrap_or_else(|| page.href.clone());
    let controls = view! {
        <span class="govuk-caption-m">{page.title}</span>
        <section class="versions__one">
            <p class="govuk-body"><strong>{said}</strong></p>
            <p class="govuk-body message-text">{row.words}</p>
            <p class="govuk-hint">{by}</p>
        </section>
        {back(&page.href)}
        {Textarea::new("outcome", text("task-outcome"))
            .hint(text("article-feedback-outcome-hint"))
            .rows(4)
            .value(form.value("outcome"))
            .error(form.error("outcome"))}
        {Button::new(text("article-feedback-deal-button")).prevent_double_click()}
    };
    form.page(text("article-feedback-deal-title"), action, controls, ())
        .back_to(page.href)
}
