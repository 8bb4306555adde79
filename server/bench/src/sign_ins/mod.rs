//! What signing in costs everybody else, what it costs to know who is asking, with few and with many signed in, and
//! whether answers tell by their time who has an account. On a database and a server of its own, so that nothing
//! that is measured elsewhere is disturbed.

pub mod accounts;
mod alike;
pub mod browser;
mod flood;
mod look_ups;
mod many;
pub mod reader;

use std::path::Path;

use guildhall_database::Database;
use serde::Serialize;

pub use alike::Alike;
pub use flood::{CLIENTS, Flood, PAGES_A_SECOND};
pub use look_ups::{LookUps, PAGE};
pub use many::{CleanUp, SESSIONS};

use crate::{
    arguments::{Kind, Options},
    fresh_database::FreshDatabase,
    meter::Meter,
    processes::{self, Memory},
    server_process::{ServerProcess, start_guildhall},
};

/// Everything measured about signing in on one database.
#[derive(Debug, Serialize)]
pub struct SignIns {
    pub alike: Vec<Alike>,
    pub flood: Flood,
    /// The server's, after the flood.
    pub memory: Memory,
    /// With no more sessions than this program began.
    pub few: LookUps,
    /// How long it took to write the many sessions, in seconds.
    pub written_in: f64,
    pub many: LookUps,
    /// The hourly deletes when nothing is over.
    pub idle_clean_up: CleanUp,
    /// The same when everything is.
    pub full_clean_up: CleanUp,
}

/// Starts the program on an empty database and measures it.
pub async fn measure(
    program: &Path,
    kind: Kind,
    options: &Options,
    fresh: &FreshDatabase,
) -> anyhow::Result<SignIns> {
    let (server, _) = start_guildhall(program, &fresh.url()).await?;
    let database = Database::connect(&fresh.url()).await?;
    let mut meter = Meter::begin(&server, kind, options).await?;
    let measured = measure_on(&server, fresh, &database, &mut meter, options).await?;
    meter.end().await;
    database.close().await;
    server.end().await?;
    Ok(measured)
}

async fn measure_on(
    server: &ServerProcess,
    fresh: &FreshDatabase,
    database: &Database,
    meter: &mut Meter,
    options: &Options,
) -> anyhow::Result<SignIns> {
    let address = server.address;
    let resident = accounts::make(address, database).await?;
    let alike = alike::measure(address, options).await?;
    let flood = flood::measure(address, meter, options).await?;
    let memory = processes::memory(server.process)?;
    let asking = look_ups::Asking::of(address, &resident).await?;
    fresh.take_stock().await?;
    let few = look_ups::measure(&asking, meter, options).await?;
    let written_in = many::write(database).await?.as_secs_f64();
    fresh.take_stock().await?;
    let many = look_ups::measure(&asking, meter, options).await?;
    Ok(SignIns {
        alike,
        flood,
        memory,
        few,
        written_in,
        many,
        idle_clean_up: many::clean_up(database, many::Clock::Now).await?,
        full_clean_up: many::clean_up(database, many::Clock::InAYear).await?,
    })
}
