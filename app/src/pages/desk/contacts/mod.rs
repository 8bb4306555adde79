//! `/desk/contacts`: the contacts that staff have, and the page in which one works.

mod handing_over;
mod list;
mod one;
mod people;
mod removing;
mod story;
pub mod verifying;
mod wrapping_up;

use guildhall_domain::{
    actors::Channel,
    contacts::{Method, Rung},
};
use leptos::prelude::*;

pub use handing_over::{HandOver, hand_over};
pub use list::{ContactRow, Contacts, contacts_with, list, waiting};
pub use one::{ContactPage, DraftRow, Found, NoteForm, ServiceHit, page};
pub use people::PersonCard;
pub use removing::{Begun, Remove, remove};
pub use story::{ContactStory, ContactStoryLine};
pub use wrapping_up::{TopicRow, WrapUpForm, WrapUpSummary, wrap_up};

use crate::{
    components::Button,
    pages::{csrf_control, with_query},
    wording::{text, text_with},
};

/// The contact in which a page of the desk is shown: links that stay within it say so.
#[derive(Clone, Debug)]
pub struct InContact(pub String);

/// Whose record or case is open within the contact, and how surely they are known there.
#[derive(Clone, Debug)]
pub struct Checked {
    pub person: String,
    pub name: String,
    pub rung: Rung,
    pub method: Option<Method>,
    pub when: String,
}

impl Checked {
    /// Which rung it is and why, and the way to a higher one.
    fn view(self, contact: &str) -> impl IntoView + use<> {
        let names = [
            ("name", self.name.as_str()),
            ("rung", &text(&format!("rung-{}", self.rung.word()))),
            ("when", &self.when),
        ];
        let words = text_with("contact-bar-checked", &names);
        let why = self
            .method
            .map(|method| text(&format!("verified-by-{}", method.word())));
        let verify = format!("/desk/contacts/{contact}/people/{}/verify", self.person);
        let more = (self.rung < Rung::Proved).then(|| {
            view! { " "<a class="govuk-link" href=verify data-shortcut="v">{text("verify-more")}</a> }
        });
        view! { <span class="contact-bar-checked">{words}" "{why}{more}</span> }
    }
}

/// A page of the desk, within the contact in which the page is shown that links to it.
pub fn in_contact(path: &str) -> String {
    match use_context::<InContact>() {
        Some(InContact(contact)) => with_query(path, &format!("contact={contact}")),
        None => path.to_owned(),
    }
}

/// The way back to the contact in which a page of the desk is shown, unless that is the contact's own.
pub fn contact_bar(path: &str) -> Option<AnyView> {
    let InContact(contact) = use_context()?;
    if path.starts_with("/desk/contacts/") {
        return None;
    }
    let (here, end) = (
        format!("/desk/contacts/{contact}"),
        format!("/desk/contacts/{contact}/end"),
    );
    let checked = use_context::<Checked>().map(|checked| checked.view(&contact));
    let bar = view! {
        <nav class="contact-bar" aria-label=text("contact-bar")>
            <a class="govuk-link" href=here data-shortcut="c">{text("contact-bar-back")}</a>
            <a class="govuk-link" href=end data-shortcut="w">{text("contact-wrap-up")}</a>
            {checked}
        </nav>
    };
    Some(bar.into_any())
}

/// A button for each channel, which starts a contact.
pub fn start_contact(csrf: String) -> AnyView {
    let button = |channel: Channel| {
        let button = Button::new(text(&format!("contact-start-{}", channel.word())))
            .named("channel", channel.word())
            .prevent_double_click();
        match channel {
            Channel::Telephone => button.attribute("data-shortcut", "t").view(),
            Channel::Counter => button.attribute("data-shortcut", "k").view(),
            _ => button.secondary().view(),
        }
    };
    view! {
        <h2 class="govuk-heading-m">{text("contact-start")}</h2>
        <form action="/desk/contacts" method="post" class="contact-start">
            {csrf_control(csrf)}
            <div class="govuk-button-group">{Channel::ASSISTED.map(button).collect_view()}</div>
        </form>
    }
    .into_any()
}
