//! Who is calling: questions in accounts and from the record, with what came of them.

use guildhall_domain::contacts::{Rung, ladder::Failures, questions::Question};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    ApprovalId, Connection, ContactId, IdentityId, PersonId, StaffId, Timestamp, query::Statement,
};

/// Whether somebody said in their account that it is they who are in touch.
#[derive(Clone, Debug, FromRow)]
pub struct Approval {
    pub id: ApprovalId,
    pub contact_id: ContactId,
    pub person_id: PersonId,
    pub staff_id: StaffId,
    /// Who asks.
    pub staff_name: String,
    pub asked_at: Timestamp,
    pub expires_at: Timestamp,
    answer: Option<String>,
}

impl Approval {
    /// What they answered, if they did.
    pub fn answer(&self) -> Option<bool> {
        self.answer.as_deref().map(|word| word == YES)
    }

    /// Whether it still waits for an answer.
    pub fn waits(&self, now: Timestamp) -> bool {
        self.answer.is_none() && self.expires_at > now
    }
}

const YES: &str = "yes";
const NO: &str = "no";

const APPROVAL: &str =
    "SELECT verification_approvals.id, contact_id, person_id, staff_id, staff.name AS staff_name, asked_at, expires_at,
            answer
     FROM verification_approvals JOIN staff ON staff.id = verification_approvals.staff_id WHERE ";

/// What somebody is asked from their record, and what is remembered of failures.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub id: Uuid,
    pub questions: Vec<Question>,
    pub failures: Failures,
}

#[derive(FromRow)]
struct DrawnRow {
    draw_id: Uuid,
    drawn: Json<Vec<String>>,
    failures: Json<Failures>,
}

impl From<DrawnRow> for Drawn {
    fn from(row: DrawnRow) -> Self {
        // A question that is asked no more leaves too few, and others are drawn.
        let questions = row.drawn.0.iter().filter_map(|word| word.parse().ok());
        Self {
            id: row.draw_id,
            questions: questions.collect(),
            failures: row.failures.0,
        }
    }
}

impl Connection {
    /// Asks in somebody's account whether it is they.
    pub async fn add_approval(
        &mut self,
        (contact, person): (ContactId, PersonId),
        staff: StaffId,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> sqlx::Result<ApprovalId> {
        let id = ApprovalId::new();
        self.query(
            "INSERT INTO verification_approvals (id, contact_id, person_id, staff_id, asked_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(contact)
        .bind(person)
        .bind(staff)
        .bind(now)
        .bind(expires_at)
        .execute()
        .await?;
        Ok(id)
    }

    pub async fn find_approval(&mut self, id: ApprovalId) -> sqlx::Result<Option<Approval>> {
        self.query(APPROVAL)
            .push("verification_approvals.id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// What was asked last of somebody in a contact.
    pub async fn find_latest_approval(
        &mut self,
        contact: ContactId,
        person: PersonId,
    ) -> sqlx::Result<Option<Approval>> {
        self.query(APPROVAL)
            .push("contact_id = ")
            .push_bind(contact)
            .push(" AND person_id = ")
            .push_bind(person)
            .push(" ORDER BY asked_at DESC, verification_approvals.id DESC LIMIT 1")
            .fetch_optional()
            .await
    }

    /// What waits for an answer in somebody's account: of their record, and of those that were joined to it.
    pub async fn list_waiting_approvals(
        &mut self,
        person: PersonId,
        now: Timestamp,
    ) -> sqlx::Result<Vec<Approval>> {
        self.query(APPROVAL)
            .push("answer IS NULL AND expires_at > ")
            .push_bind(now)
            .push(" AND contact_id IN (SELECT id FROM contacts WHERE ended_at IS NULL)")
            .push(" AND person_id IN (SELECT id FROM people WHERE id = ")
            .push_bind(person)
            .push(" OR joined_to = ")
            .push_bind(person)
            .push(") ORDER BY asked_at DESC LIMIT 5")
            .fetch_all()
            .await
    }

    /// Whether somebody said in a contact that it is not they.
    pub async fn is_denied(&mut self, contact: ContactId, person: PersonId) -> sqlx::Result<bool> {
        let found: Option<(ApprovalId,)> = self
            .query(
                "SELECT id FROM verification_approvals
                 WHERE contact_id = $1 AND person_id = $2 AND answer = 'no' LIMIT 1",
            )
            .bind(contact)
            .bind(person)
            .fetch_optional()
            .await?;
        Ok(found.is_some())
    }

    /// Answers once, in time; false if it was too late.
    pub async fn answer_approval(
        &mut self,
        id: ApprovalId,
        (identity, is_they): (IdentityId, bool),
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let answered = self
            .query(
                "UPDATE verification_approvals SET answer = $1, identity_id = $2, answered_at = $3
                 WHERE id = $4 AND answer IS NULL AND expires_at > $3",
            )
            .bind(if is_they { YES } else { NO }.to_owned())
            .bind(identity)
            .bind(now)
            .bind(id)
            .execute()
            .await?;
        Ok(answered == 1)
    }

    /// What somebody is asked, to read: nothing where nobody was ever asked.
    pub async fn find_drawn(&mut self, person: PersonId) -> sqlx::Result<Option<Drawn>> {
        let row: Option<DrawnRow> = self
            .query(
                "SELECT draw_id, drawn, failures FROM verification_questions WHERE person_id = $1",
            )
            .bind(person)
            .fetch_optional()
            .await?;
        Ok(row.map(Drawn::from))
    }

    /// What somebody is asked, kept from every other contact until the transaction ends: whoever answers at the same
    /// moment waits, and finds that it was answered.
    pub async fn lock_drawn(&mut self, person: PersonId) -> sqlx::Result<Drawn> {
        self.query(
            "INSERT INTO verification_questions (person_id, draw_id, drawn, failures) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id) DO NOTHING",
        )
        .bind(person)
        .bind(Uuid::now_v7())
        .bind(Json(Vec::<String>::new()))
        .bind(Json(Failures::default()))
        .execute()
        .await?;
        let row: Option<DrawnRow> = self
            .query("SELECT draw_id, drawn, failures FROM verification_questions WHERE person_id = ")
            .push_bind(person)
            // SQLite has one writer, which this transaction is.
            .push_dialect(Statement {
                sqlite: "",
                postgres: " FOR UPDATE",
            })
            .fetch_optional()
            .await?;
        row.map(Drawn::from).ok_or(sqlx::Error::RowNotFound)
    }

    /// Keeps what is asked next and what failed; the draw gets another id. Lock it first.
    pub async fn keep_drawn(
        &mut self,
        person: PersonId,
        questions: &[Question],
        failures: &Failures,
    ) -> sqlx::Result<()> {
        let words: Vec<String> = questions.iter().map(|one| one.word().to_owned()).collect();
        self.query(
            "UPDATE verification_questions SET draw_id = $1, drawn = $2, failures = $3 WHERE person_id = $4",
        )
        .bind(Uuid::now_v7())
        .bind(Json(words))
        .bind(Json(failures.clone()))
        .bind(person)
        .execute()
        .await?;
        Ok(())
    }

    /// Takes back what somebody reached in a contact, and what was reached by speaking for others.
    pub async fn lose_rung(&mut self, contact: ContactId, person: PersonId) -> sqlx::Result<()> {
        self.query(
            "UPDATE contact_people SET rung = $1, method = NULL, verified_at = NULL
             WHERE contact_id = $2 AND (person_id = $3 OR represented_by = $3)",
        )
        .bind(Rung::Unverified.word().to_owned())
        .bind(contact)
        .bind(person)
        .execute()
        .await?;
        self.query(
            "UPDATE form_sessions SET known_as = $1
             WHERE contact_id = $2 AND case_id IS NULL AND subject_id IN (
                 SELECT person_id FROM contact_people
                 WHERE contact_id = $2 AND (person_id = $3 OR represented_by = $3))",
        )
        .bind(Rung::Unverified.known_as().word().to_owned())
        .bind(contact)
        .bind(person)
        .execute()
        .await?;
        Ok(())
    }

    /// Lets forms that were begun in a contact, and are not sent, use what may be used of somebody who reached a rung.
    pub async fn know_drafts_as(
        &mut self,
        contact: ContactId,
        person: PersonId,
        rung: Rung,
    ) -> sqlx::Result<()> {
        self.query(
            "UPDATE form_sessions SET known_as = $1
             WHERE contact_id = $2 AND subject_id = $3 AND case_id IS NULL",
        )
        .bind(rung.known_as().word().to_owned())
        .bind(contact)
        .bind(person)
        .execute()
        .await?;
        Ok(())
    }
}
