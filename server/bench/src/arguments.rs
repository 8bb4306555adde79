//! The command line, and the variables that may stand in for it.

use std::{fmt, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;

/// Measures the release program, and a bare axum server beside it.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(flatten)]
    pub options: Options,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The bare server; the measuring program starts it itself.
    #[command(hide = true)]
    Bare(Bare),
}

/// What to measure, and for how long.
#[derive(Debug, Args)]
pub struct Options {
    /// The program to measure.
    #[arg(
        long,
        env = "GUILDHALL_PROGRAM",
        default_value = "target/release/guildhall"
    )]
    pub program: PathBuf,
    /// An administrator's URL of a PostgreSQL that may be written to; its databases of ours are made and removed.
    #[arg(long, env = "TEST_POSTGRES_URL", hide_env_values = true)]
    pub postgres_url: Option<String>,
    /// A folder of real forms in the XGov format; our own fixtures are used otherwise.
    #[arg(long, env = "GUILDHALL_REAL_FORMS")]
    pub real_forms: Option<PathBuf>,
    /// How long each round lasts.
    #[arg(long, env = "GUILDHALL_BENCH_SECONDS", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=30))]
    pub seconds: u64,
    /// How many residents fill in the form at a time.
    #[arg(long, env = "GUILDHALL_BENCH_CLIENTS", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=64))]
    pub clients: u64,
    /// How many rounds each side gets; they take turns.
    #[arg(long, env = "GUILDHALL_BENCH_ROUNDS", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=9))]
    pub rounds: u64,
    /// Among how many people a search is measured, the fewest first.
    #[arg(long, env = "GUILDHALL_BENCH_PEOPLE", value_delimiter = ',', default_values_t = [100_000, 1_000_000], value_parser = clap::value_parser!(u64).range(100..=10_000_000))]
    pub people: Vec<u64>,
    /// Measure on one database only.
    #[arg(long, env = "GUILDHALL_BENCH_ONLY")]
    pub only: Option<Kind>,
    /// Measure these parts only.
    #[arg(long, env = "GUILDHALL_BENCH_PARTS", value_delimiter = ',', default_values_t = [Part::Forms, Part::SignIns, Part::Records, Part::People])]
    pub parts: Vec<Part>,
    /// Where the table is written.
    #[arg(long, default_value = "target/bench")]
    pub output: PathBuf,
}

impl Options {
    pub fn round(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    pub fn measures(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// The databases to measure on, in this order.
    pub fn databases(&self) -> Vec<Kind> {
        let all = [Kind::Sqlite, Kind::Postgres];
        all.into_iter()
            .filter(|kind| self.only.is_none_or(|only| only == *kind))
            .collect()
    }
}

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// A part of what is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Filling in a form, beside the bare server.
    Forms,
    /// Signing in, and knowing who is asking.
    SignIns,
    /// A person's page at the desk, starting a form with what is known, and writing down who looked.
    Records,
    /// Finding people, by how many there are.
    People,
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        formatter.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

/// What the bare server does; the database's URL comes in a variable, for it holds a password.
#[derive(Debug, Args)]
pub struct Bare {
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// How many bytes each step inserts.
    #[arg(long)]
    pub insert_bytes: usize,
    /// How many bytes a page has.
    #[arg(long)]
    pub page_bytes: usize,
}
