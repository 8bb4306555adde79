//! `/desk/audit`

use guildhall_domain::audit::{AuditDetail, AuditThing, AuditVerb};
use leptos::prelude::*;

use crate::{
    components::{Button, Cell, Select, SelectItem},
    pages::{Page, steps},
    wording::{text, text_with},
};

/// One page of the audit trail, newest first.
#[derive(Clone, Debug)]
pub struct AuditList {
    pub events: Vec<AuditRow>,
    pub verb: Option<AuditVerb>,
    /// Whose doings are listed; empty for everyone's.
    pub actor: String,
    /// What it was done to; empty for everything.
    pub thing: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Clone, Debug)]
pub struct AuditRow {
    pub when: String,
    /// Absent when the program itself did it.
    pub actor_kind: Option<String>,
    pub actor: Option<String>,
    /// The name of a member of staff.
    pub actor_name: Option<String>,
    pub verb: AuditVerb,
    pub thing_kind: AuditThing,
    pub thing: Option<String>,
    pub thing_name: Option<String>,
    /// Words of [`AuditDetail`] with what they say.
    pub details: Vec<(String, String)>,
}

pub fn page(list: AuditList) -> Page {
    let is_filtered = list.verb.is_some() || !list.actor.is_empty() || !list.thing.is_empty();
    let every = SelectItem::new("", text("audit-every-verb"));
    let verbs = AuditVerb::ALL
        .iter()
        .map(|verb| SelectItem::new(verb.word(), said_verb(*verb)));
    let verbs: Vec<_> = std::iter::once(every).chain(verbs).collect();
    let chosen = list.verb.map(AuditVerb::word).unwrap_or_default();
    let found = if list.events.is_empty() {
        let key = if is_filtered {
            "audit-none-filtered"
        } else {
            "audit-none"
        };
        view! { <p class="govuk-body">{text(key)}</p> }.into_any()
    } else {
        view! {
            {table(list.events)}
            {steps(list.newer, list.older)}
        }
        .into_any()
    };
    let all = is_filtered.then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href="/desk/audit">{text("audit-show-all")}</a></p> }
    });
    let is_narrowed = !list.actor.is_empty() || !list.thing.is_empty();
    let narrowed =
        is_narrowed.then(|| view! { <p class="govuk-body">{text("audit-narrowed")}</p> });
    Page::new(
        text("audit-title"),
        view! {
            <h1 class="govuk-heading-l">{text("audit-title")}</h1>
            <form action="/desk/audit" method="get" class="case-filter">
                <input type="hidden" name="actor" value=list.actor/>
                <input type="hidden" name="thing" value=list.thing/>
                {Select::new("verb", text("audit-filter-verb"), verbs).value(chosen)}
                {Button::new(text("cases-filter")).secondary()}
            </form>
            {narrowed}
            {all}
            {found}
        },
    )
}

fn said_verb(verb: AuditVerb) -> String {
    text(&format!("audit-verb-{}", verb.word()))
}

fn table(events: Vec<AuditRow>) -> AnyView {
    let head = [
        "audit-when",
        "audit-who",
        "audit-what",
        "audit-thing",
        "audit-details",
    ];
    let rows = events.into_iter().map(|event| {
        let details = event
            .details
            .into_iter()
            .map(|(word, value)| view! { <li class="as-typed">{said_detail(&word, value)}</li> })
            .collect_view();
        let cells = [
            event.when.into_any(),
            actor(event.actor_kind, event.actor, event.actor_name),
            said_verb(event.verb).into_any(),
            thing(event.thing_kind, event.thing, event.thing_name),
            view! { <ul class="govuk-list">{details}</ul> }.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    super::table(text("audit-caption"), head.map(text), rows.collect())
}

/// Who did it, leading to everything that they did.
fn actor(kind: Option<String>, id: Option<String>, name: Option<String>) -> AnyView {
    let Some(kind) = kind else {
        return text("audit-actor-program").into_any();
    };
    let name = name.unwrap_or_else(|| text(&format!("audit-actor-{kind}")));
    match id {
        Some(id) => {
            let href = format!("/desk/audit?actor={id}");
            view! { <a class="govuk-link as-typed" href=href>{name}</a> }.into_any()
        }
        None => name.into_any(),
    }
}

/// What it was done to, leading to everything that was done to it.
fn thing(kind: AuditThing, id: Option<String>, name: Option<String>) -> AnyView {
    let kind = text(&format!("audit-thing-{}", kind.word()));
    let Some(id) = id else {
        return kind.into_any();
    };
    let href = format!("/desk/audit?thing={id}");
    let name = name.unwrap_or_else(|| id.clone());
    view! { {kind}" "<a class="govuk-link as-typed" href=href>{name}</a> }.into_any()
}

/// What an event says beside what was done.
pub fn said_detail(word: &str, value: String) -> String {
    let value = if word == AuditDetail::Permission.word() {
        text(&format!("permission-{value}"))
    } else {
        value
    };
    text_with(&format!("audit-detail-{word}"), &[("value", &value)])
}
