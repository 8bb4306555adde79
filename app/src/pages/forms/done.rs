//! `/forms/{session}/done`

use guildhall_domain::text::Text;
use leptos::prelude::*;

use super::ActingFor;
use crate::{
    components::{Html, Panel},
    pages::Page,
    wording::{said, text, text_with},
};

/// What was sent, and what happens now.
#[derive(Clone, Debug)]
pub struct DonePage<'form> {
    pub service: &'form Text,
    pub reference: String,
    /// Sanitised HTML.
    pub what_happens_next: &'form Text,
    pub acting: Option<ActingFor>,
}

pub fn page(done: DonePage<'_>) -> Page {
    // Staff read this to somebody else, so it speaks to them, not to the resident.
    let (title, reference_label) = if done.acting.is_some() {
        (text("done-title-desk"), text("done-reference-desk"))
    } else {
        (text("done-title"), text("done-reference"))
    };
    let full_title = text_with(
        "form-page-title",
        &[("page", &title), ("service", &said(done.service))],
    );
    let reference = done.reference.clone();
    let panel = Panel::new(
        title,
        Html::view(
            view! { {reference_label}<br/><strong class="reference">{reference.clone()}</strong> },
        ),
    );
    let at_desk = done.acting.is_some().then(|| {
        let href = format!("/desk/cases/{reference}");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text("done-see-case")}</a></p> }
    });
    let keep = done
        .acting
        .is_none()
        .then(|| view! { <p class="govuk-body">{text("done-keep")}</p> });
    let (home, finish) = if done.acting.is_some() {
        ("/desk", text("done-finish-desk"))
    } else {
        ("/", text("done-finish"))
    };
    let for_whom = done.acting.as_ref().map(|acting| {
        let channel = text(&format!("channel-{}", acting.channel));
        let words = match &acting.name {
            Some(name) => text_with("done-for", &[("name", name), ("channel", &channel)]),
            None => text_with("done-for-nobody", &[("channel", &channel)]),
        };
        view! { <p class="govuk-body">{words}</p> }
    });
    Page::new(
        full_title,
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {panel}
                    {for_whom}
                    {keep}
                    {at_desk}
                    <h2 class="govuk-heading-m">{text("done-next")}</h2>
                    <div class="guidance" inner_html=said(done.what_happens_next)></div>
                    <p class="govuk-body"><a class="govuk-link" href=home>{finish}</a></p>
                </div>
            </div>
        },
    )
}
