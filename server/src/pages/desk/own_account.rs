//! `/desk/account`: how a member of staff, or a champion, signs in themselves.
//!
//! Whoever changes anything here signed in just now; see [`Recent`].

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use guildhall_app::{
    pages::{
        account::passkeys::PasskeyRow,
        desk::own_account::{self as views, OwnAccount, RemoveFactor},
        small_form::SmallForm,
        staff as setting_up,
    },
    wording::text,
};
use guildhall_database::{
    AuthenticatorAppId, Connection, Holder, PasskeyId, SignInId, Staff as Account,
};
use guildhall_domain::{audit::AuditVerb, forms::Typed};
use uuid::Uuid;

use crate::{
    access::{Recent, Staff},
    clock,
    error::{AppError, Result},
    page::Frame,
    pages::{
        account::{Done, passkeys::row, sign_ins::rows},
        see,
        small_forms::{again, password, password_problem},
        staff::{
            factors::{self, Factors, Maker, NewFactor, Place},
            recover::change,
        },
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

const PAGE: &str = "/desk/account";
const APP: Place<'static> = Place {
    action: "/desk/account/app",
    back: PAGE,
};
const PASSKEY: Place<'static> = Place {
    action: "/desk/account/passkey",
    back: PAGE,
};

async fn account(connection: &mut Connection, staff: &Staff) -> Result<Account> {
    let account = connection.find_staff(staff.id).await?;
    account.ok_or(AppError::NotFound)
}

pub async fn show(
    State(state): State<AppState>,
    staff: Staff,
    frame: Frame,
    Query(done): Query<Done>,
) -> Result<Response> {
    let sign_in = staff.visitor.staff_sign_in().ok_or(AppError::NotFound)?;
    let mut connection = state.database.read().await?;
    let account = account(&mut connection, &staff).await?;
    let factors = Factors::load(&mut connection, staff.id).await?;
    let holder = Holder::Staff(staff.id);
    let sign_ins = connection.list_sign_ins(holder, state.clock.now()).await?;
    drop(connection);
    let mut roles: Vec<_> = staff.grants.held().map(|grant| grant.role()).collect();
    roles.dedup();
    let page = OwnAccount {
        csrf: staff.visitor.csrf(),
        name: account.name,
        email: account.email,
        roles,
        apps: factors.apps.iter().map(app_row).collect(),
        passkeys: factors.passkeys.iter().map(row).collect(),
        may_add_app: state.keys.is_configured(),
        sign_ins: rows(sign_ins, sign_in.id),
        done: done.key(&[
            "own-account-added",
            "own-account-removed",
            "details-password-saved",
            "sign-ins-ended",
        ]),
    };
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}

fn app_row(app: &guildhall_database::AuthenticatorApp) -> PasskeyRow {
    PasskeyRow {
        id: app.id.to_string(),
        name: text("own-account-app"),
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
    factors::show_app(&state, &mut visitor, frame, (&account, APP)).await
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
    match factors::read_app(&state, &mut visitor, frame, (&account, APP), &typed).await? {
        Ok(factor) => {
            rate_limits::succeeded(&state, Credential::SecondFactor, &limited, &caller).await?;
            keep(&state, &account, &factor).await?;
            visitor.rotate().await?;
            Ok(see(format!("{PAGE}?done=own-account-added")).into_response())
        }
        Err(page) => Ok(page),
    }
}

/// Keeps a new factor; false if it is a passkey that is known already.
async fn keep(state: &AppState, account: &Account, factor: &NewFactor) -> Result<bool> {
    let mut transaction = state.database.begin().await?;
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
    let whose = (&maker(&account), PASSKEY);
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
    let whose = (&maker(&account), PASSKEY);
    let read = factors::read_passkey(&state, &mut visitor, frame.clone(), whose, &typed).await?;
    let (made, name) = match read {
        Ok(made) => made,
        Err(page) => return Ok(page),
    };
    rate_limits::succeeded(&state, Credential::Passkey, &limited, &caller).await?;
    if !keep(&state, &account, &NewFactor::Passkey { made, name }).await? {
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

pub async fn show_password(staff: Recent<Staff>, frame: Frame) -> Response {
    let form = SmallForm::empty(staff.visitor.csrf());
    let action = format!("{PAGE}/password");
    frame
        .at_desk(&staff)
        .show(|| setting_up::new_password(&form, action, true).back_to(PAGE))
}

pub async fn submit_password(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let account = account(&mut state.database.read().await?, &staff).await?;
    let limited = format!("staff {}", account.email);
    rate_limits::count(&state, Credential::Password, &limited, &caller).await?;
    let current = password(&typed, "current-password");
    let new = password(&typed, "password");
    let mut errors = Vec::new();
    let hash = account.password_hash.clone();
    if !state.passwords.verify(current, hash).await {
        errors.push(("current-password", "details-current-not-right"));
    }
    let whose = (account.name.as_str(), account.email.as_str());
    errors.extend(password_problem(&state, &new, whose).map(|key| ("password", key)));
    if !errors.is_empty() {
        let form = again(staff.visitor.csrf(), &typed, &[], errors);
        let action = format!("{PAGE}/password");
        let page = || setting_up::new_password(&form, action, true).back_to(PAGE);
        return Ok(frame.at_desk(&staff).invalid(page));
    }
    rate_limits::succeeded(&state, Credential::Password, &limited, &caller).await?;
    let kept = staff.visitor.staff_sign_in().map(|sign_in| sign_in.id);
    change(&state, &account, new, kept, None).await?;
    staff.visitor.clone().rotate().await?;
    Ok(see(format!("{PAGE}?done=details-password-saved")).into_response())
}

/// Ends one of the reader's sign-ins, or all others.
pub async fn submit_sign_ins(
    State(state): State<AppState>,
    staff: Recent<Staff>,
    Extension(typed): Extension<Typed>,
) -> Result<Redirect> {
    let this = staff.visitor.staff_sign_in().map(|sign_in| sign_in.id);
    let holder = Holder::Staff(staff.id);
    let end = typed.first("end").unwrap_or_default();
    let mut connection = state.database.write().await?;
    if end == "others" {
        connection.end_sign_ins(holder, this).await?;
    } else {
        let id: SignInId = end.parse().map_err(|_| AppError::NotFound)?;
        connection.end_sign_in(holder, id).await?;
    }
    Ok(see(format!("{PAGE}?done=sign-ins-ended")))
}
