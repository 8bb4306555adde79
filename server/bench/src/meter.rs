//! What a round of load costs everyone: the server, PostgreSQL, and this program.

use std::{process, time::Duration};

use crate::{
    arguments::{Kind, Options},
    load::{self, Client},
    measured::Round,
    processes::{self, PostgresWatch},
    server_process::ServerProcess,
};

/// Reads the CPU time of a server, and of PostgreSQL where it stands behind it, before and after each round.
pub struct Meter {
    server: u32,
    postgres: Option<PostgresWatch>,
}

impl Meter {
    pub async fn begin(
        server: &ServerProcess,
        kind: Kind,
        options: &Options,
    ) -> anyhow::Result<Self> {
        let postgres = match (kind, &options.postgres_url) {
            (Kind::Postgres, Some(administrator)) => {
                Some(PostgresWatch::begin(administrator).await?)
            }
            _ => None,
        };
        Ok(Self {
            server: server.process,
            postgres,
        })
    }

    /// One round of load, and the clients back.
    pub async fn round<C: Client>(
        &mut self,
        clients: Vec<C>,
        length: Duration,
    ) -> anyhow::Result<(Vec<C>, Round)> {
        let postgres_before = match &mut self.postgres {
            Some(watch) => Some(watch.cpu().await?),
            None => None,
        };
        let before = (processes::cpu(self.server)?, processes::cpu(process::id())?);
        let (clients, taken) = load::run(clients, length).await?;
        let after = (processes::cpu(self.server)?, processes::cpu(process::id())?);
        let postgres_cpu = match (&mut self.postgres, postgres_before) {
            (Some(watch), Some(before)) => Some(watch.cpu_since(&before).await?.as_secs_f64()),
            _ => None,
        };
        let round = Round {
            seconds: taken.lasted.as_secs_f64(),
            steps: taken.times.steps.len(),
            requests: taken.requests,
            server_cpu: (after.0 - before.0).as_secs_f64(),
            postgres_cpu,
            load_cpu: (after.1 - before.1).as_secs_f64(),
            times: taken.times,
        };
        Ok((clients, round))
    }

    pub async fn end(self) {
        if let Some(watch) = self.postgres {
            watch.end().await;
        }
    }
}
