//! `/account/sign-ins`

use leptos::prelude::*;

use crate::{
    components::{Button, NotificationBanner, Tag},
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

/// Somewhere that one is signed in.
#[derive(Clone, Debug)]
pub struct SignInRow {
    pub id: String,
    /// The browser in words; empty where it did not say.
    pub device: String,
    pub method: String,
    pub since: String,
    pub last_seen: String,
    /// The one that is being looked with.
    pub is_this: bool,
}

/// Where somebody is signed in, with buttons to end each, and all others at once.
pub fn page(
    csrf: String,
    action: &'static str,
    back: &'static str,
    rows: Vec<SignInRow>,
    done: bool,
) -> Page {
    let title = text("account-sign-ins");
    let banner = done.then(|| NotificationBanner::success(text("sign-ins-ended")).view());
    Page::new(
        title.clone(),
        view! {
            {banner}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("sign-ins-what")}</p>
                    {list(csrf, action, rows)}
                </div>
            </div>
        },
    )
    .back_to(back)
}

/// Sign-ins with buttons to end them, sent to `action`.
pub fn list(csrf: String, action: &'static str, rows: Vec<SignInRow>) -> impl IntoView {
    let has_others = rows.len() > 1;
    let items = rows
        .into_iter()
        .map(|sign_in| row(sign_in, csrf.clone(), action))
        .collect_view();
    let all = has_others.then(|| {
        view! {
            <form method="post" action=action>
                {csrf_control(csrf.clone())}
                {Button::new(text("sign-ins-end-others")).named("end", "others").secondary()}
            </form>
        }
    });
    view! {
        <ul class="govuk-list account-list">{items}</ul>
        {all}
    }
}

fn row(sign_in: SignInRow, csrf: String, action: &'static str) -> impl IntoView {
    let device = if sign_in.device.is_empty() {
        text("sign-ins-unknown-device")
    } else {
        sign_in.device
    };
    let times = text_with(
        "sign-ins-times",
        &[("since", &sign_in.since), ("seen", &sign_in.last_seen)],
    );
    let method = text(&format!("sign-in-method-{}", sign_in.method));
    let end = if sign_in.is_this {
        Tag::new(text("sign-ins-this")).view()
    } else {
        let which = text_with("sign-ins-end", &[("device", &device)]);
        view! {
            <form method="post" action=action>
                {csrf_control(csrf)}
                {Button::new(which).named("end", sign_in.id).secondary()}
            </form>
        }
        .into_any()
    };
    view! {
        <li class="account-case">
            <h2 class="govuk-heading-s">{device}</h2>
            <p class="govuk-body-s">{times} " " {method}</p>
            {end}
        </li>
    }
}
