//! `/sign-in`: how residents get into their accounts, and what goes on while they are signed in.

pub mod links;
pub mod passkeys;
pub mod passwords;
pub mod staying;

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use guildhall_app::pages::sign_in::{self as views, Account, Sent};
use guildhall_database::{FormSessionId, Holder, Identity, IdentityId};
use guildhall_domain::{accounts::Lifetime, forms::Typed};
use serde::{Deserialize, Serialize};

pub use staying::{CARRY_ON, REMAINING};

use super::see;
use crate::{
    access::{Device, Proof, Visitor},
    error::{AppError, Result},
    page::Frame,
    state::AppState,
};

/// The step under which a browser remembers what was just sent.
pub const SENT: &str = "sent";

/// `?next=`: where to go after signing in; `?needs=`: what for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub next: String,
    pub needs: String,
}

/// What was sent, and to which address.
#[derive(Debug, Serialize, Deserialize)]
pub enum Sending {
    Registering(String),
    SignInLink(String),
    Recovering(String),
}

/// `GET /sign-in/sent`: the same page whether or not there was anything to send.
pub async fn show_sent(visitor: Visitor, frame: Frame) -> Response {
    let sent = match visitor.step::<Sending>(SENT) {
        Some(Sending::Registering(address)) => Sent::Registering(address),
        Some(Sending::SignInLink(address)) => Sent::SignInLink(address),
        Some(Sending::Recovering(address)) => Sent::Recovering(address),
        None => return see("/sign-in").into_response(),
    };
    frame.show(|| views::check_your_email(sent))
}

/// How long a resident stays signed in, by what they said about the computer.
pub fn lifetime(typed: &Typed) -> Lifetime {
    match typed.first("public") {
        Some("yes") => Lifetime::PublicComputer,
        _ => Lifetime::Resident,
    }
}

/// Signs a resident in and leads them to where they were going. A form begun in this browser before signing in
/// becomes theirs if that is where they are going; any other one stays with whoever began it.
pub async fn welcome(
    state: &AppState,
    visitor: &mut Visitor,
    identity: IdentityId,
    (method, lifetime, device): (&str, Lifetime, &Device),
    next: &str,
) -> Result<Response> {
    let before = visitor.id();
    let proof = Proof {
        holder: Holder::Resident(identity),
        method,
        lifetime,
        device,
    };
    visitor.sign_in(state, &proof).await?;
    let next = ours(next);
    if let Some(form_session) = form_session_in(next) {
        let mut connection = state.database.write().await?;
        let found = connection
            .find_identity(identity)
            .await?
            .ok_or(AppError::NotFound)?;
        connection
            .adopt_form_session(
                form_session,
                before,
                identity,
                found.person_id,
                found.level(),
            )
            .await?;
    }
    Ok(see(next).into_response())
}

fn form_session_in(next: &str) -> Option<FormSessionId> {
    next.strip_prefix("/forms/")?
        .split(['/', '?'])
        .next()?
        .parse()
        .ok()
}

/// Only a path of our own is followed after signing in: never a link to another site.
pub fn ours(next: &str) -> &str {
    let is_ours = ["/account", "/forms/", "/services", CARRY_ON]
        .iter()
        .any(|part| next.starts_with(part));
    if is_ours && !next.contains(['\\', '\n', '\r']) {
        next
    } else {
        "/account"
    }
}

/// Accounts as a page lists them to choose from.
pub fn accounts(identities: &[Identity]) -> Vec<Account> {
    identities
        .iter()
        .map(|identity| Account {
            id: identity.id.to_string(),
            name: identity.name.clone(),
        })
        .collect()
}

/// The account that was chosen of several, or the only one there is.
pub fn chosen<'a>(identities: &'a [Identity], typed: &Typed) -> Option<&'a Identity> {
    match identities {
        [only] => Some(only),
        several => {
            let id: IdentityId = typed.first("account")?.parse().ok()?;
            several.iter().find(|identity| identity.id == id)
        }
    }
}

/// `POST /sign-out`: nothing of the account is left in this browser.
pub async fn sign_out(State(state): State<AppState>, visitor: Visitor) -> Result<Response> {
    visitor.sign_out(&state).await?;
    // Cookies go with the answer's own header; storage and caches with this one. Not "cookies" here, for browsers
    // differ in whether they then keep the one that is set in the same answer.
    let clear = [("clear-site-data", "\"cache\", \"storage\"")];
    Ok((clear, Redirect::to("/signed-out")).into_response())
}

/// `GET /signed-out`
pub async fn show_signed_out(frame: Frame) -> Response {
    frame.signed_out().show(views::signed_out)
}
