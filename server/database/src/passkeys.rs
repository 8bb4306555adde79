//! Passkeys: public keys whose other halves are on people's own devices.

use sqlx::FromRow;

use crate::{Connection, Holder, PasskeyId, Timestamp};

/// A passkey as it is added.
#[derive(Clone, Debug)]
pub struct NewPasskey<'a> {
    pub holder: Holder,
    /// What the device calls it, in URL-safe base64.
    pub credential_id: &'a str,
    /// The public key and what goes with it, as the caller reads it.
    pub credential: serde_json::Value,
    /// What its owner calls it.
    pub name: &'a str,
}

#[derive(Clone, Debug, FromRow)]
pub struct Passkey {
    pub id: PasskeyId,
    pub holder_kind: String,
    pub holder_id: uuid::Uuid,
    pub credential: serde_json::Value,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

impl Passkey {
    /// Whose it is.
    pub fn holder(&self) -> Holder {
        Holder::from_stored(&self.holder_kind, self.holder_id)
    }
}

const PASSKEY: &str =
    "SELECT id, holder_kind, holder_id, credential, name, created_at, last_used_at
     FROM passkeys WHERE ";

impl Connection {
    /// Adds a passkey; none if there is one of that name on a device already, whoever's it is.
    pub async fn add_passkey(
        &mut self,
        passkey: &NewPasskey<'_>,
        now: Timestamp,
    ) -> sqlx::Result<Option<PasskeyId>> {
        let id = PasskeyId::new();
        let added = self
            .query(
                "INSERT INTO passkeys (id, holder_kind, holder_id, credential_id, credential, name, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            )
            .bind(id)
            .bind(passkey.holder.kind().to_owned())
            .bind(passkey.holder.id())
            .bind(passkey.credential_id.to_owned())
            .bind(passkey.credential.clone())
            .bind(passkey.name.to_owned())
            .bind(now)
            .execute()
            .await?;
        Ok((added == 1).then_some(id))
    }

    /// Somebody's passkeys, oldest first.
    pub async fn list_passkeys(&mut self, holder: Holder) -> sqlx::Result<Vec<Passkey>> {
        self.query(PASSKEY)
            .push("holder_kind = ")
            .push_bind(holder.kind().to_owned())
            .push(" AND holder_id = ")
            .push_bind(holder.id())
            .push(" ORDER BY created_at, id")
            .fetch_all()
            .await
    }

    /// The passkey that a device calls by this name.
    pub async fn find_passkey(&mut self, credential_id: &str) -> sqlx::Result<Option<Passkey>> {
        self.query(PASSKEY)
            .push("credential_id = ")
            .push_bind(credential_id.to_owned())
            .fetch_optional()
            .await
    }

    /// Writes down that a passkey was used, with the counter that it now has.
    pub async fn use_passkey(
        &mut self,
        id: PasskeyId,
        credential: &serde_json::Value,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query("UPDATE passkeys SET credential = $1, last_used_at = $2 WHERE id = $3")
            .bind(credential.clone())
            .bind(now)
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Removes one of somebody's passkeys; false if it was not there.
    pub async fn remove_passkey(&mut self, holder: Holder, id: PasskeyId) -> sqlx::Result<bool> {
        let removed = self
            .query("DELETE FROM passkeys WHERE id = $1 AND holder_kind = $2 AND holder_id = $3")
            .bind(id)
            .bind(holder.kind().to_owned())
            .bind(holder.id())
            .execute()
            .await?;
        Ok(removed == 1)
    }

    /// Removes all of somebody's passkeys and says how many.
    pub async fn remove_passkeys(&mut self, holder: Holder) -> sqlx::Result<u64> {
        self.query("DELETE FROM passkeys WHERE holder_kind = $1 AND holder_id = $2")
            .bind(holder.kind().to_owned())
            .bind(holder.id())
            .execute()
            .await
    }
}
