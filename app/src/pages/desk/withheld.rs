//! `/desk/withheld`, `/desk/withheld/{id}`

use guildhall_domain::openings::Review;
use leptos::prelude::*;

use super::table;
use crate::{
    components::{
        Button, Cell, Choice, ErrorSummary, NotificationBanner, Radios, SummaryList, SummaryRow,
    },
    pages::{Page, account::access::Why, csrf_control, steps},
    wording::{text, text_with},
};

/// Looks at records that are kept from the ones they are about, newest first.
#[derive(Clone, Debug)]
pub struct Withheld {
    pub rows: Vec<WithheldRow>,
    pub newer: Option<String>,
    pub older: Option<String>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct WithheldRow {
    pub href: String,
    pub person: String,
    pub who: String,
    pub when: String,
    pub reason: Why,
    /// The word of what it is withheld for.
    pub ground: &'static str,
    pub review: ReviewState,
}

/// How far a review has got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// Nobody has reviewed it yet.
    New,
    /// The time that somebody agreed to is over.
    Due,
    /// Somebody agreed that it stays withheld until this day.
    Agreed(String),
}

pub fn list(list: Withheld) -> Page {
    let shown = if list.rows.is_empty() {
        view! { <p class="govuk-body">{text("withheld-none")}</p> }.into_any()
    } else {
        let labels = [
            "withheld-person",
            "withheld-who",
            "withheld-when",
            "withheld-ground",
            "withheld-review",
        ];
        let rows = list.rows.into_iter().map(cells).collect();
        view! {
            {table(text("withheld-caption"), labels.map(text), rows)}
            {steps(list.newer, list.older)}
        }
        .into_any()
    };
    let banner = list
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    Page::new(
        text("withheld-title"),
        view! {
            {banner}
            <h1 class="govuk-heading-l">{text("withheld-title")}</h1>
            <p class="govuk-body">{text("withheld-what")}</p>
            {shown}
        },
    )
    .back_to("/desk")
}

fn cells(row: WithheldRow) -> Vec<Cell> {
    let cells = [
        view! { <a class="govuk-link as-typed" href=row.href>{row.person}</a> }.into_any(),
        row.who.into_any(),
        row.when.into_any(),
        said_ground(row.ground).into_any(),
        said_review(row.review).into_any(),
    ];
    cells.map(Cell::new).into()
}

fn said_ground(ground: &str) -> String {
    text(&format!("ground-{ground}"))
}

fn said_review(review: ReviewState) -> String {
    match review {
        ReviewState::New => text("withheld-new"),
        ReviewState::Due => text("withheld-due"),
        ReviewState::Agreed(until) => text_with("withheld-until", &[("until", &until)]),
    }
}

fn said_reason(reason: Why) -> String {
    match reason {
        Why::Case(reference) => text_with("withheld-for-case", &[("reference", &reference)]),
        Why::Contact(how) => text(&format!("why-{how}")),
        Why::Stated(words) => words,
    }
}

/// One of them, with what may be decided; without a token for whoever looked, for somebody else reviews that.
pub fn review(csrf: Option<String>, row: WithheldRow, is_undecided: bool) -> Page {
    let title = text("withheld-review-title");
    let problem = is_undecided.then(|| text("withheld-decide"));
    let summary = ErrorSummary::new(problem.clone().map(|problem| ("decision", problem))).view();
    let rows = [
        SummaryRow::new(text("withheld-person"), row.person),
        SummaryRow::new(text("withheld-who"), row.who),
        SummaryRow::new(text("withheld-when"), row.when),
        SummaryRow::new(text("withheld-reason"), said_reason(row.reason)),
        SummaryRow::new(text("withheld-ground"), said_ground(row.ground)),
        SummaryRow::new(text("withheld-review"), said_review(row.review)),
    ];
    let decide = match csrf {
        Some(csrf) => decide(csrf, row.href, problem).into_any(),
        None => view! { <p class="govuk-body">{text("withheld-own")}</p> }.into_any(),
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    {SummaryList::new(rows)}
                    {decide}
                </div>
            </div>
        },
    )
    .with_error(is_undecided)
    .back_to("/desk/withheld")
}

fn decide(csrf: String, action: String, problem: Option<String>) -> impl IntoView {
    let agree = Review::ALL.iter().map(|review| {
        let word = review.word();
        Choice::new(word, text(&format!("withheld-agree-{word}")))
    });
    let release = Choice::new("release", text("withheld-release"));
    let choices: Vec<_> = std::iter::once(release).chain(agree).collect();
    view! {
        <form method="post" action=action novalidate>
            {csrf_control(csrf)}
            {Radios::new("decision", text("withheld-question"), choices).error(problem)}
            {Button::new(text("withheld-save")).prevent_double_click()}
        </form>
    }
}
