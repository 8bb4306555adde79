//! How often something was tried lately. All processes count in the same place.

use crate::{Connection, Timestamp};

impl Connection {
    /// Counts one more try under a key and returns how many there have been since the count began, and when it
    /// begins anew. `ends_at` is when a count that begins with this try does.
    pub async fn count_try(
        &mut self,
        key_hash: &str,
        ends_at: Timestamp,
        now: Timestamp,
    ) -> sqlx::Result<(i64, Timestamp)> {
        let row = self
            .query(
                "INSERT INTO rate_limits (key_hash, count, expires_at) VALUES ($1, 1, $2)
                 ON CONFLICT (key_hash) DO UPDATE SET
                     count = CASE WHEN rate_limits.expires_at <= $3 THEN 1 ELSE rate_limits.count + 1 END,
                     expires_at = CASE WHEN rate_limits.expires_at <= $3 THEN excluded.expires_at
                                       ELSE rate_limits.expires_at END
                 RETURNING count, expires_at",
            )
            .bind(key_hash.to_owned())
            .bind(ends_at)
            .bind(now)
            .fetch_optional()
            .await?;
        row.ok_or(sqlx::Error::RowNotFound)
    }

    /// Takes one try back, which turned out to be no guess.
    pub async fn take_back_try(&mut self, key_hash: &str) -> sqlx::Result<()> {
        self.query("UPDATE rate_limits SET count = count - 1 WHERE key_hash = $1 AND count > 0")
            .bind(key_hash.to_owned())
            .execute()
            .await?;
        Ok(())
    }

    /// Forgets the tries under a key: the last one succeeded.
    pub async fn forget_tries(&mut self, key_hash: &str) -> sqlx::Result<()> {
        self.query("DELETE FROM rate_limits WHERE key_hash = $1")
            .bind(key_hash.to_owned())
            .execute()
            .await?;
        Ok(())
    }

    /// Remembers something under a key until then; an earlier time is forgotten.
    pub async fn remember_key(&mut self, key_hash: &str, until: Timestamp) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO rate_limits (key_hash, count, expires_at) VALUES ($1, 1, $2)
             ON CONFLICT (key_hash) DO UPDATE SET expires_at = excluded.expires_at",
        )
        .bind(key_hash.to_owned())
        .bind(until)
        .execute()
        .await?;
        Ok(())
    }

    /// Whether something is remembered under a key.
    pub async fn is_key_remembered(
        &mut self,
        key_hash: &str,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let found: Option<(i64,)> = self
            .query("SELECT count FROM rate_limits WHERE key_hash = $1 AND expires_at > $2")
            .bind(key_hash.to_owned())
            .bind(now)
            .fetch_optional()
            .await?;
        Ok(found.is_some())
    }

    pub async fn delete_expired_rate_limits(&mut self, now: Timestamp) -> sqlx::Result<u64> {
        self.query("DELETE FROM rate_limits WHERE expires_at <= $1")
            .bind(now)
            .execute()
            .await
    }
}
