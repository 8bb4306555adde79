//! `/champion`

use leptos::prelude::*;

use super::Page;
use crate::{
    components::{SummaryList, SummaryRow},
    wording::text,
};

/// Who a champion is to the council.
#[derive(Clone, Debug)]
pub struct Champion {
    pub name: String,
    pub organisations: Vec<String>,
}

pub fn page(champion: Champion) -> Page {
    let organisations = champion.organisations.join(", ");
    let about = SummaryList::new([
        SummaryRow::new(text("champion-name"), champion.name),
        SummaryRow::new(text("champion-organisation"), organisations),
    ]);
    Page::new(
        text("champion-title"),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{text("champion-title")}</h1>
                    {about}
                    <h2 class="govuk-heading-m">{text("champion-helping")}</h2>
                    <p class="govuk-body">{text("champion-consent")}</p>
                    <p class="govuk-body">{text("champion-beside")}</p>
                    <p class="govuk-body"><a class="govuk-link" href="/services">{text("champion-services")}</a></p>
                </div>
            </div>
        },
    )
}
