//! `/account/identity`

use leptos::prelude::*;

use crate::{
    components::{Button, Panel},
    pages::{
        Page, csrf_control,
        small_form::{paragraphs, way},
    },
    wording::{count_with, text, text_with},
};

/// How a resident has their identity checked.
#[derive(Clone, Debug)]
pub struct Identity {
    pub csrf: String,
    pub is_verified: bool,
    /// The code to show, once it was asked for.
    pub code: Option<String>,
    /// How long a code works.
    pub minutes: i64,
    /// Where the counter is.
    pub address: String,
    pub telephone: String,
}

pub fn page(identity: Identity) -> Page {
    let title = text("details-identity");
    let body = if identity.is_verified {
        view! { <p class="govuk-body">{text("details-identity-verified")}</p> }.into_any()
    } else {
        not_yet(identity).into_any()
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {body}
                    {way("/account", text("nav-account"))}
                </div>
            </div>
        },
    )
    .back_to("/account/details")
}

fn not_yet(identity: Identity) -> impl IntoView {
    let documents = ["identity-bring-photograph", "identity-bring-two"]
        .map(|key| view! { <li>{text(key)}</li> });
    let code = identity.code.map(|code| {
        let spoken = format!("{} {}", &code[..code.len() / 2], &code[code.len() / 2..]);
        let panel = Panel {
            heading_level: Some(2),
            ..Panel::new(spoken, text("identity-code-title"))
        };
        view! {
            {panel}
            <p class="govuk-body">{count_with("identity-code-minutes", identity.minutes, &[])}</p>
        }
    });
    let button = if code.is_some() {
        Button::new(text("identity-code-again")).secondary()
    } else {
        Button::new(text("identity-code-button"))
    };
    view! {
        {paragraphs(
            vec![text("identity-why"), text_with("identity-where", &[("address", &identity.address)])],
        )}
        <ul class="govuk-list govuk-list--bullet">{documents.to_vec()}</ul>
        {paragraphs(vec![text("identity-then")])}
        {code}
        <form method="post" action="/account/identity">
            {csrf_control(identity.csrf)}
            {button.prevent_double_click()}
        </form>
        {paragraphs(vec![text_with("prove-telephone", &[("telephone", &identity.telephone)])])}
    }
}
