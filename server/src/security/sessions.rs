//! Browser sessions in our own database. The cookie holds a random id; the database holds only its hash, so
//! that a copy of the table opens nobody's session.

use async_trait::async_trait;
use guildhall_database::Database;
use sha2::{Digest as _, Sha256};
use time::Duration;
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::{clock::Clock, config::Config};

/// How long a browser that comes back is remembered: long enough to finish a form at the weekend.
pub const LIFETIME: Duration = Duration::days(7);

/// Keeps tower-sessions' records in the council's database.
#[derive(Clone, Debug)]
pub struct Sessions {
    database: Database,
    clock: Clock,
}

/// The session cookie's name. Over HTTPS its prefix makes browsers refuse the cookie from a subdomain.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_secure() {
        "__Host-guildhall"
    } else {
        "guildhall"
    }
}

/// Gives every request its session, loaded when a page first asks for it.
pub fn layer(config: &Config, database: Database, clock: Clock) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions { database, clock })
        .with_name(cookie_name(config))
        .with_secure(config.is_secure())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(LIFETIME))
}

fn hash(id: &Id) -> String {
    let digest = Sha256::digest(id.0.to_be_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn contents(record: &Record) -> Result<serde_json::Value> {
    serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn backend(error: guildhall_database::Error) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let mut connection = self.database.write().await.map_err(backend)?;
        loop {
            let added = connection
                .add_session(
                    &hash(&record.id),
                    &contents(record)?,
                    record.expiry_date.into(),
                )
                .await
                .map_err(backend)?;
            if added {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let mut connection = self.database.write().await.map_err(backend)?;
        connection
            .save_session(
                &hash(&record.id),
                &contents(record)?,
                record.expiry_date.into(),
            )
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut connection = self.database.read().await.map_err(backend)?;
        let found = connection
            .find_session(&hash(id), self.clock.now())
            .await
            .map_err(backend)?;
        let Some((contents, expires_at)) = found else {
            return Ok(None);
        };
        let data =
            serde_json::from_value(contents).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: expires_at.into(),
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut connection = self.database.write().await.map_err(backend)?;
        connection.delete_session(&hash(id)).await.map_err(backend)
    }
}
