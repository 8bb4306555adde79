//! `GET` and `POST /desk/staff/{id}`

use std::collections::BTreeSet;

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::staff::{self, AccountPage, OwnRecordRow, StaffProblem};
use guildhall_database::{Connection, NewAuditEvent, Staff as Account};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::Typed,
    permissions::{Grant, Role},
};

use super::Places;
use crate::{
    access::{May, needs},
    clock,
    error::Result,
    page::Frame,
    pages::{account::Done, see, staff::factors::Factors},
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let account = super::find(&mut connection, &id).await?;
    let grants = connection.list_grants(account.id).await?;
    let places = Places::load(&mut connection).await?;
    let mut page = page(&mut connection, &staff, account, &places, &grants).await?;
    drop(connection);
    page.done = done.key(&["invite", "reset", "sign-out"]);
    Ok(frame.at_desk(&staff).show(|| staff::account(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    let account = super::find(&mut transaction, &id).await?;
    let places = Places::load(&mut transaction).await?;
    let before = transaction.list_grants(account.id).await?;
    let after = places.read(&typed);
    if let Some(problem) = problem(&mut transaction, &staff, &account, &before, &after).await? {
        let mut page = page(&mut transaction, &staff, account, &places, &after).await?;
        page.problem = Some(problem);
        return Ok(frame.at_desk(&staff).invalid(|| staff::account(page)));
    }
    if before != after {
        let now = state.clock.now();
        let grants: Vec<_> = after.iter().copied().collect();
        transaction.set_grants(account.id, &grants).await?;
        let actor = Some(staff.actor());
        let changed = NewAuditEvent::new(actor, AuditVerb::RolesChanged, AuditThing::Staff)
            .on(account.id.0)
            .with(AuditDetail::RolesBefore, places.in_words(&before))
            .with(AuditDetail::Roles, places.in_words(&after));
        transaction.add_audit_event(&changed, now).await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/staff/{}", account.id)).into_response())
}

/// Why these roles can't be given. Somebody must always be able to give roles.
async fn problem(
    connection: &mut Connection,
    staff: &May<needs::ManageStaff>,
    account: &Account,
    before: &BTreeSet<Grant>,
    after: &BTreeSet<Grant>,
) -> Result<Option<StaffProblem>> {
    let is_administrator = |grants: &BTreeSet<Grant>| grants.contains(&Grant::Administrator);
    if after.is_empty() {
        return Ok(Some(StaffProblem::NoRole));
    }
    if !is_administrator(before) || is_administrator(after) {
        return Ok(None);
    }
    if account.id == staff.id {
        return Ok(Some(StaffProblem::OwnAdministrator));
    }
    let others = connection
        .count_others_with_role(account.id, Role::Administrator)
        .await?;
    let is_last = others == 0 && account.ended_at.is_none();
    Ok(is_last.then_some(StaffProblem::LastAdministrator))
}

async fn page(
    connection: &mut Connection,
    staff: &May<needs::ManageStaff>,
    account: Account,
    places: &Places,
    grants: &BTreeSet<Grant>,
) -> Result<AccountPage> {
    let factors = Factors::load(connection, account.id).await?;
    let own_records = connection.describe_own_records(account.id).await?;
    let own_records = own_records.into_iter().map(|record| OwnRecordRow {
        person: record.person_id.to_string(),
        name: record.name,
        linked: clock::in_words(record.linked_at),
    });
    Ok(AccountPage {
        csrf: staff.visitor.csrf(),
        is_self: account.id == staff.id,
        id: account.id.to_string(),
        name: account.name,
        email: account.email,
        has_password: account.password_hash.is_some(),
        has_factor: !factors.are_none(),
        added: clock::in_words(account.created_at),
        ended: account.ended_at.map(clock::in_words),
        roles: places.choices(grants),
        own_records: own_records.collect(),
        problem: None,
        done: None,
    })
}
