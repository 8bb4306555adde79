//! `GET` and `POST /account/claim`, `GET` and `POST /account/claim/{ticket}`
//!
//! What was sent without signing in becomes somebody's by a code to the address given in it, never by knowing the
//! reference: references are read out, written on paper and left on tables.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    emails::CheckCode,
    pages::{account::claims as views, small_form::SmallForm},
    wording::text,
};
use guildhall_database::{CaseId, Connection};
use guildhall_domain::{accounts::Means, forms::Typed, reference::Reference, text::Language};
use serde::{Deserialize, Serialize};

use crate::{
    access::Resident,
    emails::{self, Recipient},
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{again, line},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    text_messages,
    tokens::{self, Purpose, Tried},
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
    let ticket = send(&state, &resident, tokens::CLAIM, &does, to).await?;
    Ok(see(format!("/account/claim/{ticket}")).into_response())
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

/// Makes a code and sends it, if there is anywhere to send it; the answer is the same.
pub(super) async fn send(
    state: &AppState,
    resident: &Resident,
    purpose: Purpose,
    does: &impl Serialize,
    to: Option<(Means, String)>,
) -> Result<String> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let whose = (Some(resident.identity.id), resident.visitor.id());
    let code = tokens::make_code(&mut transaction, purpose, whose, does, now).await?;
    if let Some((means, address)) = to {
        queue(
            &mut transaction,
            state,
            purpose,
            code.digits,
            (means, address),
        )
        .await?;
    }
    transaction.commit().await?;
    Ok(code.ticket)
}

async fn queue(
    connection: &mut Connection,
    state: &AppState,
    purpose: Purpose,
    digits: String,
    (means, address): (Means, String),
) -> Result<()> {
    let key = if purpose == tokens::CLAIM {
        "code-purpose-claim"
    } else {
        "code-purpose-join"
    };
    let message = CheckCode {
        code: digits,
        minutes: purpose.lifetime.whole_minutes(),
        purpose: text(key),
    };
    let to = Recipient::new(address, Language::English);
    match means {
        Means::Email => emails::queue(connection, state, &to, &message).await?,
        Means::Telephone => text_messages::queue(connection, state, &to, &message).await?,
    };
    Ok(())
}

pub async fn show_code(resident: Resident, frame: Frame, Path(ticket): Path<String>) -> Response {
    let form = SmallForm::empty(resident.visitor.csrf());
    let action = format!("/account/claim/{ticket}");
    frame.show(|| views::code(&form, action, "/account/claim"))
}

pub async fn submit_code(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
    frame: Frame,
    Path(ticket): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let tried: Tried<Claiming> =
        try_code(&state, &resident, tokens::CLAIM, &ticket, &typed, &caller).await?;
    let case = match tried {
        Tried::Right(does) => does.case,
        Tried::Wrong => {
            let action = format!("/account/claim/{ticket}");
            let form = not_right(&resident, &typed);
            return Ok(frame.invalid(|| views::code(&form, action, "/account/claim")));
        }
        Tried::Over => None,
    };
    let claimed = match case {
        Some(case) => claim(&state, &resident, case).await?,
        None => false,
    };
    if !claimed {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::code_over("/account/claim")));
    }
    Ok(see("/account?done=account-claimed").into_response())
}

async fn claim(state: &AppState, resident: &Resident, case: CaseId) -> Result<bool> {
    let mut transaction = state.database.begin().await?;
    let person = resident.identity.person_id;
    let claimed = transaction
        .claim_case(case, person, resident.actor(), state.clock.now())
        .await?;
    transaction.commit().await?;
    Ok(claimed)
}

/// Tries what was typed as a code.
pub(super) async fn try_code<T: serde::de::DeserializeOwned>(
    state: &AppState,
    resident: &Resident,
    purpose: Purpose,
    ticket: &str,
    typed: &Typed,
    caller: &Caller,
) -> Result<Tried<T>> {
    let account = resident.identity.id.to_string();
    rate_limits::count(state, Credential::Token, &account, caller).await?;
    let digits = line(typed, "code");
    let mut connection = state.database.write().await?;
    let (visitor, now) = (resident.visitor.id(), state.clock.now());
    tokens::try_code(&mut connection, purpose, (ticket, &digits), visitor, now).await
}

/// The form again after a code that was not the one we sent.
pub(super) fn not_right(resident: &Resident, typed: &Typed) -> SmallForm {
    let key = if line(typed, "code").is_empty() {
        "code-empty"
    } else {
        "code-not-right"
    };
    again(resident.visitor.csrf(), typed, &[], vec![("code", key)])
}
