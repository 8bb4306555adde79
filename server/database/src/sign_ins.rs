//! Who is signed in, in which browser, since when. A browser's session names its row here, so that ending the
//! row ends the sign-in wherever it is.

use guildhall_domain::accounts::{Lifetime, Standing};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use time::Duration;
use uuid::Uuid;

use crate::{Connection, IdentityId, SignInId, StaffId, Timestamp};

/// How long a sign-in that lapsed is kept, so that whoever comes back finds what they typed.
const KEPT: Duration = Duration::days(7);

/// Whose sign-in it is. A member of staff is also a resident, with a sign-in apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Holder {
    Resident(IdentityId),
    Staff(StaffId),
}

impl Holder {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Resident(_) => "resident",
            Self::Staff(_) => "staff",
        }
    }

    /// The id of the identity or of the member of staff.
    pub fn id(self) -> Uuid {
        match self {
            Self::Resident(id) => id.0,
            Self::Staff(id) => id.0,
        }
    }

    pub(crate) fn from_stored(kind: &str, id: Uuid) -> Self {
        if kind == "staff" {
            Self::Staff(StaffId(id))
        } else {
            Self::Resident(IdentityId(id))
        }
    }
}

#[derive(Clone, Debug)]
pub struct NewSignIn<'a> {
    pub holder: Holder,
    /// The word for how they proved who they are: `password`, `link`, `passkey`, …
    pub method: &'a str,
    /// The browser in words: "Firefox on Windows".
    pub device: &'a str,
    pub lifetime: Lifetime,
}

/// A sign-in, open or lapsed.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub id: SignInId,
    pub holder: Holder,
    pub method: String,
    pub device: String,
    pub lifetime: Lifetime,
    pub signed_in_at: Timestamp,
    pub last_seen_at: Timestamp,
}

impl SignIn {
    pub fn standing(&self, now: Timestamp) -> Standing {
        self.lifetime.standing(
            self.signed_in_at.into(),
            self.last_seen_at.into(),
            now.into(),
        )
    }
}

#[derive(FromRow)]
struct Row {
    id: SignInId,
    holder_kind: String,
    holder_id: Uuid,
    method: String,
    device: String,
    #[sqlx(try_from = "String")]
    lifetime: Lifetime,
    signed_in_at: Timestamp,
    last_seen_at: Timestamp,
}

impl From<Row> for SignIn {
    fn from(row: Row) -> Self {
        let holder = Holder::from_stored(&row.holder_kind, row.holder_id);
        Self {
            id: row.id,
            holder,
            method: row.method,
            device: row.device,
            lifetime: row.lifetime,
            signed_in_at: row.signed_in_at,
            last_seen_at: row.last_seen_at,
        }
    }
}

const SIGN_IN: &str =
    "SELECT id, holder_kind, holder_id, method, device, lifetime, signed_in_at, last_seen_at
     FROM sign_ins WHERE ";

impl Connection {
    pub async fn add_sign_in(
        &mut self,
        sign_in: &NewSignIn<'_>,
        now: Timestamp,
    ) -> sqlx::Result<SignInId> {
        // Random through and through: the id tells nothing of when or in which order people signed in.
        let id = SignInId(Uuid::new_v4());
        self.query(
            "INSERT INTO sign_ins (id, holder_kind, holder_id, method, device, lifetime, signed_in_at, last_seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(sign_in.holder.kind().to_owned())
        .bind(sign_in.holder.id())
        .bind(sign_in.method.to_owned())
        .bind(sign_in.device.to_owned())
        .bind(sign_in.lifetime.word().to_owned())
        .bind(now)
        .bind(now)
        .execute()
        .await?;
        if let Holder::Resident(identity) = sign_in.holder {
            self.query("UPDATE identities SET last_signed_in_at = $1 WHERE id = $2")
                .bind(now)
                .bind(identity)
                .execute()
                .await?;
        }
        Ok(id)
    }

    /// The sign-ins with these ids, in one question: a browser has one as a resident, one as staff, or both.
    pub async fn find_sign_ins(
        &mut self,
        resident: Option<SignInId>,
        staff: Option<SignInId>,
    ) -> sqlx::Result<Vec<SignIn>> {
        let rows: Vec<Row> = self
            .query(SIGN_IN)
            .push("id = ")
            .push_bind(resident)
            .push(" OR id = ")
            .push_bind(staff)
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(SignIn::from).collect())
    }

    /// Everywhere that somebody is signed in, the latest first.
    pub async fn list_sign_ins(
        &mut self,
        holder: Holder,
        now: Timestamp,
    ) -> sqlx::Result<Vec<SignIn>> {
        let rows: Vec<Row> = self
            .query(SIGN_IN)
            .push("holder_kind = ")
            .push_bind(holder.kind().to_owned())
            .push(" AND holder_id = ")
            .push_bind(holder.id())
            .push(" ORDER BY last_seen_at DESC, id LIMIT 100")
            .fetch_all()
            .await?;
        let all = rows.into_iter().map(SignIn::from);
        Ok(all
            .filter(|sign_in| sign_in.standing(now) != Standing::Over)
            .collect())
    }

    /// Writes down that somebody is still there.
    pub async fn renew_sign_in(&mut self, id: SignInId, now: Timestamp) -> sqlx::Result<()> {
        self.query("UPDATE sign_ins SET last_seen_at = $1 WHERE id = $2")
            .bind(now)
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Ends one sign-in of this holder, and says whether it was there.
    pub async fn end_sign_in(&mut self, holder: Holder, id: SignInId) -> sqlx::Result<bool> {
        let ended = self
            .query("DELETE FROM sign_ins WHERE id = $1 AND holder_kind = $2 AND holder_id = $3")
            .bind(id)
            .bind(holder.kind().to_owned())
            .bind(holder.id())
            .execute()
            .await?;
        Ok(ended == 1)
    }

    /// Ends all of somebody's sign-ins but the one they keep, and says how many.
    pub async fn end_sign_ins(
        &mut self,
        holder: Holder,
        kept: Option<SignInId>,
    ) -> sqlx::Result<u64> {
        let mut query = self
            .query("DELETE FROM sign_ins WHERE holder_kind = ")
            .push_bind(holder.kind().to_owned())
            .push(" AND holder_id = ")
            .push_bind(holder.id());
        if let Some(kept) = kept {
            query = query.push(" AND id <> ").push_bind(kept);
        }
        query.execute().await
    }

    /// Ends everybody's sign-ins, and says how many.
    pub async fn end_all_sign_ins(&mut self) -> sqlx::Result<u64> {
        self.query("DELETE FROM sign_ins").execute().await
    }

    /// Deletes sign-ins that lapsed long ago.
    pub async fn delete_old_sign_ins(&mut self, now: Timestamp) -> sqlx::Result<u64> {
        let long_ago: Timestamp = (time::OffsetDateTime::from(now) - KEPT).into();
        self.query("DELETE FROM sign_ins WHERE last_seen_at < $1")
            .bind(long_ago)
            .execute()
            .await
    }
}
