//! `guildhall staff add`, `guildhall staff invite`, `guildhall staff reset`
//!
//! No command sets a password: each prints a link with which its holder chooses one, and a second factor.

use anyhow::Context as _;
use clap::{Args, Subcommand, builder::TypedValueParser as _};
use guildhall_database::{Connection, NewAuditEvent, NewStaff, Staff as Account, Transaction};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::formats,
    permissions::{Grant, Role},
};
use uuid::Uuid;

use super::open;
use crate::{
    clock::Clock,
    config::Config,
    pages::{
        desk::staff::inviting::{invite, reset},
        staff::factors::Factors,
    },
    state::AppState,
};

#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Add a member of staff, and print the link with which they set their account up.
    Add(NewAccount),
    /// Print a new link for somebody who has not set their account up yet; after `reset`, for somebody who has lost the
    /// password, too.
    Invite {
        #[arg(long)]
        email: String,
    },
    /// Take somebody's second factor away, and print the link with which they set up a new one.
    Reset {
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Args)]
pub struct NewAccount {
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    /// What they do. More than one may be given.
    #[arg(long = "role", required = true, value_parser = clap::builder::PossibleValuesParser::new(Role::ALL.iter().map(|role| role.word())).try_map(|word| word.parse::<Role>()))]
    roles: Vec<Role>,
    /// The name of the team that a caseworker or team leader works in.
    #[arg(long)]
    team: Option<String>,
    /// The name of the organisation that a champion belongs to.
    #[arg(long)]
    organisation: Option<String>,
}

impl Staff {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let database = open(config).await?;
        let clock = Clock::system();
        let state = AppState::new(config.clone(), config.listen, database.clone(), clock)?;
        let mut transaction = database.begin().await?;
        let outcome = match self {
            Self::Add(new) => {
                let account = new.add(&mut transaction, &state).await?;
                invite(&mut transaction, &state, &account, None).await
            }
            Self::Invite { email } => {
                let account = find(&mut transaction, &email).await?;
                let factors = Factors::load(&mut transaction, account.id).await;
                let factors = factors.map_err(|error| anyhow::anyhow!("{error:?}"))?;
                anyhow::ensure!(
                    account.password_hash.is_none() || factors.are_none(),
                    "{email} has set the account up already; use `guildhall staff reset` first"
                );
                invite(&mut transaction, &state, &account, None).await
            }
            Self::Reset { email } => {
                let account = find(&mut transaction, &email).await?;
                anyhow::ensure!(
                    account.password_hash.is_some(),
                    "{email} has not set the account up yet; use `guildhall staff invite`"
                );
                reset(&mut transaction, &state, &account, None).await
            }
        };
        let link = outcome.map_err(|error| anyhow::anyhow!("nothing was changed: {error:?}"))?;
        transaction.commit().await?;
        database.close().await;
        println!("{link}");
        eprintln!(
            "Only they may open this link, once. Where mail is set up, it is on its way to them, too."
        );
        Ok(())
    }
}

/// The account with this address, if it can be used.
async fn find(connection: &mut Connection, email: &str) -> anyhow::Result<Account> {
    let account = connection.find_staff_by_email(email).await?;
    let account = account.filter(|account| account.ended_at.is_none());
    account.with_context(|| format!("no member of staff in service has the address {email}"))
}

impl NewAccount {
    /// Adds the account, in the caller's transaction.
    async fn add(
        &self,
        transaction: &mut Transaction,
        state: &AppState,
    ) -> anyhow::Result<Account> {
        let email = &self.email;
        anyhow::ensure!(
            formats::email(email).is_some(),
            "{email} is not an e-mail address, so no link can be sent there"
        );
        let is_known = transaction.find_staff_by_email(email).await?.is_some();
        anyhow::ensure!(
            !is_known,
            "a member of staff has the address {email} already"
        );
        let team = find_team(transaction, self.team.as_deref()).await?;
        let organisation = find_organisation(transaction, self.organisation.as_deref()).await?;
        let grants = self
            .roles
            .iter()
            .map(|role| Grant::new(*role, team, organisation))
            .collect::<Result<Vec<_>, _>>()?;
        let staff = NewStaff {
            email,
            name: &self.name,
            password_hash: None,
            grants: &grants,
        };
        let now = state.clock.now();
        let id = transaction.add_staff(&staff, now).await?;
        let words: Vec<_> = self.roles.iter().map(|role| role.word()).collect();
        let added = NewAuditEvent::new(None, AuditVerb::StaffAdded, AuditThing::Staff)
            .on(id.0)
            .with(AuditDetail::Roles, words.join(", "));
        transaction.add_audit_event(&added, now).await?;
        let account = transaction.find_staff(id).await?;
        account.context("the account is gone")
    }
}

async fn find_team(
    connection: &mut Connection,
    name: Option<&str>,
) -> anyhow::Result<Option<Uuid>> {
    let Some(name) = name else { return Ok(None) };
    let team = connection.find_team_by_name(name).await?;
    let team = team.with_context(|| format!("there is no team called {name}"))?;
    Ok(Some(team.id.0))
}

async fn find_organisation(
    connection: &mut Connection,
    name: Option<&str>,
) -> anyhow::Result<Option<Uuid>> {
    let Some(name) = name else { return Ok(None) };
    let organisation = connection.find_organisation_by_name(name).await?;
    let organisation =
        organisation.with_context(|| format!("there is no organisation called {name}"))?;
    Ok(Some(organisation.id.0))
}
