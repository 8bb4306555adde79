//! Work that is done while nobody waits: one file for each job. A job is queued in the transaction that causes it and
//! done by the [worker](work) of any process. It may be begun more than once, so each does nothing the second time.

pub mod ask_about_warnings;
pub mod ask_for_reviews;
pub mod delete_expired_sessions;
pub mod delete_finished_jobs;
pub mod delete_old_messages;
pub mod project_records;
mod queue;
pub mod remind_of_tasks;
mod retrying;
mod schedule;
pub mod send_message;
mod worker;

use guildhall_database::{Connection, JobId, MessageId, Timestamp};
use serde_json::{Value, json};

pub use queue::drain;
pub use retrying::{MOST_ATTEMPTS, back_off};
pub use schedule::schedule;
pub use worker::work;

use crate::state::AppState;

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    SendEmail(MessageId),
    SendTextMessage(MessageId),
    DeleteExpiredSessions,
    DeleteFinishedJobs,
    DeleteOldMessages,
    AskAboutWarnings,
    AskForReviews,
    RemindOfTasks,
    ProjectRecords,
}

/// Why a job did not end well. The reason is kept and shown to staff, so it says nothing about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It may work later.
    RetryLater(String),
    /// It would fail again: staff decide.
    GiveUp(String),
}

impl From<guildhall_database::Error> for Trouble {
    /// A database's own words may repeat what it was given, so only its code is kept.
    fn from(error: guildhall_database::Error) -> Self {
        let code = error.as_database_error().and_then(|error| error.code());
        Self::RetryLater(match code {
            Some(code) => format!("the database refused ({code})"),
            None => "the database was away".to_owned(),
        })
    }
}

impl Job {
    /// The word that is stored for what there is to do.
    pub fn kind(self) -> &'static str {
        match self {
            Self::SendEmail(_) => "send_email",
            Self::SendTextMessage(_) => "send_text_message",
            Self::DeleteExpiredSessions => "delete_expired_sessions",
            Self::DeleteFinishedJobs => "delete_finished_jobs",
            Self::DeleteOldMessages => "delete_old_messages",
            Self::AskAboutWarnings => "ask_about_warnings",
            Self::AskForReviews => "ask_for_reviews",
            Self::RemindOfTasks => "remind_of_tasks",
            Self::ProjectRecords => "project_records",
        }
    }

    fn payload(self) -> Value {
        match self {
            Self::SendEmail(id) | Self::SendTextMessage(id) => json!({ "message": id }),
            Self::DeleteExpiredSessions
            | Self::DeleteFinishedJobs
            | Self::DeleteOldMessages
            | Self::AskAboutWarnings
            | Self::AskForReviews
            | Self::RemindOfTasks
            | Self::ProjectRecords => Value::Null,
        }
    }

    /// The job that was stored.
    fn from_stored(kind: &str, payload: &Value) -> Option<Self> {
        Some(match kind {
            "send_email" => Self::SendEmail(message(payload)?),
            "send_text_message" => Self::SendTextMessage(message(payload)?),
            "delete_expired_sessions" => Self::DeleteExpiredSessions,
            "delete_finished_jobs" => Self::DeleteFinishedJobs,
            "delete_old_messages" => Self::DeleteOldMessages,
            "ask_about_warnings" => Self::AskAboutWarnings,
            "ask_for_reviews" => Self::AskForReviews,
            "remind_of_tasks" => Self::RemindOfTasks,
            "project_records" => Self::ProjectRecords,
            _ => return None,
        })
    }

    /// Queues the job to be done as soon as the caller's transaction commits.
    pub async fn queue(
        self,
        connection: &mut Connection,
        now: Timestamp,
    ) -> Result<JobId, guildhall_database::Error> {
        connection
            .add_job(self.kind(), &self.payload(), now, now)
            .await
    }

    async fn run(self, state: &AppState) -> Result<(), Trouble> {
        match self {
            Self::SendEmail(id) | Self::SendTextMessage(id) => send_message::run(state, id).await,
            Self::DeleteExpiredSessions => delete_expired_sessions::run(state).await,
            Self::DeleteFinishedJobs => delete_finished_jobs::run(state).await,
            Self::DeleteOldMessages => delete_old_messages::run(state).await,
            Self::AskAboutWarnings => ask_about_warnings::run(state).await,
            Self::AskForReviews => ask_for_reviews::run(state).await,
            Self::RemindOfTasks => remind_of_tasks::run(state).await,
            Self::ProjectRecords => project_records::run(state).await,
        }
    }

    /// Notes elsewhere that nobody tries any more, or that it is tried again.
    async fn mark_given_up(
        self,
        connection: &mut Connection,
        at: Option<Timestamp>,
    ) -> Result<(), guildhall_database::Error> {
        match self {
            Self::SendEmail(id) | Self::SendTextMessage(id) => {
                connection.mark_message_given_up(id, at).await
            }
            Self::DeleteExpiredSessions
            | Self::DeleteFinishedJobs
            | Self::DeleteOldMessages
            | Self::AskAboutWarnings
            | Self::AskForReviews
            | Self::RemindOfTasks
            | Self::ProjectRecords => Ok(()),
        }
    }
}

fn message(payload: &Value) -> Option<MessageId> {
    payload.get("message")?.as_str()?.parse().ok()
}

/// The kinds that this process can do. Mail waits where none can leave, and what a newer version has queued waits
/// for a process that knows it.
fn kinds(state: &AppState) -> Vec<&'static str> {
    let mut kinds = vec![
        "delete_expired_sessions",
        "delete_finished_jobs",
        "delete_old_messages",
        "ask_about_warnings",
        "ask_for_reviews",
        "remind_of_tasks",
        "project_records",
    ];
    if state.outside.mail.is_configured() {
        kinds.push("send_email");
    }
    if state.outside.text_messages.is_configured() {
        kinds.push("send_text_message");
    }
    kinds
}

/// Takes up again a job that was given up; false if it was taken up already. Call it in a transaction.
pub async fn revive(
    connection: &mut Connection,
    id: JobId,
    now: Timestamp,
) -> Result<bool, guildhall_database::Error> {
    let Some((kind, payload)) = connection.revive_job(id, now).await? else {
        return Ok(false);
    };
    if let Some(job) = Job::from_stored(&kind, &payload) {
        job.mark_given_up(connection, None).await?;
    }
    Ok(true)
}
