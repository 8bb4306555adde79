//! `guildhall audit verify`

use clap::{Args, Subcommand};
use guildhall_domain::audit::chain::Hash;

use super::open;
use crate::config::Config;

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Follow the audit trail from its first event to its last, and fail at the first that was changed, removed, moved
    /// or added by somebody else than this program.
    Verify(Verify),
}

#[derive(Debug, Args)]
pub struct Verify {
    /// A head that this command printed before and that was kept elsewhere: the trail must still have been there.
    #[arg(long, value_name = "HASH")]
    head: Option<Hash>,
}

impl Audit {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let Self::Verify(Verify { head }) = self;
        let database = open(config).await?;
        let outcome = database.read().await?.verify_audit_trail(head).await;
        database.close().await;
        let verified = outcome??;
        println!(
            "The audit trail is as it was written: {} events, {} of them erased. Keep its head elsewhere:\n{}",
            verified.head.sequence, verified.erased, verified.head.chain
        );
        Ok(())
    }
}
