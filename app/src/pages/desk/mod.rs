//! The adviser's desk: the same forms and the same record as the residents'.

pub mod adding;
pub mod audit;
pub mod callbacks;
pub mod carry_on;
pub mod case;
pub mod cases;
pub mod contacts;
pub mod directory;
pub mod finding;
pub mod front;
pub mod hand_over;
pub mod hours;
pub mod identities;
pub mod jobs;
pub mod joining;
pub mod knowledge;
pub mod mail;
pub mod organisations;
pub mod own_account;
pub mod people;
pub mod person;
pub mod protection;
pub mod staff;
pub mod tasks;
pub mod teams;
pub mod warnings;
pub mod why;
pub mod withheld;
pub mod work;

use leptos::prelude::*;

use crate::{
    components::{Cell, Choice, Radios, Select, SelectItem, Table, Tag},
    wording::text,
};

/// A case as a list shows it.
#[derive(Clone, Debug)]
pub struct CaseRow {
    pub reference: String,
    pub service: String,
    pub person: Option<String>,
    /// For which organisation that person acts, if they do.
    pub organisation: Option<String>,
    pub channel: &'static str,
    pub status: String,
    pub is_closed: bool,
    pub opened: String,
    /// In days, since it was opened.
    pub age: i64,
    /// The reader's own case, which they may not open here.
    pub is_own: bool,
}

fn status_tag(status: String, is_closed: bool) -> AnyView {
    let colour = if is_closed {
        "govuk-tag--grey"
    } else {
        "govuk-tag--blue"
    };
    Tag::new(status).classes(colour).view()
}

/// Cases in a table that becomes a stack of cards on a narrow screen.
fn case_table(caption: String, cases: Vec<CaseRow>) -> AnyView {
    let head = [
        "case-reference",
        "case-service",
        "case-person",
        "case-channel",
        "case-status",
        "case-opened",
    ];
    let labels = head.map(text);
    let rows = cases.into_iter().map(|case| {
        let href = contacts::in_contact(&format!("/desk/cases/{}", case.reference));
        let person = case.person.unwrap_or_else(|| text("case-nobody"));
        let person = match case.organisation {
            Some(organisation) => organisations::acting(&organisation, &person),
            None => person,
        };
        let cells = [
            if case.is_own {
                view! { <span class="reference">{case.reference}</span>" "{Tag::new(text("case-own")).classes("govuk-tag--yellow")} }.into_any()
            } else {
                view! { <a class="govuk-link reference" href=href>{case.reference}</a> }.into_any()
            },
            case.service.into_any(),
            view! { <span class="as-typed">{person}</span> }.into_any(),
            text(&format!("channel-{}", case.channel)).into_any(),
            status_tag(case.status, case.is_closed),
            case.opened.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    table(caption, labels, rows.collect())
}

/// Cases with how old they are instead of how they came.
fn aged_case_table(caption: String, cases: Vec<CaseRow>) -> AnyView {
    let head = [
        "case-reference",
        "case-service",
        "case-person",
        "case-status",
        "case-opened",
        "work-age",
    ];
    let labels = head.map(text);
    let rows = cases.into_iter().map(|case| {
        let href = format!("/desk/cases/{}", case.reference);
        let person = case.person.unwrap_or_else(|| text("case-nobody"));
        let person = match case.organisation {
            Some(organisation) => organisations::acting(&organisation, &person),
            None => person,
        };
        let reference = if case.is_own {
            view! { <span class="reference">{case.reference}</span>" "{Tag::new(text("case-own")).classes("govuk-tag--yellow")} }.into_any()
        } else {
            view! { <a class="govuk-link reference" href=href>{case.reference}</a> }.into_any()
        };
        let cells = [
            reference,
            case.service.into_any(),
            view! { <span class="as-typed">{person}</span> }.into_any(),
            status_tag(case.status, case.is_closed),
            case.opened.into_any(),
            work::age_words(case.age).into_any(),
        ];
        cells.map(Cell::new).into()
    });
    table(caption, labels, rows.collect())
}

/// A table with a caption that reads as a heading, and that becomes a stack of blocks on a narrow screen.
fn table<const N: usize>(caption: String, labels: [String; N], rows: Vec<Vec<Cell>>) -> AnyView {
    let mut table = Table::new(caption, labels, rows).stacked();
    table.caption_classes = "govuk-table__caption--m".into();
    table.view()
}

/// Something to choose a service from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceOption {
    pub slug: String,
    pub title: String,
}

/// Which form to start, and how the person got in touch.
#[derive(Clone, Debug, Default)]
pub struct StartForm {
    pub services: Vec<ServiceOption>,
    pub service: String,
    pub channel: String,
    pub service_error: bool,
    pub channel_error: bool,
}

fn start_controls(start: StartForm) -> impl IntoView {
    let nothing = SelectItem::new("", text("form-select-nothing"));
    let services = start
        .services
        .into_iter()
        .map(|service| SelectItem::new(service.slug, service.title));
    let services: Vec<_> = std::iter::once(nothing).chain(services).collect();
    let channels = guildhall_domain::actors::Channel::ASSISTED.map(|channel| {
        Choice::new(
            channel.word(),
            text(&format!("channel-choice-{}", channel.word())),
        )
    });
    let select = Select::new("service", text("start-service"), services)
        .value(start.service)
        .error(start.service_error.then(|| text("start-service-empty")));
    let radios = Radios::new("channel", text("start-channel"), channels)
        .value(start.channel)
        .error(start.channel_error.then(|| text("start-channel-empty")))
        .classes("govuk-radios--small");
    view! { {select}{radios} }
}

/// What is wrong in the form that starts another form.
fn start_errors(start: &StartForm) -> Vec<(&'static str, String)> {
    let service = start
        .service_error
        .then(|| ("service", text("start-service-empty")));
    let channel = start
        .channel_error
        .then(|| ("channel", text("start-channel-empty")));
    service.into_iter().chain(channel).collect()
}
