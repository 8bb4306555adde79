//! `GET` and `POST /desk/staff/{id}/end` and `/desk/staff/{id}/restore`

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::staff::{self, Question, StaffProblem};
use guildhall_database::{Connection, Holder, NewAuditEvent, Staff as Account};
use guildhall_domain::{
    audit::{AuditThing, AuditVerb},
    permissions::Role,
};

use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show_end(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let account = super::find(&mut state.database.read().await?, &id).await?;
    let question = question(&staff, &account, "end");
    Ok(frame.at_desk(&staff).show(|| staff::ask(question)))
}

pub async fn submit_end(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    let account = super::find(&mut transaction, &id).await?;
    if let Some(problem) = problem(&mut transaction, &staff, &account).await? {
        let mut question = question(&staff, &account, "end");
        question.problem = Some(problem);
        return Ok(frame.at_desk(&staff).invalid(|| staff::ask(question)));
    }
    let now = state.clock.now();
    if transaction.set_ended(account.id, Some(now)).await? {
        let holder = Holder::Staff(account.id);
        transaction.end_sign_ins(holder, None).await?;
        let event = event(&staff, &account, AuditVerb::AccountEnded);
        transaction.add_audit_event(&event, now).await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/staff/{}", account.id)).into_response())
}

pub async fn show_restore(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let account = super::find(&mut state.database.read().await?, &id).await?;
    let question = question(&staff, &account, "restore");
    Ok(frame.at_desk(&staff).show(|| staff::ask(question)))
}

pub async fn submit_restore(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    let account = super::find(&mut transaction, &id).await?;
    if transaction.set_ended(account.id, None).await? {
        let event = event(&staff, &account, AuditVerb::AccountRestored);
        transaction
            .add_audit_event(&event, state.clock.now())
            .await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/staff/{}", account.id)).into_response())
}

fn event(staff: &May<needs::ManageStaff>, account: &Account, verb: AuditVerb) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Staff).on(account.id.0)
}

fn question(staff: &May<needs::ManageStaff>, account: &Account, act: &'static str) -> Question {
    Question {
        csrf: staff.visitor.csrf(),
        act,
        name: account.name.clone(),
        action: format!("/desk/staff/{}/{act}", account.id),
        back: format!("/desk/staff/{}", account.id),
        problem: None,
    }
}

/// Why an account can't be ended: somebody must always be able to end and restore accounts.
async fn problem(
    connection: &mut Connection,
    staff: &May<needs::ManageStaff>,
    account: &Account,
) -> Result<Option<StaffProblem>> {
    if account.id == staff.id {
        return Ok(Some(StaffProblem::OwnAccount));
    }
    let grants = connection.list_grants(account.id).await?;
    if !grants
        .iter()
        .any(|grant| grant.role() == Role::Administrator)
    {
        return Ok(None);
    }
    let others = connection
        .count_others_with_role(account.id, Role::Administrator)
        .await?;
    Ok((others == 0).then_some(StaffProblem::LastAdministrator))
}
