//! What the council knows already, and where it has it from.

use guildhall_domain::{forms::Answer, text::Text};
use leptos::prelude::*;
use time::Date;

use super::answers::{answer_words, date_words};
use crate::{
    components::{Html, InsetText},
    wording::{said, text, text_with},
};

/// Where something known comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownNote {
    /// The word for who said it: `resident`.
    pub source: String,
    pub said_on: Date,
    /// The title of the service that it was said in, where that may be told.
    pub told_in: Option<String>,
    /// It is old, or there is more than one: it has to be looked at.
    pub is_old: bool,
}

impl KnownNote {
    /// "You told us this on 27 March 2026, in ‘Report a missed bin’."
    pub fn words(&self) -> String {
        let date = date_words(self.said_on);
        let from = text(&format!("known-from-{}", self.source));
        let words = match &self.told_in {
            Some(service) => text_with(
                "known-since-in",
                &[("from", &from), ("date", &date), ("service", service)],
            ),
            None => text_with("known-since", &[("from", &from), ("date", &date)]),
        };
        if self.is_old {
            text_with("known-to-look-at", &[("known", &words)])
        } else {
            words
        }
    }
}

/// Something known, as a page shows it to be confirmed.
#[derive(Clone, Debug)]
pub struct KnownValue<'form> {
    pub label: &'form Text,
    pub answer: Answer,
    /// The labels of the choices taken.
    pub labels: Vec<Text>,
    pub note: KnownNote,
}

/// An answer that became another because something newer was said elsewhere.
#[derive(Clone, Debug)]
pub struct Exchanged {
    pub label: Text,
    pub was: Answer,
    pub said_on: Date,
    pub told_in: Option<String>,
}

/// Says which answers became others, and why.
pub fn exchanged(exchanged: Vec<Exchanged>) -> Option<AnyView> {
    if exchanged.is_empty() {
        return None;
    }
    let lines = exchanged.into_iter().map(|one| {
        let (label, date) = (said(&one.label), date_words(one.said_on));
        let was = answer_words(&one.was);
        let words = match &one.told_in {
            Some(service) => text_with(
                "exchanged-in",
                &[
                    ("label", &label),
                    ("date", &date),
                    ("service", service),
                    ("was", &was),
                ],
            ),
            None => text_with(
                "exchanged",
                &[("label", &label), ("date", &date), ("was", &was)],
            ),
        };
        view! { <li>{words}</li> }
    });
    let view = view! {
        <h2 class="govuk-heading-m">{text("exchanged-title")}</h2>
        <p class="govuk-body">{text("exchanged-explained")}</p>
        <ul class="govuk-list govuk-list--bullet">{lines.collect_view()}</ul>
    };
    Some(InsetText::new(Html::view(view)).view())
}
