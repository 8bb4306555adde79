//! Browser sessions. The key is a hash of the cookie's value, made by the caller.

use crate::{Connection, Timestamp};

impl Connection {
    /// Adds a session; false if there is one with this hash already.
    pub async fn add_session(
        &mut self,
        id_hash: &str,
        contents: &serde_json::Value,
        expires_at: Timestamp,
    ) -> sqlx::Result<bool> {
        let added = self
            .query(
                "INSERT INTO sessions (id_hash, contents, expires_at) VALUES ($1, $2, $3)
                 ON CONFLICT (id_hash) DO NOTHING",
            )
            .bind(id_hash.to_owned())
            .bind(contents.clone())
            .bind(expires_at)
            .execute()
            .await?;
        Ok(added == 1)
    }

    /// Replaces what a session holds. One that was ended meanwhile stays ended: an answer that was still on its way
    /// must not bring it back.
    pub async fn save_session(
        &mut self,
        id_hash: &str,
        contents: &serde_json::Value,
        expires_at: Timestamp,
    ) -> sqlx::Result<()> {
        self.query("UPDATE sessions SET contents = $1, expires_at = $2 WHERE id_hash = $3")
            .bind(contents.clone())
            .bind(expires_at)
            .bind(id_hash.to_owned())
            .execute()
            .await?;
        Ok(())
    }

    /// What a session holds and until when, unless it has expired.
    pub async fn find_session(
        &mut self,
        id_hash: &str,
        now: Timestamp,
    ) -> sqlx::Result<Option<(serde_json::Value, Timestamp)>> {
        self.query(
            "SELECT contents, expires_at FROM sessions WHERE id_hash = $1 AND expires_at > $2",
        )
        .bind(id_hash.to_owned())
        .bind(now)
        .fetch_optional()
        .await
    }

    pub async fn delete_session(&mut self, id_hash: &str) -> sqlx::Result<()> {
        self.query("DELETE FROM sessions WHERE id_hash = $1")
            .bind(id_hash.to_owned())
            .execute()
            .await?;
        Ok(())
    }

    /// Deletes sessions that are over and returns how many there were.
    pub async fn delete_expired_sessions(&mut self, now: Timestamp) -> sqlx::Result<u64> {
        self.query("DELETE FROM sessions WHERE expires_at <= $1")
            .bind(now)
            .execute()
            .await
    }
}
