//! `GET /desk/contacts`, and the reader's own on the desk's first page.

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::desk::contacts::{self as views, ContactRow, Contacts as View};
use guildhall_database::{Contacts, ListKey, ListPosition, PersonId};
use guildhall_domain::permissions::Permission;
use serde::Deserialize;

use super::{minutes_of, row};
use crate::{
    access::{May, Staff, needs},
    clock,
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, account::Done},
    state::AppState,
};

/// How many open contacts, and how many that wait for a team, the desk's first page shows.
const SHOWN: usize = 10;

/// Which contacts, and where the page starts. What makes no sense is what one begins with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    whose: String,
    after: Option<String>,
    before: Option<String>,
}

impl Asked {
    fn position(&self) -> ListPosition {
        let key = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        match (key(&self.after), key(&self.before)) {
            (Some(key), _) => ListPosition::After(key),
            (None, Some(key)) => ListPosition::Before(key),
            (None, None) => ListPosition::Newest,
        }
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::TakeContacts>,
    frame: Frame,
    (Query(asked), Query(done)): (Query<Asked>, Query<Done>),
) -> Result<Response> {
    let teams = staff.grants.teams();
    let (word, which) = match asked.whose.as_str() {
        "all" => ("all", Contacts::AllOf(staff.id)),
        "waiting" if !teams.is_empty() => ("waiting", Contacts::WaitingFor(teams.clone())),
        _ => ("open", Contacts::OpenOf(staff.id)),
    };
    let mut connection = state.database.read().await?;
    let page = connection
        .list_contacts(&which, asked.position(), PAGE_SIZE)
        .await?;
    drop(connection);
    let link = |way: &str, key: ListKey| format!("/desk/contacts?whose={word}&{way}={key}");
    let list = View {
        csrf: staff.visitor.csrf(),
        newer: page.newer.map(|key| link("before", key)),
        older: page.older.map(|key| link("after", key)),
        contacts: page
            .entries
            .into_iter()
            .map(|line| row(&state, line))
            .collect(),
        whose: word.to_owned(),
        has_team: !teams.is_empty(),
        may_start: true,
        done: done.key(&["contact-wrapped-up", "contact-handed-over"]),
    };
    Ok(frame.at_desk(&staff).show(|| views::list(list)))
}

/// How many of the latest contacts with somebody their own page shows.
const LATEST: i64 = 5;

/// The latest contacts with somebody, for their own page; none for those who may not see contacts.
pub async fn with(state: &AppState, staff: &Staff, person: PersonId) -> Result<Vec<ContactRow>> {
    if !staff.may(Permission::SeeContacts) {
        return Ok(Vec::new());
    }
    let mut connection = state.database.read().await?;
    let contacts = connection.list_contacts_with(person, LATEST).await?;
    let rows = contacts.into_iter().map(|one| ContactRow {
        id: one.id.to_string(),
        channel: one.channel.word(),
        people: one.staff_name.into_iter().collect(),
        started: clock::in_words(one.started_at),
        minutes: minutes_of(state, one.started_at, one.ended_at.is_none()),
        waits_for: None,
    });
    Ok(rows.collect())
}

/// The reader's open contacts and those that wait for their teams; none for those who take none.
pub async fn mine(
    state: &AppState,
    staff: &Staff,
) -> Result<Option<(Vec<ContactRow>, Vec<ContactRow>)>> {
    if !staff.may(Permission::TakeContacts) {
        return Ok(None);
    }
    let mut connection = state.database.read().await?;
    let mut list = async |which: Contacts| -> Result<Vec<ContactRow>> {
        let page = connection
            .list_contacts(&which, ListPosition::Newest, SHOWN)
            .await?;
        Ok(page
            .entries
            .into_iter()
            .map(|line| row(state, line))
            .collect())
    };
    let open = list(Contacts::OpenOf(staff.id)).await?;
    let waiting = list(Contacts::WaitingFor(staff.grants.teams())).await?;
    Ok(Some((open, waiting)))
}
