//! Who fills a form in beside the resident alone: staff for somebody, the resident at the side of staff, and others who have
//! the same draft open.

use leptos::prelude::*;

use crate::{
    components::{BackLink, Html, InsetText},
    wording::{text, text_with},
};

/// For whom and how a member of staff fills a form in; it is in sight on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActingFor {
    /// The person's name, when it is known.
    pub name: Option<String>,
    /// The organisation that the person acts for, if they do.
    pub organisation: Option<String>,
    /// The word for the channel: `telephone`.
    pub channel: &'static str,
    /// Where the resident is let to type it themselves, if they are there to do so.
    pub hand_over: Option<String>,
}

/// Somebody else who has the same draft open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub who: Who,
    /// The title of the page on which they are.
    pub page: Option<String>,
    /// When they were seen last, in words.
    pub seen: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Resident,
    /// The resident at the side of whoever reads it: on the turned screen or on the public computer.
    Guest,
    /// A member of staff, by name for colleagues alone.
    Staff(Option<String>),
}

impl Other {
    fn words(&self) -> String {
        let who = match &self.who {
            Who::Resident => text("together-resident"),
            Who::Guest => text("together-guest"),
            Who::Staff(Some(name)) => name.clone(),
            Who::Staff(None) => text("together-adviser"),
        };
        match &self.page {
            Some(page) => text_with(
                "together-open-at",
                &[("who", &who), ("page", page), ("seen", &self.seen)],
            ),
            None => text_with("together-open", &[("who", &who), ("seen", &self.seen)]),
        }
    }
}

/// What stands above each page of a form besides the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// Set for staff.
    pub acting: Option<ActingFor>,
    /// Where the resident who types at the side of staff says that they have finished.
    pub finish: Option<String>,
    pub others: Vec<Other>,
}

impl Company {
    /// Whether somebody types for somebody else, and reads aloud.
    pub fn is_aloud(&self) -> bool {
        self.acting.is_some()
    }
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
    let hand_over = acting.hand_over.map(|href| {
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text("hand-over-link")}</a></p> }
    });
    view! {
        <div class="acting-for" role="region" aria-label=text("acting-for-label")>
            <p class="govuk-body">{words}</p>
            {hand_over}
        </div>
    }
}

fn finish(href: String) -> impl IntoView {
    view! {
        <div class="guest-bar" role="region" aria-label=text("guest-bar-label")>
            <p class="govuk-body">
                {text("guest-bar")}" "<a class="govuk-link" href=href>{text("guest-bar-finish")}</a>
            </p>
        </div>
    }
}

/// Says who else has the draft open.
pub fn others(others: &[Other]) -> Option<AnyView> {
    if others.is_empty() {
        return None;
    }
    let lines = others
        .iter()
        .map(|other| view! { <p class="govuk-body">{other.words()}</p> });
    let view = view! {
        {lines.collect_view()}
        <p class="govuk-body">{text("together-nothing-lost")}</p>
    };
    let inset = InsetText {
        classes: "others-here".into(),
        ..InsetText::new(Html::view(view))
    };
    Some(inset.view())
}

/// What stands above a form page: for whom it is, who else has it, and the way back.
pub fn above(company: Company, back: String) -> impl IntoView {
    let link = BackLink::new(back);
    view! {
        {company.acting.map(acting_for)}
        {company.finish.map(finish)}
        {link}
        {others(&company.others)}
    }
}
