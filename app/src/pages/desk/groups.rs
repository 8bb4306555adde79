//! `/desk/teams`, `/desk/organisations` and a page for each of them: groups that staff and champions belong to.

use std::collections::BTreeSet;

use guildhall_domain::permissions::Role;
use leptos::prelude::*;

use super::ServiceOption;
use crate::{
    components::{Button, Checkboxes, Choice, ErrorSummary, Input},
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// Look after services.
    Teams,
    /// Send champions.
    Organisations,
}

impl GroupKind {
    /// The word in URLs.
    fn word(self) -> &'static str {
        match self {
            Self::Teams => "teams",
            Self::Organisations => "organisations",
        }
    }

    fn says(self, about: &str) -> String {
        match self {
            Self::Teams => text(&format!("teams-{about}")),
            Self::Organisations => text(&format!("organisations-{about}")),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub name: String,
}

/// A name as typed so far.
#[derive(Clone, Debug, Default)]
pub struct NameForm {
    pub name: String,
    pub problem: Option<NameProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    Empty,
    TooLong,
    Taken,
}

impl NameProblem {
    /// The problem that a check calls by this name.
    pub fn named(code: &str) -> Option<Self> {
        match code {
            "name-empty" => Some(Self::Empty),
            "name-too-long" => Some(Self::TooLong),
            _ => None,
        }
    }

    fn text(self) -> String {
        text(match self {
            Self::Empty => "group-name-empty",
            Self::TooLong => "group-name-too-long",
            Self::Taken => "group-name-taken",
        })
    }
}

/// Every team, or every organisation.
#[derive(Clone, Debug)]
pub struct Groups {
    pub kind: GroupKind,
    pub csrf: String,
    pub groups: Vec<Group>,
    /// To add another; absent for those who may only look.
    pub form: Option<NameForm>,
}

pub fn list(list: Groups) -> Page {
    let kind = list.kind;
    let problem = list.form.as_ref().and_then(|form| form.problem);
    let summary = summary(problem);
    let action = format!("/desk/{}", kind.word());
    let add = list.form.map(|form| {
        let name = name_control(form);
        view! {
            <h2 class="govuk-heading-m">{kind.says("add")}</h2>
            <form method="post" action=action novalidate>
                {csrf_control(list.csrf)}
                {name}
                {Button::new(kind.says("add-button")).prevent_double_click()}
            </form>
        }
    });
    let groups = if list.groups.is_empty() {
        view! { <p class="govuk-body">{kind.says("none")}</p> }.into_any()
    } else {
        let links = list.groups.into_iter().map(|group| {
            let href = format!("/desk/{}/{}", kind.word(), group.id);
            view! { <li><a class="govuk-link as-typed" href=href>{group.name}</a></li> }
        });
        view! { <ul class="govuk-list">{links.collect_view()}</ul> }.into_any()
    };
    Page::new(
        kind.says("title"),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{kind.says("title")}</h1>
                    <p class="govuk-body">{kind.says("what")}</p>
                    {groups}
                    {add}
                </div>
            </div>
        },
    )
    .with_error(problem.is_some())
}

/// Somebody who belongs to a team or an organisation.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub role: Role,
    /// Their account, for those who may open it.
    pub href: Option<String>,
}

/// A team or an organisation.
#[derive(Clone, Debug)]
pub struct GroupPage {
    pub kind: GroupKind,
    pub csrf: String,
    pub id: String,
    pub name: String,
    pub members: Vec<Member>,
    /// What a team can look after.
    pub services: Vec<ServiceOption>,
    /// What it looks after.
    pub chosen: BTreeSet<String>,
    /// To change it; absent for those who may only look.
    pub form: Option<NameForm>,
}

pub fn page(group: GroupPage) -> Page {
    let kind = group.kind;
    let problem = group.form.as_ref().and_then(|form| form.problem);
    let summary = summary(problem);
    let action = format!("/desk/{}/{}", kind.word(), group.id);
    let is_changeable = group.form.is_some();
    let looked_after = (!is_changeable && kind == GroupKind::Teams)
        .then(|| looked_after(&group.services, &group.chosen));
    let change = group.form.map(|form| {
        let name = name_control(form);
        let services =
            (kind == GroupKind::Teams).then(|| services_control(group.services, &group.chosen));
        view! {
            <h2 class="govuk-heading-m">{kind.says("change")}</h2>
            <form method="post" action=action novalidate>
                {csrf_control(group.csrf)}
                {name}
                {services}
                {Button::new(text("group-save")).prevent_double_click()}
            </form>
        }
    });
    Page::new(
        group.name.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{group.name}</h1>
                    {looked_after}
                    <h2 class="govuk-heading-m">{kind.says("members")}</h2>
                    {members(kind, group.members)}
                    {change}
                </div>
            </div>
        },
    )
    .with_error(problem.is_some())
    .back_to(format!("/desk/{}", kind.word()))
}

fn members(kind: GroupKind, members: Vec<Member>) -> AnyView {
    if members.is_empty() {
        return view! { <p class="govuk-body">{kind.says("no-members")}</p> }.into_any();
    }
    let members = members.into_iter().map(|member| {
        let role = text(&format!("role-{}", member.role.word()));
        let name = match member.href {
            Some(href) => {
                view! { <a class="govuk-link as-typed" href=href>{member.name}</a> }.into_any()
            }
            None => view! { <span class="as-typed">{member.name}</span> }.into_any(),
        };
        view! { <li>{name}", "{role}</li> }
    });
    view! { <ul class="govuk-list">{members.collect_view()}</ul> }.into_any()
}

fn looked_after(services: &[ServiceOption], chosen: &BTreeSet<String>) -> AnyView {
    let titles = services
        .iter()
        .filter(|service| chosen.contains(&service.slug))
        .map(|service| view! { <li>{service.title.clone()}</li> });
    let titles: Vec<_> = titles.collect();
    let list = if titles.is_empty() {
        view! { <p class="govuk-body">{text("teams-no-services")}</p> }.into_any()
    } else {
        view! { <ul class="govuk-list govuk-list--bullet">{titles}</ul> }.into_any()
    };
    view! {
        <h2 class="govuk-heading-m">{text("teams-services")}</h2>
        {list}
    }
    .into_any()
}

fn services_control(services: Vec<ServiceOption>, chosen: &BTreeSet<String>) -> AnyView {
    let choices = services
        .into_iter()
        .map(|service| Choice::new(service.slug, service.title));
    Checkboxes::new("service", text("teams-services"), choices)
        .values(chosen.iter().cloned())
        .hint(text("teams-services-hint"))
        .classes("govuk-checkboxes--small")
        .view()
}

fn name_control(form: NameForm) -> AnyView {
    Input::new("name", text("group-name"))
        .value(form.name)
        .error(form.problem.map(NameProblem::text))
        .attribute("autocomplete", "off")
        .view()
}

fn summary(problem: Option<NameProblem>) -> AnyView {
    ErrorSummary::new(problem.map(|problem| ("name", problem.text()))).view()
}

/// A name for a screen reader, where a page has many links that read alike.
pub(super) fn of(name: &str) -> String {
    text_with("group-of", &[("name", name)])
}
