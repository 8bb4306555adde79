//! Organisations that the council knows: the list of them, a page for each, and those who may act for one.

mod list;
mod one;
mod people;

use guildhall_domain::organisations::Capacity;
use leptos::prelude::*;

pub use list::{OrganisationRow, Organisations, list};
pub use one::{OrganisationPage, Speaking, page};
pub use people::{AuthorityForm, Candidates, EndQuestion, ask_to_end, authority, candidates};

use crate::wording::{text, text_with};

/// Somebody who may act for an organisation, or could.
#[derive(Clone, Debug)]
pub struct AuthorisedRow {
    pub id: String,
    pub name: String,
    pub capacity: Capacity,
    pub since: String,
    /// When it ended.
    pub until: Option<String>,
    /// The reader themselves, whose record they may not open.
    pub is_own: bool,
}

fn capacity_words(capacity: Capacity) -> String {
    text(&format!("capacity-{}", capacity.word()))
}

/// An organisation that somebody acts for.
#[derive(Clone, Debug)]
pub struct ActsForRow {
    pub id: String,
    pub name: String,
    pub capacity: Capacity,
}

/// The organisations that somebody may act for, for their own page. Nothing where there are none.
pub fn acts_for(rows: Vec<ActsForRow>) -> Option<impl IntoView> {
    (!rows.is_empty()).then(|| {
        let items = rows.into_iter().map(|row| {
            let href = format!("/desk/organisations/{}", row.id);
            let capacity = capacity_words(row.capacity);
            view! { <li><a class="govuk-link as-typed" href=href>{row.name}</a>", "{capacity}</li> }
        });
        view! {
            <h2 class="govuk-heading-m">{text("organisations-acts-for")}</h2>
            <ul class="govuk-list">{items.collect_view()}</ul>
        }
    })
}

/// For whom a case is: a person, or an organisation with the one who acts for it.
pub(crate) fn acting(organisation: &str, person: &str) -> String {
    text_with(
        "organisation-acting",
        &[("organisation", organisation), ("name", person)],
    )
}
