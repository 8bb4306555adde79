//! `guildhall staff add`

use std::io::BufRead as _;

use anyhow::Context as _;
use clap::Subcommand;
use guildhall_database::NewStaff;

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
        /// What they do: adviser or caseworker.
        #[arg(long, value_parser = ["adviser", "caseworker"])]
        role: String,
    },
}

/// In characters.
const SHORTEST_PASSWORD: usize = 12;

impl Staff {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let Self::Add { name, email, role } = self;
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
        let database = open(config).await?;
        let mut connection = database.write().await?;
        let is_known = connection.find_staff_by_email(&email).await?.is_some();
        anyhow::ensure!(
            !is_known,
            "a member of staff has the address {email} already"
        );
        let hash = passwords::hash(password)?;
        let staff = NewStaff {
            email: &email,
            name: &name,
            role: &role,
            password_hash: &hash,
        };
        connection.add_staff(&staff, Clock::system().now()).await?;
        drop(connection);
        database.close().await;
        println!("{name} can sign in as {email}.");
        Ok(())
    }
}
