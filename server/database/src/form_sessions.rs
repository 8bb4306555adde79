//! One filling-in of a form, by a resident or by whoever helps them.

use guildhall_domain::{
    accounts::Level,
    actors::{Actor, Channel},
    forms::Progress,
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    CaseId, Connection, ContactId, FormId, FormSessionId, IdentityId, OrganisationId, PersonId,
    Timestamp,
};

#[derive(Clone, Debug)]
pub struct FormSession {
    pub id: FormSessionId,
    pub form_id: FormId,
    /// Whose form it is, when it is known.
    pub subject: Option<PersonId>,
    /// For which organisation the subject acts, if they do.
    pub organisation: Option<OrganisationId>,
    /// Who is typing.
    pub actor: Actor,
    pub channel: Channel,
    /// How surely the subject is known to whoever fills it in.
    pub known_as: Level,
    pub progress: Progress,
    /// The contact in which a member of staff began it.
    pub contact: Option<ContactId>,
    /// Goes up by one with each save; a save that names an older one is refused.
    pub revision: i64,
    /// The case it opened, once it is submitted.
    pub case_id: Option<CaseId>,
    /// Since when more than one has had it in hand; see [`crate::FormHand`].
    pub shared_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A form that was begun and not sent yet.
#[derive(Clone, Debug, FromRow)]
pub struct Draft {
    pub id: FormSessionId,
    pub form_id: FormId,
    pub updated_at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct NewFormSession {
    pub form_id: FormId,
    pub subject: Option<PersonId>,
    /// For which organisation the subject acts, if they do.
    pub organisation: Option<OrganisationId>,
    pub actor: Actor,
    pub channel: Channel,
    pub known_as: Level,
    /// The contact in which a member of staff begins it.
    pub contact: Option<ContactId>,
    /// What is known already, put into it.
    pub progress: Progress,
}

#[derive(FromRow)]
struct Row {
    id: FormSessionId,
    form_id: FormId,
    subject_id: Option<PersonId>,
    organisation_id: Option<OrganisationId>,
    actor_kind: String,
    actor_id: Uuid,
    channel: String,
    known_as: String,
    contact_id: Option<ContactId>,
    progress: Json<Progress>,
    revision: i64,
    case_id: Option<CaseId>,
    shared_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl TryFrom<Row> for FormSession {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id,
            form_id: row.form_id,
            subject: row.subject_id,
            organisation: row.organisation_id,
            actor: Actor::from_stored(&row.actor_kind, row.actor_id)
                .map_err(sqlx::Error::decode)?,
            channel: Channel::try_from(row.channel).map_err(sqlx::Error::decode)?,
            known_as: row.known_as.parse().map_err(sqlx::Error::decode)?,
            contact: row.contact_id,
            progress: row.progress.0,
            revision: row.revision,
            case_id: row.case_id,
            shared_at: row.shared_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

const COLUMNS: &str =
    "SELECT id, form_id, subject_id, organisation_id, actor_kind, actor_id, channel, known_as, contact_id, progress,
            revision, case_id, shared_at, created_at, updated_at
     FROM form_sessions WHERE id = ";

impl Connection {
    pub async fn add_form_session(
        &mut self,
        session: &NewFormSession,
        now: Timestamp,
    ) -> sqlx::Result<FormSessionId> {
        let id = FormSessionId::new();
        self.query(
            "INSERT INTO form_sessions
                 (id, form_id, subject_id, organisation_id, actor_kind, actor_id, channel, known_as, contact_id, progress,
                  revision, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12)",
        )
        .bind(id)
        .bind(session.form_id)
        .bind(session.subject)
        .bind(session.organisation)
        .bind(session.actor.kind().to_owned())
        .bind(session.actor.id())
        .bind(session.channel.word().to_owned())
        .bind(session.known_as.word().to_owned())
        .bind(session.contact)
        .bind(Json(&session.progress))
        .bind(now)
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    pub async fn find_form_session(
        &mut self,
        id: FormSessionId,
    ) -> sqlx::Result<Option<FormSession>> {
        let row: Option<Row> = self.query(COLUMNS).push_bind(id).fetch_optional().await?;
        row.map(FormSession::try_from).transpose()
    }

    /// The form session that opened a case.
    pub async fn find_form_session_of(
        &mut self,
        case: CaseId,
    ) -> sqlx::Result<Option<FormSession>> {
        let row: Option<Row> = self
            .query(COLUMNS)
            .push("(SELECT form_session_id FROM submissions WHERE case_id = ")
            .push_bind(case)
            .push(")")
            .fetch_optional()
            .await?;
        row.map(FormSession::try_from).transpose()
    }

    /// Finds a form session and keeps every other transaction from changing it until this one ends.
    pub async fn lock_form_session(
        &mut self,
        id: FormSessionId,
    ) -> sqlx::Result<Option<FormSession>> {
        let locked = match self {
            Self::Sqlite(_) | Self::SqliteTransaction(_) => "",
            Self::Postgres(_) | Self::PostgresTransaction(_) => " FOR UPDATE",
        };
        let row: Option<Row> = self
            .query(COLUMNS)
            .push_bind(id)
            .push(locked)
            .fetch_optional()
            .await?;
        row.map(FormSession::try_from).transpose()
    }

    /// The form session that an actor left unfinished last, for a service.
    pub async fn find_unfinished_form_session(
        &mut self,
        actor: Actor,
        slug: &str,
    ) -> sqlx::Result<Option<FormSessionId>> {
        let row: Option<(FormSessionId,)> = self
            .query(
                "SELECT form_sessions.id FROM form_sessions JOIN forms ON forms.id = form_sessions.form_id
                 WHERE actor_kind = $1 AND actor_id = $2 AND slug = $3 AND case_id IS NULL AND revision > 0
                 ORDER BY updated_at DESC LIMIT 1",
            )
            .bind(actor.kind().to_owned())
            .bind(actor.id())
            .bind(slug.to_owned())
            .fetch_optional()
            .await?;
        Ok(row.map(|row| row.0))
    }

    /// What an actor has begun and not sent, the latest first.
    pub async fn list_drafts(&mut self, actor: Actor, limit: i64) -> sqlx::Result<Vec<Draft>> {
        self.query(
            "SELECT id, form_id, updated_at FROM form_sessions
             WHERE actor_kind = $1 AND actor_id = $2 AND case_id IS NULL AND revision > 0
             ORDER BY updated_at DESC, id LIMIT $3",
        )
        .bind(actor.kind().to_owned())
        .bind(actor.id())
        .bind(limit)
        .fetch_all()
        .await
    }

    /// Throws away what an actor has begun and not sent; false if there is no such thing.
    pub async fn delete_draft(&mut self, actor: Actor, id: FormSessionId) -> sqlx::Result<bool> {
        let deleted = self
            .query(
                "DELETE FROM form_sessions
                 WHERE id = $1 AND actor_kind = $2 AND actor_id = $3 AND case_id IS NULL",
            )
            .bind(id)
            .bind(actor.kind().to_owned())
            .bind(actor.id())
            .execute()
            .await?;
        Ok(deleted == 1)
    }

    /// Throws away all that an actor has begun and not sent.
    pub async fn delete_drafts(&mut self, actor: Actor) -> sqlx::Result<u64> {
        self.query(
            "DELETE FROM form_sessions WHERE actor_kind = $1 AND actor_id = $2 AND case_id IS NULL",
        )
        .bind(actor.kind().to_owned())
        .bind(actor.id())
        .execute()
        .await
    }

    /// Saves progress made on the revision that was read; false if someone saved or submitted in between.
    pub async fn save_progress(
        &mut self,
        id: FormSessionId,
        progress: &Progress,
        revision: i64,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let saved = self
            .query(
                "UPDATE form_sessions SET progress = $1, revision = revision + 1, updated_at = $2
                 WHERE id = $3 AND revision = $4 AND case_id IS NULL",
            )
            .bind(Json(progress))
            .bind(now)
            .bind(id)
            .bind(revision)
            .execute()
            .await?;
        Ok(saved == 1)
    }

    /// A page of what was filled in in which something may be sealed, with its revision, after one.
    pub async fn list_sealed_progress(
        &mut self,
        after: Option<FormSessionId>,
        limit: i64,
    ) -> sqlx::Result<Vec<(FormSessionId, Json<Progress>, i64)>> {
        let mut query = self.query(
            "SELECT id, progress, revision FROM form_sessions WHERE CAST(progress AS TEXT) LIKE '%\"sealed\"%'",
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

    /// Puts the same progress in its place, sealed under another key; false if somebody saved meanwhile.
    pub async fn reseal_progress(
        &mut self,
        id: FormSessionId,
        progress: &Progress,
        revision: i64,
    ) -> sqlx::Result<bool> {
        let saved = self
            .query("UPDATE form_sessions SET progress = $1 WHERE id = $2 AND revision = $3")
            .bind(Json(progress))
            .bind(id)
            .bind(revision)
            .execute()
            .await?;
        Ok(saved == 1)
    }

    /// Gives a form begun in a browser before signing in to whoever signed in there; false if it was not begun
    /// there or is sent already.
    pub async fn adopt_form_session(
        &mut self,
        id: FormSessionId,
        visitor: Uuid,
        identity: IdentityId,
        person: PersonId,
        known_as: Level,
    ) -> sqlx::Result<bool> {
        let resident = Actor::Resident(identity.0);
        let adopted = self
            .query(
                "UPDATE form_sessions SET actor_kind = $1, actor_id = $2, subject_id = $3, known_as = $4
                 WHERE id = $5 AND actor_kind = 'visitor' AND actor_id = $6 AND case_id IS NULL",
            )
            .bind(resident.kind().to_owned())
            .bind(resident.id())
            .bind(person)
            .bind(known_as.word().to_owned())
            .bind(id)
            .bind(visitor)
            .execute()
            .await?;
        Ok(adopted == 1)
    }

    /// Marks a form session as having opened its case.
    pub async fn finish_form_session(
        &mut self,
        id: FormSessionId,
        case: CaseId,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query("UPDATE form_sessions SET case_id = $1, revision = revision + 1, updated_at = $2 WHERE id = $3")
            .bind(case)
            .bind(now)
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }
}
