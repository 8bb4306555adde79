//! Links and codes that were sent to somebody. The caller hashes the secret; nothing here could be sent again.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Connection, Holder, IdentityId, StaffId, Timestamp, TokenId};

/// A link or code as it is made.
#[derive(Clone, Debug)]
pub struct NewToken<'a> {
    pub secret_hash: &'a str,
    /// The word for what it is good for, and nothing else.
    pub purpose: &'a str,
    /// Whose account it is about, if there is one.
    pub holder: Option<Holder>,
    /// The e-mail address whose accounts it opens, where it opens more than one's.
    pub address: Option<&'a str>,
    /// The browser that asked for it.
    pub visitor: Uuid,
    pub payload: serde_json::Value,
    pub expires_at: Timestamp,
}

#[derive(Clone, Debug, FromRow)]
pub struct Token {
    pub id: TokenId,
    pub secret_hash: String,
    pub identity_id: Option<IdentityId>,
    pub staff_id: Option<StaffId>,
    pub visitor: Uuid,
    pub payload: serde_json::Value,
    /// How often it was tried.
    pub tries: i64,
}

impl Token {
    /// Whose account it is about, if there is one.
    pub fn holder(&self) -> Option<Holder> {
        self.identity_id
            .map(Holder::Resident)
            .or(self.staff_id.map(Holder::Staff))
    }
}

const TOKEN: &str =
    "SELECT id, secret_hash, identity_id, staff_id, visitor, payload, tries FROM tokens WHERE ";

impl Connection {
    /// Keeps a token. One with the same hash, which only a code that is shown has, takes the place of the one before it.
    pub async fn add_token(&mut self, token: &NewToken<'_>, now: Timestamp) -> sqlx::Result<()> {
        let (identity, staff) = match token.holder {
            Some(Holder::Resident(id)) => (Some(id), None),
            Some(Holder::Staff(id)) => (None, Some(id)),
            None => (None, None),
        };
        self.query(
            "INSERT INTO tokens (id, secret_hash, purpose, identity_id, staff_id, visitor, payload, tries, created_at,
                 expires_at, address)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)
             ON CONFLICT (secret_hash) DO UPDATE SET payload = excluded.payload, tries = 0,
                 created_at = excluded.created_at, expires_at = excluded.expires_at",
        )
        .bind(TokenId::new())
        .bind(token.secret_hash.to_owned())
        .bind(token.purpose.to_owned())
        .bind(identity)
        .bind(staff)
        .bind(token.visitor)
        .bind(token.payload.clone())
        .bind(now)
        .bind(token.expires_at)
        .bind(token.address.map(compared))
        .execute()
        .await?;
        Ok(())
    }

    /// A link's token that is still good for this purpose.
    pub async fn find_token(
        &mut self,
        purpose: &str,
        secret_hash: &str,
        now: Timestamp,
    ) -> sqlx::Result<Option<Token>> {
        self.query(TOKEN)
            .push("secret_hash = ")
            .push_bind(secret_hash.to_owned())
            .push(" AND purpose = ")
            .push_bind(purpose.to_owned())
            .push(" AND expires_at > ")
            .push_bind(now)
            .fetch_optional()
            .await
    }

    /// Counts a try at a code and returns its token, unless it is used up, too old or was asked for in another
    /// browser. Counting comes first, so that tries at the same moment are not more tries.
    pub async fn try_token(
        &mut self,
        purpose: &str,
        secret_hash: &str,
        visitor: Uuid,
        most_tries: i64,
        now: Timestamp,
    ) -> sqlx::Result<Option<Token>> {
        let counted = self
            .query(
                "UPDATE tokens SET tries = tries + 1
                 WHERE secret_hash = $1 AND purpose = $2 AND visitor = $3 AND tries < $4 AND expires_at > $5",
            )
            .bind(secret_hash.to_owned())
            .bind(purpose.to_owned())
            .bind(visitor)
            .bind(most_tries)
            .bind(now)
            .execute()
            .await?;
        if counted == 0 {
            return Ok(None);
        }
        self.find_token(purpose, secret_hash, now).await
    }

    /// Uses a token up; false if someone did already, so that of two clicks one counts.
    pub async fn use_token(&mut self, id: TokenId) -> sqlx::Result<bool> {
        let used = self
            .query("DELETE FROM tokens WHERE id = $1")
            .bind(id)
            .execute()
            .await?;
        Ok(used == 1)
    }

    /// Makes everything worthless that was sent to a member of staff for one purpose.
    pub async fn delete_staff_tokens(&mut self, staff: StaffId, purpose: &str) -> sqlx::Result<()> {
        self.query("DELETE FROM tokens WHERE staff_id = $1 AND purpose = $2")
            .bind(staff)
            .bind(purpose.to_owned())
            .execute()
            .await?;
        Ok(())
    }

    /// Makes everything worthless that was sent to somebody so far.
    pub async fn delete_tokens_of(&mut self, holder: Holder) -> sqlx::Result<()> {
        let statement = match holder {
            Holder::Resident(_) => "DELETE FROM tokens WHERE identity_id = $1",
            Holder::Staff(_) => "DELETE FROM tokens WHERE staff_id = $1",
        };
        self.query(statement).bind(holder.id()).execute().await?;
        Ok(())
    }

    /// Makes every link worthless that opens the accounts with an address.
    pub async fn delete_tokens_for(&mut self, address: &str) -> sqlx::Result<()> {
        self.query("DELETE FROM tokens WHERE address = $1")
            .bind(compared(address))
            .execute()
            .await?;
        Ok(())
    }

    pub async fn delete_expired_tokens(&mut self, now: Timestamp) -> sqlx::Result<u64> {
        self.query("DELETE FROM tokens WHERE expires_at <= $1")
            .bind(now)
            .execute()
            .await
    }
}

/// As addresses are compared.
fn compared(address: &str) -> String {
    address.trim().to_lowercase()
}
