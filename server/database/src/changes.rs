//! Changes that somebody told once and that others rely on.

use guildhall_domain::actors::{Actor, Channel};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{CaseId, Connection, FormId, FormSessionId, OrganisationId, PersonId, Timestamp};

/// A change to be passed on.
#[derive(Clone, Debug)]
pub struct NewChange<'a> {
    pub person: PersonId,
    /// The attributes that changed, by name.
    pub attributes: &'a [String],
    /// None when the program itself found it out.
    pub actor: Option<Actor>,
    pub channel: Channel,
    pub case_id: Option<CaseId>,
}

/// A change that was passed on.
#[derive(Clone, Debug, FromRow)]
pub struct Change {
    pub id: Uuid,
    pub person_id: PersonId,
    pub attributes: Json<Vec<String>>,
    pub changed_at: Timestamp,
}

/// A case of somebody, as far as telling its team is concerned.
#[derive(Clone, Debug, FromRow)]
pub struct CaseOf {
    pub id: CaseId,
    pub reference: String,
    pub form_id: FormId,
    pub slug: String,
    pub status: String,
}

/// A form that somebody, or anybody for them, has begun and not sent.
#[derive(Clone, Debug, FromRow)]
pub struct DraftOf {
    pub id: FormSessionId,
    pub form_id: FormId,
    pub subject_id: Option<PersonId>,
    /// For which organisation the subject acts, if they do.
    pub organisation_id: Option<OrganisationId>,
    actor_kind: String,
    actor_id: Uuid,
    /// The name of the member of staff who has it.
    pub actor_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl DraftOf {
    /// Who has it: whoever began it, or took it up.
    pub fn actor(&self) -> sqlx::Result<Actor> {
        Actor::from_stored(&self.actor_kind, self.actor_id).map_err(sqlx::Error::decode)
    }
}

impl Connection {
    pub async fn add_change(
        &mut self,
        change: &NewChange<'_>,
        now: Timestamp,
    ) -> sqlx::Result<Uuid> {
        let id = Uuid::now_v7();
        self.query(
            "INSERT INTO changes (id, person_id, attributes, actor_kind, actor_id, channel, case_id, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(change.person)
        .bind(Json(change.attributes.to_vec()))
        .bind(change.actor.map(|actor| actor.kind().to_owned()))
        .bind(change.actor.map(Actor::id))
        .bind(change.channel.word().to_owned())
        .bind(change.case_id)
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    /// What somebody changed last, with what was changed in records that are joined to theirs.
    pub async fn list_changes(
        &mut self,
        person: PersonId,
        limit: i64,
    ) -> sqlx::Result<Vec<Change>> {
        self.query(
            "SELECT id, person_id, attributes, changed_at FROM changes
             WHERE person_id IN (SELECT id FROM people WHERE id = $1 OR joined_to = $1)
             ORDER BY changed_at DESC, id DESC LIMIT $2",
        )
        .bind(person)
        .bind(limit)
        .fetch_all()
        .await
    }

    pub async fn find_change(&mut self, id: Uuid) -> sqlx::Result<Option<Change>> {
        self.query("SELECT id, person_id, attributes, changed_at FROM changes WHERE id = $1")
            .bind(id)
            .fetch_optional()
            .await
    }

    /// Every case of somebody, the latest first, with those of records that are joined to theirs.
    pub async fn list_cases_of(&mut self, person: PersonId) -> sqlx::Result<Vec<CaseOf>> {
        self.query(
            "SELECT id, reference, form_id, slug, status FROM cases
             WHERE subject_id IN (SELECT id FROM people WHERE id = $1 OR joined_to = $1)
             ORDER BY opened_at DESC, id DESC LIMIT 1000",
        )
        .bind(person)
        .fetch_all()
        .await
    }

    /// Forms for somebody that were begun by whomever and not sent, the latest first.
    pub async fn list_drafts_of(&mut self, person: PersonId) -> sqlx::Result<Vec<DraftOf>> {
        self.query(
            "SELECT form_sessions.id, form_id, subject_id, organisation_id, actor_kind, actor_id, staff.name AS actor_name, channel,
                    form_sessions.created_at, updated_at
             FROM form_sessions LEFT JOIN staff ON actor_kind = 'staff' AND staff.id = actor_id
             WHERE subject_id IN (SELECT id FROM people WHERE id = $1 OR joined_to = $1)
                 AND case_id IS NULL AND revision > 0
             ORDER BY updated_at DESC, form_sessions.id LIMIT 50",
        )
        .bind(person)
        .fetch_all()
        .await
    }
}
