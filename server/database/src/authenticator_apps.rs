//! Authenticator apps: programs on the telephones of staff that show a new code every half minute.

use sqlx::FromRow;

use crate::{AuthenticatorAppId, Connection, StaffId, Timestamp};

#[derive(Clone, Debug, FromRow)]
pub struct AuthenticatorApp {
    pub id: AuthenticatorAppId,
    pub staff_id: StaffId,
    /// What the codes are made from, sealed by the caller.
    pub sealed_secret: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

impl Connection {
    /// Adds an app whose code of the step `step` was just accepted.
    pub async fn add_authenticator_app(
        &mut self,
        staff: StaffId,
        sealed_secret: &str,
        step: i64,
        now: Timestamp,
    ) -> sqlx::Result<AuthenticatorAppId> {
        let id = AuthenticatorAppId::new();
        self.query(
            "INSERT INTO authenticator_apps (id, staff_id, sealed_secret, last_step, created_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(staff)
        .bind(sealed_secret.to_owned())
        .bind(step)
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    /// The apps of a member of staff, oldest first.
    pub async fn list_authenticator_apps(
        &mut self,
        staff: StaffId,
    ) -> sqlx::Result<Vec<AuthenticatorApp>> {
        self.query(
            "SELECT id, staff_id, sealed_secret, created_at, last_used_at FROM authenticator_apps
             WHERE staff_id = $1 ORDER BY created_at, id",
        )
        .bind(staff)
        .fetch_all()
        .await
    }

    /// Uses up the code of a step, counted in half minutes since 1970: false for one that is not newer than the last,
    /// so that nobody gets in with a code that was overseen.
    pub async fn use_authenticator_app(
        &mut self,
        id: AuthenticatorAppId,
        step: i64,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let used = self
            .query(
                "UPDATE authenticator_apps SET last_step = $1, last_used_at = $2
                 WHERE id = $3 AND last_step < $1",
            )
            .bind(step)
            .bind(now)
            .bind(id)
            .execute()
            .await?;
        Ok(used == 1)
    }

    /// Removes one of the apps of a member of staff; false if it was not there.
    pub async fn remove_authenticator_app(
        &mut self,
        staff: StaffId,
        id: AuthenticatorAppId,
    ) -> sqlx::Result<bool> {
        let removed = self
            .query("DELETE FROM authenticator_apps WHERE id = $1 AND staff_id = $2")
            .bind(id)
            .bind(staff)
            .execute()
            .await?;
        Ok(removed == 1)
    }

    /// Removes all apps of a member of staff and says how many.
    pub async fn remove_authenticator_apps(&mut self, staff: StaffId) -> sqlx::Result<u64> {
        self.query("DELETE FROM authenticator_apps WHERE staff_id = $1")
            .bind(staff)
            .execute()
            .await
    }

    /// Every sealed secret after this one in order of ids, a few at a time, for sealing them anew.
    pub async fn list_sealed_secrets(
        &mut self,
        after: Option<AuthenticatorAppId>,
        limit: i64,
    ) -> sqlx::Result<Vec<AuthenticatorApp>> {
        let mut query = self.query(
            "SELECT id, staff_id, sealed_secret, created_at, last_used_at FROM authenticator_apps WHERE TRUE",
        );
        if let Some(after) = after {
            query = query.push(" AND id > ").push_bind(after);
        }
        query
            .push(" ORDER BY id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// Puts a secret that was sealed anew in the place of the one that was read; false if that changed meanwhile.
    pub async fn reseal_secret(
        &mut self,
        id: AuthenticatorAppId,
        before: &str,
        after: &str,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query("UPDATE authenticator_apps SET sealed_secret = $1 WHERE id = $2 AND sealed_secret = $3")
            .bind(after.to_owned())
            .bind(id)
            .bind(before.to_owned())
            .execute()
            .await?;
        Ok(changed == 1)
    }
}
