//! Links and codes: what is sent to somebody so that they can prove that it reached them. Each is good for one
//! thing, once, for a while; a link for whoever holds it, a code for the browser that asked for it only.

use guildhall_database::{Connection, Holder, NewToken, StaffId, Timestamp, Token};
use serde::{Serialize, de::DeserializeOwned};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{error::Result, secrets};

/// How often a code may be typed before it is worthless.
const MOST_TRIES: i64 = 5;

/// What a link or code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// In the database.
    word: &'static str,
    pub lifetime: Duration,
}

const fn purpose(word: &'static str, minutes: i64) -> Purpose {
    Purpose {
        word,
        lifetime: Duration::minutes(minutes),
    }
}

/// Confirms a new account's address, and signs in whoever registered in the same browser or knows the password that was
/// chosen: so it is never the link alone, and may wait until somebody has time for their mail.
pub const REGISTER: Purpose = purpose("register", 24 * 60);
/// Signs in; ten minutes are the most for what arrives by another way (OWASP ASVS 5.0, 6.5.5).
pub const SIGN_IN: Purpose = purpose("sign-in", 10);
/// Sets a new password; it signs nobody in.
pub const RECOVER: Purpose = purpose("recover", 30);
/// Confirms a new address of an account.
pub const NEW_EMAIL: Purpose = purpose("new-email", 24 * 60);
/// A code that claims a case that was sent without signing in.
pub const CLAIM: Purpose = purpose("claim", 10);
/// A code that joins an account to the council's existing record of the same person.
pub const JOIN: Purpose = purpose("join", 10);
/// Lets a new member of staff choose a password and a second factor: time enough to be back from a weekend.
pub const STAFF_INVITATION: Purpose = purpose("staff-invitation", 72 * 60);
/// Lets a member of staff set a second factor up again, after an administrator took the old one away.
pub const STAFF_RESET: Purpose = purpose("staff-reset", 24 * 60);
/// Sets a new password of a member of staff, who still needs the second factor.
pub const STAFF_RECOVER: Purpose = purpose("staff-recover", 30);
/// A code that a resident shows at the counter, so that staff check the right account.
pub const IDENTITY_CHECK: Purpose = purpose("identity-check", 30);

/// A code that a caller reads out, so that an adviser knows who they are.
pub const CALLER: Purpose = purpose("caller", 10);

impl Purpose {
    fn ends(self, now: Timestamp) -> Timestamp {
        (OffsetDateTime::from(now) + self.lifetime).into()
    }
}

/// Whose account a link or code opens: with a new password it is worth nothing any more.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    Account(Holder),
    /// Whichever accounts have this address, for people may share one.
    Address(&'a str),
    /// One that there is not yet, or none at all.
    Nobody,
}

/// Makes a link's secret. `payload` is what it will do.
pub async fn make_link(
    connection: &mut Connection,
    purpose: Purpose,
    (whose, visitor): (Whose<'_>, Uuid),
    payload: &impl Serialize,
    now: Timestamp,
) -> Result<String> {
    let secret = secrets::for_link();
    add(connection, purpose, &secret, (whose, visitor), payload, now).await?;
    Ok(secret)
}

/// Makes every link of a member of staff for one purpose worthless.
pub async fn forget_staff_links(
    connection: &mut Connection,
    purpose: Purpose,
    staff: StaffId,
) -> Result<()> {
    Ok(connection.delete_staff_tokens(staff, purpose.word).await?)
}

/// Keeps what a secret does, under its hash.
async fn add(
    connection: &mut Connection,
    purpose: Purpose,
    secret: &str,
    (whose, visitor): (Whose<'_>, Uuid),
    payload: &impl Serialize,
    now: Timestamp,
) -> Result<()> {
    let (holder, address) = match whose {
        Whose::Account(holder) => (Some(holder), None),
        Whose::Address(address) => (None, Some(address)),
        Whose::Nobody => (None, None),
    };
    let token = NewToken {
        secret_hash: &secrets::hash(secret),
        purpose: purpose.word,
        holder,
        address,
        visitor,
        payload: serde_json::to_value(payload).map_err(anyhow::Error::from)?,
        expires_at: purpose.ends(now),
    };
    connection.add_token(&token, now).await?;
    Ok(())
}

/// What a link does, if it is still good. Looking uses nothing up: programs that read mail open links too.
pub async fn find_link(
    connection: &mut Connection,
    purpose: Purpose,
    secret: &str,
    now: Timestamp,
) -> Result<Option<Token>> {
    let hash = secrets::hash(secret);
    Ok(connection.find_token(purpose.word, &hash, now).await?)
}

/// What a token does.
pub fn payload<T: DeserializeOwned>(token: &Token) -> Result<T> {
    Ok(serde_json::from_value(token.payload.clone()).map_err(anyhow::Error::from)?)
}

/// A code that was made: the ticket stays in the browser's URL, the code travels to somebody. Only both together
/// are worth anything, and the database holds neither.
#[derive(Clone, Debug)]
pub struct Code {
    pub ticket: String,
    pub digits: String,
}

#[derive(Serialize, serde::Deserialize)]
struct CodePayload {
    code_hash: String,
    does: serde_json::Value,
}

/// Makes a code. Where there is nothing to send it for, the caller makes one all the same and sends it to nobody,
/// so that nobody learns the difference.
pub async fn make_code(
    connection: &mut Connection,
    purpose: Purpose,
    whose: (Whose<'_>, Uuid),
    payload: &impl Serialize,
    now: Timestamp,
) -> Result<Code> {
    let digits = secrets::code();
    let ticket = secrets::for_link();
    let payload = CodePayload {
        code_hash: hash(&ticket, &digits),
        does: serde_json::to_value(payload).map_err(anyhow::Error::from)?,
    };
    add(connection, purpose, &ticket, whose, &payload, now).await?;
    Ok(Code { ticket, digits })
}

/// Makes a code that somebody shows to a member of staff, who types it in at the account's own page: the account itself
/// stands in for the ticket, so that whoever has a copy of the database could find the code out; what protects it is how
/// short it lasts, and that only staff can use it. An earlier one is worth nothing any more.
pub async fn make_code_to_show(
    connection: &mut Connection,
    purpose: Purpose,
    holder: Holder,
    now: Timestamp,
) -> Result<String> {
    let digits = secrets::code();
    let ticket = shown_ticket(purpose, holder);
    let payload = CodePayload {
        code_hash: hash(&ticket, &digits),
        does: serde_json::Value::Null,
    };
    let whose = (Whose::Account(holder), Uuid::nil());
    add(connection, purpose, &ticket, whose, &payload, now).await?;
    Ok(digits)
}

/// Tries a code that an account shows, and uses it up when it is right.
pub async fn try_shown_code(
    connection: &mut Connection,
    purpose: Purpose,
    (holder, digits): (Holder, &str),
    now: Timestamp,
) -> Result<Tried<()>> {
    let ticket = shown_ticket(purpose, holder);
    let whose = (holder, Uuid::nil());
    try_code(connection, purpose, (&ticket, digits), whose, now).await
}

fn shown_ticket(purpose: Purpose, holder: Holder) -> String {
    format!("{} of {}", purpose.word, holder.id())
}

/// What is kept of a code: worth nothing without the ticket.
fn hash(ticket: &str, digits: &str) -> String {
    secrets::hash(&format!("{ticket}\n{digits}"))
}

/// What came of typing a code.
#[derive(Debug)]
pub enum Tried<T> {
    Right(T),
    /// It may be typed again.
    Wrong,
    /// That was the last try: it is worthless from now on.
    Spent,
    /// Too old, tried too often, used up, or asked for in another browser.
    Over,
}

/// Tries a code and uses it up when it is right.
pub async fn try_code<T: DeserializeOwned>(
    connection: &mut Connection,
    purpose: Purpose,
    (ticket, digits): (&str, &str),
    (holder, visitor): (Holder, Uuid),
    now: Timestamp,
) -> Result<Tried<T>> {
    let ticket_hash = secrets::hash(ticket);
    let found = connection
        .try_token(purpose.word, &ticket_hash, visitor, MOST_TRIES, now)
        .await?;
    // Somebody else may have signed in in the same browser meanwhile.
    let found = found.filter(|token| token.holder() == Some(holder));
    let Some(token) = found else {
        return Ok(Tried::Over);
    };
    let does: CodePayload = payload(&token)?;
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    if hash(ticket, &digits) != does.code_hash {
        return Ok(if token.tries < MOST_TRIES {
            Tried::Wrong
        } else {
            Tried::Spent
        });
    }
    if !connection.use_token(token.id).await? {
        return Ok(Tried::Over);
    }
    let does = serde_json::from_value(does.does).map_err(anyhow::Error::from)?;
    Ok(Tried::Right(does))
}
