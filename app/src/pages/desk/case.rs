//! `/desk/cases/{reference}`

use guildhall_domain::forms::{Asked, Snapshot};
use leptos::prelude::*;

use super::{
    contacts::in_contact,
    status_tag,
    tasks::{TasksAbout, tasks_about},
    warnings::{WarningRow, warnings},
};
use crate::{
    components::{Button, Choice, ErrorSummary, Html, Radios, SummaryList, SummaryRow, Textarea},
    pages::{
        Page, csrf_control,
        forms::answers::{answer, sections},
    },
    wording::{said, text, text_with},
};

/// A case: what was asked for, by whom, and what has happened since.
#[derive(Clone, Debug)]
pub struct CasePage<'case> {
    pub reference: String,
    pub service: String,
    pub status: String,
    pub is_closed: bool,
    pub opened: String,
    /// The person the case is for, with where their record is.
    pub person: Option<(String, String)>,
    /// The organisation that the person acts for, with where its record is, for those who may see it.
    pub organisation: Option<(String, Option<String>)>,
    /// The member of staff who typed the form; absent when the resident did.
    pub typed_by: Option<String>,
    /// The member of staff at whose side the resident typed it.
    pub assisted_by: Option<String>,
    /// How it was declared that the answers are right, in words, where that is kept.
    pub declared: Option<String>,
    /// Who typed which page, where more than one did: the page's title, and who, in words.
    pub typists: Vec<(String, String)>,
    pub channel: &'static str,
    pub form_version: i64,
    pub snapshot: &'case Snapshot,
    /// The address of whom it is about is protected from the reader.
    pub hides_address: bool,
    pub story: Vec<StoryLine>,
    /// Absent for those who may only look.
    pub update: Option<UpdateForm>,
    /// What is to be done about it, for those who may see tasks.
    pub tasks: Option<TasksAbout>,
    /// What staff have to know before they meet whoever it is for, and what they need.
    pub warnings: Vec<WarningRow>,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct StoryLine {
    pub what: StoryEvent,
    /// A member of staff; absent when it was the resident.
    pub who: Option<String>,
    pub when: String,
}

#[derive(Clone, Debug)]
pub enum StoryEvent {
    Opened,
    /// The resident proved that it was theirs.
    Claimed,
    Note(String),
    /// From one status to another, in words.
    Status {
        from: String,
        to: String,
    },
}

/// What staff may change, and what they have typed so far.
#[derive(Clone, Debug, Default)]
pub struct UpdateForm {
    pub csrf: String,
    /// The case's revision that the reader is looking at.
    pub revision: i64,
    pub may_add_notes: bool,
    pub may_change_status: bool,
    /// The statuses that may follow, by their words.
    pub statuses: Vec<(String, String)>,
    pub status: String,
    pub note: String,
    pub problem: Option<UpdateProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateProblem {
    Nothing,
    /// As [`Self::Nothing`], for those who may only write notes.
    NoNote,
    /// The status can't follow the one the case has.
    NotAllowed,
    NoteTooLong,
}

impl UpdateProblem {
    fn control_and_key(self) -> (&'static str, &'static str) {
        match self {
            Self::Nothing => ("note", "update-nothing"),
            Self::NoNote => ("note", "update-no-note"),
            Self::NotAllowed => ("status", "update-not-allowed"),
            Self::NoteTooLong => ("note", "update-note-too-long"),
        }
    }
}

pub fn page(case: CasePage<'_>) -> Page {
    let title = text_with(
        "case-title",
        &[("service", &case.service), ("reference", &case.reference)],
    );
    let problem = case.update.as_ref().and_then(|update| update.problem);
    let has_error = problem.is_some();
    let summary = problem.map(|problem| {
        let (control, key) = problem.control_and_key();
        ErrorSummary::new([(control, text(key))]).view()
    });
    let update = case
        .update
        .clone()
        .map(|update| update_form(&case.reference, update));
    let tasks = case.tasks.clone().map(tasks_about);
    let warnings = warnings(case.warnings.clone());
    Page::new(
        title,
        view! {
            {summary}
            <span class="govuk-caption-l reference">{case.reference.clone()}</span>
            <h1 class="govuk-heading-l">{case.service.clone()}</h1>
            {warnings}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {about(&case)}
                    {tasks}
                    <h2 class="govuk-heading-m">{text("case-answers")}</h2>
                    {answers(case.snapshot, case.hides_address)}
                    {typists(case.typists.clone())}
                </div>
                <div class="govuk-grid-column-one-third">
                    {update}
                    <h2 class="govuk-heading-m">{text("case-story")}</h2>
                    {story(case.story)}
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to("/desk/cases")
}

fn about(case: &CasePage<'_>) -> impl IntoView + use<> {
    let person = match case.person.clone() {
        Some((name, href)) => view! { <a class="govuk-link" href=href>{name}</a> }.into_any(),
        None => text("case-nobody").into_any(),
    };
    let organisation = case.organisation.clone().map(|(name, href)| match href {
        Some(href) => view! { <a class="govuk-link as-typed" href=href>{name}</a> }.into_any(),
        None => view! { <span class="as-typed">{name}</span> }.into_any(),
    });
    let whose = match organisation {
        Some(organisation) => {
            view! { {organisation}", "{person}" "{text("case-acting")} }.into_any()
        }
        None => person,
    };
    let typed_by = match (case.typed_by.clone(), &case.assisted_by) {
        (Some(name), _) => name,
        (None, Some(name)) => text_with("case-typed-assisted", &[("name", name)]),
        (None, None) => text("case-typed-by-resident"),
    };
    let declared = case
        .declared
        .clone()
        .map(|words| SummaryRow::new(text("case-declaration"), words));
    let version = text_with(
        "case-form-version",
        &[("version", &case.form_version.to_string())],
    );
    let rows = [
        SummaryRow::new(
            text("case-status"),
            Html::view(status_tag(case.status.clone(), case.is_closed)),
        ),
        SummaryRow::new(text("case-for"), Html::view(whose)),
        SummaryRow::new(text("case-typed-by"), typed_by),
        SummaryRow::new(
            text("case-channel"),
            text(&format!("channel-{}", case.channel)),
        ),
        SummaryRow::new(text("case-opened"), case.opened.clone()),
        SummaryRow::new(text("case-form"), version),
    ];
    SummaryList::new(rows.into_iter().chain(declared)).view()
}

/// The answers in the order and under the headings that the resident saw; what was never asked is folded away.
fn answers(snapshot: &Snapshot, hides_address: bool) -> impl IntoView + use<> {
    let shown = sections(snapshot).into_iter().map(|(section, pages)| {
        let heading = section.map(|title| view! { <h3 class="govuk-heading-s">{said(title)}</h3> });
        let asked = pages
            .into_iter()
            .flat_map(|page| &page.questions)
            .filter(|question| question.asked != Asked::NotAsked);
        let rows = asked.map(|question| {
            let shown = if hides_address && question.holds_address() {
                text("address-withheld").into_any()
            } else {
                answer(question)
            };
            SummaryRow::new(said(&question.label), Html::view(shown))
        });
        view! {
            {heading}
            {SummaryList::new(rows.collect::<Vec<_>>())}
        }
    });
    let shown = shown.collect_view();
    let not_asked: Vec<_> = snapshot
        .pages
        .iter()
        .flat_map(|page| &page.questions)
        .filter(|question| question.asked == Asked::NotAsked)
        .map(|question| view! { <li>{said(&question.label)}</li> })
        .collect();
    let folded = (!not_asked.is_empty()).then(|| {
        let list = view! { <ul class="govuk-list govuk-list--bullet">{not_asked}</ul> };
        crate::components::Details::new(text("case-not-asked"), Html::view(list)).view()
    });
    view! { {shown}{folded} }
}

/// Who typed which page, folded away: it matters when there is doubt.
fn typists(typists: Vec<(String, String)>) -> Option<AnyView> {
    if typists.is_empty() {
        return None;
    }
    let rows = typists
        .into_iter()
        .map(|(page, who)| SummaryRow::new(page, who));
    let list = SummaryList::new(rows.collect::<Vec<_>>());
    Some(crate::components::Details::new(text("case-typists"), Html::view(list.view())).view())
}

fn update_form(reference: &str, update: UpdateForm) -> impl IntoView + use<> {
    let action = in_contact(&format!("/desk/cases/{reference}"));
    view! {
        <h2 class="govuk-heading-m">{text("case-update")}</h2>
        <form method="post" action=action novalidate>{update_controls(update)}</form>
    }
}

fn update_controls(update: UpdateForm) -> impl IntoView {
    let error = |control: &str| {
        update
            .problem
            .map(UpdateProblem::control_and_key)
            .filter(|(wrong, _)| *wrong == control)
            .map(|(_, key)| text(key))
    };
    let (status_error, note_error) = (error("status"), error("note"));
    let keep = Choice::new("", text("update-keep")).checked(update.status.is_empty());
    let choices = update.statuses.into_iter().map(|(word, label)| {
        let is_chosen = word == update.status;
        Choice::new(word, label).checked(is_chosen)
    });
    let choices: Vec<_> = std::iter::once(keep).chain(choices).collect();
    let statuses = update.may_change_status.then(|| {
        Radios::new("status", text("update-status"), choices)
            .error(status_error)
            .classes("govuk-radios--small")
            .view()
    });
    let note = update.may_add_notes.then(|| {
        Textarea::new("note", text("update-note"))
            .hint(text("update-note-hint"))
            .rows(4)
            .value(update.note)
            .error(note_error)
            .view()
    });
    view! {
        {csrf_control(update.csrf)}
        <input type="hidden" name="revision" value=update.revision.to_string()/>
        {statuses}
        {note}
        {Button::new(text("update-save")).prevent_double_click()}
    }
}

fn story(story: Vec<StoryLine>) -> impl IntoView {
    let lines = story.into_iter().rev().map(|line| {
        let who = line.who.unwrap_or_else(|| text("story-resident"));
        let by = text_with("story-by", &[("who", &who), ("when", &line.when)]);
        let what = match line.what {
            StoryEvent::Opened => {
                view! { <p class="govuk-body">{text("story-opened")}</p> }.into_any()
            }
            StoryEvent::Claimed => {
                view! { <p class="govuk-body">{text("story-claimed")}</p> }.into_any()
            }
            StoryEvent::Note(note) => {
                view! { <p class="govuk-body timeline__note">{note}</p> }.into_any()
            }
            StoryEvent::Status { from, to } => {
                let words = text_with("story-status", &[("from", &from), ("to", &to)]);
                view! { <p class="govuk-body">{words}</p> }.into_any()
            }
        };
        view! { <li class="timeline__item">{what}<p class="govuk-hint timeline__by">{by}</p></li> }
    });
    view! { <ol class="govuk-list timeline">{lines.collect_view()}</ol> }
}

/// What to show when somebody changed the case in between.
#[derive(Clone, Debug)]
pub struct Conflict {
    pub reference: String,
    pub service: String,
    /// What happened since the reader opened the case.
    pub since: Vec<StoryLine>,
    /// The status now, in words.
    pub status_now: String,
    /// The status the reader chose, in words, if they chose one.
    pub status_chosen: Option<String>,
    /// The reader's own change, with the newest revision, ready to be sent or given up.
    pub update: UpdateForm,
}

pub fn conflict(conflict: Conflict) -> Page {
    let title = text("conflict-title");
    let href = in_contact(&format!("/desk/cases/{}", conflict.reference));
    let chosen = conflict
        .status_chosen
        .unwrap_or_else(|| text("update-keep"));
    let note = conflict.update.note.clone();
    let note = if note.is_empty() {
        text("conflict-no-note")
    } else {
        note
    };
    Page::new(
        text_with("title-with-error", &[("title", &title)]),
        view! {
            <span class="govuk-caption-l"><span class="reference">{conflict.reference}</span>" "{conflict.service}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{text("conflict-what")}</p>
            <div class="versions">
                <section class="versions__one">
                    <h2 class="govuk-heading-m">{text("conflict-theirs")}</h2>
                    {SummaryList::new([SummaryRow::new(text("case-status"), conflict.status_now)])}
                    {story(conflict.since)}
                </section>
                <section class="versions__one">
                    <h2 class="govuk-heading-m">{text("conflict-yours")}</h2>
                    {SummaryList::new([
                        SummaryRow::new(text("update-status"), chosen),
                        SummaryRow::new(text("update-note"), note),
                    ])}
                </section>
            </div>
            <h2 class="govuk-heading-m">{text("conflict-choose")}</h2>
            <p class="govuk-body">{text("conflict-choose-what")}</p>
            <form method="post" action=href.clone() novalidate>{update_controls(conflict.update)}</form>
            <p class="govuk-body"><a class="govuk-link" href=href>{text("conflict-give-up")}</a></p>
        },
    )
}
