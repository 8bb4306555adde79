//! What waits for a member of staff, section by section, and for a team.

pub mod changes;
pub mod team;

use std::collections::BTreeSet;

use guildhall_app::{
    pages::desk::work::{DraftRow, OpenCases, Work, WorkTasks},
    wording::said,
};
use guildhall_database::{
    CaseFilter, CasePosition, Connection, DraftFor, TaskFilter, TaskPosition, Whose,
};
use guildhall_domain::permissions::Permission;
use uuid::Uuid;

use super::{rows, tasks::row};
use crate::{access::Staff, clock, error::Result, state::AppState};

/// How many of each list the desk's first page shows; the rest is a page away.
const SHOWN: usize = 10;

/// What waits for the reader, for the desk's first page.
pub async fn load(state: &AppState, staff: &Staff, seen: Option<i64>) -> Result<Work> {
    let teams = staff.grants.teams();
    let works = staff.may(Permission::WorkTasks);
    let mut work = Work {
        leads: staff.may(Permission::AssignTasks),
        ..Work::default()
    };
    if works {
        work.mine = Some(first_tasks(state, staff, Whose::Mine).await?);
        if !teams.is_empty() {
            work.unowned = Some(first_tasks(state, staff, Whose::Unowned(teams)).await?);
        }
    }
    if staff.may(Permission::StartForms) {
        work.drafts = drafts(state, staff).await?;
    }
    if staff.may(Permission::SeeCases) {
        work.cases = cases(state, staff).await?;
    }
    if works {
        work.changes = Some(changes::first(state, staff, seen).await?);
    }
    Ok(work)
}

async fn first_tasks(state: &AppState, staff: &Staff, whose: Whose) -> Result<WorkTasks> {
    let filter = filter(staff, whose);
    let mut connection = state.database.read().await?;
    let page = connection
        .list_tasks(&filter, TaskPosition::Start, SHOWN)
        .await?;
    let now = state.clock.day_and_minute();
    Ok(WorkTasks {
        tasks: page
            .tasks
            .iter()
            .map(|task| row(staff, task, now))
            .collect(),
        has_more: page.next.is_some(),
    })
}

/// Everything of somebody that is not done, as far as the reader may see it.
fn filter(staff: &Staff, whose: Whose) -> TaskFilter {
    TaskFilter {
        within: staff.seen_tasks(),
        reader: staff.id,
        hidden: staff.grants.hidden_services(),
        whose,
        state: None,
        kind: None,
        due: None,
    }
}

/// What they began for others; what has turned out to be about themselves is not for them.
async fn drafts(state: &AppState, staff: &Staff) -> Result<Vec<DraftRow>> {
    let limit = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let mut connection = state.database.read().await?;
    let drafts = connection.list_drafts_for_others(staff.id, limit).await?;
    drop(connection);
    let today = state.clock.today();
    let mut rows = Vec::new();
    for draft in drafts {
        if staff.is_own(draft.subject_id) {
            continue;
        }
        let service = state.catalogue.version(draft.form_id).await?;
        rows.push(draft_row(draft, said(&service.service.title), today));
    }
    Ok(rows)
}

fn draft_row(draft: DraftFor, service: String, today: time::Date) -> DraftRow {
    DraftRow {
        id: draft.id.to_string(),
        service,
        person: draft.subject_name,
        changed: clock::in_words(draft.updated_at),
        age: (today - clock::date_of(draft.created_at)).whole_days(),
    }
}

/// The cases of their teams' services; of those who are in no team, the cases that they opened themselves.
async fn cases(state: &AppState, staff: &Staff) -> Result<Option<OpenCases>> {
    let teams = staff.grants.teams();
    if !teams.is_empty() {
        let cases = open_cases(state, staff, &teams).await?;
        return Ok(Some(OpenCases::OfTeams(cases)));
    }
    if !staff.may(Permission::StartForms) {
        return Ok(None);
    }
    let filter = CaseFilter {
        opened_by: Some(staff.id),
        all_but: staff.unseen_services(),
        ..CaseFilter::default()
    };
    let mut connection = state.database.read().await?;
    let page = connection
        .list_cases(&filter, CasePosition::Newest, SHOWN)
        .await?;
    drop(connection);
    let rows = rows(state, staff, page.cases).await?;
    Ok(Some(OpenCases::OpenedBy(rows)))
}

/// The cases of teams' services that have been open longest, as far as the reader may see them.
async fn open_cases(
    state: &AppState,
    staff: &Staff,
    teams: &BTreeSet<Uuid>,
) -> Result<Vec<guildhall_app::pages::desk::CaseRow>> {
    let limit = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let mut connection = state.database.read().await?;
    let services = services_of(&mut connection, staff, teams).await?;
    drop(connection);
    let mut open = Vec::new();
    for service in state.catalogue.list().await? {
        if services.contains(&service.slug) {
            let statuses = service.service.case.statuses.iter();
            let still_open = statuses.filter(|(_, status)| !status.closed);
            open.extend(still_open.map(|(word, _)| (service.slug.clone(), word.clone())));
        }
    }
    let mut connection = state.database.read().await?;
    let cases = connection.list_open_cases(&open, limit).await?;
    drop(connection);
    rows(state, staff, cases).await
}

/// The services of teams whose cases the reader may see, by slug.
async fn services_of(
    connection: &mut Connection,
    staff: &Staff,
    teams: &BTreeSet<Uuid>,
) -> Result<BTreeSet<String>> {
    let looked_after = connection.list_team_services().await?;
    let theirs = looked_after.into_iter().filter(|(team, slug)| {
        teams.contains(team) && staff.grants.may_for(Permission::SeeCases, slug)
    });
    Ok(theirs.map(|(_, slug)| slug).collect())
}
