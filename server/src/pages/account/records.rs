//! `GET` and `POST /account/record`, `GET` and `POST /account/record/{ticket}`
//!
//! An account is joined to the council's own record of the same person by a code to an address that was checked
//! with that person before. Names, dates of birth and the like open nothing: others know them too.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{account::claims as views, small_form::SmallForm};
use guildhall_database::PersonId;
use guildhall_domain::{accounts::Means, forms::Typed};
use serde::{Deserialize, Serialize};

use super::codes;
use crate::{
    access::Resident,
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{again, line},
    },
    records,
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::Tried,
};

/// What a code for joining does.
#[derive(Debug, Serialize, Deserialize)]
struct Joining {
    /// None where no record, or more than one, is reached at the address: the code went nowhere.
    record: Option<PersonId>,
}

pub async fn show(State(state): State<AppState>, resident: Resident, frame: Frame) -> Response {
    let form = SmallForm::empty(resident.visitor.csrf());
    let has_text_messages = state.outside.text_messages.is_configured();
    frame.show(|| views::record(&form, has_text_messages))
}

pub async fn submit(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let has_text_messages = state.outside.text_messages.is_configured();
    let address = line(&typed, "address");
    let means = if has_text_messages {
        Means::from_word(&line(&typed, "means"))
    } else {
        Some(Means::Email)
    };
    let mut errors = Vec::new();
    if means.is_none() {
        errors.push(("means", "record-means-empty"));
    }
    if address.is_empty() {
        errors.push(("address", "record-address-empty"));
    }
    let Some(means) = means.filter(|_| errors.is_empty()) else {
        let form = again(
            resident.visitor.csrf(),
            &typed,
            &["means", "address"],
            errors,
        );
        return Ok(frame.invalid(|| views::record(&form, has_text_messages)));
    };
    rate_limits::count(&state, Credential::Message, &address, &caller).await?;
    let record = reached_by(&state, &resident, means, &address).await?;
    let to = record.map(|_| (means, address));
    let does = Joining { record };
    let place = codes::JOIN.send(&state, &resident, &does, to).await?;
    Ok(see(place).into_response())
}

/// The one record that is known to be reached at an address, apart from the account's own. People who share an
/// address stay apart: which of them it is, staff find out.
async fn reached_by(
    state: &AppState,
    resident: &Resident,
    means: Means,
    address: &str,
) -> Result<Option<PersonId>> {
    let mut connection = state.database.read().await?;
    let people = connection.list_people_reached_by(means, address).await?;
    let own = resident.identity.person_id;
    let others: Vec<PersonId> = people.into_iter().filter(|person| *person != own).collect();
    Ok(match others.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

pub async fn show_code(resident: Resident, frame: Frame, Path(ticket): Path<String>) -> Response {
    codes::JOIN.show(&resident, frame, &ticket)
}

pub async fn submit_code(
    State(state): State<AppState>,
    resident: Resident,
    caller: Caller,
    frame: Frame,
    Path(ticket): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let tried = codes::JOIN.read(&state, &resident, &caller, (&ticket, &typed));
    match tried.await? {
        Tried::Right(Joining {
            record: Some(record),
        }) => join(&state, resident, record).await,
        Tried::Wrong => Ok(codes::JOIN.wrong(&resident, frame, &ticket, &typed)),
        Tried::Right(Joining { record: None }) | Tried::Spent | Tried::Over => {
            Ok(codes::JOIN.over(frame))
        }
    }
}

/// Joins the records. What the account opens has grown, so its session gets a new id.
async fn join(state: &AppState, resident: Resident, record: PersonId) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    transaction
        .join_person(resident.identity.person_id, record)
        .await?;
    records::project(&mut transaction, state, record).await?;
    transaction.commit().await?;
    let mut visitor = resident.visitor;
    visitor.rotate().await?;
    Ok(see("/account?done=account-joined").into_response())
}
