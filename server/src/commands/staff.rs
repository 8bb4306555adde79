//! `guildhall staff add`

use std::io::BufRead as _;

use anyhow::Context as _;
use clap::{Subcommand, builder::TypedValueParser as _};
use guildhall_database::{Connection, NewAuditEvent, NewStaff};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    permissions::{Grant, Role},
};
use uuid::Uuid;

use super::open;
use crate::{clock::Clock, config::Config, passwords};

#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Add a member of staff. The password is read from standard input, so that no list of processes shows it.
    Add {
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
    },
}

/// In characters.
const SHORTEST_PASSWORD: usize = 12;

impl Staff {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let Self::Add {
            name,
            email,
            roles,
            team,
            organisation,
        } = self;
        eprintln!("Type the password and press Enter:");
        let mut password = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut password)
            .context("the password can't be read")?;
        let password = password.trim_end_matches(['\r', '\n']);
        anyhow::ensure!(
            password.chars().count() >= SHORTEST_PASSWORD,
            "the password must have {SHORTEST_PASSWORD} characters or more"
        );
        let hash = passwords::hash(password)?;
        let now = Clock::system().now();
        let database = open(config).await?;
        let mut transaction = database.begin().await?;
        let is_known = transaction.find_staff_by_email(&email).await?.is_some();
        anyhow::ensure!(
            !is_known,
            "a member of staff has the address {email} already"
        );
        let team = find_team(&mut transaction, team.as_deref()).await?;
        let organisation = find_organisation(&mut transaction, organisation.as_deref()).await?;
        let grants = roles
            .iter()
            .map(|role| Grant::new(*role, team, organisation))
            .collect::<Result<Vec<_>, _>>()?;
        let staff = NewStaff {
            email: &email,
            name: &name,
            password_hash: Some(&hash),
            grants: &grants,
        };
        let id = transaction.add_staff(&staff, now).await?;
        let words: Vec<_> = roles.iter().map(|role| role.word()).collect();
        let added = NewAuditEvent::new(None, AuditVerb::StaffAdded, AuditThing::Staff)
            .on(id.0)
            .with(AuditDetail::Roles, words.join(", "));
        transaction.add_audit_event(&added, now).await?;
        transaction.commit().await?;
        database.close().await;
        println!("{name} can sign in as {email}.");
        Ok(())
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
