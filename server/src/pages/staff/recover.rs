//! `GET` and `POST /staff/recover`, `GET /staff/recover/sent`, `GET` and `POST /staff/recover/{secret}`
//!
//! The link sets a new password and signs nobody in: the second factor is asked for as ever.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{small_form::SmallForm, staff as views};
use guildhall_database::{Connection, Holder, NewAuditEvent, SignInId, Staff as Account, Token};
use guildhall_domain::{
    actors::Actor,
    audit::{AuditThing, AuditVerb},
    forms::Typed,
    text::Language,
};
use uuid::Uuid;

use super::{factors::Factors, usable};
use crate::{
    access::Visitor,
    clock,
    emails::{self, NoStaffAccount, PasswordChanged, Recipient, ResetPassword},
    error::Result,
    page::Frame,
    pages::{
        see,
        sign_in::links::{self, Address},
        small_forms::{again, password, password_problem},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::{self, Whose},
};

/// The step that says where a link was sent.
const SENT: &str = "staff-sent";

pub async fn show(visitor: Visitor, frame: Frame) -> Response {
    let form = SmallForm::empty(visitor.csrf());
    frame.show(|| views::recover(&form))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let Address { email } = match links::read(&typed) {
        Ok(address) => address,
        Err(errors) => {
            let form = again(visitor.csrf(), &typed, &["email"], errors);
            return Ok(frame.invalid(|| views::recover(&form)));
        }
    };
    rate_limits::count(&state, Credential::Message, &email, &caller).await?;
    send(&state, visitor.id(), &email).await?;
    visitor.set_step(SENT, &email).await?;
    Ok(see("/staff/recover/sent").into_response())
}

/// Sends the link; an address without an account is told so, by the same work.
async fn send(state: &AppState, visitor: Uuid, email: &str) -> Result<()> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let account = transaction.find_staff_by_email(email).await?;
    let account = match account {
        Some(account) if may_recover(&mut transaction, state, &account).await? => Some(account),
        _ => None,
    };
    let whose = match &account {
        Some(account) => Whose::Account(Holder::Staff(account.id)),
        None => Whose::Nobody,
    };
    let purpose = tokens::STAFF_RECOVER;
    let whose = (whose, visitor);
    let secret = tokens::make_link(&mut transaction, purpose, whose, &(), now).await?;
    let to = Recipient::new(email, Language::English);
    match account {
        Some(account) => {
            let message = ResetPassword {
                name: account.name,
                link: state.links.to(&format!("/staff/recover/{secret}")),
                minutes: tokens::STAFF_RECOVER.lifetime.whole_minutes(),
            };
            emails::queue(&mut transaction, state, &to, &message).await?;
        }
        None => {
            emails::queue(&mut transaction, state, &to, &NoStaffAccount).await?;
        }
    }
    Ok(transaction.commit().await?)
}

/// Whether mail alone may set a new password. Whoever never set the account up has the invitation for it. Whoever has to
/// set a second factor up again needs the password for that: who reads their mail must not get both, so an
/// administrator invites them anew.
async fn may_recover(
    connection: &mut Connection,
    state: &AppState,
    account: &Account,
) -> Result<bool> {
    let factors = Factors::load(connection, account.id).await?;
    let is_in_use = account.ended_at.is_none() && account.password_hash.is_some();
    Ok(is_in_use && (state.is_demo || !factors.are_none()))
}

/// The same page whether or not there was anything to send.
pub async fn show_sent(visitor: Visitor, frame: Frame) -> Response {
    match visitor.step::<String>(SENT) {
        Some(address) => frame.show(|| views::sent(&address)),
        None => see("/staff/recover").into_response(),
    }
}

async fn open(state: &AppState, secret: &str) -> Result<Option<(Token, Account)>> {
    let mut connection = state.database.read().await?;
    let now = state.clock.now();
    let purpose = tokens::STAFF_RECOVER;
    let found = tokens::find_link(&mut connection, purpose, secret, now).await?;
    let Some((token, id)) = found.and_then(|token| {
        let id = token.staff_id?;
        Some((token, id))
    }) else {
        return Ok(None);
    };
    let account = usable(&mut connection, id).await?;
    Ok(account.map(|account| (token, account)))
}

fn over(frame: Frame) -> Response {
    frame.answer(StatusCode::NOT_FOUND, views::recover_over)
}

pub async fn show_new(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(secret): Path<String>,
) -> Result<Response> {
    if open(&state, &secret).await?.is_none() {
        return Ok(over(frame));
    }
    let form = SmallForm::empty(visitor.csrf());
    let action = format!("/staff/recover/{secret}");
    Ok(frame.show(|| views::new_password(&form, action, false)))
}

pub async fn submit_new(
    State(state): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Path(secret): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    rate_limits::count(&state, Credential::Token, &secret, &caller).await?;
    let Some((token, account)) = open(&state, &secret).await? else {
        return Ok(over(frame));
    };
    let new = password(&typed, "password");
    let whose = (account.name.as_str(), account.email.as_str());
    if let Some(key) = password_problem(&state, &new, whose) {
        let form = again(visitor.csrf(), &typed, &[], vec![("password", key)]);
        let action = format!("/staff/recover/{secret}");
        return Ok(frame.invalid(|| views::new_password(&form, action, false)));
    }
    if !change(&state, &account, new, None, Some(&token)).await? {
        return Ok(over(frame));
    }
    Ok(frame.show(views::password_changed))
}

/// Sets a new password, ends every sign-in but the one kept, makes other links to a new password worthless, and says so
/// by e-mail and in the audit trail. False if the link that led here was used already.
pub async fn change(
    state: &AppState,
    account: &Account,
    new: String,
    kept: Option<SignInId>,
    link: Option<&Token>,
) -> Result<bool> {
    let hash = state.passwords.hash(new).await?;
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    if let Some(link) = link
        && !transaction.use_token(link.id).await?
    {
        return Ok(false);
    }
    let holder = Holder::Staff(account.id);
    transaction.set_staff_password(account.id, &hash).await?;
    transaction.end_sign_ins(holder, kept).await?;
    tokens::forget_staff_links(&mut transaction, tokens::STAFF_RECOVER, account.id).await?;
    let actor = Some(Actor::Staff(account.id.0));
    let event = NewAuditEvent::new(actor, AuditVerb::PasswordChanged, AuditThing::Staff);
    let event = event.on(account.id.0);
    transaction.add_audit_event(&event, now).await?;
    let to = Recipient::new(&account.email, Language::English);
    let message = PasswordChanged {
        name: account.name.clone(),
        when: clock::in_words(now),
    };
    emails::queue(&mut transaction, state, &to, &message).await?;
    transaction.commit().await?;
    Ok(true)
}
