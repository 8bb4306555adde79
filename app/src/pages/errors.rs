//! Pages that say what happened and what to do next.

use leptos::prelude::*;

use super::{Page, csrf_control, small_form::notice};
use crate::{
    components::Button,
    wording::{count_with, text, text_with},
};

/// How to reach the council without this website.
#[derive(Clone, Debug)]
pub struct HowToReachUs {
    pub telephone: String,
    pub email: String,
}

/// A refused form, ready to be sent again.
#[derive(Clone, Debug)]
pub struct Resend {
    pub action: String,
    pub csrf: String,
    pub typed: Vec<(String, String)>,
}

fn page(key: &str, contact: HowToReachUs, more: impl IntoView + 'static) -> Page {
    let title = text(&format!("error-{key}-title"));
    let values = [
        ("telephone", contact.telephone.as_str()),
        ("email", contact.email.as_str()),
    ];
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text(&format!("error-{key}-what-happened"))}</p>
                    <p class="govuk-body">{text(&format!("error-{key}-what-to-do"))}</p>
                    {more}
                    <p class="govuk-body">{text_with("error-reach-us", &values)}</p>
                </div>
            </div>
        },
    )
}

/// 404: with ways on.
pub fn not_found(contact: HowToReachUs) -> Page {
    let ways = [("/", "error-way-home"), ("/services", "error-way-services")];
    let ways =
        ways.map(|(href, key)| view! { <li><a class="govuk-link" href=href>{text(key)}</a></li> });
    page(
        "not-found",
        contact,
        view! {
            <form action="/search" method="get" role="search" class="inline-search">
                <label class="govuk-label" for="q">{text("search-label")}</label>
                <input class="govuk-input govuk-input--width-20" id="q" name="q" type="search"/>
                {Button::new(text("search-button"))}
            </form>
            <ul class="govuk-list govuk-list--bullet">{ways.to_vec()}</ul>
        },
    )
}

/// 403 for a permission that is missing.
pub fn forbidden(contact: HowToReachUs) -> Page {
    page("forbidden", contact, ())
}

/// 403 for one's own case or record.
pub fn own_record(contact: HowToReachUs) -> Page {
    let account = view! { <p class="govuk-body"><a class="govuk-link" href="/account">{text("error-own-record-account")}</a></p> };
    page("own-record", contact, account)
}

/// 413.
pub fn too_large(contact: HowToReachUs) -> Page {
    page("too-large", contact, ())
}

/// 4xx without a page of its own.
pub fn refused(contact: HowToReachUs) -> Page {
    page("refused", contact, ())
}

/// 500.
pub fn broken(contact: HowToReachUs) -> Page {
    page("broken", contact, ())
}

/// 503.
pub fn unavailable(contact: HowToReachUs) -> Page {
    page("unavailable", contact, ())
}

/// 403 for a form without the right token: most often a page that was open for too long. Nothing typed is
/// lost: it can be sent again from here.
pub fn forged(resend: Option<Resend>) -> Page {
    let title = text("error-forged-title");
    let way_on = match resend {
        Some(resend) => view! {
            <p class="govuk-body">{text("error-forged-what-happened")}</p>
            {send_again(resend, text("error-forged-send-again"))}
        }
        .into_any(),
        None => view! {
            <p class="govuk-body">{text("error-forged-elsewhere")}</p>
            <p class="govuk-body"><a class="govuk-link" href="/">{text("error-way-home")}</a></p>
        }
        .into_any(),
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {way_on}
                </div>
            </div>
        },
    )
}

fn send_again(resend: Resend, button: String) -> impl IntoView {
    let typed = resend
        .typed
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect::<Vec<_>>();
    let shown = typed
        .iter()
        .map(|(_, value)| view! { <li>{value.clone()}</li> })
        .collect_view();
    let has_typed = !typed.is_empty();
    let controls = typed
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        {has_typed.then(|| view! {
            <p class="govuk-body">{text("error-forged-typed")}</p>
            <ul class="govuk-list govuk-list--bullet typed-again">{shown}</ul>
        })}
        <form method="post" action=resend.action>
            {csrf_control(resend.csrf)}
            {controls}
            {Button::new(button)}
        </form>
    }
}

/// 429: tried too often, with how long to wait.
pub fn too_many(minutes: i64, contact: HowToReachUs) -> Page {
    let wait = count_with("error-too-many-wait", minutes, &[]);
    page(
        "too-many",
        contact,
        view! { <p class="govuk-body">{wait}</p> },
    )
}

/// What was sent after the sign-in had ended, ready to be sent again.
pub fn carry_on(resend: Resend) -> Page {
    notice(
        text("carry-on-title"),
        vec![text("carry-on-kept")],
        send_again(resend, text("carry-on-button")),
    )
}
