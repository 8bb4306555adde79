//! `/forms/{session}/done`

use guildhall_domain::text::Text;
use leptos::prelude::*;

use super::{ActingFor, acting_for};
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
    let title = text("done-title");
    let full_title = text_with(
        "form-page-title",
        &[("page", &title), ("service", &said(done.service))],
    );
    let reference = done.reference.clone();
    let panel = Panel::new(
        title,
        Html::view(
            view! { {text("done-reference")}<br/><strong class="reference">{reference.clone()}</strong> },
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
    let page = Page::new(
        full_title,
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {panel}
                    {keep}
                    {at_desk}
                    <h2 class="govuk-heading-m">{text("done-next")}</h2>
                    <div class="guidance" inner_html=said(done.what_happens_next)></div>
                    <p class="govuk-body"><a class="govuk-link" href=home>{finish}</a></p>
                </div>
            </div>
        },
    );
    match done.acting {
        Some(acting) => page.after(acting_for(acting)),
        None => page,
    }
}
