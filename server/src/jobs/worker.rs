//! The part of a process that does jobs, beside the part that answers requests.

use std::time::{Duration, Instant};

use tokio::{sync::watch, task::JoinSet};
use uuid::Uuid;

use super::{queue, schedule};
use crate::state::AppState;

/// How often to look for work when there was none.
const PAUSE: Duration = Duration::from_secs(1);
/// How long to leave a database alone that failed.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);
/// How often to look at the schedules.
const SCHEDULES: Duration = Duration::from_secs(60);
/// How long jobs may take to finish once the worker is told to stop. What is cut off is done again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Does jobs until `stop` says so (or is gone); then takes up no more, and returns when what was begun is finished or
/// out of time.
pub async fn work(state: AppState, mut stop: watch::Receiver<bool>) {
    let owner = Uuid::now_v7();
    let at_once = state.config.jobs.at_once.max(1);
    let mut running = JoinSet::new();
    let mut scheduled: Option<Instant> = None;
    while !*stop.borrow() {
        let mut pause = PAUSE;
        if scheduled.is_none_or(|at| at.elapsed() >= SCHEDULES) {
            match schedule::schedule(&state).await {
                Ok(_) => scheduled = Some(Instant::now()),
                Err(error) => tracing::warn!(%error, "the schedules could not be looked at"),
            }
        }
        match queue::claim(&state, owner, at_once - running.len()).await {
            Ok(claimed) => {
                for job in claimed {
                    let state = state.clone();
                    running.spawn(async move { queue::run(&state, &job).await });
                }
            }
            Err(error) => {
                tracing::warn!(%error, "no job could be claimed");
                pause = PAUSE_AFTER_FAILURE;
            }
        }
        tokio::select! {
            changed = stop.changed() => if changed.is_err() { break },
            Some(_) = running.join_next() => {}
            () = tokio::time::sleep(pause) => {}
        }
        // Whoever else has finished makes room too.
        while running.try_join_next().is_some() {}
    }
    let finishing = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(PATIENCE, finishing).await.is_err() {
        tracing::warn!("jobs were cut off; they are done again when their lease runs out");
    }
}
