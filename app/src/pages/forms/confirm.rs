//! `/forms/{session}/{page}` where all that the page asks is known: one plain question, whether it is still right.

use guildhall_domain::text::Text;
use leptos::prelude::*;

use super::{Company, above, answers::value, known::KnownValue};
use crate::{
    components::{Button, Choice, ErrorSummary, Html, Legend, Radios, SummaryList, SummaryRow},
    pages::{Page, csrf_control},
    wording::{said, text, text_with},
};

/// The control that says whether what is known is still right; no field may be called that.
pub const CONTROL: &str = "known-is-right";

/// The control that says which values were shown, so that nobody confirms others.
pub const SHOWN: &str = "known-shown";

/// What is known, to be looked at.
#[derive(Clone, Debug)]
pub struct ConfirmPage<'form> {
    pub service: &'form Text,
    pub title: &'form Text,
    pub section: Option<&'form Text>,
    pub values: Vec<KnownValue<'form>>,
    /// What [`SHOWN`] carries.
    pub shown: String,
    pub action: String,
    pub back: String,
    pub csrf: String,
    pub company: Company,
    /// Nothing was chosen.
    pub has_error: bool,
}

pub fn page(confirm: ConfirmPage<'_>) -> Page {
    let title = said(confirm.title);
    let full_title = text_with(
        "form-page-title",
        &[("page", &title), ("service", &said(confirm.service))],
    );
    let error = confirm.has_error.then(|| text("known-not-said"));
    let summary = error
        .clone()
        .map(|error| ErrorSummary::new(vec![(CONTROL, error)]).view());
    let caption = confirm
        .section
        .map(|section| view! { <span class="govuk-caption-l">{said(section)}</span> });
    let rows = confirm.values.iter().map(|known| {
        let shown = view! {
            {value(&known.answer, &known.labels)}
            <p class="govuk-hint known-from">{known.note.words()}</p>
        };
        // Where the page's heading is the question, it is not said twice.
        let label = said(known.label);
        let label = if label.trim() == said(confirm.title).trim() {
            text("known-have")
        } else {
            label
        };
        SummaryRow::new(label, Html::view(shown))
    });
    let choices = [
        Choice::new("yes", text("known-yes")),
        Choice::new("change", text("known-change")),
    ];
    let legend = Legend {
        classes: "govuk-fieldset__legend--m".into(),
        ..Legend::new(text("known-question"))
    };
    Page::new(
        full_title,
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <form method="post" action=confirm.action.clone() novalidate>
                        {csrf_control(confirm.csrf.clone())}
                        <input type="hidden" name=SHOWN value=confirm.shown.clone()/>
                        {caption}
                        <h1 class="govuk-heading-l">{title}</h1>
                        {SummaryList::new(rows)}
                        {Radios::new(CONTROL, legend, choices).error(error).view()}
                        {Button::new(text("form-continue")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(confirm.has_error)
    .after(above(confirm.company.clone(), confirm.back.clone()))
}
