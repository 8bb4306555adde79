//! Clients that take steps, one after another, until the time is up.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use tokio::task::JoinSet;

use crate::measured::Times;

/// How long the last step of a round may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long one step took.
#[derive(Clone, Copy, Debug)]
pub struct Timed {
    /// The POST alone.
    pub posted: Duration,
    /// The POST and the GET of the page it led to.
    pub stepped: Duration,
    /// Requests made in all, with those before the step, such as those that start a form.
    pub requests: u64,
}

impl Timed {
    /// A step that is one GET.
    pub fn get(took: Duration) -> Self {
        Self {
            posted: Duration::ZERO,
            stepped: took,
            requests: 1,
        }
    }

    /// A step that is one POST.
    pub fn post(took: Duration) -> Self {
        Self {
            posted: took,
            stepped: took,
            requests: 1,
        }
    }
}

/// Someone who takes steps.
pub trait Client: Send + Sized + 'static {
    /// Takes the next step; an answer other than the expected one is an error.
    fn step(&mut self) -> impl Future<Output = anyhow::Result<Timed>> + Send;
}

/// What the clients did, together.
#[derive(Debug, Default)]
pub struct Taken {
    pub times: Times,
    pub requests: u64,
    pub lasted: Duration,
}

/// Lets every client take steps at the same time, and hands the clients back.
pub async fn run<C: Client>(clients: Vec<C>, length: Duration) -> anyhow::Result<(Vec<C>, Taken)> {
    let began = Instant::now();
    let end = began + length;
    let mut running = JoinSet::new();
    for mut client in clients {
        running.spawn(async move {
            let mut times = Times::default();
            let mut requests = 0;
            while Instant::now() < end {
                let timed = client.step().await?;
                times.add(timed);
                requests += timed.requests;
            }
            anyhow::Ok((client, times, requests))
        });
    }
    let mut clients = Vec::with_capacity(running.len());
    let mut taken = Taken::default();
    loop {
        let finished = tokio::time::timeout(length + PATIENCE, running.join_next());
        let Some(finished) = finished
            .await
            .context("a step took longer than 20 seconds")?
        else {
            break;
        };
        let (client, times, requests) = finished.context("a client broke down")??;
        clients.push(client);
        taken.times.merge(times);
        taken.requests += requests;
    }
    taken.lasted = began.elapsed();
    Ok((clients, taken))
}
