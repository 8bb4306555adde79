//! The program's commands. Each fails with one plain sentence.

mod audit;
mod forms;
pub mod keys;
mod migrate;
mod people;
mod seed;
mod serve;
mod sign_ins;
mod staff;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use guildhall_database::Database;

use crate::config::{Config, without_password};

/// A council's front door: online forms, one record of a person, and a case for each request.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Commands {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the website.
    Serve(serve::Serve),
    /// Bring the database's tables up to date.
    Migrate,
    /// Fill a database with invented people, as many as one likes.
    Seed(seed::Seed),
    /// Check and import forms.
    #[command(subcommand)]
    Forms(forms::Forms),
    /// Manage the staff who may sign in.
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Look whether the audit trail is as it was written.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Hand out what is held about somebody.
    #[command(subcommand)]
    People(people::People),
    /// Sign people out.
    #[command(subcommand)]
    SignIns(sign_ins::SignIns),
    /// Manage the keys that secrets in the database are sealed with.
    #[command(subcommand)]
    Keys(keys::Keys),
}

impl Commands {
    /// Runs the command that was asked for.
    pub async fn run(self) -> anyhow::Result<()> {
        let config = Config::load()?;
        match self.command {
            Command::Serve(serve) => serve.run(config).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Seed(seed) => seed.run(&config).await,
            Command::Forms(forms) => forms.run(&config).await,
            Command::Staff(staff) => staff.run(&config).await,
            Command::Audit(audit) => audit.run(&config).await,
            Command::People(people) => people.run(&config).await,
            Command::SignIns(sign_ins) => sign_ins.run(&config).await,
            Command::Keys(keys) => keys.run(&config).await,
        }
    }
}

/// Connects to the configured database and brings its tables up to date.
async fn open(config: &Config) -> anyhow::Result<Database> {
    let shown = without_password(&config.database_url);
    if let Some(path) = config.database_url.strip_prefix("sqlite://") {
        let path = path.split('?').next().unwrap_or(path);
        if let Some(folder) = std::path::Path::new(path).parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("the folder {} can't be made", folder.display()))?;
        }
    }
    let database = Database::connect(&config.database_url)
        .await
        .with_context(|| format!("the database {shown} can't be reached"))?;
    database
        .migrate()
        .await
        .with_context(|| format!("the tables of {shown} can't be brought up to date"))?;
    Ok(database)
}
