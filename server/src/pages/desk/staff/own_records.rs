//! `GET` and `POST /desk/staff/{id}/own-records/{person}`: forgets that a record is a member of staff's own.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::staff::{self, Question};
use guildhall_database::{NewAuditEvent, PersonId};
use guildhall_domain::audit::{AuditDetail, AuditThing, AuditVerb};

use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    frame: Frame,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let person = parse(&person)?;
    let mut connection = state.database.read().await?;
    let account = super::find(&mut connection, &id).await?;
    let records = connection.describe_own_records(account.id).await?;
    drop(connection);
    let is_there = records.iter().any(|record| record.person_id == person);
    is_there.then_some(()).ok_or(AppError::NotFound)?;
    let question = Question {
        csrf: staff.visitor.csrf(),
        act: "forget",
        name: account.name,
        action: format!("/desk/staff/{}/own-records/{person}", account.id),
        back: format!("/desk/staff/{}", account.id),
        problem: None,
    };
    Ok(frame.at_desk(&staff).show(|| staff::ask(question)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::ManageStaff>,
    Path((id, person)): Path<(String, String)>,
) -> Result<Response> {
    let person = parse(&person)?;
    let mut transaction = state.database.begin().await?;
    let account = super::find(&mut transaction, &id).await?;
    // Whoever could forget their own record could then work on it.
    if account.id == staff.id {
        return Err(AppError::Forbidden);
    }
    if transaction.clear_own_record(account.id, person).await? {
        let actor = Some(staff.actor());
        let event = NewAuditEvent::new(actor, AuditVerb::OwnRecordCleared, AuditThing::Staff)
            .on(account.id.0)
            .with(AuditDetail::Person, person.to_string());
        transaction
            .add_audit_event(&event, state.clock.now())
            .await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/staff/{}", account.id)).into_response())
}

fn parse(person: &str) -> Result<PersonId> {
    person.parse().map_err(|_| AppError::NotFound)
}
