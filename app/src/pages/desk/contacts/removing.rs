//! `/desk/contacts/{id}/people/{person}/remove`: the wrong person was chosen.

use leptos::prelude::*;

use crate::{
    components::{Button, WarningText},
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

/// Asks before somebody is taken out of a contact, and says what goes with them.
#[derive(Clone, Debug)]
pub struct Remove {
    pub csrf: String,
    pub contact: String,
    pub person: String,
    pub name: String,
    /// Forms begun for them in the contact, which are thrown away: what they hold is somebody else's.
    pub drafts: Vec<Begun>,
    /// Cases opened for them in the contact, which stay theirs.
    pub cases: Vec<Begun>,
}

/// A form that was begun, or a case that was opened.
#[derive(Clone, Debug)]
pub struct Begun {
    pub service: String,
    pub reference: Option<String>,
}

pub fn remove(page: Remove) -> Page {
    let title = text_with("contact-remove-title", &[("name", &page.name)]);
    let back = format!("/desk/contacts/{}", page.contact);
    let action = format!("{back}/people/{}/remove", page.person);
    let drafts = (!page.drafts.is_empty()).then(|| {
        let lines = page
            .drafts
            .into_iter()
            .map(|one| view! { <li>{one.service}</li> });
        view! {
            <p class="govuk-body">{text("contact-remove-drafts")}</p>
            <ul class="govuk-list govuk-list--bullet">{lines.collect_view()}</ul>
        }
    });
    let cases = (!page.cases.is_empty()).then(|| {
        let lines = page.cases.into_iter().map(|one| {
            let reference = one.reference.unwrap_or_default();
            let href = format!("/desk/cases/{reference}");
            view! { <li><a class="govuk-link" href=href>{one.service}" "{reference}</a></li> }
        });
        view! {
            {WarningText::new(text("contact-remove-cases"))}
            <ul class="govuk-list govuk-list--bullet">{lines.collect_view()}</ul>
        }
    });
    let away = back.clone();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l as-typed">{title}</h1>
                    <p class="govuk-body">{text("contact-remove-what")}</p>
                    {drafts}
                    {cases}
                    <form method="post" action=action>
                        {csrf_control(page.csrf)}
                        <div class="govuk-button-group">
                            {Button::new(text("contact-remove-button")).warning()}
                            <a class="govuk-link" href=away>{text("contact-remove-not")}</a>
                        </div>
                    </form>
                </div>
            </div>
        },
    )
    .back_to(back)
}
