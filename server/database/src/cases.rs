//! Cases and their stories.

use guildhall_domain::{
    actors::{Actor, Channel},
    cases::CaseEvent,
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{CaseId, Connection, ContactId, FormId, OrganisationId, PersonId, StaffId, Timestamp};

/// A case to be opened.
#[derive(Clone, Debug)]
pub struct NewCase<'a> {
    pub reference: String,
    pub form_id: FormId,
    pub slug: &'a str,
    pub subject: Option<PersonId>,
    /// For which organisation the subject acts, if they do.
    pub organisation: Option<OrganisationId>,
    pub actor: Actor,
    pub channel: Channel,
    /// The contact in which a member of staff opens it.
    pub contact: Option<ContactId>,
    /// At whose side the resident typed it themselves.
    pub assisted_by: Option<StaffId>,
    pub status: &'a str,
}

/// A case as its own page shows it.
#[derive(Clone, Debug, FromRow)]
pub struct Case {
    pub id: CaseId,
    pub reference: String,
    pub form_id: FormId,
    pub slug: String,
    pub subject_id: Option<PersonId>,
    /// The name of the person the case is for, when it is known.
    pub subject_name: Option<String>,
    /// For which organisation that person acts, if they do.
    pub organisation_id: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    actor_kind: String,
    actor_id: Uuid,
    /// The name of the member of staff who typed the form; absent when the resident did.
    pub actor_name: Option<String>,
    /// The name of the member of staff at whose side the resident typed it.
    pub assisted_by_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    pub status: String,
    /// Goes up by one with each change; a change that names an older one is refused.
    pub revision: i64,
    pub opened_at: Timestamp,
}

impl Case {
    /// Who typed the form that opened the case.
    pub fn actor(&self) -> sqlx::Result<Actor> {
        Actor::from_stored(&self.actor_kind, self.actor_id).map_err(sqlx::Error::decode)
    }
}

/// Something that happened to a case, with who did it.
#[derive(Clone, Debug, FromRow)]
pub struct StoredEvent {
    pub event: Json<CaseEvent>,
    /// The member of staff; absent when it was the resident.
    pub actor_name: Option<String>,
    pub happened_at: Timestamp,
}

/// Something that happened lately to one of somebody's cases.
#[derive(Clone, Debug, FromRow)]
pub struct RecentEvent {
    pub reference: String,
    pub form_id: FormId,
    pub event: Json<CaseEvent>,
    pub happened_at: Timestamp,
}

const CASE: &str =
    "SELECT cases.*, people.name AS subject_name, organisations.name AS organisation_name, staff.name AS actor_name,
         assisting.name AS assisted_by_name
     FROM cases
     LEFT JOIN people ON people.id = cases.subject_id
     LEFT JOIN organisations ON organisations.id = cases.organisation_id
     LEFT JOIN staff ON cases.actor_kind = 'staff' AND staff.id = cases.actor_id
     LEFT JOIN staff AS assisting ON assisting.id = cases.assisted_by WHERE cases.";

impl Connection {
    /// Opens a case and starts its story; none if another case has the reference already, so that the caller
    /// draws another. Call it in a transaction.
    pub async fn add_case(
        &mut self,
        case: &NewCase<'_>,
        now: Timestamp,
    ) -> sqlx::Result<Option<CaseId>> {
        let id = CaseId::new();
        let added = self
            .query(
                "INSERT INTO cases (id, reference, form_id, slug, subject_id, organisation_id, actor_kind, actor_id, channel,
                                    contact_id, status, revision, opened_at, updated_at, assisted_by)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14)
                 ON CONFLICT (reference) DO NOTHING",
            )
            .bind(id)
            .bind(case.reference.clone())
            .bind(case.form_id)
            .bind(case.slug.to_owned())
            .bind(case.subject)
            .bind(case.organisation)
            .bind(case.actor.kind().to_owned())
            .bind(case.actor.id())
            .bind(case.channel.word().to_owned())
            .bind(case.contact)
            .bind(case.status.to_owned())
            .bind(now)
            .bind(now)
            .bind(case.assisted_by)
            .execute()
            .await?;
        if added == 0 {
            return Ok(None);
        }
        let opened = CaseEvent::CaseOpened {
            status: case.status.to_owned(),
        };
        self.add_case_event(id, case.actor, opened, now).await?;
        Ok(Some(id))
    }

    pub async fn find_case(&mut self, reference: &str) -> sqlx::Result<Option<Case>> {
        self.query(CASE)
            .push("reference = ")
            .push_bind(reference.to_owned())
            .fetch_optional()
            .await
    }

    pub async fn find_case_by_id(&mut self, id: CaseId) -> sqlx::Result<Option<Case>> {
        self.query(CASE)
            .push("id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// The whole story, oldest first.
    pub async fn list_case_events(&mut self, case: CaseId) -> sqlx::Result<Vec<StoredEvent>> {
        self.query(
            "SELECT event, staff.name AS actor_name, happened_at FROM case_events
             LEFT JOIN staff ON case_events.actor_kind = 'staff' AND staff.id = case_events.actor_id
             WHERE case_id = $1 ORDER BY happened_at, case_events.id",
        )
        .bind(case)
        .fetch_all()
        .await
    }

    /// Gives a case that was sent without signing in to a person; false if it is somebody's already. Call it in a
    /// transaction.
    pub async fn claim_case(
        &mut self,
        case: CaseId,
        person: PersonId,
        actor: Actor,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let claimed = self
            .query(
                "UPDATE cases SET subject_id = $1, revision = revision + 1, updated_at = $2
                 WHERE id = $3 AND subject_id IS NULL",
            )
            .bind(person)
            .bind(now)
            .bind(case)
            .execute()
            .await?;
        if claimed == 1 {
            self.add_case_event(case, actor, CaseEvent::Claimed, now)
                .await?;
        }
        Ok(claimed == 1)
    }

    /// What happened lately to somebody's cases that is for them to read, the latest first.
    pub async fn list_recent_events(
        &mut self,
        person: PersonId,
        limit: i64,
    ) -> sqlx::Result<Vec<RecentEvent>> {
        self.query(
            "SELECT reference, form_id, event, happened_at FROM case_events
             JOIN cases ON cases.id = case_events.case_id
             WHERE subject_id IN (SELECT id FROM people WHERE id = $1 OR joined_to = $1)
             ORDER BY happened_at DESC, case_events.id DESC LIMIT $2",
        )
        .bind(person)
        .bind(limit)
        .fetch_all()
        .await
    }

    /// Adds a note. Notes never refuse each other, but they count as a change that the next person is told of.
    /// Call it in a transaction.
    pub async fn add_note(
        &mut self,
        case: CaseId,
        actor: Actor,
        text: &str,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query("UPDATE cases SET revision = revision + 1, updated_at = $1 WHERE id = $2")
            .bind(now)
            .bind(case)
            .execute()
            .await?;
        self.add_case_event(
            case,
            actor,
            CaseEvent::NoteAdded {
                text: text.to_owned(),
            },
            now,
        )
        .await
    }

    /// Moves a case from the status and the revision that were read; false if somebody changed it in between,
    /// and then nothing is written. Call it in a transaction.
    pub async fn change_status(
        &mut self,
        case: &Case,
        to: &str,
        actor: Actor,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query(
                "UPDATE cases SET status = $1, revision = revision + 1, updated_at = $2
                 WHERE id = $3 AND revision = $4",
            )
            .bind(to.to_owned())
            .bind(now)
            .bind(case.id)
            .bind(case.revision)
            .execute()
            .await?;
        if changed == 0 {
            return Ok(false);
        }
        let moved = CaseEvent::StatusChanged {
            from: case.status.clone(),
            to: to.to_owned(),
        };
        self.add_case_event(case.id, actor, moved, now).await?;
        Ok(true)
    }

    async fn add_case_event(
        &mut self,
        case: CaseId,
        actor: Actor,
        event: CaseEvent,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO case_events (id, case_id, actor_kind, actor_id, event, happened_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(Uuid::now_v7())
        .bind(case)
        .bind(actor.kind().to_owned())
        .bind(actor.id())
        .bind(Json(event))
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }
}
