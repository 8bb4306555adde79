//! `/insight`

use leptos::prelude::*;

use super::Page;
use crate::{
    components::{Button, Cell, Select, SelectItem, Table},
    wording::{text, text_with},
};

/// The periods that can be counted, in days.
pub const PERIODS: [u16; 3] = [30, 90, 365];

/// How many characters somebody types in a minute: slower than at a desk, as most forms are filled in on a telephone.
const KEYSTROKES_A_MINUTE: i64 = 150;

/// What people did not have to type again.
#[derive(Clone, Debug)]
pub struct Insight {
    /// One of [`PERIODS`].
    pub days: u16,
    pub services: Vec<ServiceCount>,
}

#[derive(Clone, Debug, Default)]
pub struct ServiceCount {
    pub title: String,
    pub forms_sent: i64,
    pub answers_needed: i64,
    pub answers_reused: i64,
    pub pages_saved: i64,
    pub keystrokes_saved: i64,
}

pub fn page(insight: Insight) -> Page {
    let days = insight.days.to_string();
    let periods = PERIODS.map(|days| {
        let days = days.to_string();
        let words = text_with("insight-days", &[("days", &days)]);
        SelectItem::new(days, words)
    });
    let rate = KEYSTROKES_A_MINUTE.to_string();
    let counts = if insight.services.is_empty() {
        view! {
            <p class="govuk-body">{text("insight-none")}</p>
            <p class="govuk-body">{text("insight-none-how")}</p>
        }
        .into_any()
    } else {
        view! {
            {table(insight.services)}
            <p class="govuk-hint">{text_with("insight-rate", &[("rate", &rate)])}</p>
        }
        .into_any()
    };
    Page::new(
        text("insight-title"),
        view! {
            <h1 class="govuk-heading-l">{text("insight-title")}</h1>
            <p class="govuk-body">{text("insight-what")}</p>
            <form action="/insight" method="get" class="case-filter">
                {Select::new("days", text("insight-period"), Vec::from(periods)).value(days)}
                {Button::new(text("insight-show")).secondary()}
            </form>
            {counts}
        },
    )
}

fn table(services: Vec<ServiceCount>) -> AnyView {
    let mut all = ServiceCount {
        title: text("insight-all"),
        ..ServiceCount::default()
    };
    for one in &services {
        all.forms_sent += one.forms_sent;
        all.answers_needed += one.answers_needed;
        all.answers_reused += one.answers_reused;
        all.pages_saved += one.pages_saved;
        all.keystrokes_saved += one.keystrokes_saved;
    }
    let total = (services.len() > 1).then_some(all);
    let head = [
        Cell::new(text("insight-service")),
        Cell::numeric(text("insight-sent")),
        Cell::numeric(text("insight-needed")),
        Cell::numeric(text("insight-reused")),
        Cell::numeric(text("insight-pages")),
        Cell::numeric(text("insight-keystrokes")),
        Cell::numeric(text("insight-minutes")),
    ];
    let rows = services.into_iter().chain(total).map(row);
    Table::new(text("insight-caption"), head, rows)
        .named_rows()
        .stacked()
        .view()
}

fn row(count: ServiceCount) -> Vec<Cell> {
    let share = (count.answers_reused * 100)
        .checked_div(count.answers_needed)
        .unwrap_or(0);
    let (reused, share) = (grouped(count.answers_reused), share.to_string());
    vec![
        Cell::new(count.title),
        Cell::numeric(grouped(count.forms_sent)),
        Cell::numeric(grouped(count.answers_needed)),
        Cell::numeric(text_with(
            "insight-share",
            &[("reused", &reused), ("share", &share)],
        )),
        Cell::numeric(grouped(count.pages_saved)),
        Cell::numeric(grouped(count.keystrokes_saved)),
        Cell::numeric(grouped(count.keystrokes_saved / KEYSTROKES_A_MINUTE)),
    ]
}

/// Digits in threes: "12,345".
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
