//! A whole county that is signed in at once, and what it takes to tidy up after it.

use std::time::{Duration, Instant};

use guildhall_database::{Connection, Database, Holder, IdentityId, NewSignIn, Timestamp};
use guildhall_domain::accounts::Lifetime;
use serde::Serialize;
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

pub const SESSIONS: usize = 100_000;
/// How many are written in one transaction.
const BATCH: usize = 1_000;
/// How long a session goes on from now, at least and at most.
const DAYS: std::ops::Range<i64> = 1..7;

/// Writes the sessions, each with a sign-in of its own, and says how long that took.
pub async fn write(database: &Database) -> anyhow::Result<Duration> {
    let began = Instant::now();
    for _ in 0..SESSIONS / BATCH {
        let mut transaction = database.begin().await?;
        for _ in 0..BATCH {
            add(&mut transaction).await?;
        }
        transaction.commit().await?;
    }
    Ok(began.elapsed())
}

/// A session as the program writes one for a resident who has just signed in.
async fn add(connection: &mut Connection) -> anyhow::Result<()> {
    let now = OffsetDateTime::now_utc();
    let sign_in = NewSignIn {
        holder: Holder::Resident(IdentityId::new()),
        method: "password",
        device: "Firefox on Windows",
        lifetime: Lifetime::Resident,
    };
    let sign_in = connection.add_sign_in(&sign_in, now.into()).await?;
    let random = || format!("{:032x}", fastrand::u128(..));
    let contents = json!({ "guildhall": {
        "visitor": Uuid::new_v4(),
        "secret": &format!("{}{}", random(), random())[..43],
        "renewed_at": now.unix_timestamp(),
        "resident": sign_in,
    }});
    let seconds = fastrand::i64(DAYS.start * 86_400..DAYS.end * 86_400);
    let expires_at = now + time::Duration::seconds(seconds);
    let id_hash = random() + &random();
    connection
        .add_session(&id_hash, &contents, expires_at.into())
        .await?;
    Ok(())
}

/// What the hourly deletes did.
#[derive(Debug, Serialize)]
pub struct CleanUp {
    pub milliseconds: f64,
    pub deleted: u64,
}

/// What time the deletes are told that it is.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// Nothing is over.
    Now,
    /// Everything is.
    InAYear,
}

/// Deletes what is over, with the statements of the program's hourly job, on one connection as it does.
pub async fn clean_up(database: &Database, clock: Clock) -> anyhow::Result<CleanUp> {
    let now = OffsetDateTime::now_utc();
    let now: Timestamp = match clock {
        Clock::Now => now.into(),
        Clock::InAYear => (now + time::Duration::days(365)).into(),
    };
    let mut connection = database.write().await?;
    let began = Instant::now();
    let deleted = connection.delete_expired_sessions(now).await?
        + connection.delete_old_sign_ins(now).await?
        + connection.delete_expired_tokens(now).await?
        + connection.delete_expired_rate_limits(now).await?;
    Ok(CleanUp {
        milliseconds: began.elapsed().as_secs_f64() * 1000.0,
        deleted,
    })
}
