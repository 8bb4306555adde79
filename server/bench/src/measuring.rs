//! The order of the run: each part in turn, on one database and then on the other, and what was made is tidied away.

use std::{future::Future, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    arguments::{Kind, Options, Part},
    fresh_database::Databases,
    measured::Measured,
    people_search, records, report, sign_ins,
    steps::Stepping,
    walk::Walk,
};

/// However it is asked to run, it ends within this many minutes.
const MINUTES: u64 = 40;

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
        let (options, program, databases) = (self.options, &self.program, self.databases);
        let durability = databases.guildhall.durability().await?;
        let mut measured = Measured::nothing_yet(durability);
        if options.measures(Part::Forms) {
            let stepping = Stepping {
                program,
                options,
                kind: self.kind,
                walk: &self.walk,
                guildhall: &databases.guildhall,
                bare: &databases.bare,
                durability: &measured.durability,
            };
            measured.steps = Some(stepping.measure().await?);
        }
        if options.measures(Part::SignIns) {
            let fresh = &databases.sign_ins;
            let sign_ins = sign_ins::measure(program, self.kind, options, fresh).await?;
            measured.sign_ins = Some(sign_ins);
        }
        if options.measures(Part::Records) {
            let fresh = &databases.records;
            let records = records::measure(program, self.kind, options, fresh).await?;
            measured.records = Some(records);
        }
        if options.measures(Part::People) {
            let people = &databases.people;
            measured.people_search = people_search::measure(program, options, people).await?;
        }
        Ok(measured)
    }
}
