//! `/forms/{session}/done`

use guildhall_domain::text::Text;
use leptos::prelude::*;

use super::Company;
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
    pub company: Company,
    /// Where the receipt goes, so much of it that they know it again; none if it goes nowhere.
    pub receipt: Option<String>,
}

pub fn page(done: DonePage<'_>) -> Page {
    // Staff read this to somebody else, so it speaks to them, not to the resident.
    let (title, reference_label) = if done.company.acting.is_some() {
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
    let at_desk = done.company.acting.is_some().then(|| {
        let href = format!("/desk/cases/{reference}");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text("done-see-case")}</a></p> }
    });
    let keep = done
        .company
        .acting
        .is_none()
        .then(|| view! { <p class="govuk-body">{text("done-keep")}</p> });
    let (home, finish) = match (&done.company.acting, &done.company.finish) {
        (Some(_), _) => ("/desk".to_owned(), text("done-finish-desk")),
        (None, Some(href)) => (href.clone(), text("guest-bar-finish")),
        (None, None) => ("/".to_owned(), text("done-finish")),
    };
    let receipt = receipt(&done);
    let for_whom = done.company.acting.as_ref().map(|acting| {
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
                    {receipt}
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

/// Staff are told by which way the receipt goes, or what to read out where there is none.
fn receipt(done: &DonePage<'_>) -> Option<AnyView> {
    let acting = done.company.acting.as_ref()?;
    if let Some(address) = &done.receipt {
        let words = text_with("done-receipt-email", &[("address", address)]);
        return Some(view! { <p class="govuk-body">{words}</p> }.into_any());
    }
    let spelled: Vec<String> = done
        .reference
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(String::from)
        .collect();
    let who = acting
        .name
        .clone()
        .unwrap_or_else(|| text("declare-somebody"));
    let view = view! {
        <h2 class="govuk-heading-m">{text("done-no-receipt-title")}</h2>
        <p class="govuk-body">{text_with("done-no-receipt", &[("who", &who)])}</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>{text_with("done-read-reference", &[("letters", &spelled.join(" "))])}</li>
            <li>{text("done-read-next")}</li>
        </ul>
    };
    Some(view.into_any())
}
