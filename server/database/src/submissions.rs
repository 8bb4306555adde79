//! What was frozen when a form was submitted: the evidence.

use guildhall_domain::{
    actors::{Actor, Channel},
    forms::Snapshot,
    people::recording::Saved,
};
use sqlx::{FromRow, types::Json};

use crate::{
    CaseId, Connection, FormId, FormSessionId, OrganisationId, PersonId, SubmissionId, Timestamp,
};

#[derive(Clone, Debug)]
pub struct NewSubmission<'a> {
    pub form_session_id: FormSessionId,
    pub form_id: FormId,
    pub case_id: CaseId,
    pub subject: Option<PersonId>,
    /// For which organisation the subject acts, if they do.
    pub organisation: Option<OrganisationId>,
    pub actor: Actor,
    pub channel: Channel,
    pub snapshot: &'a Snapshot,
    /// What reuse saved whoever filled it in.
    pub saved: Saved,
}

#[derive(Clone, Debug, FromRow)]
pub struct Submission {
    pub form_id: FormId,
    pub form_version: i64,
    pub snapshot: Json<Snapshot>,
    pub submitted_at: Timestamp,
}

/// What reuse saved in one service.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ReuseCount {
    pub slug: String,
    pub forms_sent: i64,
    pub answers_needed: i64,
    pub answers_reused: i64,
    pub pages_saved: i64,
    pub keystrokes_saved: i64,
}

impl Connection {
    /// What was sent from a moment on and what reuse saved, by service, the busiest first.
    pub async fn count_reuse(&mut self, since: Timestamp) -> sqlx::Result<Vec<ReuseCount>> {
        self.query(
            "SELECT slug, count(*) AS forms_sent,
                 CAST(sum(answers_needed) AS BIGINT) AS answers_needed,
                 CAST(sum(answers_reused) AS BIGINT) AS answers_reused,
                 CAST(sum(pages_saved) AS BIGINT) AS pages_saved,
                 CAST(sum(keystrokes_saved) AS BIGINT) AS keystrokes_saved
             FROM submissions JOIN forms ON forms.id = submissions.form_id
             WHERE submitted_at >= $1 GROUP BY slug ORDER BY count(*) DESC, slug",
        )
        .bind(since)
        .fetch_all()
        .await
    }

    pub async fn add_submission(
        &mut self,
        submission: &NewSubmission<'_>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO submissions
                 (id, form_session_id, form_id, case_id, subject_id, organisation_id, actor_kind, actor_id, channel, snapshot,
                  submitted_at, answers_needed, answers_reused, pages_saved, keystrokes_saved)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        )
        .bind(SubmissionId::new())
        .bind(submission.form_session_id)
        .bind(submission.form_id)
        .bind(submission.case_id)
        .bind(submission.subject)
        .bind(submission.organisation)
        .bind(submission.actor.kind().to_owned())
        .bind(submission.actor.id())
        .bind(submission.channel.word().to_owned())
        .bind(Json(submission.snapshot))
        .bind(now)
        .bind(i64::from(submission.saved.answers_needed))
        .bind(i64::from(submission.saved.answers_reused))
        .bind(i64::from(submission.saved.pages))
        .bind(i64::from(submission.saved.keystrokes))
        .execute()
        .await?;
        Ok(())
    }

    /// A page of snapshots in which something may be sealed, by case, after one.
    pub async fn list_sealed_snapshots(
        &mut self,
        after: Option<CaseId>,
        limit: i64,
    ) -> sqlx::Result<Vec<(CaseId, Json<Snapshot>)>> {
        let mut query = self.query(
            "SELECT case_id, snapshot FROM submissions WHERE CAST(snapshot AS TEXT) LIKE '%\"sealed\"%'",
        );
        if let Some(after) = after {
            query = query.push(" AND case_id > ").push_bind(after);
        }
        query
            .push(" ORDER BY case_id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// Puts the same snapshot in its place, sealed under another key.
    pub async fn reseal_snapshot(&mut self, case: CaseId, snapshot: &Snapshot) -> sqlx::Result<()> {
        self.query("UPDATE submissions SET snapshot = $1 WHERE case_id = $2")
            .bind(Json(snapshot))
            .bind(case)
            .execute()
            .await?;
        Ok(())
    }

    /// What opened a case.
    pub async fn find_submission(&mut self, case: CaseId) -> sqlx::Result<Option<Submission>> {
        self.query(
            "SELECT submissions.form_id, forms.version AS form_version, snapshot, submitted_at
             FROM submissions JOIN forms ON forms.id = submissions.form_id WHERE case_id = $1",
        )
        .bind(case)
        .fetch_optional()
        .await
    }
}
