//! What processes cost, as Linux counts it under `/proc`.

use std::{collections::HashMap, fs, time::Duration};

use anyhow::Context as _;
use serde::Serialize;
use sqlx::{Connection as _, PgConnection};

/// Linux counts CPU time in hundredths of a second towards programs, whatever its own clock.
const TICK: Duration = Duration::from_millis(10);

/// The CPU time a process has used so far, in user and in kernel mode, all its threads together.
pub fn cpu(process: u32) -> anyhow::Result<Duration> {
    cpu_if_alive(process)
        .with_context(|| format!("the CPU time of process {process} can't be read"))
}

fn cpu_if_alive(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in brackets and may hold anything; user and system time are the 12th and 13th after it.
    let (_, after) = stat.rsplit_once(')')?;
    let mut times = after.split_whitespace().skip(11);
    let user: u32 = times.next()?.parse().ok()?;
    let system: u32 = times.next()?.parse().ok()?;
    Some(TICK * (user + system))
}

/// Memory of a process, in bytes.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Memory {
    pub resident: u64,
    pub peak: u64,
}

pub fn memory(process: u32) -> anyhow::Result<Memory> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))
        .with_context(|| format!("the memory of process {process} can't be read"))?;
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes
            .map(|kilobytes| kilobytes * 1024)
            .with_context(|| format!("Linux does not say {name}"))
    };
    Ok(Memory {
        resident: bytes("VmRSS:")?,
        peak: bytes("VmHWM:")?,
    })
}

/// Watches the CPU time of every process of a PostgreSQL on this machine.
pub struct PostgresWatch {
    connection: PgConnection,
}

impl PostgresWatch {
    pub async fn begin(url: &str) -> anyhow::Result<Self> {
        let connection = PgConnection::connect(url)
            .await
            .context("PostgreSQL can't be reached")?;
        Ok(Self { connection })
    }

    /// The CPU time so far of each of its processes.
    pub async fn cpu(&mut self) -> anyhow::Result<HashMap<u32, Duration>> {
        let processes: Vec<i32> =
            sqlx::query_scalar("SELECT pid FROM pg_stat_activity WHERE pid IS NOT NULL")
                .fetch_all(&mut self.connection)
                .await?;
        let processes = processes
            .into_iter()
            .filter_map(|process| u32::try_from(process).ok());
        Ok(processes
            .filter_map(|process| Some((process, cpu_if_alive(process)?)))
            .collect())
    }

    /// The CPU time since an earlier count; processes that ended meanwhile are left out.
    pub async fn cpu_since(&mut self, before: &HashMap<u32, Duration>) -> anyhow::Result<Duration> {
        let now = self.cpu().await?;
        let used = now.iter().map(|(process, used)| {
            used.saturating_sub(before.get(process).copied().unwrap_or_default())
        });
        Ok(used.sum())
    }

    pub async fn end(self) {
        // The databases go next, so nothing is lost when it does not say goodbye.
        drop(self.connection.close().await);
    }
}
