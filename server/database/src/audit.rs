//! The audit trail: who did what to which thing. Only ever added to.

use std::collections::BTreeMap;

use guildhall_domain::{
    actors::Actor,
    audit::{AuditDetail, AuditThing, AuditVerb, chain::ChainedEvent},
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    Connection, ListKey, ListPosition, PersonId, Timestamp, Transaction,
    audit_chain::{Unlinked, microseconds},
    lists::one_more,
};

/// Something to be remembered. Write it in the transaction that does what it says, so that neither is there
/// without the other.
#[derive(Clone, Debug)]
pub struct NewAuditEvent {
    /// None when the program itself did it: a command or a job.
    pub actor: Option<Actor>,
    pub verb: AuditVerb,
    pub thing: AuditThing,
    pub thing_id: Option<Uuid>,
    /// No answers, no secrets: names of accounts, teams and roles.
    pub details: BTreeMap<AuditDetail, String>,
}

impl NewAuditEvent {
    pub fn new(actor: Option<Actor>, verb: AuditVerb, thing: AuditThing) -> Self {
        Self {
            actor,
            verb,
            thing,
            thing_id: None,
            details: BTreeMap::new(),
        }
    }

    /// Says which thing it was.
    #[must_use]
    pub fn on(mut self, id: Uuid) -> Self {
        self.thing_id = Some(id);
        self
    }

    #[must_use]
    pub fn with(mut self, detail: AuditDetail, value: impl Into<String>) -> Self {
        self.details.insert(detail, value.into());
        self
    }
}

/// Something that was remembered.
#[derive(Clone, Debug, FromRow)]
pub struct AuditEvent {
    pub id: Uuid,
    /// Absent when the program itself did it.
    pub actor_kind: Option<String>,
    pub actor_id: Option<Uuid>,
    /// The name of the member of staff who did it.
    pub actor_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub verb: AuditVerb,
    #[sqlx(try_from = "String")]
    pub thing_kind: AuditThing,
    pub thing_id: Option<Uuid>,
    /// What the thing is called now: a name, or a case's reference. A resident's name is not told here.
    pub thing_name: Option<String>,
    pub details: Json<BTreeMap<String, String>>,
    pub happened_at: Timestamp,
}

/// Which events to list; an absent part does not narrow.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub actor: Option<Uuid>,
    pub thing: Option<Uuid>,
    pub verb: Option<AuditVerb>,
    /// What was done to these people is left out: the reader's own records.
    pub all_but: Vec<PersonId>,
}

/// One page of the trail, newest first.
#[derive(Clone, Debug)]
pub struct AuditPage {
    pub events: Vec<AuditEvent>,
    pub newer: Option<ListKey>,
    pub older: Option<ListKey>,
}

impl Transaction {
    /// Writes an event; it is linked to those before it as the transaction commits. A connection outside a transaction
    /// can't: no event is without its link.
    pub async fn add_audit_event(
        &mut self,
        event: &NewAuditEvent,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        let details = event
            .details
            .iter()
            .map(|(detail, value)| (detail.word().to_owned(), value.as_str().into()))
            .collect();
        let event = ChainedEvent {
            id: Uuid::now_v7(),
            actor_kind: event.actor.map(|actor| actor.kind().to_owned()),
            actor_id: event.actor.map(Actor::id),
            verb: event.verb.word().to_owned(),
            thing_kind: event.thing.word().to_owned(),
            thing_id: event.thing_id,
            details,
            happened_at: microseconds(now),
        };
        self.unlinked.push(Unlinked::new(&event));
        self.query(
            "INSERT INTO audit_events (id, actor_kind, actor_id, verb, thing_kind, thing_id, details, happened_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(event.id)
        .bind(event.actor_kind)
        .bind(event.actor_id)
        .bind(event.verb)
        .bind(event.thing_kind)
        .bind(event.thing_id)
        .bind(Json(event.details))
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }
}

impl Connection {
    /// A page of at most `size` events.
    pub async fn list_audit_events(
        &mut self,
        filter: &AuditFilter,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<AuditPage> {
        let mut query = self.query(
            "SELECT audit_events.*, staff.name AS actor_name,
                    coalesce(thing_staff.name, teams.name, organisations.name, cases.reference) AS thing_name
             FROM audit_events
             LEFT JOIN staff ON audit_events.actor_kind = 'staff' AND staff.id = audit_events.actor_id
             LEFT JOIN staff AS thing_staff ON thing_kind = 'staff' AND thing_staff.id = thing_id
             LEFT JOIN teams ON thing_kind = 'team' AND teams.id = thing_id
             LEFT JOIN organisations ON thing_kind = 'organisation' AND organisations.id = thing_id
             LEFT JOIN cases ON thing_kind = 'case' AND cases.id = thing_id WHERE TRUE",
        );
        if let Some(actor) = filter.actor {
            query = query.push(" AND audit_events.actor_id = ").push_bind(actor);
        }
        if let Some(thing) = filter.thing {
            query = query.push(" AND thing_id = ").push_bind(thing);
        }
        if let Some(verb) = filter.verb {
            query = query.push(" AND verb = ").push_bind(verb.word().to_owned());
        }
        for person in &filter.all_but {
            query = query
                .push(" AND (thing_id IS NULL OR thing_id <> ")
                .push_bind(*person)
                .push(")");
        }
        let order = if position.is_backwards() {
            " ORDER BY happened_at, audit_events.id LIMIT "
        } else {
            " ORDER BY happened_at DESC, audit_events.id DESC LIMIT "
        };
        let events = position
            .narrow(query, "(happened_at, audit_events.id)")
            .push(order)
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        let page = position.page(events, size, |event: &AuditEvent| ListKey {
            at: event.happened_at,
            id: event.id,
        });
        Ok(AuditPage {
            events: page.entries,
            newer: page.newer,
            older: page.older,
        })
    }
}
