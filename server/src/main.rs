//! `guildhall`: reads the command line, runs one command, and says in one plain sentence what went wrong.

use std::process::ExitCode;

use clap::Parser as _;
use guildhall::commands::Commands;

#[tokio::main]
async fn main() -> ExitCode {
    match Commands::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("guildhall: {error:#}");
            ExitCode::FAILURE
        }
    }
}
