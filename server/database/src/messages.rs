//! The outbox: what the council says to people, from the moment it was caused until somebody has taken it.

use guildhall_domain::{accounts::Means, text::Language};
use sqlx::FromRow;

use crate::{
    CaseId, Connection, ListKey, ListPage, ListPosition, MessageId, PersonId, Timestamp,
    lists::one_more,
};

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// The name of its template.
    pub kind: &'a str,
    pub means: Means,
    /// An e-mail address or a telephone number.
    pub address: &'a str,
    /// Empty for a text message.
    pub subject: &'a str,
    pub text: &'a str,
    pub html: Option<&'a str>,
    pub language: Language,
    pub person: Option<PersonId>,
    pub case: Option<CaseId>,
}

/// A message with what it says.
#[derive(Clone, Debug, FromRow)]
pub struct Message {
    pub id: MessageId,
    pub kind: String,
    #[sqlx(try_from = "String")]
    pub means: Means,
    pub address: String,
    pub subject: String,
    /// Absent once it was handed over.
    pub text: Option<String>,
    pub html: Option<String>,
    /// The tag of its language.
    pub language: String,
    /// Whom it is about, by itself or by its case.
    pub about: Option<PersonId>,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub given_up_at: Option<Timestamp>,
}

/// A message as a list shows it.
#[derive(Clone, Debug, FromRow)]
pub struct MessageLine {
    pub id: MessageId,
    #[sqlx(try_from = "String")]
    pub means: Means,
    pub address: String,
    pub subject: String,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub given_up_at: Option<Timestamp>,
}

impl Connection {
    /// Puts a message into the outbox.
    pub async fn add_message(
        &mut self,
        message: &NewMessage<'_>,
        now: Timestamp,
    ) -> sqlx::Result<MessageId> {
        let id = MessageId::new();
        self.query(
            "INSERT INTO messages
                 (id, kind, means, address, subject, text, html, language, person_id, case_id, attempts, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)",
        )
        .bind(id)
        .bind(message.kind.to_owned())
        .bind(message.means.word().to_owned())
        .bind(message.address.to_owned())
        .bind(message.subject.to_owned())
        .bind(message.text.to_owned())
        .bind(message.html.map(str::to_owned))
        .bind(message.language.tag().to_owned())
        .bind(message.person)
        .bind(message.case)
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    /// Where a message of a kind about a case went.
    pub async fn find_address_of_message(
        &mut self,
        case: CaseId,
        kind: &str,
    ) -> sqlx::Result<Option<String>> {
        let row: Option<(String,)> = self
            .query("SELECT address FROM messages WHERE case_id = $1 AND kind = $2 ORDER BY created_at, id LIMIT 1")
            .bind(case)
            .bind(kind.to_owned())
            .fetch_optional()
            .await?;
        Ok(row.map(|row| row.0))
    }

    pub async fn find_message(&mut self, id: MessageId) -> sqlx::Result<Option<Message>> {
        self.query(
            "SELECT messages.id, kind, means, address, subject, text, html, language, created_at, sent_at, given_up_at,
                    coalesce(person_id, cases.subject_id) AS about
             FROM messages LEFT JOIN cases ON cases.id = case_id WHERE messages.id = $1",
        )
        .bind(id)
        .fetch_optional()
        .await
    }

    /// A page of messages, the newest first.
    pub async fn list_messages(
        &mut self,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<MessageLine>> {
        let query = self.query(
            "SELECT id, means, address, subject, created_at, sent_at, given_up_at FROM messages WHERE TRUE",
        );
        let order = if position.is_backwards() {
            " ORDER BY created_at, id LIMIT "
        } else {
            " ORDER BY created_at DESC, id DESC LIMIT "
        };
        let entries: Vec<MessageLine> = position
            .narrow(query, "(created_at, id)")
            .push(order)
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        Ok(position.page(entries, size, |entry| ListKey {
            at: entry.created_at,
            id: entry.id.0,
        }))
    }

    /// Counts an attempt at sending; a message that was sent already counts no more.
    pub async fn count_attempt(&mut self, id: MessageId) -> sqlx::Result<()> {
        self.query("UPDATE messages SET attempts = attempts + 1 WHERE id = $1 AND sent_at IS NULL")
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Notes that a message was handed over. What it said is taken out unless it is to be kept.
    pub async fn mark_message_sent(
        &mut self,
        id: MessageId,
        is_kept: bool,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        let taken_out = if is_kept {
            ""
        } else {
            ", text = NULL, html = NULL"
        };
        self.query("UPDATE messages SET given_up_at = NULL, sent_at = ")
            .push_bind(now)
            .push(taken_out)
            .push(" WHERE id = ")
            .push_bind(id)
            .push(" AND sent_at IS NULL")
            .execute()
            .await?;
        Ok(())
    }

    /// Notes that nobody tries to send a message any more, or, with none, that it is tried again.
    pub async fn mark_message_given_up(
        &mut self,
        id: MessageId,
        at: Option<Timestamp>,
    ) -> sqlx::Result<()> {
        self.query("UPDATE messages SET given_up_at = $1 WHERE id = $2 AND sent_at IS NULL")
            .bind(at)
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Deletes messages that ended, well or badly, before `before` and returns how many there were.
    pub async fn delete_old_messages(&mut self, before: Timestamp) -> sqlx::Result<u64> {
        self.query("DELETE FROM messages WHERE sent_at < $1 OR given_up_at < $2")
            .bind(before)
            .bind(before)
            .execute()
            .await
    }
}
