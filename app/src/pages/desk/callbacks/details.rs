//! Whom to ring, on the page of a callback's task.

use guildhall_domain::callbacks::{Answered, Outcome};
use leptos::prelude::*;

use crate::{
    components::{Html, SummaryList, SummaryRow},
    wording::{count_with, text},
};

/// Whom to ring, and what is known before.
#[derive(Clone, Debug)]
pub struct CallbackDetails {
    pub name: String,
    pub telephone: String,
    pub best_time: String,
    pub service: Option<String>,
    pub answers: Vec<Answered>,
    pub attempts: i64,
    pub last_outcome: Option<Outcome>,
}

pub fn details(callback: CallbackDetails) -> AnyView {
    let href = format!("tel:{}", callback.telephone.replace(' ', ""));
    let telephone = view! { <a class="govuk-link" href=href>{callback.telephone}</a> };
    let mut rows = vec![
        SummaryRow::new(text("callback-name"), callback.name),
        SummaryRow::new(text("callback-telephone"), Html::view(telephone)),
    ];
    if !callback.best_time.is_empty() {
        rows.push(SummaryRow::new(
            text("callback-best-time"),
            callback.best_time,
        ));
    }
    if let Some(service) = callback.service {
        rows.push(SummaryRow::new(text("callback-service"), service));
    }
    rows.push(SummaryRow::new(
        text("callback-tries"),
        tries(callback.attempts, callback.last_outcome),
    ));
    rows.extend(callback.answers.into_iter().map(|answered| {
        let answer = if answered.answer.is_empty() {
            text("callback-not-answered").into_any()
        } else {
            view! { <span class="message-text">{answered.answer}</span> }.into_any()
        };
        SummaryRow::new(answered.question, Html::view(answer))
    }));
    SummaryList::new(rows).card(text("callback-whom")).view()
}

/// How often it was tried, and what came of it last.
pub(super) fn tries(attempts: i64, last: Option<Outcome>) -> String {
    let last = last.map(|last| text(&format!("callback-outcome-{}", last.word())));
    match last {
        Some(last) => count_with("callback-tried-last", attempts, &[("outcome", &last)]),
        None => text("callback-not-tried"),
    }
}
