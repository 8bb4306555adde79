//! `/desk`

use leptos::prelude::*;

use super::{
    CaseRow, StartForm, case_table,
    contacts::{ContactRow, start_contact, waiting as contacts_waiting},
    finding::finding_words,
    start_controls, start_errors,
    tasks::{Waiting, waiting},
    work::{Work, sections, taken_back},
};
use crate::{
    components::{Button, ErrorSummary, NotificationBanner},
    islands::search::{Finds, SearchBox},
    pages::{Page, csrf_control},
    wording::text,
};

/// Where a member of staff begins.
#[derive(Clone, Debug)]
pub struct Front {
    pub csrf: String,
    /// Whether people may be searched.
    pub may_find: bool,
    /// The form that starts a form, for those who may.
    pub start: Option<StartForm>,
    /// The newest cases, for those who may see cases.
    pub newest: Option<Vec<CaseRow>>,
    /// How much is to be done, for those who may see tasks.
    pub tasks: Option<Waiting>,
    /// The reader's open contacts and those that wait for their teams, for those who take contacts.
    pub contacts: Option<(Vec<ContactRow>, Vec<ContactRow>)>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
    /// What waits for the reader, section by section.
    pub work: Work,
    /// Whether messages are kept for looking at, and the reader may.
    pub may_see_mail: bool,
    pub may_see_jobs: bool,
    pub may_review_withheld: bool,
}

pub fn page(front: Front) -> Page {
    let errors = front.start.as_ref().map(start_errors).unwrap_or_default();
    let has_error = !errors.is_empty();
    let summary = ErrorSummary::new(errors).view();
    let is_empty =
        !front.may_find && front.start.is_none() && front.newest.is_none() && front.tasks.is_none();
    let banner = front
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let contacts = front.contacts.map(|(open, waiting)| {
        view! {
            {start_contact(front.csrf.clone())}
            {contacts_waiting(open, waiting)}
        }
    });
    let changes = front.work.changes.as_ref();
    let taken_back = changes
        .and_then(|changes| changes.taken_back_to)
        .map(|before| taken_back(before, front.csrf.clone()));
    let work = sections(front.work, front.csrf.clone());
    let start = front.start.map(|start| start_unnamed(start, front.csrf));
    let behind = behind([
        (
            front.may_review_withheld,
            "/desk/withheld",
            "withheld-title",
        ),
        (front.may_see_jobs, "/desk/jobs", "jobs-title"),
        (front.may_see_mail, "/desk/mail", "mail-title"),
    ]);
    Page::new(
        text("desk-title"),
        view! {
            {banner}
            {taken_back}
            {summary}
            <h1 class="govuk-heading-l">{text("desk-title")}</h1>
            {is_empty.then(|| view! { <p class="govuk-body">{text("desk-nothing-yet")}</p> })}
            {contacts}
            <div class="govuk-grid-row">
                {front.may_find.then(find_person)}
                {start}
            </div>
            {front.tasks.map(waiting)}
            {work}
            {front.newest.map(newest)}
            {behind}
        },
    )
    .with_error(has_error)
    .with_islands()
}

fn find_person() -> AnyView {
    view! {
        <div class="govuk-grid-column-one-half">
            <h2 class="govuk-heading-m">{text("desk-find")}</h2>
            <SearchBox query=String::new() words=finding_words() finds=Finds::Desk/>
            <p class="govuk-body"><a class="govuk-link" href="/desk/people">{text("finding-only-people")}</a></p>
        </div>
    }
    .into_any()
}

fn start_unnamed(start: StartForm, csrf: String) -> impl IntoView {
    view! {
        <div class="govuk-grid-column-one-half">
            <h2 class="govuk-heading-m">{text("desk-start-unnamed")}</h2>
            <p class="govuk-body">{text("desk-start-unnamed-what")}</p>
            <form action="/desk/start" method="post" novalidate>
                {csrf_control(csrf)}
                {start_controls(start)}
                {Button::new(text("start-form")).prevent_double_click()}
            </form>
        </div>
    }
}

fn newest(cases: Vec<CaseRow>) -> AnyView {
    if cases.is_empty() {
        return view! { <p class="govuk-body">{text("cases-none")}</p> }.into_any();
    }
    view! {
        {case_table(text("desk-newest"), cases)}
        <p class="govuk-body"><a class="govuk-link" href="/desk/cases">{text("desk-all-cases")}</a></p>
    }
    .into_any()
}

/// What runs the desk, for those who look after it.
fn behind(links: [(bool, &'static str, &'static str); 3]) -> Option<AnyView> {
    let links: Vec<_> = links
        .into_iter()
        .filter(|(may_see, _, _)| *may_see)
        .map(|(_, href, key)| view! { <li><a class="govuk-link" href=href>{text(key)}</a></li> })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{text("desk-behind")}</h2>
            <ul class="govuk-list">{links}</ul>
        }
        .into_any()
    })
}
