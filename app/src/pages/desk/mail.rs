//! `/desk/mail`: messages that are kept instead of being sent.

use leptos::prelude::*;

use super::table;
use crate::{
    components::{Cell, InsetText, SummaryList, SummaryRow, Tag},
    pages::{Page, steps},
    wording::text,
};

/// One page of messages, newest first.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    pub messages: Vec<MailRow>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Clone, Debug)]
pub struct MailRow {
    pub href: String,
    /// Absent for a text message.
    pub subject: Option<String>,
    pub to: String,
    pub written: String,
    pub is_sent: bool,
    pub is_given_up: bool,
}

pub fn list(mail: Mail) -> Page {
    let found = if mail.messages.is_empty() {
        view! { <p class="govuk-body">{text("mail-none")}</p> }.into_any()
    } else {
        let labels = ["mail-subject", "mail-to", "mail-written", "mail-state"].map(text);
        let rows = mail.messages.into_iter().map(row).collect();
        view! {
            {table(text("mail-caption"), labels, rows)}
            {steps(mail.newer, mail.older)}
        }
        .into_any()
    };
    Page::new(
        text("mail-title"),
        view! {
            <h1 class="govuk-heading-l">{text("mail-title")}</h1>
            {InsetText::from(text("mail-what"))}
            {found}
        },
    )
    .back_to("/desk")
}

fn row(message: MailRow) -> Vec<Cell> {
    let subject = message.subject.unwrap_or_else(|| text("mail-text-message"));
    let (state, colour) = match (message.is_sent, message.is_given_up) {
        (true, _) => ("mail-sent", "govuk-tag--green"),
        (false, true) => ("mail-given-up", "govuk-tag--red"),
        (false, false) => ("mail-waiting", "govuk-tag--grey"),
    };
    let cells = [
        view! { <a class="govuk-link" href=message.href>{subject}</a> }.into_any(),
        view! { <span class="as-typed">{message.to}</span> }.into_any(),
        message.written.into_any(),
        Tag::new(text(state)).classes(colour).view(),
    ];
    cells.map(Cell::new).into()
}

/// A message, as it arrives.
#[derive(Clone, Debug)]
pub struct MailMessage {
    /// Absent for a text message.
    pub subject: Option<String>,
    pub to: String,
    pub written: String,
    /// Absent while it waits.
    pub sent: Option<String>,
    pub text: String,
    /// The links in it, to follow them from here.
    pub links: Vec<String>,
    /// Where its HTML is shown, if it has any.
    pub html: Option<String>,
}

pub fn message(message: MailMessage) -> Page {
    let title = message.subject.unwrap_or_else(|| text("mail-text-message"));
    let sent = message.sent.unwrap_or_else(|| text("mail-waiting"));
    let about = SummaryList::new([
        SummaryRow::new(text("mail-to"), message.to),
        SummaryRow::new(text("mail-written"), message.written),
        SummaryRow::new(text("mail-sent"), sent),
    ]);
    let links: Vec<_> = message
        .links
        .into_iter()
        .map(|link| {
            let href = link.clone();
            view! { <li><a class="govuk-link" href=href>{link}</a></li> }
        })
        .collect();
    let links = (!links.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("mail-links")}</h2>
            <ul class="govuk-list">{links}</ul>
        }
    });
    let html = message.html.map(|href| {
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text("mail-html")}</a></p> }
    });
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            {about}
            <h2 class="govuk-heading-m">{text("mail-text")}</h2>
            <p class="govuk-body message-text">{message.text}</p>
            {html}
            {links}
        },
    )
    .back_to("/desk/mail")
}
