//! `/account/passkeys`, `/sign-in/passkey`

use leptos::prelude::*;

use crate::{
    components::{Button, ErrorSummary, NotificationBanner},
    pages::{
        Page,
        passkeys::PasskeyForm,
        small_form::{SmallForm, way},
    },
    wording::{text, text_with},
};

/// A passkey as its owner sees it.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    pub id: String,
    pub name: String,
    pub added: String,
    pub used: Option<String>,
}

/// Somebody's passkeys. `done` is the key of what was just done.
pub fn page(passkeys: Vec<PasskeyRow>, done: Option<&'static str>) -> Page {
    let title = text("passkeys-title");
    let banner = done.map(|key| NotificationBanner::success(text(key)).view());
    let list = if passkeys.is_empty() {
        view! { <p class="govuk-body">{text("passkeys-none")}</p> }.into_any()
    } else {
        let rows = passkeys.into_iter().map(row).collect_view();
        view! { <ul class="govuk-list account-list">{rows}</ul> }.into_any()
    };
    Page::new(
        title.clone(),
        view! {
            {banner}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("passkey-what")}</p>
                    {list}
                    {Button::link(text("passkeys-add"), "/account/passkeys/new")}
                    {way("/account/sign-ins", text("passkeys-lost"))}
                </div>
            </div>
        },
    )
    .back_to("/account")
}

fn row(passkey: PasskeyRow) -> impl IntoView {
    let href = format!("/account/passkeys/{}/remove", passkey.id);
    let remove = text_with("passkeys-remove", &[("name", &passkey.name)]);
    view! {
        <li class="account-case">
            <h2 class="govuk-heading-s as-typed">{passkey.name.clone()}</h2>
            <p class="govuk-body-s">{times(&passkey)}</p>
            <p class="govuk-body-s"><a class="govuk-link" href=href>{remove}</a></p>
        </li>
    }
}

/// When a passkey was made and last used, in a sentence each.
pub fn times(passkey: &PasskeyRow) -> String {
    let added = text_with("passkeys-made-on", &[("when", &passkey.added)]);
    let used = match &passkey.used {
        Some(used) => text_with("passkeys-used", &[("when", used)]),
        None => text("passkeys-never-used"),
    };
    format!("{added} {used}")
}

/// Makes a passkey. `back` is the page with all of them.
pub fn add(form: &SmallForm, ask: PasskeyForm, back: String) -> Page {
    let name = form
        .input("name", text("passkey-name"))
        .hint(text("passkey-name-hint"))
        .classes("govuk-input--width-20")
        .attribute("autocomplete", "off");
    let intro = view! {
        <p class="govuk-body">{text("passkey-what")}</p>
        <p class="govuk-body">{text("passkeys-public")}</p>
    };
    asking(text("passkeys-add"), form, intro, ask.view(name.view()), ()).back_to(back)
}

/// Signs in with a passkey.
pub fn sign_in(
    form: &SmallForm,
    ask: PasskeyForm,
    controls: impl IntoView + 'static,
    other_ways: String,
) -> Page {
    let intro = view! { <p class="govuk-body">{text("passkey-what")}</p> };
    let below = way(other_ways.clone(), text("sign-in-other-ways"));
    asking(
        text("passkey-sign-in"),
        form,
        intro,
        ask.view(controls),
        below,
    )
    .back_to(other_ways)
}

/// A page whose form asks for a passkey.
pub(crate) fn asking(
    title: String,
    form: &SmallForm,
    intro: impl IntoView + 'static,
    ask: impl IntoView + 'static,
    below: impl IntoView + 'static,
) -> Page {
    let errors = form.errors.iter();
    let summary = ErrorSummary::new(
        errors
            .map(|(control, key)| (*control, text(key)))
            .collect::<Vec<_>>(),
    )
    .view();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    {intro}
                    {ask}
                    {below}
                </div>
            </div>
        },
    )
    .with_error(!form.errors.is_empty())
    .with_passkeys()
}
