//! `/desk/account/app`, `/desk/account/passkey`, `/desk/account/factors/{id}/remove`: a member of staff's own second
//! factors. Whoever changes them signed in just now; see [`Recent`].

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::{
        account::passkeys::PasskeyRow,
        desk::own_account::{self as views, RemoveFactor},
        small_form::SmallForm,
    },
    wording::text_with,
};
use guildhall_database::{
    AuthenticatorApp, AuthenticatorAppId, Connection, Holder, PasskeyId, Staff as Account,
};
use guildhall_domain::{audit::AuditVerb, forms::Typed};
use uuid::Uuid;

use super::own_account::{PAGE, account};
use crate::{
    access::{Recent, Staff},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{
        account::passkeys::row,
        see,
        staff::factors::{self, Factors, Maker, NewFactor, Place},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

const APP: Place = Place::new("/desk/account/app", PAGE);
const PASSKEY: Place = Place::new("/desk/account/passkey", PAGE);

/// An authenticator app as its owner sees it.
pub(super) fn app_row(app: &AuthenticatorApp) -> PasskeyRow {
    PasskeyRow {
        id: app.id.to_string(),
        name: text_with(
            "own-account-app",
            &[("when", &clock::in_words(app.created_at))],
        ),
        added: clock::in_words(app.created_at),
        used: app.last_used_at.map(clock::in_words),
    }
}

pub async fn show_app(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    frame: Frame,
) -> Result<Response> {
    if !state.keys.is_configured() {
        return Err(AppError::NotFound);
    }
    let account = account(&mut state.database.read().await?, &staff).await?;
    let mut visitor = staff.visitor.clone();
    let frame = frame.at_desk(&staff);
    factors::show_app(&state, &mut visitor, frame, (&account, &APP)).await
}

pub async fn submit_app(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    if !state.keys.is_configured() {
        return Err(AppError::NotFound);
    }
    let limited = staff.id.to_string();
    rate_limits::count(&state, Credential::SecondFactor, &limited, &caller).await?;
    let account = account(&mut state.database.read().await?, &staff).await?;
    let mut visitor = staff.visitor.clone();
    let frame = frame.at_desk(&staff);
    match factors::read_app(&state, &mut visitor, frame, (&account, &APP), &typed).await? {
        Ok(factor) => {
            rate_limits::succeeded(&state, Credential::SecondFactor, &limited, &caller).await?;
            keep(&state, &staff, &account, &factor).await?;
            visitor.rotate().await?;
            Ok(see(format!("{PAGE}?done=own-account-added")).into_response())
        }
        Err(page) => Ok(page),
    }
}

/// Keeps a new factor; false if it is a passkey that is known already.
async fn keep(
    state: &AppState,
    staff: &Staff,
    account: &Account,
    factor: &NewFactor,
) -> Result<bool> {
    let mut transaction = state.database.begin().await?;
    transaction.lock_staff(account.id).await?;
    // An administrator may have signed them out meanwhile.
    let sign_in = staff.visitor.staff_sign_in().map(|sign_in| sign_in.id);
    if transaction.find_sign_ins(None, sign_in).await?.is_empty() {
        return Err(AppError::NotFound);
    }
    let is_new = factor.add(&mut transaction, state, account).await?;
    transaction.commit().await?;
    Ok(is_new)
}

fn maker(account: &Account) -> Maker<'_> {
    Maker {
        holder: Holder::Staff(account.id),
        email: &account.email,
        name: &account.name,
    }
}

pub async fn show_passkey(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    frame: Frame,
) -> Result<Response> {
    let account = account(&mut state.database.read().await?, &staff).await?;
    let mut visitor = staff.visitor.clone();
    let form = SmallForm::empty(visitor.csrf());
    let whose = (&maker(&account), &PASSKEY);
    let page = factors::passkey_page(&state, &mut visitor, whose, form).await?;
    Ok(frame.at_desk(&staff).show(|| page))
}

pub async fn submit_passkey(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let limited = staff.id.to_string();
    rate_limits::count(&state, Credential::Passkey, &limited, &caller).await?;
    let account = account(&mut state.database.read().await?, &staff).await?;
    let mut visitor = staff.visitor.clone();
    let frame = frame.at_desk(&staff);
    let whose = (&maker(&account), &PASSKEY);
    let read = factors::read_passkey(&state, &mut visitor, frame.clone(), whose, &typed).await?;
    let (made, name) = match read {
        Ok(made) => made,
        Err(page) => return Ok(page),
    };
    rate_limits::succeeded(&state, Credential::Passkey, &limited, &caller).await?;
    if !keep(&state, &staff, &account, &NewFactor::Passkey { made, name }).await? {
        let errors = vec![("credential", "passkey-taken")];
        let page = factors::passkey_again(&state, &mut visitor, whose, &typed, errors).await?;
        return Ok(frame.invalid(|| page));
    }
    visitor.rotate().await?;
    Ok(see(format!("{PAGE}?done=own-account-added")).into_response())
}

/// One of the reader's own factors, and whether it is their last.
async fn find_factor(
    connection: &mut Connection,
    staff: &Staff,
    id: &str,
) -> Result<(PasskeyRow, bool, &'static str)> {
    let factors = Factors::load(connection, staff.id).await?;
    let is_last = factors.count() == 1;
    let passkeys = factors.passkeys.iter().map(|one| (row(one), "passkey"));
    let apps = factors.apps.iter().map(|one| (app_row(one), "app"));
    let found = passkeys.chain(apps).find(|(one, _)| one.id == id);
    let (found, kind) = found.ok_or(AppError::NotFound)?;
    Ok((found, is_last, kind))
}

fn question(staff: &Staff, factor: PasskeyRow, is_last: bool) -> RemoveFactor {
    RemoveFactor {
        csrf: staff.visitor.csrf(),
        id: factor.id,
        name: factor.name,
        is_last,
    }
}

pub async fn show_remove(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let (factor, _, _) = find_factor(&mut connection, &staff, &id).await?;
    drop(connection);
    let page = question(&staff, factor, false);
    Ok(frame.at_desk(&staff).show(|| views::remove_factor(page)))
}

/// Removes a factor and says so by e-mail. The last one stays: another has to be there first.
pub async fn submit_remove(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    transaction.lock_staff(staff.id).await?;
    let (factor, is_last, kind) = find_factor(&mut transaction, &staff, &id).await?;
    if is_last && !state.is_demo {
        let page = question(&staff, factor, true);
        return Ok(frame.at_desk(&staff).invalid(|| views::remove_factor(page)));
    }
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let holder = Holder::Staff(staff.id);
    if kind == "passkey" {
        transaction.remove_passkey(holder, PasskeyId(id)).await?;
    } else {
        let app = AuthenticatorAppId(id);
        transaction.remove_authenticator_app(staff.id, app).await?;
    }
    let account = account(&mut transaction, &staff).await?;
    factors::event(
        &mut transaction,
        &state,
        &account,
        AuditVerb::FactorRemoved,
        kind,
    )
    .await?;
    factors::tell_removed(&mut transaction, &state, &account, &factor.name, kind).await?;
    transaction.commit().await?;
    Ok(see(format!("{PAGE}?done=own-account-removed")).into_response())
}
