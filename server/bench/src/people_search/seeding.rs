//! Filling a database with the program's own command, and watching what that takes.

use std::{
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::Context as _;

use crate::{processes, server_process::guildhall};

/// How often its memory is read: Linux remembers the most until the process ends.
const EVERY: Duration = Duration::from_millis(50);

pub struct Seeded {
    pub seconds: f64,
    pub peak: u64,
}

pub async fn seed(program: &Path, database_url: &str, people: u64) -> anyhow::Result<Seeded> {
    let mut command = guildhall(program, database_url);
    command
        .args(["seed", "--people", &people.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let began = Instant::now();
    let mut child = command.spawn().context("the program can't be started")?;
    let process = child.id().context("the program ended at once")?;
    let mut peak = 0;
    let status = loop {
        tokio::select! {
            ended = child.wait() => break ended?,
            () = tokio::time::sleep(EVERY) => {
                if let Ok(memory) = processes::memory(process) {
                    peak = memory.peak;
                }
            }
        }
    };
    anyhow::ensure!(status.success(), "the program did not seed {people} people");
    Ok(Seeded {
        seconds: began.elapsed().as_secs_f64(),
        peak,
    })
}
