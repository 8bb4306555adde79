//! By when somebody is rung, for those who speak with them meanwhile.

use guildhall_domain::callbacks::Outcome;
use leptos::prelude::*;
use time::Date;

use super::details::tries;
use crate::{
    components::Tag,
    pages::{desk::hours::moment_words, small_form::way},
    wording::{text, text_with},
};

/// What somebody was promised.
#[derive(Clone, Debug)]
pub struct Promise {
    /// None where a colleague who is in no team is to ring.
    pub team: Option<String>,
    pub due_on: Date,
    pub due_minute: u16,
    pub is_late: bool,
    pub asked: String,
    pub attempts: i64,
    pub last_outcome: Option<Outcome>,
    /// Its page, for those who may open it.
    pub href: Option<String>,
}

/// The callbacks that a person waits for, as their page shows them.
#[derive(Clone, Debug, Default)]
pub struct Promises {
    pub promises: Vec<Promise>,
    /// Where another is asked for.
    pub ask: String,
}

/// "Waste and recycling, by 30 March 2026 at 4pm".
pub fn promise_words(team: Option<&str>, due: (Date, u16)) -> String {
    let when = moment_words(due.0, due.1);
    match team {
        Some(team) => text_with("callback-promise", &[("team", team), ("when", &when)]),
        None => text_with("callback-promise-colleague", &[("when", &when)]),
    }
}

pub fn promises(about: Promises) -> AnyView {
    let lines: Vec<_> = about
        .promises
        .into_iter()
        .map(|one| {
            let words = promise_words(one.team.as_deref(), (one.due_on, one.due_minute));
            let words = match one.href {
                Some(href) => {
                    view! { <a class="govuk-link as-typed" href=href>{words}</a> }.into_any()
                }
                None => view! { <span class="as-typed">{words}</span> }.into_any(),
            };
            let late = one
                .is_late
                .then(|| Tag::new(text("task-overdue")).classes("govuk-tag--red"));
            let asked = text_with("callback-asked", &[("when", &one.asked)]);
            let tried = tries(one.attempts, one.last_outcome);
            view! { <li>{words}" "{late.map(Tag::view)}<br/>{asked}". "{tried}</li> }
        })
        .collect();
    let lines = if lines.is_empty() {
        view! { <p class="govuk-body">{text("callbacks-about-none")}</p> }.into_any()
    } else {
        view! { <ul class="govuk-list govuk-list--spaced">{lines}</ul> }.into_any()
    };
    view! {
        <h2 class="govuk-heading-m">{text("callbacks-title")}</h2>
        {lines}
        {way(about.ask, text("callback-ask-link"))}
    }
    .into_any()
}
