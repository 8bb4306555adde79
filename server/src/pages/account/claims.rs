//! `GET` and `POST /account/claim`, `GET` and `POST /account/claim/{ticket}`
//!
//! What was sent without signing in becomes somebody's by a code to the address given in it, never by knowing the
//! reference: references are read out, written on paper and left on tables.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{account::claims as views, small_form::SmallForm};
use guildhall_database::CaseId;
use guildhall_domain::{accounts::Means, forms::Typed, reference::Reference};
use serde::{Deserialize, Serialize};

use super::codes;
use crate::{
    access::Resident,
    error::Result,
    page::Frame,
    pages::{
        forms::recording,
        see,
        small_forms::{again, line},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::Tried,
};

/// What a code for claiming does.
#[derive(Debug, Serialize, Deserialize)]
struct Claiming {
    /// None where there was nothing to claim: the code went nowhere.
    case: Option<CaseId>,
}

pub async fn show(resident: Resident, frame: Frame) -> Response {
    let form = SmallForm::empty(resident.visitor.csrf());
    frame.show(|| views::claim(&form))
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let Ok(reference) = Reference::parse(&line(&typed, "reference")) else {
        let errors = vec![("reference", "claim-reference-wrong")];
        let form = again(resident.visitor.csrf(), &typed, &["reference"], errors);
        return Ok(frame.invalid(|| views::claim(&form)));
    };
    let account = format!("{}\n{}", resident.identity.id, reference.as_str());
    rate_limits::count(&state, Credential::Message, &account, &caller).await?;
    let found = claimable(&state, &reference).await?;
    let does = Claiming {
        case: found.as_ref().map(|(case, ..)| *case),
    };
    let to = found.map(|(_, means, address)| (means, address));
    let place = codes::CLAIM.send(&state, &resident, &does, to).await?;
    Ok(see(place).into_response())
}

/// A case that is nobody's yet, with the address given in it that a code can be sent to.
async fn claimable(
    state: &AppState,
    reference: &Reference,
) -> Result<Option<(CaseId, Means, String)>> {
    let mut connection = state.database.read().await?;
    let case = connection.find_case(reference.as_str()).await?;
    let Some(case) = case.filter(|case| case.subject_id.is_none()) else {
        return Ok(None);
    };
    let submission = connection.find_submission(case.id).await?;
    drop(connection);
    let service = state.catalogue.version(case.form_id).await?;
    let Some(submission) = submission.filter(|_| !service.service.sensitive) else {
        return Ok(None);
    };
    let given = service.form.contact_details(&submission.snapshot.0);
    let email = given
        .emails
        .into_iter()
        .next()
        .map(|address| (Means::Email, address));
    let can_text = state.outside.text_messages.is_configured();
    let telephone = given.telephones.into_iter().next().filter(|_| can_text);
    let way = email.or(telephone.map(|number| (Means::Telephone, number)));
    Ok(way.map(|(means, address)| (case.id, means, address)))
}

pub async fn show_code(resident: Resident, frame: Frame, Path(ticket): Path<String>) -> Response {
    codes::CLAIM.show(&resident, frame, &ticket)
}

pub async fn submit_code(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
    frame: Frame,
    Path(ticket): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let tried = codes::CLAIM.read(&state, &resident, &caller, (&ticket, &typed));
    let claimed = match tried.await? {
        Tried::Right(Claiming { case: Some(case) }) => claim(&state, &resident, case).await?,
        Tried::Wrong => return Ok(codes::CLAIM.wrong(&resident, frame, &ticket, &typed)),
        Tried::Right(Claiming { case: None }) | Tried::Spent | Tried::Over => false,
    };
    if !claimed {
        return Ok(codes::CLAIM.over(frame));
    }
    Ok(see("/account?done=account-claimed").into_response())
}

async fn claim(state: &AppState, resident: &Resident, case: CaseId) -> Result<bool> {
    let mut transaction = state.database.begin().await?;
    let person = resident.identity.person_id;
    let claimed = transaction
        .claim_case(case, person, resident.actor(), state.clock.now())
        .await?;
    if claimed {
        recording::record_claimed(&mut transaction, state, case, person).await?;
    }
    transaction.commit().await?;
    Ok(claimed)
}
