//! `/account/passkeys`: a resident's passkeys. Whoever adds or removes one signed in just now; see [`Recent`].

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::{
        account::{
            self as account_views,
            passkeys::{self as views, PasskeyRow},
        },
        small_form::SmallForm,
    },
    wording::{text, text_with},
};
use guildhall_database::{NewPasskey, Passkey, PasskeyId};
use guildhall_domain::{forms::Typed, text::Language};

use super::Done;
use crate::{
    access::{Recent, Resident},
    clock,
    emails::{self, Recipient, SignInMethodAdded, SignInMethodRemoved},
    error::{AppError, Result},
    page::Frame,
    pages::{
        see,
        staff::factors::{Maker, Place, passkey_again, passkey_page, read_passkey},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

const NEW: Place = Place::new("/account/passkeys/new", "/account/passkeys");

/// A passkey as its owner sees it.
pub fn row(passkey: &Passkey) -> PasskeyRow {
    PasskeyRow {
        id: passkey.id.to_string(),
        name: passkey.name.clone(),
        added: clock::in_words(passkey.created_at),
        used: passkey.last_used_at.map(clock::in_words),
    }
}

pub async fn show(
    State(state): State<AppState>,
    resident: Resident,
    frame: Frame,
    Query(done): Query<Done>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let passkeys = connection.list_passkeys(resident.holder()).await?;
    drop(connection);
    let rows = passkeys.iter().map(row).collect();
    let done = done.key(&["passkeys-added", "passkeys-removed"]);
    Ok(frame.show(|| views::page(rows, done)))
}

fn maker(resident: &Resident) -> Maker<'_> {
    Maker {
        holder: resident.holder(),
        email: &resident.identity.email,
        name: &resident.identity.name,
    }
}

pub async fn show_new(
    State(state): State<AppState>,
    resident: Recent<Resident>,
    frame: Frame,
) -> Result<Response> {
    let mut visitor = resident.visitor.clone();
    let form = SmallForm::empty(visitor.csrf());
    let page = passkey_page(&state, &mut visitor, (&maker(&resident), &NEW), form).await?;
    Ok(frame.show(|| page))
}

pub async fn submit_new(
    State(state): State<AppState>,
    resident: Recent<Resident>,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let limited = resident.identity.id.to_string();
    rate_limits::count(&state, Credential::Passkey, &limited, &caller).await?;
    let mut visitor = resident.visitor.clone();
    let whose = (&maker(&resident), &NEW);
    let read = read_passkey(&state, &mut visitor, frame.clone(), whose, &typed).await?;
    let (made, name) = match read {
        Ok(made) => made,
        Err(page) => return Ok(page),
    };
    rate_limits::succeeded(&state, Credential::Passkey, &limited, &caller).await?;
    let passkey = NewPasskey {
        holder: resident.holder(),
        credential_id: &made.credential_id,
        credential: made.credential,
        name: &name,
    };
    if !add(&state, &resident, &passkey).await? {
        let errors = vec![("credential", "passkey-taken")];
        let page = passkey_again(&state, &mut visitor, whose, &typed, errors).await?;
        return Ok(frame.invalid(|| page));
    }
    visitor.rotate().await?;
    Ok(see("/account/passkeys?done=passkeys-added").into_response())
}

/// Keeps a passkey and says so by e-mail; false if somebody has it already.
async fn add(state: &AppState, resident: &Resident, passkey: &NewPasskey<'_>) -> Result<bool> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    if transaction.add_passkey(passkey, now).await?.is_none() {
        return Ok(false);
    }
    let message = SignInMethodAdded {
        name: resident.identity.name.clone(),
        method: text_with("method-passkey", &[("name", passkey.name)]),
        when: clock::in_words(now),
    };
    emails::queue(&mut transaction, state, &owner(resident), &message).await?;
    transaction.commit().await?;
    Ok(true)
}

fn owner(resident: &Resident) -> Recipient {
    Recipient::new(&resident.identity.email, Language::English).person(resident.identity.person_id)
}

/// The reader's passkey with this id.
async fn find(state: &AppState, resident: &Resident, id: &str) -> Result<Passkey> {
    let id: PasskeyId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    let passkeys = connection.list_passkeys(resident.holder()).await?;
    let found = passkeys.into_iter().find(|passkey| passkey.id == id);
    found.ok_or(AppError::NotFound)
}

pub async fn show_remove(
    State(state): State<AppState>,
    resident: Recent<Resident>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let passkey = find(&state, &resident, &id).await?;
    let question = account_views::Question {
        title: text_with("passkeys-remove-title", &[("name", &passkey.name)]),
        explanation: vec![text("passkeys-remove-what")],
        action: format!("/account/passkeys/{}/remove", passkey.id),
        button: text("passkeys-remove-button"),
        way_back: "/account/passkeys".to_owned(),
        csrf: resident.visitor.csrf(),
    };
    Ok(frame.show(|| account_views::ask(question)))
}

pub async fn submit_remove(
    State(state): State<AppState>,
    resident: Recent<Resident>,
    Path(id): Path<String>,
) -> Result<Response> {
    let passkey = find(&state, &resident, &id).await?;
    let mut transaction = state.database.begin().await?;
    let holder = resident.holder();
    if transaction.remove_passkey(holder, passkey.id).await? {
        let message = SignInMethodRemoved {
            name: resident.identity.name.clone(),
            method: text_with("method-passkey", &[("name", &passkey.name)]),
            when: clock::in_words(state.clock.now()),
        };
        emails::queue(&mut transaction, &state, &owner(&resident), &message).await?;
        transaction.commit().await?;
    }
    Ok(see("/account/passkeys?done=passkeys-removed").into_response())
}
