//! Contacts, with whom they are and their stories. Lists are in `contact_lists`.

use guildhall_domain::{
    actors::Channel,
    contacts::{Avoidable, ContactEvent, Method, Outcome, Resolved, Rung, Topic, WrapUp},
};
use sqlx::{FromRow, types::Json};

use crate::{
    Connection, ContactId, FormId, FormSessionId, OrganisationId, PersonId, StaffId, TeamId,
    Timestamp,
};

/// A contact with the names that its page shows.
#[derive(Clone, Debug, FromRow)]
pub struct Contact {
    pub id: ContactId,
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    /// Whoever has it; absent while it waits for somebody of its team.
    pub staff_id: Option<StaffId>,
    pub staff_name: Option<String>,
    /// The team that it was handed to.
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    pub started_at: Timestamp,
    pub moved_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    resolved: Option<String>,
    avoidable: Option<String>,
    /// Goes up by one with each change of hands and each wrap-up; one that names an older one is refused.
    pub revision: i64,
}

impl Contact {
    pub fn is_open(&self) -> bool {
        self.ended_at.is_none()
    }

    pub fn resolved(&self) -> Option<Resolved> {
        self.resolved.as_deref()?.parse().ok()
    }

    pub fn avoidable(&self) -> Option<Avoidable> {
        self.avoidable.as_deref()?.parse().ok()
    }
}

/// Somebody with whom a contact is, or about whom.
#[derive(Clone, Debug, FromRow)]
pub struct ContactPerson {
    pub person_id: PersonId,
    pub name: String,
    pub organisation_id: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    /// Who speaks for them.
    pub represented_by: Option<PersonId>,
    #[sqlx(try_from = "String")]
    pub rung: Rung,
    method: Option<String>,
    pub verified_at: Option<Timestamp>,
    pub added_at: Timestamp,
}

impl ContactPerson {
    pub fn method(&self) -> Option<Method> {
        self.method.as_deref()?.parse().ok()
    }
}

/// Something that happened in a contact, with who did it.
#[derive(Clone, Debug, FromRow)]
pub struct StoredContactEvent {
    pub event: Json<ContactEvent>,
    /// The member of staff; absent when the program did it, or a resident.
    pub staff_id: Option<StaffId>,
    pub staff_name: Option<String>,
    pub happened_at: Timestamp,
}

/// A form that was begun in a contact and is not sent yet.
#[derive(Clone, Debug, FromRow)]
pub struct ContactDraft {
    pub id: FormSessionId,
    pub form_id: FormId,
    pub subject_id: Option<PersonId>,
    pub updated_at: Timestamp,
}

pub(crate) const CONTACT: &str =
    "SELECT contacts.id, contacts.channel, contacts.staff_id, staff.name AS staff_name, contacts.team_id,
            teams.name AS team_name, contacts.started_at, contacts.moved_at, contacts.ended_at, contacts.resolved,
            contacts.avoidable, contacts.revision
     FROM contacts
     LEFT JOIN staff ON staff.id = contacts.staff_id
     LEFT JOIN teams ON teams.id = contacts.team_id WHERE ";

impl Connection {
    /// Starts a contact and its story. Call it in a transaction.
    pub async fn add_contact(
        &mut self,
        channel: Channel,
        staff: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<ContactId> {
        let id = ContactId::new();
        self.query(
            "INSERT INTO contacts (id, channel, started_by, staff_id, started_at, moved_at, revision)
             VALUES ($1, $2, $3, $4, $5, $6, 0)",
        )
        .bind(id)
        .bind(channel.word().to_owned())
        .bind(staff)
        .bind(staff)
        .bind(now)
        .bind(now)
        .execute()
        .await?;
        self.add_contact_event(id, Some(staff), &ContactEvent::Started, now)
            .await?;
        Ok(id)
    }

    pub async fn find_contact(&mut self, id: ContactId) -> sqlx::Result<Option<Contact>> {
        self.query(CONTACT)
            .push("contacts.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// Those with whom it is, in the order in which they came up.
    pub async fn list_contact_people(
        &mut self,
        contact: ContactId,
    ) -> sqlx::Result<Vec<ContactPerson>> {
        self.query(
            "SELECT person_id, people.name, organisation_id, organisations.name AS organisation_name, represented_by,
                    rung, method, verified_at, added_at
             FROM contact_people
             JOIN people ON people.id = contact_people.person_id
             LEFT JOIN organisations ON organisations.id = contact_people.organisation_id
             WHERE removed_at IS NULL AND contact_id = $1 ORDER BY added_at, person_id",
        )
        .bind(contact)
        .fetch_all()
        .await
    }

    /// The whole story, oldest first.
    pub async fn list_contact_events(
        &mut self,
        contact: ContactId,
    ) -> sqlx::Result<Vec<StoredContactEvent>> {
        self.query(
            "SELECT event, staff_id, staff.name AS staff_name, happened_at FROM contact_events
             LEFT JOIN staff ON staff.id = contact_events.staff_id
             WHERE contact_id = $1 ORDER BY happened_at, contact_events.id",
        )
        .bind(contact)
        .fetch_all()
        .await
    }

    /// Adds to the story. Call it in the transaction of what happens.
    pub async fn add_contact_event(
        &mut self,
        contact: ContactId,
        staff: Option<StaffId>,
        event: &ContactEvent,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO contact_events (id, contact_id, staff_id, event, happened_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(uuid::Uuid::now_v7())
        .bind(contact)
        .bind(staff)
        .bind(Json(event.clone()))
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }

    /// Says that a contact is with somebody, whom nobody has asked anything yet; false if it was already.
    pub async fn add_contact_person(
        &mut self,
        contact: ContactId,
        person: PersonId,
        represented_by: Option<PersonId>,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let added = self
            .query(
                "INSERT INTO contact_people (contact_id, person_id, represented_by, rung, added_at)
                 VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (contact_id, person_id) DO UPDATE
                 SET removed_at = NULL, added_at = excluded.added_at, represented_by = excluded.represented_by,
                     rung = excluded.rung, method = NULL, verified_at = NULL, organisation_id = NULL
                 WHERE contact_people.removed_at IS NOT NULL",
            )
            .bind(contact)
            .bind(person)
            .bind(represented_by)
            .bind(Rung::Unverified.word().to_owned())
            .bind(now)
            .execute()
            .await?;
        Ok(added == 1)
    }

    /// Says for which organisation somebody speaks in a contact; with none, for themselves.
    pub async fn speak_for(
        &mut self,
        contact: ContactId,
        person: PersonId,
        organisation: Option<OrganisationId>,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query(
                "UPDATE contact_people SET organisation_id = $1
                 WHERE contact_id = $2 AND person_id = $3 AND removed_at IS NULL",
            )
            .bind(organisation)
            .bind(contact)
            .bind(person)
            .execute()
            .await?;
        Ok(changed == 1)
    }

    /// Says that a contact is not with somebody after all; false if it was not.
    pub async fn remove_contact_person(
        &mut self,
        contact: ContactId,
        person: PersonId,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let removed = self
            .query(
                "UPDATE contact_people SET removed_at = $1
                 WHERE contact_id = $2 AND person_id = $3 AND removed_at IS NULL",
            )
            .bind(now)
            .bind(contact)
            .bind(person)
            .execute()
            .await?;
        // What was reached by speaking for others goes with whoever spoke.
        self.lose_rung(contact, person).await?;
        Ok(removed == 1)
    }

    /// Writes down how somebody showed who they are; a lower rung never takes the place of a higher one.
    pub async fn reach_rung(
        &mut self,
        contact: ContactId,
        person: PersonId,
        method: Method,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let mut query = self
            .query("UPDATE contact_people SET rung = ")
            .push_bind(method.rung().word().to_owned())
            .push(", method = ")
            .push_bind(method.word().to_owned())
            .push(", verified_at = ")
            .push_bind(now)
            .push(" WHERE removed_at IS NULL AND contact_id = ")
            .push_bind(contact)
            .push(" AND person_id = ")
            .push_bind(person);
        for higher in Rung::ALL.iter().filter(|rung| **rung > method.rung()) {
            query = query
                .push(" AND rung <> ")
                .push_bind(higher.word().to_owned());
        }
        Ok(query.execute().await? == 1)
    }

    /// Forms that were begun in a contact and are not sent yet.
    pub async fn list_contact_drafts(
        &mut self,
        contact: ContactId,
    ) -> sqlx::Result<Vec<ContactDraft>> {
        self.query(
            "SELECT id, form_id, subject_id, updated_at FROM form_sessions
             WHERE contact_id = $1 AND case_id IS NULL ORDER BY created_at, id",
        )
        .bind(contact)
        .fetch_all()
        .await
    }

    /// Gives an open contact that was read to a member of staff, or lets it wait for one of a team; false if somebody
    /// changed it in between.
    pub async fn move_contact(
        &mut self,
        contact: &Contact,
        (staff, team): (Option<StaffId>, Option<TeamId>),
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let moved = self
            .query(
                "UPDATE contacts SET staff_id = $1, team_id = $2, moved_at = $3, revision = revision + 1
                 WHERE id = $4 AND revision = $5 AND ended_at IS NULL",
            )
            .bind(staff)
            .bind(team)
            .bind(now)
            .bind(contact.id)
            .bind(contact.revision)
            .execute()
            .await?;
        Ok(moved == 1)
    }

    /// Ends a contact that was read, or corrects how it ended; false if somebody changed it in between. Call it in a
    /// transaction.
    pub async fn wrap_up_contact(
        &mut self,
        contact: &Contact,
        answers: &WrapUp,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let ended = self
            .query(
                "UPDATE contacts SET ended_at = coalesce(ended_at, $1), resolved = $2, avoidable = $3,
                        revision = revision + 1
                 WHERE id = $4 AND revision = $5",
            )
            .bind(now)
            .bind(answers.resolved.word().to_owned())
            .bind(answers.avoidable.word().to_owned())
            .bind(contact.id)
            .bind(contact.revision)
            .execute()
            .await?;
        if ended == 0 {
            return Ok(false);
        }
        self.query("DELETE FROM contact_topics WHERE contact_id = $1")
            .bind(contact.id)
            .execute()
            .await?;
        for (place, topic) in (0i64..).zip(&answers.topics) {
            self.query(
                "INSERT INTO contact_topics (contact_id, place, slug, outcome) VALUES ($1, $2, $3, $4)",
            )
            .bind(contact.id)
            .bind(place)
            .bind(topic.slug.clone())
            .bind(topic.outcome.word().to_owned())
            .execute()
            .await?;
        }
        Ok(true)
    }

    /// What a contact was about, as its wrap-up says.
    pub async fn list_contact_topics(&mut self, contact: ContactId) -> sqlx::Result<Vec<Topic>> {
        let rows: Vec<(Option<String>, String)> = self
            .query("SELECT slug, outcome FROM contact_topics WHERE contact_id = $1 ORDER BY place")
            .bind(contact)
            .fetch_all()
            .await?;
        let topic = |(slug, outcome): (Option<String>, String)| {
            let outcome: Outcome = outcome.parse().map_err(sqlx::Error::decode)?;
            Ok(Topic { slug, outcome })
        };
        rows.into_iter().map(topic).collect()
    }
}
