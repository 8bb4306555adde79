//! `GET /account/access`: who looked at the resident's record, when and why.

use std::collections::BTreeSet;

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::account::access::{self as views, AccessList, AccessRow, Why};
use guildhall_database::Opening;
use guildhall_domain::openings::Reason;

use crate::{
    access::Resident,
    clock,
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, desk::cases::Place},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(place): Query<Place>,
) -> Result<Response> {
    // Whoever opens somebody's account must not learn of what might put them in danger.
    let hidden: BTreeSet<String> = state.catalogue.sensitive().await?;
    let person = resident.identity.person_id;
    let listed = state
        .database
        .read()
        .await?
        .list_openings_of(person, &hidden, place.position(), PAGE_SIZE)
        .await?;
    let mut rows = Vec::with_capacity(listed.entries.len());
    for opening in &listed.entries {
        rows.push(row(opening)?);
    }
    let list = AccessList {
        newer: listed
            .newer
            .map(|key| format!("/account/access?before={key}")),
        older: listed
            .older
            .map(|key| format!("/account/access?after={key}")),
        rows,
    };
    Ok(frame.show(|| views::page(list)))
}

fn row(opening: &Opening) -> Result<AccessRow> {
    Ok(AccessRow {
        role: opening.role().map(|role| role.word()),
        name: opening.staff_name.clone(),
        when: clock::in_words(opening.opened_at),
        last: (opening.last_viewed_at != opening.opened_at)
            .then(|| clock::in_words(opening.last_viewed_at)),
        why: reason(opening)?,
    })
}

/// Why a record was opened, as it is said.
pub(in crate::pages) fn reason(opening: &Opening) -> Result<Why> {
    Ok(match opening.reason()? {
        Reason::Case { reference, .. } => Why::Case(reference),
        Reason::Contact(how) => Why::Contact(how.word()),
        Reason::Stated(words) => Why::Stated(words),
    })
}
