//! What the council holds of somebody, with where it comes from: the same for them and for staff.

pub mod attribute;

use guildhall_domain::{forms::Answer, text::Text};
use leptos::prelude::*;
use time::Date;

use super::forms::answers::{date_words, value};
use crate::{
    components::{Details, Html, SummaryList, SummaryRow, Tag},
    wording::{text, text_with},
};

/// One attribute, with what is known of it.
#[derive(Clone, Debug)]
pub struct HeldAttribute {
    pub label: String,
    /// None if nothing is known.
    pub values: Vec<HeldValue>,
    /// The titles of the services that use it.
    pub used_by: Vec<String>,
    /// Where it is changed, for those who may.
    pub change: Option<String>,
    /// Where all that was ever said of it is read.
    pub history: Option<String>,
}

/// One value that counts now.
#[derive(Clone, Debug)]
pub struct HeldValue {
    pub shown: Shown,
    pub from: HeldFrom,
    /// The word for the rule that decided it.
    pub rule: &'static str,
    pub is_stale: bool,
    pub is_disputed: bool,
    /// Something else that was said later and that nobody has checked.
    pub unchecked: Option<Shown>,
}

/// A value as its reader may see it.
#[derive(Clone, Debug)]
pub enum Shown {
    Value(Answer, Vec<Text>),
    /// Only its end: bank details.
    Masked(String),
    /// Their address is for named teams only, or the reader's roles do not reach it.
    Withheld,
    /// It is sealed, and the key is not there.
    NotOpened,
    /// Nothing: it ended.
    Nothing,
}

/// Where something comes from.
#[derive(Clone, Debug)]
pub struct HeldFrom {
    /// The word for who said it.
    pub source: &'static str,
    /// The word for how it reached the council.
    pub channel: &'static str,
    /// The word for how it is known to be true.
    pub verified: &'static str,
    pub said_on: Date,
    /// The title of the service it was said in.
    pub told_in: Option<String>,
    /// The case it was said in, for staff.
    pub case: Option<String>,
    /// The member of staff who wrote it down.
    pub written_by: Option<String>,
    pub reason: Option<String>,
}

/// One thing that was said, in the story of an attribute.
#[derive(Clone, Debug)]
pub struct HeldEvent {
    /// The word for what it did.
    pub act: &'static str,
    pub shown: Shown,
    pub from: HeldFrom,
    /// It is what counts now.
    pub counts: bool,
}

pub fn shown(shown: &Shown) -> AnyView {
    match shown {
        Shown::Value(answer, labels) => value(answer, labels),
        Shown::Masked(end) => text_with("held-masked", &[("end", end)]).into_any(),
        Shown::Withheld => text("held-withheld").into_any(),
        Shown::NotOpened => text("held-not-opened").into_any(),
        Shown::Nothing => text("held-nothing").into_any(),
    }
}

/// "Told by the resident, online, on 27 March 2026 in “Report a missed bin”."
pub fn from_words(from: &HeldFrom) -> String {
    let mut parts = vec![text_with(
        "held-from",
        &[
            ("source", &text(&format!("source-{}", from.source))),
            ("channel", &text(&format!("channel-{}", from.channel))),
            ("date", &date_words(from.said_on)),
        ],
    )];
    if let Some(service) = &from.told_in {
        parts.push(text_with("held-told-in", &[("service", service)]));
    }
    if let Some(name) = &from.written_by {
        parts.push(text_with("held-written-by", &[("name", name)]));
    }
    parts.push(text(&format!("verification-{}", from.verified)));
    if let Some(reason) = &from.reason {
        parts.push(text_with("held-reason", &[("reason", reason)]));
    }
    parts.join(" ")
}

/// The attributes as a list; each says where its values come from when asked.
pub fn attributes(attributes: Vec<HeldAttribute>) -> AnyView {
    let (known, unknown): (Vec<_>, Vec<_>) = attributes
        .into_iter()
        .partition(|attribute| !attribute.values.is_empty());
    let list = |attributes: Vec<HeldAttribute>| {
        let rows: Vec<SummaryRow> = attributes.into_iter().map(row).collect();
        SummaryList::new(rows).view()
    };
    let more = (!unknown.is_empty())
        .then(|| Details::new(text("held-more"), Html::view(list(unknown))).view());
    view! {
        {list(known)}
        {more}
    }
    .into_any()
}

fn row(attribute: HeldAttribute) -> SummaryRow {
    let label = attribute.label.clone();
    let nothing = attribute.values.is_empty();
    let values = attribute.values.iter().map(held).collect_view();
    let more = (!nothing).then(|| provenance(&attribute));
    let body = view! {
        {nothing.then(|| view! { <span class="govuk-hint">{text("person-not-known")}</span> })}
        {values}
        {more}
    };
    let row = SummaryRow::new(label.clone(), Html::view(body));
    let act = if nothing {
        text("held-add")
    } else {
        text("check-change")
    };
    match attribute.change {
        Some(href) => row.action(act, href, label.to_lowercase()),
        None => row,
    }
}

fn held(value: &HeldValue) -> AnyView {
    let tag = |key: &str, colour: &'static str| Tag::new(text(key)).classes(colour).view();
    let stale = value
        .is_stale
        .then(|| tag("held-stale", "govuk-tag--yellow"));
    let disputed = value
        .is_disputed
        .then(|| tag("held-disputed", "govuk-tag--red"));
    let unchecked = value.unchecked.as_ref().map(|other| {
        view! { <p class="govuk-hint">{text("held-unchecked")}" "{shown(other)}</p> }
    });
    view! {
        <div class="held-value as-typed">
            {shown(&value.shown)}" "{stale}" "{disputed}
            {unchecked}
        </div>
    }
    .into_any()
}

fn provenance(attribute: &HeldAttribute) -> AnyView {
    let lines = attribute.values.iter().map(|value| {
        let rule = text(&format!("rule-{}", value.rule));
        view! { <p class="govuk-body-s">{from_words(&value.from)}" "{rule}</p> }
    });
    let used = (!attribute.used_by.is_empty()).then(|| {
        let services = attribute.used_by.join(", ");
        view! { <p class="govuk-body-s">{text_with("held-used-by", &[("services", &services)])}</p> }
    });
    let history = attribute.history.clone().map(|href| {
        view! { <p class="govuk-body-s"><a class="govuk-link" href=href>{text("held-history")}</a></p> }
    });
    let body = view! { {lines.collect_view()}{used}{history} };
    let summary = text_with("held-where-from", &[("label", &attribute.label)]);
    Details::new(summary, Html::view(body)).view()
}

/// Everything that was ever said of an attribute, the latest first.
pub fn story(events: Vec<HeldEvent>) -> AnyView {
    let items = events.into_iter().map(|event| {
        let counts = event.counts.then(|| Tag::new(text("held-counts")).view());
        let act = text(&format!("act-{}", event.act));
        view! {
            <li>
                <p class="govuk-body"><strong>{act}</strong>" "{counts}</p>
                <div class="as-typed">{shown(&event.shown)}</div>
                <p class="govuk-hint">{from_words(&event.from)}</p>
            </li>
        }
    });
    view! { <ol class="govuk-list held-story">{items.collect_view()}</ol> }.into_any()
}
