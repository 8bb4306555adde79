//! `/sign-in` and `/recover`

use leptos::prelude::*;

use super::{Account, public_computer, which_account};
use crate::{
    components::{Button, NotificationBanner},
    pages::{
        Page,
        small_form::{SmallForm, notice, paragraphs, way},
    },
    wording::text,
};

/// Signs a resident in; `query` is what the other ways need to lead to the same place.
pub fn sign_in(form: &SmallForm, query: &str, why: Option<String>) -> Page {
    let next = form.value("next");
    let to = |path: &str| format!("{path}{query}");
    form.page(
        text("sign-in-title"),
        "/sign-in",
        view! {
            {paragraphs(why.into_iter().collect())}
            <input type="hidden" name="next" value=next/>
            <input type="hidden" name="needs" value=form.value("needs")/>
            {form.email("email", text("sign-in-email"), "username")}
            {form.password("password", text("sign-in-password"), "current-password")}
            {public_computer(form)}
            {Button::new(text("sign-in-button")).prevent_double_click()}
        },
        view! {
            <h2 class="govuk-heading-m">{text("sign-in-other-ways")}</h2>
            <ul class="govuk-list govuk-list--spaced">
                <li><a class="govuk-link" href=to("/sign-in/passkey")>{text("passkey-sign-in")}</a></li>
                <li><a class="govuk-link" href=to("/sign-in/link")>{text("sign-in-by-link")}</a></li>
                <li><a class="govuk-link" href="/recover">{text("sign-in-recover")}</a></li>
                <li><a class="govuk-link" href=to("/register")>{text("sign-in-register")}</a></li>
            </ul>
        },
    )
}

/// Asks which of several people who share an address and a password this is.
pub fn choose_account(form: &SmallForm, accounts: Vec<Account>) -> Page {
    form.page(
        text("which-title"),
        "/sign-in/which",
        view! {
            {which_account(form, accounts)}
            {Button::new(text("form-go-on")).prevent_double_click()}
        },
        (),
    )
}

/// Asks for the address to which a link to a new password goes.
pub fn recover(form: &SmallForm) -> Page {
    form.page(
        text("recover-title"),
        "/recover",
        view! {
            <p class="govuk-body">{text("recover-how")}</p>
            {form.email("email", text("sign-in-email"), "username")}
            {Button::new(text("recover-button")).prevent_double_click()}
        },
        (),
    )
    .back_to("/sign-in")
}

/// Sets a new password.
pub fn new_password(form: &SmallForm, action: String, accounts: Vec<Account>) -> Page {
    form.page(
        text("new-password-title"),
        action,
        view! {
            {which_account(form, accounts)}
            {form
                .password("password", text("new-password"), "new-password")
                .hint(text("register-password-hint"))}
            {Button::new(text("new-password-button")).prevent_double_click()}
        },
        (),
    )
}

/// The password is new: sign in with it.
pub fn changed() -> Page {
    notice(
        text("new-password-done-title"),
        vec![text("new-password-done")],
        Button::link(text("sign-in-button"), "/sign-in").view(),
    )
}

/// Nobody is signed in here any more.
pub fn signed_out() -> Page {
    let banner = NotificationBanner::success(text("signed-out-done"));
    notice(
        text("signed-out-title"),
        vec![text("signed-out-close")],
        view! {
            {way("/sign-in", text("signed-out-again"))}
            {way("/", text("error-way-home"))}
        },
    )
    .after(view! { {banner} })
}
