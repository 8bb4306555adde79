//! `/desk/organisations/{id}`

use leptos::prelude::*;

use super::{AuthorisedRow, capacity_words};
use crate::{
    components::{Button, Cell, Checkboxes, Choice, ErrorSummary, NotificationBanner, Radios, Tag},
    pages::{
        Page, csrf_control,
        desk::{
            CaseRow, StartForm, case_table, start_controls, start_errors,
            tasks::{TasksAbout, tasks_about},
            teams::{Member, NameForm, members, organisation_name_control},
        },
        record::{HeldAttribute, attributes},
        steps,
    },
    wording::{text, text_with},
};

/// An organisation's record: who may act for it and what it has asked for.
#[derive(Clone, Debug)]
pub struct OrganisationPage {
    pub csrf: String,
    pub id: String,
    pub name: String,
    /// What is known of it.
    pub held: Vec<HeldAttribute>,
    /// Those who may act for it, for those who may see people.
    pub authorised: Option<Vec<AuthorisedRow>>,
    /// Those who could once, a page of them.
    pub before: Vec<AuthorisedRow>,
    pub may_keep: bool,
    /// To start a form for it, for those who may.
    pub speaking: Option<Speaking>,
    /// A page of its cases, for those who may see cases.
    pub cases: Option<Vec<CaseRow>>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub tasks: Option<TasksAbout>,
    pub champions: Vec<Member>,
    pub has_champions: bool,
    /// Whether the reader decides if it has champions.
    pub may_manage_champions: bool,
    /// To rename it; absent for those who may only look.
    pub form: Option<NameForm>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

/// A form to be started for the organisation, with the one who speaks for it.
#[derive(Clone, Debug, Default)]
pub struct Speaking {
    pub start: StartForm,
    /// Who was chosen.
    pub speaker: String,
    pub speaker_error: bool,
}

pub fn page(page: OrganisationPage) -> Page {
    let errors = problems(&page);
    let has_error = !errors.is_empty();
    let banner = page
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let here = format!("/desk/organisations/{}", page.id);
    let speaking = page.speaking.clone().map(|speaking| {
        let speakers = page.authorised.clone().unwrap_or_default();
        start(&here, speaking, speakers, page.csrf.clone())
    });
    let held = (!page.held.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("organisation-held")}</h2>
            {attributes(page.held.clone())}
        }
    });
    let authorised = page
        .authorised
        .clone()
        .map(|rows| authorised(&here, rows, page.before.clone(), page.may_keep));
    let cases = page.cases.clone().map(|cases| {
        let list = if cases.is_empty() {
            view! {
                <h2 class="govuk-heading-m">{text("person-cases")}</h2>
                <p class="govuk-body">{text("organisation-cases-none")}</p>
            }
            .into_any()
        } else {
            case_table(text("person-cases"), cases)
        };
        view! {
            {list}
            {steps(page.newer.clone(), page.older.clone())}
        }
    });
    Page::new(
        page.name.clone(),
        view! {
            {banner}
            {ErrorSummary::new(errors).view()}
            <h1 class="govuk-heading-l as-typed">{page.name.clone()}</h1>
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-one-half">{held}{authorised}</div>
                <div class="govuk-grid-column-one-half">{speaking}</div>
            </div>
            {page.tasks.clone().map(tasks_about)}
            {cases}
            {champions(&page)}
            {change(&here, page)}
        },
    )
    .with_error(has_error)
    .back_to("/desk/organisations")
}

fn problems(page: &OrganisationPage) -> Vec<(&'static str, String)> {
    let name = page.form.as_ref().and_then(|form| form.problem);
    let name = name.map(|problem| ("name", problem.text()));
    let speaking = page.speaking.as_ref().map(|speaking| {
        let speaker = speaking
            .speaker_error
            .then(|| ("speaker", text("organisation-speaker-empty")));
        speaker.into_iter().chain(start_errors(&speaking.start))
    });
    speaking.into_iter().flatten().chain(name).collect()
}

fn authorised(
    here: &str,
    rows: Vec<AuthorisedRow>,
    before: Vec<AuthorisedRow>,
    may_keep: bool,
) -> impl IntoView + use<> {
    let add = may_keep.then(|| {
        Button::link(text("authority-add"), format!("{here}/people"))
            .secondary()
            .view()
    });
    let now = if rows.is_empty() {
        view! {
            <h2 class="govuk-heading-m">{text("authority-title")}</h2>
            <p class="govuk-body">{text("authority-none")}</p>
        }
        .into_any()
    } else {
        table(here, text("authority-title"), rows, may_keep)
    };
    let before = (!before.is_empty()).then(|| table(here, text("authority-before"), before, false));
    view! { {now}{add}{before} }
}

fn table(here: &str, caption: String, rows: Vec<AuthorisedRow>, may_end: bool) -> AnyView {
    let mut labels = vec![
        text("person-name"),
        text("authority-capacity"),
        text("authority-since"),
    ];
    if may_end {
        labels.push(text("authority-end"));
    }
    let rows = rows.into_iter().map(|row| {
        let href = format!("/desk/people/{}", row.id);
        let end = format!("{here}/people/{}/end", row.id);
        let name = if row.is_own {
            let own = Tag::new(text("case-own")).classes("govuk-tag--yellow");
            view! { <span class="as-typed">{row.name.clone()}</span>" "{own} }.into_any()
        } else {
            view! { <a class="govuk-link as-typed" href=href>{row.name.clone()}</a> }.into_any()
        };
        let since = match &row.until {
            Some(until) => text_with(
                "authority-from-until",
                &[("from", &row.since), ("until", until)],
            ),
            None => row.since.clone(),
        };
        let mut cells = vec![
            Cell::new(name),
            Cell::new(capacity_words(row.capacity).into_any()),
            Cell::new(since.into_any()),
        ];
        if may_end {
            let of = view! { <span class="govuk-visually-hidden">" "{row.name}</span> };
            cells.push(Cell::new(
                view! { <a class="govuk-link" href=end>{text("authority-end")}{of}</a> }.into_any(),
            ));
        }
        cells
    });
    let mut table =
        crate::components::Table::new(caption, labels, rows.collect::<Vec<_>>()).stacked();
    table.caption_classes = "govuk-table__caption--m".into();
    table.view()
}

/// Starts a form for the organisation: who speaks for it, which form, and how they got in touch.
fn start(
    here: &str,
    speaking: Speaking,
    speakers: Vec<AuthorisedRow>,
    csrf: String,
) -> impl IntoView + use<> {
    let choices = speakers.into_iter().filter(|row| !row.is_own).map(|row| {
        let label = text_with(
            "organisation-speaker-one",
            &[
                ("name", &row.name),
                ("capacity", &capacity_words(row.capacity)),
            ],
        );
        Choice::new(row.id, label)
    });
    let speakers = Radios::new("speaker", text("organisation-speaker"), choices)
        .value(speaking.speaker)
        .error(
            speaking
                .speaker_error
                .then(|| text("organisation-speaker-empty")),
        )
        .classes("govuk-radios--small");
    view! {
        <h2 class="govuk-heading-m">{text("organisation-start")}</h2>
        <form action=format!("{here}/start") method="post" novalidate>
            {csrf_control(csrf)}
            {speakers}
            {start_controls(speaking.start)}
            {Button::new(text("start-form")).prevent_double_click()}
        </form>
    }
}

fn champions(page: &OrganisationPage) -> Option<impl IntoView + use<>> {
    let list = page.champions.clone();
    (page.has_champions || !list.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("organisations-members")}</h2>
            {members(list, text("organisations-no-members"))}
        }
    })
}

fn change(here: &str, page: OrganisationPage) -> Option<impl IntoView + use<>> {
    let form = page.form?;
    let champions = page.may_manage_champions.then(|| {
        let choice = Choice::new("yes", text("organisation-champions-yes"));
        let chosen = page.has_champions.then_some("yes");
        Checkboxes::new("champions", text("organisation-champions"), [choice])
            .values(chosen.map(str::to_owned))
            .classes("govuk-checkboxes--small")
            .view()
    });
    let action = here.to_owned();
    let name = organisation_name_control(form);
    Some(view! {
        <h2 class="govuk-heading-m">{text("organisations-change")}</h2>
        <form method="post" action=action novalidate>
            {csrf_control(page.csrf)}
            {name}
            {champions}
            {Button::new(text("group-save")).secondary().prevent_double_click()}
        </form>
    })
}
