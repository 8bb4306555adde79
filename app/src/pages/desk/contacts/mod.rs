//! `/desk/contacts`: the contacts that staff have, and the page in which one works.

mod handing_over;
mod list;
mod one;
mod people;
mod removing;
mod story;
mod wrapping_up;

use guildhall_domain::actors::Channel;
use leptos::prelude::*;

pub use handing_over::{HandOver, hand_over};
pub use list::{ContactRow, Contacts, contacts_with, list, waiting};
pub use one::{ContactPage, DraftRow, Found, NoteForm, ServiceHit, page};
pub use people::PersonCard;
pub use removing::{Begun, Remove, remove};
pub use story::{ContactStory, ContactStoryLine};
pub use wrapping_up::{TopicRow, WrapUpForm, WrapUpSummary, wrap_up};

use crate::{components::Button, pages::csrf_control, wording::text};

/// The contact in which a page of the desk is shown: links that stay within it say so.
#[derive(Clone, Debug)]
pub struct InContact(pub String);

/// A page of the desk, within the contact in which the page is shown that links to it.
pub fn in_contact(path: &str) -> String {
    match use_context::<InContact>() {
        Some(InContact(contact)) => {
            let joint = if path.contains('?') { '&' } else { '?' };
            format!("{path}{joint}contact={contact}")
        }
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
    let bar = view! {
        <nav class="contact-bar" aria-label=text("contact-bar")>
            <a class="govuk-link" href=here data-shortcut="c">{text("contact-bar-back")}</a>
            <a class="govuk-link" href=end data-shortcut="w">{text("contact-wrap-up")}</a>
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
