//! `/account/approvals/{id}`: is it you who is in touch with us now?

use leptos::prelude::*;

use crate::{
    components::{Button, Choice, ErrorSummary, Legend, NotificationBanner, Radios, WarningText},
    pages::{
        Page, csrf_control,
        small_form::{notice, way},
    },
    wording::{text, text_with},
};

/// A question of somebody who is at the council's end of a conversation.
#[derive(Clone, Debug)]
pub struct ApprovalPage {
    pub csrf: String,
    pub id: String,
    /// Their first name.
    pub adviser: String,
    /// The word of the channel.
    pub channel: &'static str,
    pub when: String,
    pub has_nothing_chosen: bool,
}

impl ApprovalPage {
    fn who(&self) -> String {
        let channel = text(&format!("channel-{}", self.channel));
        let names = [
            ("adviser", self.adviser.as_str()),
            ("channel", channel.as_str()),
            ("when", self.when.as_str()),
        ];
        text_with("approval-who", &names)
    }

    fn place(&self) -> String {
        format!("/account/approvals/{}", self.id)
    }
}

/// What waits for an answer, at the top of the account's page.
pub fn banners(asked: Vec<ApprovalPage>) -> impl IntoView {
    let banner = |asked: ApprovalPage| {
        let content = view! {
            <p class="govuk-notification-banner__heading">{text("approval-title")}</p>
            <p class="govuk-body">{asked.who()}</p>
            <p class="govuk-body">
                <a class="govuk-notification-banner__link" href=asked.place()>{text("approval-answer")}</a>
            </p>
        };
        NotificationBanner::new(crate::components::Html::view(content)).view()
    };
    asked.into_iter().map(banner).collect::<Vec<_>>()
}

pub fn page(asked: ApprovalPage) -> Page {
    let title = text("approval-title");
    let error = asked.has_nothing_chosen.then(|| text("approval-empty"));
    let summary = ErrorSummary::new(error.clone().map(|error| ("answer", error))).view();
    let choices = [
        Choice::new("yes", text("approval-yes-choice")),
        Choice::new("no", text("approval-no-choice")),
    ];
    let radios = Radios::new("answer", Legend::new(text("approval-question")), choices)
        .error(error)
        .view();
    let (who, place) = (asked.who(), asked.place());
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{who}</p>
                    {WarningText::new(text("approval-warning")).view()}
                    <form method="post" action=place novalidate>
                        {csrf_control(asked.csrf)}
                        {radios}
                        {Button::new(text("approval-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(asked.has_nothing_chosen)
    .back_to("/account")
}

/// It was answered, or nobody asks any more.
pub fn over(telephone: String) -> Page {
    notice(
        text("approval-over-title"),
        vec![
            text("approval-over"),
            text_with("approval-over-tell", &[("telephone", &telephone)]),
        ],
        way("/account", text("nav-account")),
    )
}
