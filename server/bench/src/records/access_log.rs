//! What it costs to write down that somebody looked at a record: the transaction of each view, with the statements of
//! the program, one after another on one connection.

use std::{process, time::Instant};

use anyhow::Context as _;
use guildhall_database::{Database, NewAuditEvent, PersonId, StaffId};
use guildhall_domain::{
    actors::Actor,
    audit::{AuditDetail, AuditThing, AuditVerb},
    openings::{Contact, REMEMBERED, Reason},
};
use serde::Serialize;
use time::OffsetDateTime;

use crate::{
    arguments::{Kind, Options},
    measured::percentile,
    processes::{self, PostgresWatch},
};

/// What a view's note costs.
#[derive(Debug, Serialize)]
pub struct AccessLog {
    /// How long each took until it was durable, in microseconds.
    #[serde(skip)]
    pub times: Vec<u32>,
    pub p50_ms: f64,
    pub p95_ms: f64,
    /// CPU of whoever notes it, in milliseconds.
    pub cpu_ms: f64,
    /// CPU of PostgreSQL's processes, in milliseconds.
    pub postgres_cpu_ms: Option<f64>,
}

/// Notes views of one person by one member of staff for as long as a round lasts.
pub async fn measure(
    database: &Database,
    kind: Kind,
    options: &Options,
    (staff, person): (StaffId, PersonId),
) -> anyhow::Result<AccessLog> {
    let mut watch = match (kind, &options.postgres_url) {
        (Kind::Postgres, Some(url)) => Some(PostgresWatch::begin(url).await?),
        _ => None,
    };
    for _ in 0..20 {
        // To warm up.
        note(database, staff, person).await?;
    }
    let postgres_before = match &mut watch {
        Some(watch) => Some(watch.cpu().await?),
        None => None,
    };
    let before = processes::cpu(process::id())?;
    let end = Instant::now() + options.round();
    let mut times = Vec::new();
    while Instant::now() < end {
        let began = Instant::now();
        note(database, staff, person).await?;
        times.push(u32::try_from(began.elapsed().as_micros())?);
    }
    let per_view = |cpu: std::time::Duration| cpu.as_secs_f64() * 1000.0 / times.len() as f64;
    let cpu_ms = per_view(processes::cpu(process::id())?.saturating_sub(before));
    let postgres_cpu_ms = match (&mut watch, postgres_before) {
        (Some(watch), Some(before)) => Some(per_view(watch.cpu_since(&before).await?)),
        _ => None,
    };
    if let Some(watch) = watch {
        watch.end().await;
    }
    Ok(AccessLog {
        p50_ms: percentile(times.clone(), 0.5),
        p95_ms: percentile(times.clone(), 0.95),
        times,
        cpu_ms,
        postgres_cpu_ms,
    })
}

/// One view, as the program notes it for somebody who has said why within the hour.
async fn note(database: &Database, staff: StaffId, person: PersonId) -> anyhow::Result<()> {
    let now = OffsetDateTime::now_utc().into();
    let mut transaction = database.begin().await?;
    let latest = transaction
        .find_latest_opening(staff, person, REMEMBERED, now)
        .await?;
    let latest = latest.context("nobody has said why they open the record")?;
    transaction.count_view(latest.id, now).await?;
    let reason = Reason::Contact(Contact::Telephone);
    let actor = Some(Actor::Staff(staff.0));
    let event = NewAuditEvent::new(actor, AuditVerb::RecordOpened, AuditThing::Person)
        .on(person.0)
        .with(AuditDetail::Page, "/desk/people/{id}")
        .with(AuditDetail::Reason, reason.kind().word())
        .with(AuditDetail::Contact, Contact::Telephone.word());
    transaction.add_audit_event(&event, now).await?;
    Ok(transaction.commit().await?)
}
