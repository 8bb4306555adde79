//! `/account`

use leptos::prelude::*;

use super::{
    CaseRow,
    approvals::{ApprovalPage, banners},
    case_list,
};
use crate::{
    components::{Button, NotificationBanner},
    pages::{Page, csrf_control, small_form::way},
    wording::{text, text_with},
};

/// What a resident sees first.
#[derive(Clone, Debug)]
pub struct Front {
    pub name: String,
    /// Cases in which the council waits for the resident.
    pub waiting: Vec<CaseRow>,
    pub drafts: Vec<DraftRow>,
    /// Who rings them by when, in words.
    pub callbacks: Vec<String>,
    pub cases: Vec<CaseRow>,
    pub has_more_cases: bool,
    pub activity: Vec<Activity>,
    /// Services that follow from what they have: title and URL.
    pub services: Vec<(String, String)>,
    /// Whether it is they who are in touch with the council now.
    pub asked: Vec<ApprovalPage>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

/// A form that was begun and not sent.
#[derive(Clone, Debug)]
pub struct DraftRow {
    pub id: String,
    pub service: String,
    pub saved: String,
    /// Set for what the council began for them: when, and whether they have taken it up before.
    pub council: Option<CouncilDraft>,
}

/// A form that staff began for the resident, or have taken up.
#[derive(Clone, Debug)]
pub struct CouncilDraft {
    pub csrf: String,
    pub began: String,
    /// The resident has had it in hand, and can open it as it is.
    pub is_shared: bool,
}

/// Something that happened lately.
#[derive(Clone, Debug)]
pub struct Activity {
    pub what: What,
    pub reference: String,
    pub service: String,
    pub when: String,
}

#[derive(Clone, Debug)]
pub enum What {
    Opened,
    Claimed,
    /// What it means now, in the resident's words.
    Moved(String),
}

pub fn page(front: Front) -> Page {
    let title = text("account-title");
    let is_empty = front.drafts.is_empty() && front.cases.is_empty() && front.waiting.is_empty();
    let shown = if is_empty {
        nothing_yet().into_any()
    } else {
        everything(
            front.waiting,
            front.drafts,
            front.cases,
            front.has_more_cases,
        )
        .into_any()
    };
    let banner = front
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    Page::new(
        title.clone(),
        view! {
            {banner}
            {banners(front.asked)}
            <span class="govuk-caption-l">{front.name}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {callbacks(front.callbacks)}
                    {shown}
                    {activity(front.activity)}
                </div>
                <div class="govuk-grid-column-one-third">
                    {following(front.services)}
                    {settings()}
                </div>
            </div>
        },
    )
}

/// By when they are rung whom the council promised it.
fn callbacks(promises: Vec<String>) -> Option<AnyView> {
    (!promises.is_empty()).then(|| {
        let lines = promises.into_iter().map(|words| view! { <li>{words}</li> });
        view! {
            <h2 class="govuk-heading-m">{text("account-callbacks")}</h2>
            <p class="govuk-body">{text("account-callbacks-what")}</p>
            <ul class="govuk-list govuk-list--bullet">{lines.collect_view()}</ul>
        }
        .into_any()
    })
}

fn nothing_yet() -> impl IntoView {
    view! {
        <p class="govuk-body">{text("account-empty")}</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>{text("account-empty-cases")}</li>
            <li>{text("account-empty-drafts")}</li>
            <li>{text("account-empty-details")}</li>
        </ul>
        {way("/services", text("account-empty-services"))}
        {way("/account/claim", text("account-claim"))}
    }
}

fn everything(
    waiting: Vec<CaseRow>,
    drafts: Vec<DraftRow>,
    cases: Vec<CaseRow>,
    has_more: bool,
) -> impl IntoView {
    let to_do = (!waiting.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("account-to-do")}</h2>
            {case_list(waiting)}
        }
    });
    let drafts = (!drafts.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("account-drafts")}</h2>
            <ul class="govuk-list account-list">
                {drafts.into_iter().map(draft).collect_view()}
            </ul>
        }
    });
    let cases = (!cases.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("account-cases")}</h2>
            {case_list(cases)}
        }
    });
    view! {
        {to_do}
        {drafts}
        {cases}
        {has_more.then(|| way("/account/cases", text("account-all-cases")))}
        {way("/account/claim", text("account-claim"))}
    }
}

fn draft(draft: DraftRow) -> AnyView {
    match draft.council.clone() {
        Some(council) => council_draft(draft, council).into_any(),
        None => own_draft(draft).into_any(),
    }
}

/// What the council began: to carry on with it is to take it up, so it is a button.
fn council_draft(draft: DraftRow, council: CouncilDraft) -> impl IntoView {
    let words = if council.is_shared {
        text("account-draft-taken-up")
    } else {
        text_with("account-draft-council", &[("when", &council.began)])
    };
    let button = text_with("account-draft-carry-on", &[("service", &draft.service)]);
    view! {
        <li class="account-case">
            <h3 class="govuk-heading-s">{draft.service}</h3>
            <p class="govuk-body-s">{words}</p>
            <form method="post" action=format!("/account/drafts/{}/carry-on", draft.id)>
                {csrf_control(council.csrf)}
                {Button::new(button).secondary().prevent_double_click()}
            </form>
        </li>
    }
}

fn own_draft(draft: DraftRow) -> impl IntoView {
    let throw_away = text_with("account-draft-delete", &[("service", &draft.service)]);
    view! {
        <li class="account-case">
            <h3 class="govuk-heading-s">
                <a class="govuk-link" href=format!("/forms/{}", draft.id)>{draft.service}</a>
            </h3>
            <p class="govuk-body-s">
                {text_with("account-draft-saved", &[("when", &draft.saved)])}
                " "
                <a class="govuk-link" href=format!("/account/drafts/{}/delete", draft.id)>{throw_away}</a>
            </p>
        </li>
    }
}

fn activity(all: Vec<Activity>) -> Option<impl IntoView> {
    let line = |activity: Activity| {
        let what = match activity.what {
            What::Opened => text("account-activity-opened"),
            What::Claimed => text("account-activity-claimed"),
            What::Moved(words) => words,
        };
        let href = format!("/account/cases/{}", activity.reference);
        view! {
            <li>
                {activity.when}
                ": "
                <a class="govuk-link" href=href>{activity.service}</a>
                " – "
                {what}
            </li>
        }
    };
    (!all.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("account-activity")}</h2>
            <ul class="govuk-list govuk-list--spaced">{all.into_iter().map(line).collect_view()}</ul>
        }
    })
}

fn following(services: Vec<(String, String)>) -> Option<impl IntoView> {
    (!services.is_empty()).then(|| {
        let links = services
            .into_iter()
            .map(|(title, href)| view! { <li><a class="govuk-link" href=href>{title}</a></li> });
        view! {
            <h2 class="govuk-heading-m">{text("account-following")}</h2>
            <ul class="govuk-list govuk-list--spaced">{links.collect_view()}</ul>
        }
    })
}

fn settings() -> impl IntoView {
    let links = [
        ("/account/details", "account-details"),
        ("/account/notifications", "account-notifications"),
        ("/account/passkeys", "passkeys-title"),
        ("/account/sign-ins", "account-sign-ins"),
        ("/account/access", "access-title"),
        ("/account/record", "account-record"),
        ("/account/close", "account-close"),
    ];
    let links =
        links.map(|(href, key)| view! { <li><a class="govuk-link" href=href>{text(key)}</a></li> });
    view! {
        <h2 class="govuk-heading-m">{text("account-settings")}</h2>
        <ul class="govuk-list govuk-list--spaced">{links.to_vec()}</ul>
    }
}
