//! The order of the run: start, warm up, take turns, count, weigh, and tidy away.

use std::{future::Future, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    arguments::{Kind, Options},
    bare_client::BareClient,
    connection::Connection,
    fresh_database::{Databases, Durability},
    load,
    measured::{Measured, Rounds},
    meter::Meter,
    outbox, people_search, processes, report,
    resident::Resident,
    server_process::{ServerProcess, import, start_bare, start_guildhall},
    sign_ins,
    walk::Walk,
    weight,
};

/// However it is asked to run, it ends within this many minutes.
const MINUTES: u64 = 40;
const STARTS: usize = 7;

/// Measures everything and reports it.
pub async fn measure(options: &Options) -> anyhow::Result<()> {
    let program = options.program.canonicalize();
    let program = program.with_context(|| {
        format!(
            "there is no program {} to measure",
            options.program.display()
        )
    })?;
    let own_forms = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../domain/tests/fixtures/xgov"
    ));
    let walk = Arc::new(Walk::choose(
        options.real_forms.as_deref().unwrap_or(&own_forms),
    )?);
    let end = tokio::time::Instant::now() + Duration::from_secs(60 * MINUTES);
    let mut measured = Vec::new();
    for kind in options.databases() {
        eprintln!("Measuring on {}", kind.name());
        let databases = Databases::make(kind, options).await?;
        let run = Run {
            program: program.clone(),
            options,
            kind,
            walk: walk.clone(),
            databases: &databases,
        };
        let outcome = unless_stopped(end, run.measure()).await;
        let removed = databases.remove().await;
        measured.push((kind, outcome?));
        removed.context("the databases of the run can't be removed")?;
    }
    report::write(
        options,
        &walk,
        std::fs::metadata(&program)?.len(),
        &measured,
    )
}

/// Runs until done, until told to stop, or until the time is up; either way what was made can be removed.
async fn unless_stopped<T>(
    end: tokio::time::Instant,
    work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = work => done,
        () = tokio::time::sleep_until(end) => anyhow::bail!("the measuring took longer than {MINUTES} minutes"),
        _ = terminate.recv() => anyhow::bail!("told to stop"),
        _ = tokio::signal::ctrl_c() => anyhow::bail!("told to stop"),
    }
}

/// The measuring on one database.
struct Run<'a> {
    program: PathBuf,
    options: &'a Options,
    kind: Kind,
    walk: Arc<Walk>,
    databases: &'a Databases,
}

impl Run<'_> {
    async fn measure(&self) -> anyhow::Result<Measured> {
        let url = self.databases.guildhall.url();
        import(&self.program, &url, &self.walk.file).await?;
        let (starts, ours) = self.start_often(&url).await?;
        let seen = Resident::arrive(ours.address, self.walk.clone(), "identity")
            .await?
            .look_over()
            .await?;
        let page_bytes = seen.mean_bytes();
        let bare = start_bare(
            &self.databases.bare.url(),
            self.walk.progress_bytes,
            page_bytes,
        )
        .await?;
        let durability = self.databases.guildhall.durability().await?;
        ensure_equally_durable(&bare, &durability).await?;
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
        let drained_per_second = outbox::drained_per_second(&self.program, &url).await?;
        let sign_ins = sign_ins::measure(
            &self.program,
            self.kind,
            self.options,
            &self.databases.sign_ins,
        )
        .await?;
        let people_search =
            people_search::measure(&self.program, self.options, &self.databases.people).await?;
        Ok(Measured {
            durability,
            starts,
            ours: of_ours,
            bare: of_bare,
            compressed: Rounds(vec![compressed]),
            memory,
            drained_per_second,
            page_bytes,
            weight,
            sign_ins,
            people_search,
        })
    }

    /// Starts the program several times and leaves the last one running.
    async fn start_often(&self, url: &str) -> anyhow::Result<(Vec<f64>, ServerProcess)> {
        let mut times = Vec::with_capacity(STARTS);
        loop {
            let (server, time) = start_guildhall(&self.program, url).await?;
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
