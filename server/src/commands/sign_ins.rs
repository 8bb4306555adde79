//! `guildhall sign-ins end`

use anyhow::Context as _;
use clap::{Args, Subcommand};
use guildhall_database::{Holder, NewAuditEvent, Transaction};
use guildhall_domain::audit::{AuditThing, AuditVerb};

use super::open;
use crate::{clock::Clock, config::Config};

#[derive(Debug, Subcommand)]
pub enum SignIns {
    /// Sign people out at once, wherever they are. Their accounts stay as they are.
    End(Whose),
}

/// Exactly one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Whose {
    /// Whoever signs in as a resident with this e-mail address.
    #[arg(long)]
    resident: Option<String>,
    /// The member of staff with this e-mail address.
    #[arg(long)]
    staff: Option<String>,
    /// Everybody: residents, staff and champions.
    #[arg(long)]
    everybody: bool,
}

impl SignIns {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let Self::End(whose) = self;
        let database = open(config).await?;
        let mut transaction = database.begin().await?;
        let ended = end(&mut transaction, &whose).await?;
        transaction.commit().await?;
        database.close().await;
        println!("sign-ins that have ended: {ended}");
        Ok(())
    }
}

async fn end(transaction: &mut Transaction, whose: &Whose) -> anyhow::Result<u64> {
    let now = Clock::system().now();
    let event = |thing| NewAuditEvent::new(None, AuditVerb::SignInsEnded, thing);
    if whose.everybody {
        let everybody = event(AuditThing::Everybody);
        transaction.add_audit_event(&everybody, now).await?;
        return Ok(transaction.end_all_sign_ins().await?);
    }
    if let Some(email) = &whose.staff {
        let staff = transaction.find_staff_by_email(email).await?;
        let staff = staff.with_context(|| format!("no member of staff has the address {email}"))?;
        let event = event(AuditThing::Staff).on(staff.id.0);
        transaction.add_audit_event(&event, now).await?;
        return Ok(transaction
            .end_sign_ins(Holder::Staff(staff.id), None)
            .await?);
    }
    let email = whose.resident.as_deref().unwrap_or_default();
    let identities = transaction.list_identities_by_email(email).await?;
    anyhow::ensure!(!identities.is_empty(), "nobody signs in with {email}");
    let mut ended = 0;
    for identity in identities {
        let holder = Holder::Resident(identity.id);
        let event = event(AuditThing::Person).on(identity.person_id.0);
        transaction.add_audit_event(&event, now).await?;
        ended += transaction.end_sign_ins(holder, None).await?;
    }
    Ok(ended)
}
