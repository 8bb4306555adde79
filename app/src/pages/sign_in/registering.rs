//! `/register`

use leptos::prelude::*;

use super::public_computer;
use crate::{
    components::Button,
    pages::{
        Page,
        small_form::{SmallForm, way},
    },
    wording::text,
};

/// Makes an account.
pub fn register(form: &SmallForm, sign_in: String) -> Page {
    let next = form.value("next");
    form.page(
        text("register-title"),
        "/register",
        view! {
            <p class="govuk-body">{text("register-why")}</p>
            <input type="hidden" name="next" value=next/>
            {form.input("name", text("register-name")).autocomplete("name").spellcheck(false)}
            {form.email("email", text("register-email"), "email").hint(text("register-email-hint"))}
            {form
                .password("password", text("register-password"), "new-password")
                .hint(text("register-password-hint"))}
            {Button::new(text("register-button")).prevent_double_click()}
        },
        way(sign_in, text("register-sign-in")),
    )
    .back_to("/")
}

/// The page that a confirming link opens. In the browser that registered, pressing the button is enough; in any
/// other one the password says that it is the same person: whoever else typed this address does not get in.
pub fn confirm(form: &SmallForm, action: String, asks_password: bool) -> Page {
    let password = asks_password.then(|| {
        view! {
            <p class="govuk-body">{text("confirm-password-why")}</p>
            {form.password("password", text("confirm-password"), "current-password")}
        }
    });
    form.page(
        text("confirm-title"),
        action,
        view! {
            {password}
            {public_computer(form)}
            {Button::new(text("confirm-button")).prevent_double_click()}
        },
        (),
    )
}
