//! The chain that the audit trail hangs on; see [`guildhall_domain::audit::chain`].
//!
//! Events are linked as their transaction commits: the head is the last thing it locks, so that nobody who holds it
//! waits for anything else, and links are in the order of commits. A transaction that rolls back leaves no link.

use std::collections::BTreeMap;

use guildhall_domain::{
    actors::Actor,
    audit::{
        AuditThing, AuditVerb,
        chain::{Broken, ChainedEvent, Hash, Head, Link, Verification, Verified},
    },
};
use serde_json::Value;
use sqlx::{FromRow, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Connection, Database, NewAuditEvent, Timestamp, Transaction,
    query::{Query, Statement},
};

/// How many events or links are read at once.
const STEP: i64 = 1_000;

/// An event that waits for its link until its transaction commits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unlinked {
    event: Uuid,
    salt: Uuid,
    digest: Hash,
}

impl Unlinked {
    /// Gives an event its salt: 122 random bits, more than anybody can try.
    pub(crate) fn new(event: &ChainedEvent) -> Self {
        let salt = Uuid::new_v4();
        Self {
            event: event.id,
            salt,
            digest: event.digest(salt),
        }
    }
}

/// Microseconds since 1970, as the digest of an event has them.
pub(crate) fn microseconds(moment: Timestamp) -> i64 {
    let microseconds = OffsetDateTime::from(moment).unix_timestamp_nanos() / 1_000;
    i64::try_from(microseconds).unwrap_or(i64::MAX)
}

/// An event as it is stored, whatever somebody may have put into it. Beside a link whose event is not there all of it
/// is absent.
#[derive(FromRow)]
struct EventRow {
    id: Option<Uuid>,
    actor_kind: Option<String>,
    actor_id: Option<Uuid>,
    verb: Option<String>,
    thing_kind: Option<String>,
    thing_id: Option<Uuid>,
    details: Option<Json<Value>>,
    happened_at: Option<Timestamp>,
}

impl EventRow {
    fn event(self) -> Option<ChainedEvent> {
        Some(ChainedEvent {
            id: self.id?,
            actor_kind: self.actor_kind,
            actor_id: self.actor_id,
            verb: self.verb?,
            thing_kind: self.thing_kind?,
            thing_id: self.thing_id,
            details: match self.details?.0 {
                Value::Object(details) => details.into_iter().collect(),
                other => BTreeMap::from([(String::new(), other)]),
            },
            happened_at: microseconds(self.happened_at?),
        })
    }
}

#[derive(FromRow)]
struct HeadRow {
    sequence: i64,
    #[sqlx(try_from = "Vec<u8>")]
    chain: Hash,
}

#[derive(FromRow)]
struct LinkRow {
    sequence: i64,
    event_id: Uuid,
    salt: Option<Uuid>,
    #[sqlx(try_from = "Vec<u8>")]
    digest: Hash,
    #[sqlx(try_from = "Vec<u8>")]
    chain: Hash,
    is_erasure_recorded: bool,
    #[sqlx(flatten)]
    event: EventRow,
}

impl From<LinkRow> for Link {
    fn from(row: LinkRow) -> Self {
        Self {
            sequence: row.sequence,
            event_id: row.event_id,
            salt: row.salt,
            digest: row.digest,
            chain: row.chain,
            is_erasure_recorded: row.is_erasure_recorded,
            event: row.event.event(),
        }
    }
}

impl Transaction {
    /// Links the events that this transaction wrote: the last thing it does.
    pub(crate) async fn link_audit_events(&mut self) -> sqlx::Result<()> {
        let unlinked = std::mem::take(&mut self.unlinked);
        if unlinked.is_empty() {
            return Ok(());
        }
        let mut head = self.lock_audit_head().await?;
        for event in unlinked {
            head = self.link(head, event).await?;
        }
        self.set_audit_head(head).await
    }

    async fn lock_audit_head(&mut self) -> sqlx::Result<Head> {
        let query = self.query("SELECT sequence, chain FROM audit_head");
        // SQLite has one writer, which this transaction is.
        head(query.push_dialect(Statement {
            sqlite: "",
            postgres: " FOR UPDATE",
        }))
        .await
    }

    async fn link(&mut self, head: Head, unlinked: Unlinked) -> sqlx::Result<Head> {
        let next = head.followed_by(unlinked.digest);
        self.query(
            "INSERT INTO audit_links (sequence, event_id, salt, digest, chain) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(next.sequence)
        .bind(unlinked.event)
        .bind(unlinked.salt)
        .bind(unlinked.digest.as_bytes().to_vec())
        .bind(next.chain.as_bytes().to_vec())
        .execute()
        .await?;
        Ok(next)
    }

    async fn set_audit_head(&mut self, head: Head) -> sqlx::Result<()> {
        self.query("UPDATE audit_head SET sequence = $1, chain = $2")
            .bind(head.sequence)
            .bind(head.chain.as_bytes().to_vec())
            .execute()
            .await?;
        Ok(())
    }

    /// Erases an event and writes down that it was: what it said is gone, and the chain still holds. False if it is
    /// not there.
    pub async fn erase_audit_event(
        &mut self,
        id: Uuid,
        by: Option<Actor>,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let deleted = self
            .query("DELETE FROM audit_events WHERE id = $1")
            .bind(id)
            .execute()
            .await?;
        if deleted == 0 {
            return Ok(false);
        }
        self.query("UPDATE audit_links SET salt = NULL WHERE event_id = $1")
            .bind(id)
            .execute()
            .await?;
        let erased = NewAuditEvent::new(by, AuditVerb::EventErased, AuditThing::AuditEvent).on(id);
        self.add_audit_event(&erased, now).await?;
        Ok(true)
    }
}

async fn head(query: Query<'_>) -> sqlx::Result<Head> {
    let row: Option<HeadRow> = query.fetch_optional().await?;
    let row = row.ok_or(sqlx::Error::RowNotFound)?;
    Ok(Head {
        sequence: row.sequence,
        chain: row.chain,
    })
}

impl Database {
    /// Links what was written before there was a chain; once there is one, nothing is taken into it that the program
    /// did not write with its link.
    pub(crate) async fn link_earlier_audit_events(&self) -> sqlx::Result<()> {
        let mut transaction = self.begin().await?;
        if transaction.lock_audit_head().await?.sequence > 0 {
            return Ok(());
        }
        let (mut reached, mut last) = (Head::NONE, None);
        loop {
            let rows = transaction.list_earlier_events(last).await?;
            last = rows.last().and_then(|row| row.happened_at.zip(row.id));
            if last.is_none() {
                break;
            }
            for event in rows.into_iter().filter_map(EventRow::event) {
                reached = transaction.link(reached, Unlinked::new(&event)).await?;
            }
        }
        transaction.set_audit_head(reached).await?;
        transaction.commit().await
    }
}

impl Connection {
    /// The head of the audit trail's chain. Written down elsewhere, it shows later that nothing was taken away.
    pub async fn find_audit_head(&mut self) -> sqlx::Result<Head> {
        head(self.query("SELECT sequence, chain FROM audit_head")).await
    }

    /// Follows the chain from its first link to the head, and through the head that is `wanted`, while others add
    /// to it.
    pub async fn verify_audit_trail(
        &mut self,
        wanted: Option<Hash>,
    ) -> sqlx::Result<Result<Verified, Broken>> {
        let head = self.find_audit_head().await?;
        let mut verification = Verification::new(wanted);
        loop {
            let after = verification.at().sequence;
            let links = self.list_audit_links(after, head.sequence).await?;
            if links.is_empty() {
                break;
            }
            for link in links {
                if let Err(broken) = verification.follow(&link) {
                    return Ok(Err(broken));
                }
            }
        }
        Ok(
            match (verification.end(head), self.find_unlinked_event().await?) {
                (Ok(_), Some(event)) => Err(Broken::NoLink(event)),
                (outcome, _) => outcome,
            },
        )
    }

    /// The next links with their events, up to the one with this number. One statement, so that an erasure meanwhile
    /// is seen whole or not at all.
    async fn list_audit_links(&mut self, after: i64, last: i64) -> sqlx::Result<Vec<Link>> {
        let rows: Vec<LinkRow> = self
            .query(
                "SELECT audit_links.*, audit_events.*,
                        CASE WHEN salt IS NULL THEN EXISTS (
                            SELECT 1 FROM audit_events AS erased
                            WHERE erased.thing_id = event_id AND erased.verb = 'event-erased'
                        ) ELSE FALSE END AS is_erasure_recorded
                 FROM audit_links LEFT JOIN audit_events ON audit_events.id = event_id
                 WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT $3",
            )
            .bind(after)
            .bind(last)
            .bind(STEP)
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(Link::from).collect())
    }

    /// An event that nothing links, if there is one.
    async fn find_unlinked_event(&mut self) -> sqlx::Result<Option<Uuid>> {
        let row: Option<(Uuid,)> = self
            .query(
                "SELECT id FROM audit_events
                 WHERE NOT EXISTS (SELECT 1 FROM audit_links WHERE event_id = audit_events.id) LIMIT 1",
            )
            .fetch_optional()
            .await?;
        Ok(row.map(|row| row.0))
    }

    async fn list_earlier_events(
        &mut self,
        after: Option<(Timestamp, Uuid)>,
    ) -> sqlx::Result<Vec<EventRow>> {
        let mut query = self.query("SELECT * FROM audit_events");
        if let Some((at, id)) = after {
            query = query
                .push(" WHERE (happened_at, id) > (")
                .push_bind(at)
                .push(", ")
                .push_bind(id)
                .push(")");
        }
        query
            .push(" ORDER BY happened_at, id LIMIT ")
            .push_bind(STEP)
            .fetch_all()
            .await
    }
}
