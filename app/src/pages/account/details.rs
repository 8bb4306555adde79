//! `/account/details`, `/account/notifications`

use leptos::prelude::*;

use super::warnings::{OwnWarning, own_warnings};
use crate::{
    components::{Button, Checkboxes, Choice, Legend, NotificationBanner, SummaryList, SummaryRow},
    pages::{
        Page,
        account::changes::{ChangeLine, lines},
        csrf_control,
        record::{HeldAttribute, attributes},
        small_form::{SmallForm, way},
    },
    wording::text,
};

/// What a resident says of themselves.
#[derive(Clone, Debug)]
pub struct Details {
    pub has_password: bool,
    pub is_verified: bool,
    /// What the council keeps in mind about them, as far as they may know it.
    pub warnings: Vec<OwnWarning>,
    /// All that the council holds of them.
    pub held: Vec<HeldAttribute>,
    /// Changes that were passed on lately.
    pub changes: Vec<ChangeLine>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn page(details: Details) -> Page {
    let title = text("account-details");
    let change = |key: &'static str, value: String, href: &'static str| {
        SummaryRow::new(text(key), value).action(text("check-change"), href, text(key))
    };
    let password = if details.has_password {
        "details-password-set"
    } else {
        "details-password-none"
    };
    let identity = if details.is_verified {
        "details-identity-verified"
    } else {
        "details-identity-not"
    };
    let check = SummaryRow::new(text("details-identity"), text(identity));
    let check = if details.is_verified {
        check
    } else {
        check.action(text("identity-how"), "/account/identity", "")
    };
    let rows = [
        change(
            "details-password",
            text(password),
            "/account/details/password",
        ),
        check,
    ];
    let banner = details
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    Page::new(
        title.clone(),
        view! {
            {banner}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <h2 class="govuk-heading-m">{text("held-mine")}</h2>
                    <p class="govuk-body">{text("held-mine-how")}</p>
                    {attributes(details.held)}
                    <h2 class="govuk-heading-m">{text("details-signing-in")}</h2>
                    {SummaryList::new(rows)}
                    {own_warnings(details.warnings)}
                    {lines(details.changes)}
                    {way("/account/access", text("access-link"))}
                    {way("/account/copy", text("copy-own-link"))}
                </div>
            </div>
        },
    )
    .back_to("/account")
}

/// Changes name and telephone number.
pub fn change(form: &SmallForm, is_verified: bool) -> Page {
    let name = form.input("name", text("register-name"));
    let name = if is_verified {
        name.hint(text("details-name-verified"))
    } else {
        name
    };
    form.page(
        text("details-change-title"),
        "/account/details/change",
        view! {
            {name.autocomplete("name").spellcheck(false)}
            {form
                .input("telephone", text("details-telephone-label"))
                .kind("tel")
                .autocomplete("tel")
                .classes("govuk-input--width-20")}
            {Button::new(text("details-save")).prevent_double_click()}
        },
        (),
    )
    .back_to("/account/details")
}

/// Changes the address that one signs in with.
pub fn email(form: &SmallForm, has_password: bool) -> Page {
    let password = has_password.then(|| {
        form.password(
            "password",
            text("details-current-password"),
            "current-password",
        )
        .view()
    });
    form.page(
        text("details-email-title"),
        "/account/details/email",
        view! {
            <p class="govuk-body">{text("details-email-how")}</p>
            {form.email("email", text("details-email-new"), "email")}
            {password}
            {Button::new(text("details-email-button")).prevent_double_click()}
        },
        (),
    )
    .back_to("/account/details")
}

/// The page that the link to a new address opens.
pub fn confirm_email(csrf: String, action: String, address: &str) -> Page {
    crate::pages::small_form::notice(
        text("details-email-confirm-title"),
        vec![crate::wording::text_with(
            "details-email-confirm",
            &[("address", address)],
        )],
        view! {
            <form method="post" action=action>
                {csrf_control(csrf)}
                {Button::new(text("details-email-confirm-button")).prevent_double_click()}
            </form>
        },
    )
}

/// The new address is confirmed.
pub fn email_changed() -> Page {
    crate::pages::small_form::notice(
        text("details-email-changed-title"),
        vec![text("details-email-changed")],
        Button::link(text("nav-account"), "/account").view(),
    )
}

/// Changes the password, or sets a first one.
pub fn password(form: &SmallForm, has_password: bool) -> Page {
    let current = has_password.then(|| {
        form.password(
            "current-password",
            text("details-current-password"),
            "current-password",
        )
        .view()
    });
    form.page(
        text("new-password-title"),
        "/account/details/password",
        view! {
            <p class="govuk-body">{text("details-password-how")}</p>
            {current}
            {form
                .password("password", text("new-password"), "new-password")
                .hint(text("register-password-hint"))}
            {Button::new(text("new-password-button")).prevent_double_click()}
        },
        (),
    )
    .back_to("/account/details")
}

/// What a resident wants to be told, topic by topic: the topic's word and the means chosen for it.
pub fn notifications(
    csrf: String,
    topics: Vec<(&'static str, Vec<&'static str>)>,
    means: Vec<&'static str>,
    done: Option<&'static str>,
) -> Page {
    let title = text("account-notifications");
    let questions = topics.into_iter().map(|(topic, chosen)| {
        let choices = means
            .iter()
            .map(|means| Choice::new(*means, text(&format!("means-{means}"))));
        let legend = Legend {
            classes: "govuk-fieldset__legend--m".into(),
            ..Legend::new(text(&format!("topic-{topic}")))
        };
        Checkboxes::new(topic, legend, choices)
            .hint(text(&format!("topic-{topic}-hint")))
            .values(chosen)
            .view()
    });
    let banner = done.map(|key| NotificationBanner::success(text(key)).view());
    Page::new(
        title.clone(),
        view! {
            {banner}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("notifications-always")}</p>
                    <form method="post" action="/account/notifications" novalidate>
                        {csrf_control(csrf)}
                        {questions.collect_view()}
                        {Button::new(text("details-save")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .back_to("/account")
}
