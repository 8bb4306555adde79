//! `GET` and `POST /together/{guest}/give-back`: staff have the turned screen again, once they have proved that it is they.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{small_form::SmallForm, together as views};
use guildhall_database::{FormGuestId, Staff};
use guildhall_domain::{forms::Typed, together::GuestEnding};

use crate::{
    access::Visitor,
    error::{AppError, Result},
    page::Frame,
    pages::{
        see,
        sign_in::CARRY_ON,
        small_forms::{again, password},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    turned_for(&visitor, &id)?;
    let Some(staff) = locked_out(&state, &visitor).await? else {
        return nobody(&state, visitor).await;
    };
    let form = SmallForm::empty(visitor.csrf());
    Ok(frame.show(|| views::give_back(form, address(&id), staff.name)))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let guest = turned_for(&visitor, &id)?;
    let Some(staff) = locked_out(&state, &visitor).await? else {
        return nobody(&state, visitor).await;
    };
    let password = password(&typed, "password");
    let problem = if password.is_empty() {
        Some("give-back-empty")
    } else {
        let is_right = prove(&state, &staff, password, &caller).await?;
        (!is_right).then_some("give-back-wrong")
    };
    if let Some(problem) = problem {
        let form = again(visitor.csrf(), &typed, &[], vec![("password", problem)]);
        return Ok(frame.invalid(|| views::give_back(form, address(&id), staff.name)));
    }
    let mut connection = state.database.write().await?;
    let found = connection.find_form_guest(guest).await?;
    connection
        .end_form_guest(guest, GuestEnding::Finished, state.clock.now())
        .await?;
    drop(connection);
    visitor.give_back().await?;
    // What a colleague's other tab sent meanwhile comes first: it is one button away from being sent.
    Ok(match found {
        _ if visitor.has_held() => see(CARRY_ON),
        Some(found) => see(format!("/forms/{}", found.form_session_id)),
        None => see("/desk"),
    }
    .into_response())
}

fn address(id: &str) -> String {
    format!("/together/{id}/give-back")
}

/// The time that this browser's screen is turned for.
fn turned_for(visitor: &Visitor, id: &str) -> Result<FormGuestId> {
    let turned = visitor.turned().filter(|guest| guest.to_string() == id);
    turned.ok_or(AppError::NotFound)
}

/// Whose screen it is.
async fn locked_out(state: &AppState, visitor: &Visitor) -> Result<Option<Staff>> {
    let Some(id) = visitor.locked_out() else {
        return Ok(None);
    };
    let staff = state.database.read().await?.find_staff(id).await?;
    Ok(staff.filter(|staff| staff.ended_at.is_none()))
}

/// Whether this is their password: guesses are limited as for signing in, and counted together with those.
async fn prove(state: &AppState, staff: &Staff, password: String, caller: &Caller) -> Result<bool> {
    let limited = format!("staff {}", staff.email);
    rate_limits::count(state, Credential::Password, &limited, caller).await?;
    let hash = staff.password_hash.clone();
    if !state.passwords.verify(password, hash).await {
        return Ok(false);
    }
    rate_limits::succeeded(state, Credential::Password, &limited, caller).await?;
    Ok(true)
}

/// Their sign-in was ended from elsewhere: nobody is left to give the screen back to.
async fn nobody(state: &AppState, visitor: Visitor) -> Result<Response> {
    visitor.sign_out(state).await?;
    Ok(see("/staff/sign-in").into_response())
}
