//! A form session: one question page at a time, check your answers, done. Residents and staff see the same.

pub mod answers;
pub mod check;
pub mod confirm;
pub mod done;
mod fields;
pub mod known;
pub mod messages;
pub mod question;

use leptos::prelude::*;

use crate::wording::{text, text_with};

/// For whom and how a member of staff fills a form in; it is in sight on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActingFor {
    /// The person's name, when it is known.
    pub name: Option<String>,
    /// The organisation that the person acts for, if they do.
    pub organisation: Option<String>,
    /// The word for the channel: `telephone`.
    pub channel: &'static str,
}

fn acting_for(acting: ActingFor) -> impl IntoView {
    let channel = text(&format!("channel-{}", acting.channel));
    let words = match (&acting.name, &acting.organisation) {
        (Some(name), Some(organisation)) => text_with(
            "acting-for-organisation",
            &[
                ("organisation", organisation),
                ("name", name),
                ("channel", &channel),
            ],
        ),
        (Some(name), None) => text_with("acting-for", &[("name", name), ("channel", &channel)]),
        (None, _) => text_with("acting-for-nobody", &[("channel", &channel)]),
    };
    view! { <div class="acting-for" role="region" aria-label=text("acting-for-label")><p class="govuk-body">{words}</p></div> }
}

/// What stands above a form page: for whom it is, and the way back.
fn above(acting: Option<ActingFor>, back: String) -> impl IntoView {
    let link = crate::components::BackLink::new(back);
    view! {
        {acting.map(acting_for)}
        {link}
    }
}
