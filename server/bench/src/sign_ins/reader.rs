//! Someone who only reads.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use hyper::StatusCode;

use crate::{
    connection::Connection,
    load::{Client, Timed},
};

/// Reads pages in turn: one as soon as the last has come, or one at a time of its own.
pub struct Reader {
    connection: Connection,
    /// Empty for a browser that the program has not seen before.
    cookie: String,
    paths: Vec<String>,
    next: usize,
    pace: Option<Pace>,
}

impl Reader {
    pub async fn arrive(
        address: SocketAddr,
        cookie: &str,
        paths: Vec<String>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            connection: Connection::open(address).await?,
            cookie: cookie.to_owned(),
            paths,
            next: 0,
            pace: None,
        })
    }

    /// Reads a page every so often, for the first time after `first`.
    #[must_use]
    pub fn paced(mut self, first: Duration, every: Duration) -> Self {
        self.pace = Some(Pace {
            due: Instant::now() + first,
            every,
        });
        self
    }
}

impl Client for Reader {
    async fn step(&mut self) -> anyhow::Result<Timed> {
        let path = &self.paths[self.next];
        self.next = (self.next + 1) % self.paths.len();
        let began = match &mut self.pace {
            Some(pace) => pace.wait().await,
            None => Instant::now(),
        };
        let page = self.connection.get(path, &self.cookie).await?;
        let took = began.elapsed();
        page.expect(StatusCode::OK, path)?;
        Ok(Timed::get(took))
    }
}

struct Pace {
    due: Instant,
    every: Duration,
}

impl Pace {
    /// Waits until a request is due, and says when its time began. One that could not be made because the answer
    /// before it was late has waited since it was due.
    async fn wait(&mut self) -> Instant {
        let due = self.due;
        self.due += self.every;
        if Instant::now() >= due {
            return due;
        }
        tokio::time::sleep_until(due.into()).await;
        Instant::now()
    }
}
