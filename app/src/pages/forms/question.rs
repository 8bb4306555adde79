//! `/forms/{session}/{page}`

use std::collections::BTreeMap;

use guildhall_domain::{
    forms::{CheckedForm, Content, Field, FieldError, Item, Typed},
    text::Text,
};
use leptos::prelude::*;

use super::{Company, above, aloud, fields, known::KnownNote, messages, overtaken::seen_control};
use crate::{
    components::{Button, Details, ErrorSummary, Html, InsetText},
    pages::{Page, csrf_control},
    wording::{said, text, text_with},
};

/// One page of a form, as far as it has been filled in.
#[derive(Clone, Debug)]
pub struct QuestionPage<'form> {
    pub service: &'form Text,
    pub title: &'form Text,
    pub section: Option<&'form Text>,
    pub items: Vec<&'form Item>,
    /// The choices of a field, whether listed in place or by name.
    pub form: &'form guildhall_domain::forms::CheckedForm,
    pub typed: &'form Typed,
    pub errors: &'form [FieldError],
    /// Where the form is sent: this page's own URL.
    pub action: String,
    pub back: String,
    pub csrf: String,
    pub company: Company,
    /// What [`super::overtaken::SEEN`] carries.
    pub seen: String,
    /// What whoever types for somebody else says, and how.
    pub script: Option<&'form Text>,
    pub hint_aloud: Option<&'form Text>,
    /// Where what stands in the boxes comes from, by field.
    pub notes: BTreeMap<String, KnownNote>,
}

/// How a question and its page share their heading: one `h1`, and no question read out twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// The question is the page's heading.
    Page,
    /// The page's heading above says it already.
    Hidden,
    /// The question has its own words under the page's heading.
    Own,
}

pub fn page(question: QuestionPage<'_>) -> Page {
    let title = said(question.title);
    let heading = heading(&question, &title);
    let has_error = !question.errors.is_empty();
    let has_questions = question
        .items
        .iter()
        .any(|item| matches!(item, Item::Field(_)));
    let summary = has_error.then(|| error_summary(&question));
    let caption = question
        .section
        .map(|section| view! { <span class="govuk-caption-l">{said(section)}</span> });
    let own_heading = (heading != Heading::Page)
        .then(|| view! { <h1 class="govuk-heading-l">{title.clone()}</h1> });
    let items = question
        .items
        .iter()
        .map(|item| match item {
            Item::Content(content) => guidance(content),
            Item::Field(field) => {
                let words = question
                    .company
                    .is_aloud()
                    .then(|| aloud::words(field.script.as_ref(), field.hint_aloud.as_ref()));
                view! { {words}{fields::control(&question, field, heading)} }.into_any()
            }
        })
        .collect_view();
    let full_title = text_with(
        "form-page-title",
        &[("page", &title), ("service", &said(question.service))],
    );
    let csrf = csrf_control(question.csrf.clone());
    let seen = seen_control(question.seen.clone());
    let script = question
        .company
        .is_aloud()
        .then(|| aloud::words(question.script, question.hint_aloud));
    let button = Button::new(if has_questions {
        text("form-continue")
    } else {
        text("form-go-on")
    });
    Page::new(
        full_title,
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <form method="post" action=question.action.clone() novalidate>
                        {csrf}
                        {seen}
                        {caption}
                        {own_heading}
                        {script}
                        {items}
                        {button.prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .after(above(question.company.clone(), question.back.clone()))
}

/// A question by itself, outside any form session.
pub fn lone_control(
    form: &CheckedForm,
    field: &Field,
    typed: &Typed,
    errors: &[FieldError],
) -> AnyView {
    let nothing = Text::from("");
    let question = QuestionPage {
        service: &nothing,
        title: &nothing,
        section: None,
        items: Vec::new(),
        form,
        typed,
        errors,
        action: String::new(),
        back: String::new(),
        csrf: String::new(),
        company: Company::default(),
        seen: String::new(),
        script: None,
        hint_aloud: None,
        notes: BTreeMap::new(),
    };
    fields::control(&question, field, Heading::Own)
}

fn heading(question: &QuestionPage<'_>, title: &str) -> Heading {
    let mut fields = question.items.iter().filter_map(|item| match item {
        Item::Field(field) => Some(field),
        Item::Content(_) => None,
    });
    match (fields.next(), fields.next()) {
        (Some(only), None) if said(&only.label).trim() == title.trim() => {
            let comes_first = matches!(question.items.first(), Some(Item::Field(_)));
            if comes_first {
                Heading::Page
            } else {
                Heading::Hidden
            }
        }
        _ => Heading::Own,
    }
}

fn error_summary(question: &QuestionPage<'_>) -> AnyView {
    let errors = question.errors.iter().filter_map(|error| {
        let field = question.form.field(&error.field)?;
        Some((
            error.control.clone(),
            messages::message(field, &error.problem),
        ))
    });
    ErrorSummary::new(errors.collect::<Vec<_>>()).view()
}

fn guidance(content: &Content) -> AnyView {
    match content {
        Content::Paragraph { text } => view! { <p class="govuk-body">{said(text)}</p> }.into_any(),
        Content::Html { html } => {
            view! { <div class="guidance" inner_html=said(html)></div> }.into_any()
        }
        Content::Inset { html } => InsetText::new(Html::trusted(said(html))).view(),
        Content::Details { summary, html } => {
            Details::new(said(summary), Html::trusted(said(html))).view()
        }
    }
}

/// The label's words, with "(optional)" after them when the question may be left unanswered.
pub(super) fn label_words(field: &Field) -> String {
    let label = said(&field.label);
    if field.optional {
        text_with("form-optional", &[("label", &label)])
    } else {
        label
    }
}
