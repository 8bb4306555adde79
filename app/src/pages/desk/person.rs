//! `/desk/people/{id}`

use leptos::prelude::*;

use super::{
    CaseRow, StartForm,
    callbacks::{Promises, promises},
    case_table,
    contacts::{ContactRow, contacts_with},
    identities::{AccountRow, accounts},
    organisations::{ActsForRow, acts_for},
    people::PersonRow,
    protection::{ProtectionNote, note, protect},
    start_controls, start_errors,
    tasks::{TasksAbout, tasks_about},
    warnings::{WarningRow, warnings, warnings_link},
};
use crate::{
    components::{Button, ErrorSummary, Html, InsetText, NotificationBanner, WarningText},
    pages::{
        Page, csrf_control,
        record::{HeldAttribute, attributes},
        small_form::way,
        steps,
    },
    wording::{text, text_with},
};

/// A person's record, as far as it goes: who they are and what they have asked for.
#[derive(Clone, Debug)]
pub struct PersonPage {
    pub csrf: String,
    pub person: PersonRow,
    /// What is known of them.
    pub held: Vec<HeldAttribute>,
    /// Nothing is sent to them any more.
    pub has_died: bool,
    /// Forms for them that were begun and not sent.
    pub drafts: Vec<DraftLine>,
    /// The form that starts a form, for those who may.
    pub start: Option<StartForm>,
    /// A page of their cases, for those who may see cases.
    pub cases: Option<Vec<CaseRow>>,
    pub newer: Option<String>,
    pub older: Option<String>,
    /// The accounts that open this record, each checked or not.
    pub accounts: Vec<AccountRow>,
    pub may_check_identities: bool,
    /// Whether everything that is held about them may be copied.
    pub may_export: bool,
    /// The account on this record is known to be its holder's, so that the record may be joined to another.
    pub may_join: bool,
    /// The record that this one is joined to.
    pub joined_to: Option<PersonRow>,
    /// Records that are joined to this one.
    pub joined: Vec<PersonRow>,
    /// Whether their address is protected, and from the reader.
    pub protection: ProtectionNote,
    /// The organisations that they may act for.
    pub acts_for: Vec<ActsForRow>,
    /// What staff have to know before they meet them, and what they need.
    pub warnings: Vec<WarningRow>,
    /// What is to be done about them, for those who may see tasks.
    pub tasks: Option<TasksAbout>,
    /// The colleagues who look at the record at the same time, with when they last did.
    pub looking: Vec<(String, String)>,
    /// The latest contacts with them.
    pub contacts: Vec<ContactRow>,
    /// By when they are rung, for those who may ask for callbacks.
    pub callbacks: Option<Promises>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

/// A form that was begun and not sent.
#[derive(Clone, Debug)]
pub struct DraftLine {
    pub service: String,
    pub changed: String,
    /// The member of staff who has it; absent when the resident does.
    pub who: Option<String>,
    /// Where it is taken up, for those who may; or where it goes on, for whoever has it.
    pub carry_on: Option<String>,
}

fn drafts(drafts: Vec<DraftLine>) -> Option<AnyView> {
    if drafts.is_empty() {
        return None;
    }
    let lines = drafts.into_iter().map(|draft| {
        let who = draft.who.unwrap_or_else(|| text("person-draft-resident"));
        let names = [
            ("service", draft.service.as_str()),
            ("who", &who),
            ("changed", &draft.changed),
        ];
        let carry_on = draft.carry_on.map(|href| {
            view! {
                " "
                <a class="govuk-link" href=href>
                    {text("person-draft-carry-on")}
                    <span class="govuk-visually-hidden">": "{draft.service.clone()}</span>
                </a>
            }
        });
        view! { <li>{text_with("person-draft-by", &names)}{carry_on}</li> }
    });
    let view = view! {
        <h2 class="govuk-heading-m">{text("person-drafts")}</h2>
        <ul class="govuk-list">{lines.collect_view()}</ul>
    };
    Some(view.into_any())
}

pub fn page(record: PersonPage) -> Page {
    let person = record.person;
    let errors = record.start.as_ref().map(start_errors).unwrap_or_default();
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let start = record
        .start
        .map(|start| start_for(&person, start, record.csrf));
    let details = attributes(record.held);
    let died = record
        .has_died
        .then(|| WarningText::new(text("person-died")).view());
    let drafts = drafts(record.drafts);
    let banner = record
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let joined_to = record
        .joined_to
        .map(|other| joined_to(&person.id, other, record.may_check_identities));
    let joined = joined(record.joined);
    let accounts = accounts(&person.id, record.accounts, record.may_check_identities);
    let join = (record.may_join && record.may_check_identities).then(|| {
        way(
            format!("/desk/people/{}/join", person.id),
            text("join-link"),
        )
    });
    let here = format!("/desk/people/{}", person.id);
    let export = (record.may_export).then(|| {
        Button::link(
            text("person-export"),
            format!("/desk/people/{}/export", person.id),
        )
        .secondary()
        .view()
    });
    let (newer, older) = (record.newer, record.older);
    let cases = record.cases.map(|cases| cases_of(cases, newer, older));
    Page::new(
        person.name.clone(),
        view! {
            {banner}
            {summary}
            <h1 class="govuk-heading-l">{person.name.clone()}</h1>
            {looking(record.looking)}
            {note(&record.protection)}
            {died}
            {warnings(record.warnings)}
            {joined_to}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-one-half">
                    <h2 class="govuk-heading-m">{text("person-details")}</h2>
                    {details}
                    {protect(&record.protection, &person.id)}
                    {warnings_link(&here)}
                    {acts_for(record.acts_for)}
                    {accounts}
                    {join}
                    {joined}
                    {export}
                </div>
                {start}
            </div>
            {record.callbacks.map(promises)}
            {record.tasks.map(tasks_about)}
            {cases}
            {drafts}
            {contacts_with(record.contacts)}
        },
    )
    .with_error(has_error)
    .back_to("/desk/people")
}

/// Says who else is at the record, so that two do not do the same.
fn looking(colleagues: Vec<(String, String)>) -> Option<AnyView> {
    if colleagues.is_empty() {
        return None;
    }
    let lines = colleagues.into_iter().map(|(name, when)| {
        let words = text_with("person-looking", &[("name", &name), ("when", &when)]);
        view! { <p class="govuk-body">{words}</p> }
    });
    let lines: Vec<_> = lines.collect();
    Some(InsetText::new(Html::view(view! { <div>{lines}</div> })).view())
}

/// Says that what is asked for now belongs to another record.
fn joined_to(person: &str, other: PersonRow, may_separate: bool) -> AnyView {
    let separate = format!("/desk/people/{person}/separate");
    let words = text_with("joined-to", &[("name", &other.name)]);
    let href = format!("/desk/people/{}", other.id);
    let separate = may_separate.then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href=separate>{text("separate-link")}</a></p> }
    });
    let link = view! {
        <p class="govuk-body"><a class="govuk-link" href=href>{words}</a></p>
        {separate}
    };
    InsetText::new(Html::view(link)).view()
}

fn joined(records: Vec<PersonRow>) -> Option<impl IntoView> {
    (!records.is_empty()).then(|| {
        let links = records.into_iter().map(|record| {
            let href = format!("/desk/people/{}", record.id);
            view! { <li><a class="govuk-link as-typed" href=href>{record.name}</a></li> }
        });
        view! {
            <h2 class="govuk-heading-m">{text("joined-records")}</h2>
            <ul class="govuk-list">{links.collect_view()}</ul>
        }
    })
}

fn start_for(person: &PersonRow, start: StartForm, csrf: String) -> impl IntoView + use<> {
    let action = format!("/desk/people/{}/start", person.id);
    view! {
        <div class="govuk-grid-column-one-half">
            <h2 class="govuk-heading-m">{text_with("person-start", &[("name", &person.name)])}</h2>
            <p class="govuk-body">{text("start-unchecked")}</p>
            <form action=action method="post" novalidate>
                {csrf_control(csrf)}
                {start_controls(start)}
                {Button::new(text("start-form")).prevent_double_click()}
            </form>
        </div>
    }
}

fn cases_of(cases: Vec<CaseRow>, newer: Option<String>, older: Option<String>) -> AnyView {
    if cases.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">{text("person-cases")}</h2>
            <p class="govuk-body">{text("person-cases-none")}</p>
        }
        .into_any();
    }
    view! {
        {case_table(text("person-cases"), cases)}
        {steps(newer, older)}
    }
    .into_any()
}
