//! `/desk/team-work`: what a team has to do, and who has it.

use leptos::prelude::*;

use super::sections::{age_words, work_table};
use crate::{
    components::{Button, Cell, Select, SelectItem},
    pages::{
        Page,
        desk::{CaseRow, aged_case_table, tasks::TaskRow},
        small_form::way,
        steps,
    },
    wording::{text, text_with},
};

/// How much somebody has to do.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// Absent for what nobody has.
    pub name: Option<String>,
    /// The list of it.
    pub href: String,
    pub waiting: i64,
    pub today: i64,
    pub overdue: i64,
    pub callbacks: i64,
    /// In days, the oldest of it; none where nothing waits.
    pub oldest: Option<i64>,
}

/// What a team has to do.
#[derive(Clone, Debug)]
pub struct TeamWork {
    /// The teams that the reader may choose from, by their ids.
    pub teams: Vec<(String, String)>,
    pub team: String,
    pub team_name: String,
    pub members: Vec<MemberRow>,
    /// Whose list this is, if one member's or nobody's.
    pub of: Option<String>,
    pub tasks: Vec<TaskRow>,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// The cases that have been open longest, for those who may see them.
    pub cases: Option<Vec<CaseRow>>,
}

/// The page; without a team to show where the reader leads none.
pub fn team_work(work: Option<TeamWork>) -> Page {
    let Some(work) = work else {
        return Page::new(
            text("work-of-team"),
            view! {
                <h1 class="govuk-heading-l">{text("work-of-team")}</h1>
                <p class="govuk-body">{text("work-of-no-team")}</p>
            },
        )
        .back_to("/desk");
    };
    let title = text_with("work-of-team-title", &[("team", &work.team_name)]);
    let choose = (work.teams.len() > 1).then(|| {
        let team = |(id, name): (String, String)| SelectItem::new(id, name);
        let teams: Vec<_> = work.teams.into_iter().map(team).collect();
        view! {
            <form action="/desk/team-work" method="get" class="case-filter">
                {Select::new("team", text("task-team"), teams).value(work.team.clone())}
                {Button::new(text("tasks-filter")).secondary()}
            </form>
        }
    });
    let caption = match &work.of {
        Some(name) => text_with("work-tasks-of", &[("name", name)]),
        None => text("work-tasks-of-team"),
    };
    let everybody = work.of.is_some().then(|| {
        way(
            format!("/desk/team-work?team={}", work.team),
            text("work-tasks-of-everybody"),
        )
    });
    let list = if work.tasks.is_empty() {
        view! {
            <h2 class="govuk-heading-m">{caption}</h2>
            <p class="govuk-body">{text("work-tasks-none")}</p>
        }
        .into_any()
    } else {
        view! {
            {work_table(caption, work.tasks)}
            {steps(work.previous, work.next)}
        }
        .into_any()
    };
    Page::new(
        title.clone(),
        view! {
            <h1 class="govuk-heading-l as-typed">{title}</h1>
            {choose}
            {counts(work.members)}
            {list}
            {everybody}
            {work.cases.map(cases)}
        },
    )
    .back_to("/desk")
}

fn counts(members: Vec<MemberRow>) -> AnyView {
    let labels = [
        "work-member",
        "work-count",
        "work-count-today",
        "work-count-overdue",
        "work-count-callbacks",
        "work-oldest",
    ]
    .map(text);
    let rows = members.into_iter().map(|member| {
        let name = member.name.unwrap_or_else(|| text("work-nobodys"));
        let href = member.href;
        let oldest = member.oldest.map(age_words).unwrap_or_default();
        let cells = [
            view! { <a class="govuk-link as-typed" href=href>{name}</a> }.into_any(),
            member.waiting.to_string().into_any(),
            member.today.to_string().into_any(),
            member.overdue.to_string().into_any(),
            member.callbacks.to_string().into_any(),
            oldest.into_any(),
        ];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(text("work-who-has-what"), labels, rows.collect())
}

fn cases(cases: Vec<CaseRow>) -> AnyView {
    if cases.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">{text("work-cases-of-teams")}</h2>
            <p class="govuk-body">{text("work-cases-of-teams-none")}</p>
        }
        .into_any();
    }
    aged_case_table(text("work-cases-of-teams"), cases)
}
