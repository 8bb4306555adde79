//! Links that arrive by e-mail.

use leptos::prelude::*;

use super::{Account, public_computer, which_account};
use crate::{
    components::Button,
    pages::{
        Page,
        small_form::{SmallForm, notice, way},
    },
    wording::{text, text_with},
};

/// What was sent, and to which address. The page is the same whether or not there is an account.
#[derive(Clone, Debug)]
pub enum Sent {
    Registering(String),
    SignInLink(String),
    Recovering(String),
}

/// Asks for the address to which a link goes.
pub fn ask_for_link(form: &SmallForm) -> Page {
    form.page(
        text("link-title"),
        "/sign-in/link",
        view! {
            <p class="govuk-body">{text("link-how")}</p>
            <input type="hidden" name="next" value=form.value("next")/>
            {form.email("email", text("sign-in-email"), "username")}
            {Button::new(text("link-button")).prevent_double_click()}
        },
        (),
    )
    .back_to("/sign-in")
}

/// Something is on its way.
pub fn check_your_email(sent: Sent) -> Page {
    let (key, address, again) = match sent {
        Sent::Registering(address) => ("sent-registering", address, "/register"),
        Sent::SignInLink(address) => ("sent-link", address, "/sign-in/link"),
        Sent::Recovering(address) => ("sent-recovering", address, "/recover"),
    };
    notice(
        text("sent-title"),
        vec![
            text_with("sent-to", &[("address", &address)]),
            text(key),
            text("sent-not-there"),
        ],
        way(again, text("sent-again")),
    )
}

/// The page that a link to sign in opens. Pressing the button signs in: programs that look into mail open links
/// too, and must not use them up.
pub fn open_link(form: &SmallForm, action: String, accounts: Vec<Account>) -> Page {
    let name = match accounts.as_slice() {
        [only] => Some(text_with("link-open-name", &[("name", &only.name)])),
        _ => None,
    };
    form.page(
        text("sign-in-title"),
        action,
        view! {
            {name.map(|name| view! { <p class="govuk-body">{name}</p> })}
            {which_account(form, accounts)}
            {public_computer(form)}
            {Button::new(text("sign-in-button")).prevent_double_click()}
        },
        (),
    )
}

/// A link that was used, is too old, or never was one. `again` is where a new one is to be had.
pub fn link_over(again: &'static str) -> Page {
    notice(
        text("link-over-title"),
        vec![text("link-over-why"), text("link-over-nothing")],
        way(again, text("link-over-again")),
    )
}
