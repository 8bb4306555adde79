//! How often a credential may be tried. The counts are in the database, so that all processes share them, under
//! hashes, so that the table tells nothing about anybody.
//!
//! Limits are kept by *account and caller together*, so that nobody can lock somebody else out from another place,
//! and by *caller alone*, generous enough for a library whose visitors share an address: whoever succeeds is no try.
//! Some are kept by *account alone*, far above what a person types, against guessing from many places at once. These do
//! not hold for callers from which somebody got into the account within the last months, so that strangers can't keep
//! its owner out; and passkeys, which can't be guessed, have none.

use guildhall_database::Timestamp;
use time::{Duration, OffsetDateTime};

use super::callers::Caller;
use crate::{
    error::{AppError, Result},
    secrets,
    state::AppState,
};

/// How long a caller is remembered from which somebody got into an account.
const KNOWN_FOR: Duration = Duration::days(90);

/// At most so many tries within a time.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    name: &'static str,
    most: i64,
    within: Duration,
}

const fn limit(name: &'static str, most: i64, minutes: i64) -> Limit {
    Limit {
        name,
        most,
        within: Duration::minutes(minutes),
    }
}

/// Something that may be tried only so often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Signing in with a password.
    Password,
    /// A code of an app, after the password.
    SecondFactor,
    /// Asking for something to be sent: a link, a code, a new account.
    Message,
    /// Opening a link, or typing a code.
    Token,
    /// A passkey.
    Passkey,
}

impl Credential {
    /// By account and caller, by caller alone, by account alone.
    const fn limits(self) -> (Limit, Limit, Option<Limit>) {
        match self {
            Self::Password => (
                limit("password", 10, 15),
                limit("password-caller", 100, 15),
                Some(limit("password-account", 100, 60)),
            ),
            Self::SecondFactor => (
                limit("factor", 5, 15),
                limit("factor-caller", 60, 15),
                Some(limit("factor-account", 30, 60)),
            ),
            Self::Message => (
                limit("message", 5, 60),
                limit("message-caller", 60, 60),
                Some(limit("message-account", 20, 60)),
            ),
            Self::Token => (limit("token", 30, 15), limit("token-caller", 100, 15), None),
            Self::Passkey => (
                limit("passkey", 30, 15),
                limit("passkey-caller", 200, 15),
                None,
            ),
        }
    }
}

/// Counts a try before it is made, and refuses it with the time to wait when there were too many. `account` is
/// whatever names the account that is tried: an e-mail address, an id.
///
/// # Errors
/// [`AppError::TooMany`], the same whether or not there is such an account.
pub async fn count(
    state: &AppState,
    credential: Credential,
    account: &str,
    caller: &Caller,
) -> Result<()> {
    let now: OffsetDateTime = state.clock.now().into();
    let mut connection = state.database.write().await?;
    for (limit, key) in keys(credential, account, caller) {
        let is_by_account_alone = credential
            .limits()
            .2
            .is_some_and(|by| by.name == limit.name);
        if is_by_account_alone
            && connection
                .is_key_remembered(&known(account, caller), now.into())
                .await?
        {
            continue;
        }
        let ends_at: Timestamp = (now + limit.within).into();
        let (tries, until) = connection.count_try(&key, ends_at, now.into()).await?;
        if tries > limit.most {
            let wait = OffsetDateTime::from(until) - now;
            tracing::warn!(limit = limit.name, "tried too often");
            return Err(AppError::TooMany { wait });
        }
    }
    Ok(())
}

/// Forgets the failures of whoever succeeded, and counts their success as no try: an office or a library in which many
/// sign in is no guesser. The failures of the same caller with other accounts stay counted.
pub async fn succeeded(
    state: &AppState,
    credential: Credential,
    account: &str,
    caller: &Caller,
) -> Result<()> {
    let mut connection = state.database.write().await?;
    let now = state.clock.now();
    let known = known(account, caller);
    let was_known = connection.is_key_remembered(&known, now).await?;
    for (place, (_, key)) in keys(credential, account, caller).into_iter().enumerate() {
        match place {
            0 => connection.forget_tries(&key).await?,
            1 => connection.take_back_try(&key).await?,
            // The tries of a caller who is known were not counted there.
            _ if was_known => {}
            _ => connection.take_back_try(&key).await?,
        }
    }
    if credential.limits().2.is_some() {
        let until = OffsetDateTime::from(now) + KNOWN_FOR;
        connection.remember_key(&known, until.into()).await?;
    }
    Ok(())
}

/// The key under which a caller is remembered from which somebody got into an account.
fn known(account: &str, caller: &Caller) -> String {
    let account = account.trim().to_lowercase();
    secrets::hash(&format!("known\n{account}\n{}", caller.0))
}

fn keys(credential: Credential, account: &str, caller: &Caller) -> Vec<(Limit, String)> {
    let account = account.trim().to_lowercase();
    let (pair, by_caller, by_account) = credential.limits();
    let key =
        |limit: Limit, subject: &str| (limit, secrets::hash(&format!("{}\n{subject}", limit.name)));
    let mut keys = vec![
        key(pair, &format!("{account}\n{}", caller.0)),
        key(by_caller, &caller.0),
    ];
    keys.extend(by_account.map(|limit| key(limit, &account)));
    keys
}
