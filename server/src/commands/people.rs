//! `guildhall people export`

use std::{io::Write as _, path::PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use guildhall_database::PersonId;

use super::open;
use crate::{
    clock::Clock,
    config::Config,
    copies::{self, Reader, RecordCopy},
    keys::Keys,
    state::AppState,
};

#[derive(Debug, Subcommand)]
pub enum People {
    /// Print everything that is held about somebody as JSON, for their right of access. It is all there: read it before
    /// you send it, for it may name others, and says what the person is lawfully not told.
    Export(Export),
}

#[derive(Debug, Args)]
pub struct Export {
    /// The id of the person's record, as it is in the address of their page.
    id: PersonId,
    /// A new file to write to, which only its owner may read, in place of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl People {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let Self::Export(export) = self;
        let database = open(config).await?;
        let clock = Clock::system();
        let mut state = AppState::new(config.clone(), config.listen, database.clone(), clock)?;
        state.keys = Keys::configured(config)?;
        let written = export.write(&state).await;
        database.close().await;
        written
    }
}

impl Export {
    async fn write(&self, state: &AppState) -> anyhow::Result<()> {
        let broken = |error| anyhow::anyhow!("nothing was exported: {error:?}");
        // Whoever runs commands has the database before them.
        let reader = Reader::Officer {
            hides_address: false,
        };
        let copy = RecordCopy::make(state, self.id, reader).await;
        let copy = copy.map_err(broken)?;
        let copy = copy.with_context(|| format!("no person has the id {}", self.id))?;
        let mut text = serde_json::to_string_pretty(&copy.to_json())?;
        text.push('\n');
        // Refused before it is remembered: a file that is there already stays as it is.
        let mut file = self.output.as_ref().map(new_file).transpose()?;
        copies::remember(state, self.id, None)
            .await
            .map_err(broken)?;
        match &mut file {
            Some(file) => file.write_all(text.as_bytes())?,
            None => std::io::stdout().write_all(text.as_bytes())?,
        }
        Ok(())
    }
}

/// A file that was not there and that nobody else may read.
fn new_file(path: &PathBuf) -> anyhow::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path);
    file.with_context(|| format!("the file {} can't be made", path.display()))
}
