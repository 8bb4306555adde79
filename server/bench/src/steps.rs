//! Filling in a form, step by step, beside a bare server that does the least a durable step can do.

use std::{path::Path, sync::Arc};

use serde::Serialize;

use crate::{
    arguments::{Kind, Options},
    bare_client::BareClient,
    connection::Connection,
    fresh_database::{Durability, FreshDatabase},
    load,
    measured::{Rounds, Weight},
    meter::Meter,
    outbox,
    processes::{self, Memory},
    resident::Resident,
    server_process::{ServerProcess, import, start_bare, start_guildhall},
    walk::Walk,
    weight,
};

const STARTS: usize = 7;

/// What was measured of it on one database.
#[derive(Debug, Serialize)]
pub struct Steps {
    /// Time from start to ready, in milliseconds, once for each start.
    pub starts: Vec<f64>,
    pub ours: Rounds,
    pub bare: Rounds,
    /// One more round in which browsers ask for compressed pages.
    pub compressed: Rounds,
    pub memory: Memory,
    /// Messages sent from a full outbox in a second, each a job of the queue.
    pub drained_per_second: f64,
    /// Bytes of a page, on average over the walk.
    pub page_bytes: usize,
    pub weight: Weight,
}

/// What it is measured with.
pub struct Stepping<'a> {
    pub program: &'a Path,
    pub options: &'a Options,
    pub kind: Kind,
    pub walk: &'a Arc<Walk>,
    pub guildhall: &'a FreshDatabase,
    pub bare: &'a FreshDatabase,
    /// What the program's database promises; the bare server's has to promise the same.
    pub durability: &'a Durability,
}

impl Stepping<'_> {
    pub async fn measure(&self) -> anyhow::Result<Steps> {
        let url = self.guildhall.url();
        import(self.program, &url, &self.walk.file).await?;
        let (starts, ours) = self.start_often(&url).await?;
        let seen = Resident::arrive(ours.address, self.walk.clone(), "identity")
            .await?
            .look_over()
            .await?;
        let page_bytes = seen.mean_bytes();
        let bare = start_bare(&self.bare.url(), self.walk.progress_bytes, page_bytes).await?;
        ensure_equally_durable(&bare, self.durability).await?;
        let mut meter = Meter::begin(&ours, self.kind, self.options).await?;
        let mut bare_meter = Meter::begin(&bare, self.kind, self.options).await?;

        let mut residents = self.residents(&ours, "identity").await?;
        let mut clients = Vec::new();
        for _ in 0..self.options.clients {
            clients.push(BareClient::arrive(bare.address, self.walk.clone()).await?);
        }
        let length = self.options.round();
        let warm_up = length / 4;
        (residents, _) = load::run(residents, warm_up).await?;
        (clients, _) = load::run(clients, warm_up).await?;
        let (mut of_ours, mut of_bare) = (Rounds::default(), Rounds::default());
        for _ in 0..self.options.rounds {
            let round;
            (residents, round) = meter.round(residents, length).await?;
            of_ours.0.push(round);
            let round;
            (clients, round) = bare_meter.round(clients, length).await?;
            of_bare.0.push(round);
        }
        let memory = processes::memory(ours.process)?;
        let compressed = self.residents(&ours, "br, gzip").await?;
        let (_, compressed) = meter.round(compressed, length).await?;
        let weight = weight::weigh(ours.address, &seen).await?;

        meter.end().await;
        bare_meter.end().await;
        ours.end().await?;
        bare.end().await?;
        let drained_per_second = outbox::drained_per_second(self.program, &url).await?;
        Ok(Steps {
            starts,
            ours: of_ours,
            bare: of_bare,
            compressed: Rounds(vec![compressed]),
            memory,
            drained_per_second,
            page_bytes,
            weight,
        })
    }

    /// Starts the program several times and leaves the last one running.
    async fn start_often(&self, url: &str) -> anyhow::Result<(Vec<f64>, ServerProcess)> {
        let mut times = Vec::with_capacity(STARTS);
        loop {
            let (server, time) = start_guildhall(self.program, url).await?;
            times.push(time.as_secs_f64() * 1000.0);
            if times.len() == STARTS {
                return Ok((times, server));
            }
            server.end().await?;
        }
    }

    async fn residents(
        &self,
        ours: &ServerProcess,
        encoding: &'static str,
    ) -> anyhow::Result<Vec<Resident>> {
        let mut residents = Vec::new();
        for _ in 0..self.options.clients {
            residents.push(Resident::arrive(ours.address, self.walk.clone(), encoding).await?);
        }
        Ok(residents)
    }
}

/// The two servers can be compared only if they promise the same.
async fn ensure_equally_durable(bare: &ServerProcess, ours: &Durability) -> anyhow::Result<()> {
    let answer = Connection::open(bare.address)
        .await?
        .get("/durability", "")
        .await?;
    answer.expect(hyper::StatusCode::OK, "the bare server's durability")?;
    let bare: Vec<String> = serde_json::from_slice(&answer.body)?;
    let ours: Vec<String> = ours
        .settings
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    anyhow::ensure!(
        bare == ours,
        "the bare server is set to {bare:?} and the program to {ours:?}"
    );
    Ok(())
}
