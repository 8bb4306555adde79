//! The times that a resident types by themselves in a draft that a member of staff began.

use guildhall_domain::together::{GuestEnding, GuestKind, Lending, Standing};
use sqlx::FromRow;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Connection, FormGuestId, FormSessionId, StaffId, Timestamp};

/// A draft to be handed over.
#[derive(Clone, Debug)]
pub struct NewFormGuest<'a> {
    pub form_session: FormSessionId,
    pub staff: StaffId,
    pub kind: GuestKind,
    /// The hash of the code, if there is one to be typed first.
    pub code_hash: Option<&'a str>,
    /// The browser whose screen is turned.
    pub visitor: Option<Uuid>,
}

/// A draft that was handed over.
#[derive(Clone, Debug, FromRow)]
pub struct FormGuest {
    pub id: FormGuestId,
    pub form_session_id: FormSessionId,
    /// Who helps.
    pub staff_id: StaffId,
    pub staff_name: String,
    #[sqlx(try_from = "String")]
    kind: GuestKind,
    /// The browser in which the resident types.
    pub visitor: Option<Uuid>,
    /// The page on which the resident was last.
    pub page: Option<String>,
    pub made_at: Timestamp,
    pub taken_at: Option<Timestamp>,
    pub last_seen_at: Option<Timestamp>,
    ending: Option<String>,
}

impl FormGuest {
    pub fn kind(&self) -> GuestKind {
        self.kind
    }

    /// Whether the resident has the draft at a moment.
    pub fn standing(&self, now: Timestamp) -> Standing {
        let ended = self.ending.as_deref();
        let lending = Lending {
            made_at: self.made_at.into(),
            taken_at: self.taken_at.map(OffsetDateTime::from),
            last_seen_at: self.last_seen_at.map(OffsetDateTime::from),
            // A word that nobody knows any more has ended it all the same.
            ended: ended.map(|word| word.parse().unwrap_or(GuestEnding::TakenBack)),
        };
        lending.standing(now.into())
    }
}

const GUEST: &str = "SELECT form_guests.*, staff.name AS staff_name FROM form_guests
     JOIN staff ON staff.id = form_guests.staff_id WHERE ";

impl Connection {
    /// Hands a draft over; a time before ends with it. Call it in a transaction.
    pub async fn add_form_guest(
        &mut self,
        guest: &NewFormGuest<'_>,
        now: Timestamp,
    ) -> sqlx::Result<FormGuestId> {
        self.end_form_guests(guest.form_session, GuestEnding::Replaced, now)
            .await?;
        let id = FormGuestId::new();
        let taken_at = guest.visitor.map(|_| now);
        self.query(
            "INSERT INTO form_guests (id, form_session_id, staff_id, kind, code_hash, visitor, made_at, taken_at, last_seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(id)
        .bind(guest.form_session)
        .bind(guest.staff)
        .bind(guest.kind.word().to_owned())
        .bind(guest.code_hash.map(str::to_owned))
        .bind(guest.visitor)
        .bind(now)
        .bind(taken_at)
        .bind(taken_at)
        .execute()
        .await?;
        self.share_form_session(guest.form_session, now).await?;
        Ok(id)
    }

    pub async fn find_form_guest(&mut self, id: FormGuestId) -> sqlx::Result<Option<FormGuest>> {
        self.query(GUEST)
            .push("form_guests.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// The last time that a draft was handed over.
    pub async fn find_latest_form_guest(
        &mut self,
        session: FormSessionId,
    ) -> sqlx::Result<Option<FormGuest>> {
        self.query(GUEST)
            .push("form_session_id = ")
            .push_bind(session)
            .push(" ORDER BY made_at DESC, form_guests.id DESC LIMIT 1")
            .fetch_optional()
            .await
    }

    /// Opens the draft that a code is for in the browser in which it was typed, and uses the code up; none for a code that
    /// there is not, that was typed before, or that was made before `since`.
    pub async fn take_form_guest(
        &mut self,
        code_hash: &str,
        visitor: Uuid,
        since: Timestamp,
        now: Timestamp,
    ) -> sqlx::Result<Option<FormGuest>> {
        let found: Option<FormGuest> = self
            .query(GUEST)
            .push("code_hash = ")
            .push_bind(code_hash.to_owned())
            .fetch_optional()
            .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let taken = self
            .query(
                "UPDATE form_guests SET code_hash = NULL, visitor = $1, taken_at = $2, last_seen_at = $3
                 WHERE id = $4 AND code_hash = $5 AND taken_at IS NULL AND ended_at IS NULL AND made_at > $6",
            )
            .bind(visitor)
            .bind(now)
            .bind(now)
            .bind(found.id)
            .bind(code_hash.to_owned())
            .bind(since)
            .execute()
            .await?;
        if taken == 0 {
            return Ok(None);
        }
        self.find_form_guest(found.id).await
    }

    /// Notes that the resident is there, and on which page.
    pub async fn see_form_guest(
        &mut self,
        id: FormGuestId,
        page: Option<&str>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query("UPDATE form_guests SET last_seen_at = $1, page = coalesce($2, page) WHERE id = $3 AND ended_at IS NULL")
            .bind(now)
            .bind(page.map(str::to_owned))
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Ends whatever time a draft is handed over for; says whether there was one that had not ended.
    pub async fn end_form_guests(
        &mut self,
        session: FormSessionId,
        ending: GuestEnding,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let ended = self
            .query(
                "UPDATE form_guests SET ended_at = $1, ending = $2, code_hash = NULL
                 WHERE form_session_id = $3 AND ended_at IS NULL",
            )
            .bind(now)
            .bind(ending.word().to_owned())
            .bind(session)
            .execute()
            .await?;
        Ok(ended > 0)
    }

    /// Ends one time that a draft is handed over for.
    pub async fn end_form_guest(
        &mut self,
        id: FormGuestId,
        ending: GuestEnding,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "UPDATE form_guests SET ended_at = $1, ending = $2, code_hash = NULL WHERE id = $3 AND ended_at IS NULL",
        )
        .bind(now)
        .bind(ending.word().to_owned())
        .bind(id)
        .execute()
        .await?;
        Ok(())
    }
}
