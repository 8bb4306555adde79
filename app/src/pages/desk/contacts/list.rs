//! `GET /desk/contacts`

use leptos::prelude::*;

use super::start_contact;
use crate::{
    components::{Button, Cell, NotificationBanner, Select, SelectItem, Tag},
    pages::{Page, desk::table, steps},
    wording::{text, text_with},
};

/// A contact as a list shows it.
#[derive(Clone, Debug)]
pub struct ContactRow {
    pub id: String,
    pub channel: &'static str,
    /// With whom; empty while nobody is known.
    pub people: Vec<String>,
    pub started: String,
    /// How many minutes ago it was started, while it is open.
    pub minutes: Option<i64>,
    /// The team that it waits for.
    pub waits_for: Option<String>,
}

impl ContactRow {
    fn with_whom(&self) -> String {
        if self.people.is_empty() {
            text("contact-nobody")
        } else {
            self.people.join(", ")
        }
    }

    fn standing(&self) -> AnyView {
        match (self.minutes, &self.waits_for) {
            (Some(minutes), None) => {
                let words = text_with("contact-open-for", &[("minutes", &minutes.to_string())]);
                Tag::new(words).classes("govuk-tag--green").view()
            }
            (Some(minutes), Some(team)) => {
                let named = [("minutes", minutes.to_string()), ("team", team.clone())];
                let named = named
                    .each_ref()
                    .map(|(name, value)| (*name, value.as_str()));
                let words = text_with("contact-waits-for", &named);
                Tag::new(words).classes("govuk-tag--yellow").view()
            }
            (None, _) => Tag::new(text("contact-ended"))
                .classes("govuk-tag--grey")
                .view(),
        }
    }
}

/// One page of contacts, newest first.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    pub csrf: String,
    pub contacts: Vec<ContactRow>,
    /// Which contacts: the word of the query.
    pub whose: String,
    /// Whether the reader is in a team that a contact may wait for.
    pub has_team: bool,
    /// Whether the reader may start one.
    pub may_start: bool,
    pub newer: Option<String>,
    pub older: Option<String>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn list(list: Contacts) -> Page {
    let banner = list
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let words: &[&str] = if list.has_team {
        &["open", "waiting", "all"]
    } else {
        &["open", "all"]
    };
    let choices = words
        .iter()
        .map(|word| SelectItem::new(*word, text(&format!("contacts-whose-{word}"))));
    let choices: Vec<_> = choices.collect();
    let found = if list.contacts.is_empty() {
        let key = format!("contacts-none-{}", list.whose);
        view! { <p class="govuk-body">{text(&key)}</p> }.into_any()
    } else {
        view! {
            {contact_table(text("contacts-caption"), list.contacts)}
            {steps(list.newer, list.older)}
        }
        .into_any()
    };
    let start = list.may_start.then(|| start_contact(list.csrf));
    Page::new(
        text("contacts-title"),
        view! {
            {banner}
            <h1 class="govuk-heading-l">{text("contacts-title")}</h1>
            {start}
            <form action="/desk/contacts" method="get" class="case-filter">
                {Select::new("whose", text("contacts-filter"), choices).value(list.whose)}
                {Button::new(text("contacts-filter-button")).secondary()}
            </form>
            {found}
        },
    )
}

fn contact_table(caption: String, contacts: Vec<ContactRow>) -> AnyView {
    let labels = [
        "contact-with",
        "contact-channel",
        "contact-started",
        "contact-state",
    ]
    .map(text);
    let rows = contacts.into_iter().map(|contact| {
        let href = format!("/desk/contacts/{}", contact.id);
        let standing = contact.standing();
        let cells = [
            view! { <a class="govuk-link as-typed" href=href>{contact.with_whom()}</a> }.into_any(),
            text(&format!("channel-{}", contact.channel)).into_any(),
            contact.started.into_any(),
            standing,
        ];
        cells.map(Cell::new).into()
    });
    table(caption, labels, rows.collect())
}

/// The latest contacts with somebody, for their own page.
pub fn contacts_with(contacts: Vec<ContactRow>) -> Option<AnyView> {
    (!contacts.is_empty()).then(|| contact_table(text("contacts-title"), contacts))
}

/// The reader's own open contacts and those that wait for their team, for the desk's first page.
pub fn waiting(open: Vec<ContactRow>, waiting: Vec<ContactRow>) -> AnyView {
    let open = if open.is_empty() {
        view! {
            <h2 class="govuk-heading-m">{text("contacts-mine")}</h2>
            <p class="govuk-body">{text("contacts-none-open")}</p>
        }
        .into_any()
    } else {
        contact_table(text("contacts-mine"), open)
    };
    let waiting =
        (!waiting.is_empty()).then(|| contact_table(text("contacts-whose-waiting"), waiting));
    view! {
        {open}
        {waiting}
        <p class="govuk-body"><a class="govuk-link" href="/desk/contacts?whose=all">{text("contacts-all")}</a></p>
    }
    .into_any()
}
