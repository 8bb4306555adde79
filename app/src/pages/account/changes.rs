//! `/account/changes/{id}`

use leptos::prelude::*;
use time::Date;

use crate::{
    components::{Cell, Table},
    pages::{Page, forms::answers::date_words},
    wording::{text, text_with},
};

/// A change that was passed on.
#[derive(Clone, Debug)]
pub struct PassedOn {
    /// What changed: "your home address".
    pub what: String,
    pub changed_on: Date,
    pub teams: Vec<ToldTeam>,
}

/// A team that relies on what changed.
#[derive(Clone, Debug)]
pub struct ToldTeam {
    /// None while nobody looks after it yet.
    pub name: Option<String>,
    pub seen_at: Option<String>,
    pub done_at: Option<String>,
}

/// A change as the details' page lists it.
#[derive(Clone, Debug)]
pub struct ChangeLine {
    pub id: String,
    pub what: String,
    pub changed_on: Date,
}

pub fn page(passed_on: PassedOn) -> Page {
    let date = date_words(passed_on.changed_on);
    let intro = text_with(
        "changes-intro",
        &[("what", &passed_on.what), ("date", &date)],
    );
    let rows = passed_on.teams.into_iter().map(|team| {
        let state = match (team.done_at, team.seen_at) {
            (Some(at), _) => text_with("changes-done", &[("date", &at)]),
            (None, Some(at)) => text_with("changes-seen", &[("date", &at)]),
            (None, None) => text("changes-not-seen"),
        };
        let name = team.name.unwrap_or_else(|| text("changes-nobodys"));
        [name, state]
            .map(|words| Cell::new(words.into_any()))
            .into()
    });
    let labels = [text("changes-team"), text("changes-state")];
    let table = Table::new(text("changes-title"), labels, rows.collect::<Vec<_>>()).stacked();
    Page::new(
        text("changes-title"),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{text("changes-title")}</h1>
                    <p class="govuk-body">{intro}</p>
                    {table.view()}
                </div>
            </div>
        },
    )
    .back_to("/account/details")
}

/// Links to the changes that were passed on lately.
pub fn lines(changes: Vec<ChangeLine>) -> Option<AnyView> {
    if changes.is_empty() {
        return None;
    }
    let links = changes.into_iter().map(|change| {
        let date = date_words(change.changed_on);
        let words = text_with("changes-link", &[("what", &change.what), ("date", &date)]);
        let href = format!("/account/changes/{}", change.id);
        view! { <li><a class="govuk-link" href=href>{words}</a></li> }
    });
    let view = view! {
        <h2 class="govuk-heading-m">{text("changes-heading")}</h2>
        <ul class="govuk-list">{links.collect_view()}</ul>
    };
    Some(view.into_any())
}
