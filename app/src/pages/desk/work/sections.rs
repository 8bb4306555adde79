//! The sections of the desk's first page. Another one is another entry of [`sections`].

use leptos::prelude::*;

use super::changes::{Changes, changes};
use crate::{
    components::Cell,
    pages::{
        desk::{CaseRow, tasks::TaskRow},
        small_form::way,
    },
    wording::{count_with, text, text_with},
};

/// What waits for the reader; what their roles have no use for is absent.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Their own tasks and callbacks, what is due first at the top.
    pub mine: Option<WorkTasks>,
    /// Those of their teams that nobody has yet.
    pub unowned: Option<WorkTasks>,
    /// Forms that they began for others and have not sent.
    pub drafts: Vec<DraftRow>,
    pub cases: Option<OpenCases>,
    pub changes: Option<Changes>,
    /// They lead a team, whose work has a page of its own.
    pub leads: bool,
}

/// The first tasks of a list.
#[derive(Clone, Debug, Default)]
pub struct WorkTasks {
    pub tasks: Vec<TaskRow>,
    /// There are more than these.
    pub has_more: bool,
}

/// A form that was begun for somebody and not sent.
#[derive(Clone, Debug)]
pub struct DraftRow {
    pub id: String,
    pub service: String,
    /// For whom; absent where nobody knows.
    pub person: Option<String>,
    pub changed: String,
    /// In days, since it was begun.
    pub age: i64,
}

/// Cases that are the reader's.
#[derive(Clone, Debug)]
pub enum OpenCases {
    /// Those of their teams that have been open longest.
    OfTeams(Vec<CaseRow>),
    /// Those whose form they filled in, the newest first.
    OpenedBy(Vec<CaseRow>),
}

/// The sections in the order of the page, each with a heading of its own.
pub fn sections(work: Work, csrf: String) -> Vec<AnyView> {
    let leads = work
        .leads
        .then(|| way("/desk/team-work", text("work-of-team-link")).into_any());
    let mine = work.mine.map(mine);
    let unowned = work.unowned.map(unowned);
    let drafts = (!work.drafts.is_empty()).then(|| drafts(work.drafts));
    let cases = work.cases.map(cases);
    let changes = work.changes.map(|list| changes(list, csrf));
    [leads, mine, unowned, drafts, cases, changes]
        .into_iter()
        .flatten()
        .collect()
}

fn mine(list: WorkTasks) -> AnyView {
    tasks(
        list,
        ("work-mine", "work-mine-none"),
        ("/desk/tasks?whose=mine", "work-mine-all"),
    )
}

fn unowned(list: WorkTasks) -> AnyView {
    tasks(
        list,
        ("work-unowned", "work-unowned-none"),
        ("/desk/tasks?whose=unowned", "work-unowned-all"),
    )
}

fn tasks(
    list: WorkTasks,
    (title, none): (&str, &str),
    (href, all): (&'static str, &str),
) -> AnyView {
    if list.tasks.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">{text(title)}</h2>
            <p class="govuk-body">{text(none)}</p>
        }
        .into_any();
    }
    let all = list.has_more.then(|| way(href, text(all)));
    view! {
        {work_table(text(title), list.tasks)}
        {all}
    }
    .into_any()
}

/// Tasks with how old they are and when they are due.
pub fn work_table(caption: String, tasks: Vec<TaskRow>) -> AnyView {
    let labels = [
        "task-what",
        "task-about",
        "task-due",
        "work-age",
        "task-state",
    ]
    .map(text);
    let rows = tasks.into_iter().map(|task| {
        let href = format!("/desk/tasks/{}", task.id);
        let (due, age, tags) = (task.due_words(), age_words(task.age), task.tags());
        let kind = text(&format!("task-kind-{}", task.kind.word()));
        let title = task.title();
        let kind = (title != kind).then(|| view! { <br/><span class="govuk-hint">{kind}</span> });
        let (what, about) = if task.is_own {
            (text("task-kind-own").into_any(), ().into_any())
        } else {
            (
                view! { <a class="govuk-link as-typed" href=href>{title}</a>{kind} }.into_any(),
                task.about.cell(),
            )
        };
        let cells = [what, about, due.into_any(), age.into_any(), tags.into_any()];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(caption, labels, rows.collect())
}

/// "Today", "3 days".
pub(in crate::pages::desk) fn age_words(days: i64) -> String {
    count_with("work-age-days", days, &[])
}

fn drafts(drafts: Vec<DraftRow>) -> AnyView {
    let labels = ["work-draft", "case-for", "work-draft-changed", "work-age"].map(text);
    let rows = drafts.into_iter().map(|draft| {
        let href = format!("/forms/{}", draft.id);
        let person = draft.person.unwrap_or_else(|| text("case-nobody"));
        let hidden = text_with("work-draft-for", &[("name", &person)]);
        let cells = [
            view! {
                <a class="govuk-link" href=href>
                    {draft.service}<span class="govuk-visually-hidden">" "{hidden}</span>
                </a>
            }
            .into_any(),
            view! { <span class="as-typed">{person}</span> }.into_any(),
            draft.changed.into_any(),
            age_words(draft.age).into_any(),
        ];
        cells.map(Cell::new).into()
    });
    crate::pages::desk::table(text("work-drafts"), labels, rows.collect())
}

fn cases(cases: OpenCases) -> AnyView {
    let (title, none, cases) = match cases {
        OpenCases::OfTeams(cases) => ("work-cases-of-teams", "work-cases-of-teams-none", cases),
        OpenCases::OpenedBy(cases) => ("work-cases-opened", "work-cases-opened-none", cases),
    };
    if cases.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">{text(title)}</h2>
            <p class="govuk-body">{text(none)}</p>
        }
        .into_any();
    }
    view! {
        {crate::pages::desk::aged_case_table(text(title), cases)}
        {way("/desk/cases", text("desk-all-cases"))}
    }
    .into_any()
}
