//! `GET` and `POST /account/approvals/{id}`: the council is in touch with somebody who says they are the holder of this
//! account, and asks whether that is so.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::account::approvals::{self as views, ApprovalPage};
use guildhall_database::{Approval, ApprovalId, Contact};
use guildhall_domain::{contacts::Method, forms::Typed};

use crate::{
    access::Resident,
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::see,
    state::AppState,
    verification::Check,
};

/// What was asked in this account, with the contact in which it was.
async fn find(state: &AppState, resident: &Resident, id: &str) -> Result<(Approval, Contact)> {
    let id: ApprovalId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    let approval = connection.find_approval(id).await?;
    let approval = approval.ok_or(AppError::NotFound)?;
    let own = resident.identity.person_id;
    if !connection.is_record_of(own, approval.person_id).await? {
        return Err(AppError::NotFound);
    }
    let contact = connection.find_contact(approval.contact_id).await?;
    Ok((approval, contact.ok_or(AppError::NotFound)?))
}

/// What is waiting for an answer, for the top of the account's page.
pub(super) async fn waiting(state: &AppState, resident: &Resident) -> Result<Vec<ApprovalPage>> {
    let (own, now) = (resident.identity.person_id, state.clock.now());
    let mut connection = state.database.read().await?;
    let approvals = connection.list_waiting_approvals(own, now).await?;
    let mut waiting = Vec::with_capacity(approvals.len());
    for approval in approvals {
        if let Some(contact) = connection.find_contact(approval.contact_id).await? {
            waiting.push(page(resident, &approval, &contact));
        }
    }
    Ok(waiting)
}

fn page(resident: &Resident, approval: &Approval, contact: &Contact) -> ApprovalPage {
    let first_name = approval.staff_name.split_whitespace().next();
    ApprovalPage {
        csrf: resident.visitor.csrf(),
        id: approval.id.to_string(),
        adviser: first_name.unwrap_or_default().to_owned(),
        channel: contact.channel.word(),
        when: clock::in_words(approval.asked_at),
        has_nothing_chosen: false,
    }
}

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let (approval, contact) = find(&state, &resident, &id).await?;
    if !approval.waits(state.clock.now()) || !contact.is_open() {
        return Ok(over(&state, frame));
    }
    let page = page(&resident, &approval, &contact);
    Ok(frame.show(|| views::page(page)))
}

fn over(state: &AppState, frame: Frame) -> Response {
    let telephone = state.config.contact.telephone.clone();
    frame.answer(StatusCode::NOT_FOUND, || views::over(telephone))
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (approval, contact) = find(&state, &resident, &id).await?;
    let is_they = match typed.first("answer") {
        Some("yes") => true,
        Some("no") => false,
        _ => {
            let page = ApprovalPage {
                has_nothing_chosen: true,
                ..page(&resident, &approval, &contact)
            };
            return Ok(frame.invalid(|| views::page(page)));
        }
    };
    if !contact.is_open() || !answer(&state, &resident, &approval, is_they).await? {
        return Ok(over(&state, frame));
    }
    Ok(see(if is_they {
        "/account?done=approval-yes"
    } else {
        "/account?done=approval-no"
    })
    .into_response())
}

/// Writes the answer down with what follows from it; false if it came too late. A no takes back whatever the caller showed
/// otherwise.
async fn answer(
    state: &AppState,
    resident: &Resident,
    approval: &Approval,
    is_they: bool,
) -> Result<bool> {
    let now = state.clock.now();
    let check = Check {
        contact: approval.contact_id,
        person: approval.person_id,
        method: Method::Approval,
        by: resident.actor(),
    };
    let mut transaction = state.database.begin().await?;
    let answered = transaction
        .answer_approval(approval.id, (resident.identity.id, is_they), now)
        .await?;
    if !answered {
        return Ok(false);
    }
    if is_they {
        check.passed(&mut transaction, now).await?;
    } else {
        check.failed(&mut transaction, now).await?;
        transaction
            .lose_rung(approval.contact_id, approval.person_id)
            .await?;
    }
    transaction.commit().await?;
    Ok(true)
}
