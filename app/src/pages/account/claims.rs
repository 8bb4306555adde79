//! `/account/claim`, `/account/record`: bringing together what is one person's, by codes to addresses that the
//! council has from elsewhere.

use leptos::prelude::*;

use crate::{
    components::{Button, Choice, Legend, Radios},
    pages::{
        Page,
        small_form::{SmallForm, notice, paragraphs, way},
    },
    wording::text,
};

/// Asks for the reference of something that was sent without signing in.
pub fn claim(form: &SmallForm) -> Page {
    form.page(
        text("claim-title"),
        "/account/claim",
        view! {
            {paragraphs(vec![text("claim-how"), text("claim-why-code")])}
            {form
                .input("reference", text("claim-reference"))
                .hint(text("claim-reference-hint"))
                .spellcheck(false)
                .classes("govuk-input--width-10")}
            {Button::new(text("claim-button")).prevent_double_click()}
        },
        (),
    )
    .back_to("/account")
}

/// Asks for the address that the council knows somebody by. Without text messages there is only e-mail.
pub fn record(form: &SmallForm, has_text_messages: bool) -> Page {
    let means = has_text_messages.then(|| {
        let choices = [
            Choice::new("email", text("means-email")),
            Choice::new("telephone", text("means-telephone")),
        ];
        Radios::new("means", Legend::new(text("record-means")), choices)
            .value(form.value("means"))
            .error(form.error("means"))
            .view()
    });
    let label = if has_text_messages {
        "record-address"
    } else {
        "record-email"
    };
    form.page(
        text("record-title"),
        "/account/record",
        view! {
            {paragraphs(vec![text("record-how"), text("record-why-code")])}
            {means}
            {form.input("address", text(label)).spellcheck(false)}
            {Button::new(text("claim-button")).prevent_double_click()}
        },
        view! {
            {paragraphs(vec![text("record-otherwise")])}
            {way("/account/identity", text("identity-how"))}
        },
    )
    .back_to("/account")
}

/// Asks for the code that was sent, if there was anywhere to send it.
pub fn code(form: &SmallForm, action: String, again: &'static str) -> Page {
    form.page(
        text("code-title"),
        action,
        view! {
            {paragraphs(vec![text("code-sent"), text("code-how-long")])}
            {form
                .input("code", text("code-label"))
                .inputmode("numeric")
                .autocomplete("one-time-code")
                .classes("govuk-input--width-5")}
            {Button::new(text("form-go-on")).prevent_double_click()}
        },
        way(again, text("code-again")),
    )
}

/// A code that was used, tried too often or is too old.
pub fn code_over(again: &'static str) -> Page {
    notice(
        text("code-over-title"),
        vec![text("code-over-why"), text("link-over-nothing")],
        way(again, text("code-again")),
    )
}

/// A service needs to know more surely who somebody is than their account says.
pub fn prove_identity(telephone: String, address: String) -> Page {
    notice(
        text("prove-title"),
        vec![
            text("prove-why"),
            crate::wording::text_with("prove-counter", &[("address", &address)]),
            crate::wording::text_with("prove-telephone", &[("telephone", &telephone)]),
            text("prove-kept"),
        ],
        view! {
            {Button::link(text("identity-how"), "/account/identity")}
            {way("/account", text("nav-account"))}
        },
    )
}
