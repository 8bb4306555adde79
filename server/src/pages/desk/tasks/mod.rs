//! `/desk/tasks`: what is to be done, by whom and by when.

mod change;
pub mod list;
pub mod new;
pub mod one;

use guildhall_app::pages::desk::tasks::{About, Subject, TaskRow, TasksAbout};
use guildhall_database::{Case, OrganisationId, PersonId, Task};
use guildhall_domain::{permissions::Permission, tasks::Due};
use time::Date;

use crate::{access::Staff, error::Result, pages::PAGE_SIZE, state::AppState};

/// A task as lists and its own page show it to this reader.
fn row(staff: &Staff, task: &Task, today: Date) -> TaskRow {
    let about = about(staff, task);
    TaskRow {
        id: task.id.to_string(),
        kind: task.kind,
        state: task.standing().state,
        words: if may_read(&about) {
            task.details.words.clone()
        } else {
            String::new()
        },
        about,
        team: task.team_name.clone(),
        is_team_empty: task.is_team_empty,
        owner: task.owner_name.clone(),
        due_on: task.due_on,
        due: task
            .done_at
            .is_none()
            .then(|| Due::seen(task.due_on, today)),
        is_own: staff.own_subject(task).is_some(),
    }
}

/// What a task is about, as far as this reader may know it.
fn about(staff: &Staff, task: &Task) -> About {
    let person = task.person_id.map(|id| {
        let name = task.person_name.clone().unwrap_or_default();
        seen(
            staff.may(Permission::SeePeople),
            name,
            format!("/desk/people/{id}"),
        )
    });
    let case = task.case_reference.clone().map(|reference| {
        let slug = task.case_slug.as_deref().unwrap_or_default();
        let may_see = staff.grants.may_for(Permission::SeeAnswers, slug);
        let href = format!("/desk/cases/{reference}");
        seen(may_see, reference, href)
    });
    let organisation = task.organisation_id.map(|id| {
        let name = task.organisation_name.clone().unwrap_or_default();
        let may_see = staff.may(Permission::SeeOrganisations);
        seen(may_see, name, format!("/desk/organisations/{id}"))
    });
    let article = task.article_slug.clone().map(|slug| {
        let title = task.article_title.clone().unwrap_or_default();
        let href = super::knowledge::address(&slug);
        seen(staff.may(Permission::SeeKnowledge), title, href)
    });
    About {
        person,
        case,
        organisation,
        article,
    }
}

fn seen(may_see: bool, name: String, href: String) -> Subject {
    if may_see {
        Subject::Seen { name, href }
    } else {
        Subject::Hidden
    }
}

/// Whoever may not see what a task is about does not read what colleagues wrote of it either.
fn may_read(about: &About) -> bool {
    ![
        &about.person,
        &about.case,
        &about.organisation,
        &about.article,
    ]
    .into_iter()
    .any(|subject| matches!(subject, Some(Subject::Hidden)))
}

/// The tasks about something, as its page shows them to this reader; `new` says what to write down another about.
fn all_about(staff: &Staff, tasks: &[Task], today: Date, new: String) -> TasksAbout {
    let seen = tasks
        .iter()
        .filter(|task| staff.reaches(Permission::SeeTasks, task));
    TasksAbout {
        tasks: seen.map(|task| row(staff, task, today)).collect(),
        new: staff
            .may(Permission::WorkTasks)
            .then(|| format!("/desk/tasks/new?{new}")),
    }
}

/// What is to be done about a person, for those who may see tasks.
pub async fn about_person(
    state: &AppState,
    staff: &Staff,
    person: PersonId,
) -> Result<Option<TasksAbout>> {
    if !staff.may(Permission::SeeTasks) {
        return Ok(None);
    }
    let mut connection = state.database.read().await?;
    let tasks = connection.list_tasks_about_person(person, limit()).await?;
    let today = state.clock.today();
    Ok(Some(all_about(
        staff,
        &tasks,
        today,
        format!("person={person}"),
    )))
}

/// What is to be done about a case, for those who may see tasks.
pub async fn about_case(
    state: &AppState,
    staff: &Staff,
    case: &Case,
) -> Result<Option<TasksAbout>> {
    if !staff.may(Permission::SeeTasks) {
        return Ok(None);
    }
    let mut connection = state.database.read().await?;
    let tasks = connection.list_tasks_about_case(case.id, limit()).await?;
    let new = format!("case={}", case.reference);
    Ok(Some(all_about(staff, &tasks, state.clock.today(), new)))
}

/// What is to be done about an organisation, for those who may see tasks.
pub async fn about_organisation(
    state: &AppState,
    staff: &Staff,
    organisation: OrganisationId,
) -> Result<Option<TasksAbout>> {
    if !staff.may(Permission::SeeTasks) {
        return Ok(None);
    }
    let mut connection = state.database.read().await?;
    let tasks = connection
        .list_tasks_about_organisation(organisation, limit())
        .await?;
    let new = format!("organisation={organisation}");
    Ok(Some(all_about(staff, &tasks, state.clock.today(), new)))
}

fn limit() -> i64 {
    i64::try_from(PAGE_SIZE).unwrap_or(i64::MAX)
}
