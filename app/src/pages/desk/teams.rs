//! `/desk/teams` and a page for each team.

use std::collections::BTreeSet;

use guildhall_domain::permissions::Role;
use leptos::prelude::*;

use super::ServiceOption;
use crate::{
    components::{Button, Checkboxes, Choice, ErrorSummary, Input},
    pages::{Page, csrf_control, small_form::way},
    wording::{text, text_with},
};

#[derive(Clone, Debug)]
pub struct TeamName {
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

    pub(super) fn text(self) -> String {
        text(match self {
            Self::Empty => "group-name-empty",
            Self::TooLong => "group-name-too-long",
            Self::Taken => "group-name-taken",
        })
    }
}

/// Every team.
#[derive(Clone, Debug)]
pub struct Teams {
    pub csrf: String,
    pub teams: Vec<TeamName>,
    /// To add another; absent for those who may only look.
    pub form: Option<NameForm>,
}

pub fn list(list: Teams) -> Page {
    let problem = list.form.as_ref().and_then(|form| form.problem);
    let summary = name_summary(problem);
    let add = list.form.map(|form| {
        let name = name_control(form);
        view! {
            <h2 class="govuk-heading-m">{text("teams-add")}</h2>
            <form method="post" action="/desk/teams" novalidate>
                {csrf_control(list.csrf)}
                {name}
                {Button::new(text("teams-add-button")).prevent_double_click()}
            </form>
        }
    });
    let teams = if list.teams.is_empty() {
        view! { <p class="govuk-body">{text("teams-none")}</p> }.into_any()
    } else {
        let links = list.teams.into_iter().map(|team| {
            let href = format!("/desk/teams/{}", team.id);
            view! { <li><a class="govuk-link as-typed" href=href>{team.name}</a></li> }
        });
        view! { <ul class="govuk-list">{links.collect_view()}</ul> }.into_any()
    };
    Page::new(
        text("teams-title"),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{text("teams-title")}</h1>
                    <p class="govuk-body">{text("teams-what")}</p>
                    {teams}
                    {add}
                </div>
            </div>
        },
    )
    .with_error(problem.is_some())
}

/// Somebody who belongs to a team, or is a champion of an organisation.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub role: Role,
    /// Their account, for those who may open it.
    pub href: Option<String>,
}

/// A team.
#[derive(Clone, Debug)]
pub struct TeamPage {
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

pub fn page(team: TeamPage) -> Page {
    let problem = team.form.as_ref().and_then(|form| form.problem);
    let summary = name_summary(problem);
    let action = format!("/desk/teams/{}", team.id);
    let directory = format!("/desk/directory/{}", team.id);
    let is_changeable = team.form.is_some();
    let looked_after = (!is_changeable).then(|| looked_after(&team.services, &team.chosen));
    let change = team.form.map(|form| {
        let name = name_control(form);
        let services = services_control(team.services, &team.chosen);
        view! {
            <h2 class="govuk-heading-m">{text("teams-change")}</h2>
            <form method="post" action=action novalidate>
                {csrf_control(team.csrf)}
                {name}
                {services}
                {Button::new(text("group-save")).prevent_double_click()}
            </form>
        }
    });
    Page::new(
        team.name.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{team.name}</h1>
                    {way(directory, text("teams-directory-link"))}
                    {looked_after}
                    <h2 class="govuk-heading-m">{text("teams-members")}</h2>
                    {members(team.members, text("teams-no-members"))}
                    {change}
                </div>
            </div>
        },
    )
    .with_error(problem.is_some())
    .back_to("/desk/teams")
}

/// Those who belong to it, or what to say where nobody does.
pub(super) fn members(members: Vec<Member>, nobody: String) -> AnyView {
    if members.is_empty() {
        return view! { <p class="govuk-body">{nobody}</p> }.into_any();
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

pub(super) fn name_control(form: NameForm) -> AnyView {
    Input::new("name", text("group-name"))
        .value(form.name)
        .error(form.problem.map(NameProblem::text))
        .attribute("autocomplete", "off")
        .view()
}

pub(super) fn name_summary(problem: Option<NameProblem>) -> AnyView {
    ErrorSummary::new(problem.map(|problem| ("name", problem.text()))).view()
}

/// As [`name_control`], for an organisation: many have one name.
pub(super) fn organisation_name_control(form: NameForm) -> AnyView {
    Input::new("name", text("group-name"))
        .hint(text("organisation-name-hint"))
        .value(form.name)
        .error(form.problem.map(NameProblem::text))
        .attribute("autocomplete", "off")
        .view()
}

/// A name for a screen reader, where a page has many links that read alike.
pub(super) fn of(name: &str) -> String {
    text_with("group-of", &[("name", name)])
}
