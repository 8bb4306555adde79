//! `/desk/account`: how a member of staff, or a champion, signs in themselves.
//!
//! Whoever changes anything here signed in just now; see [`Recent`].

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use guildhall_app::pages::{
    desk::own_account::{self as views, OwnAccount},
    small_form::SmallForm,
    staff as setting_up,
};
use guildhall_database::{Connection, Holder, SignInId, Staff as Account};
use guildhall_domain::forms::Typed;

use super::own_factors::app_row;
use crate::{
    access::{Recent, Staff},
    error::{AppError, Result},
    page::Frame,
    pages::{
        account::{Done, passkeys::row, sign_ins::rows},
        see,
        small_forms::{again, password, password_problem},
        staff::{factors::Factors, recover::change},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

pub(super) const PAGE: &str = "/desk/account";
/// The reader's own account.
pub(super) async fn account(connection: &mut Connection, staff: &Staff) -> Result<Account> {
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
