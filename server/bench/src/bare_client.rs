//! The same requests to the bare server: a POST of the same answers, and the GET it leads to.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use hyper::StatusCode;

use crate::{
    connection::Connection,
    load::{Client, Timed},
    walk::Walk,
};

/// As long as the cookie and the token that residents send.
const COOKIE: &str = "guildhall=0123456789012345678901";
const TOKEN_LENGTH: usize = 86;

pub struct BareClient {
    connection: Connection,
    walk: Arc<Walk>,
    next: usize,
}

impl BareClient {
    pub async fn arrive(address: SocketAddr, walk: Arc<Walk>) -> anyhow::Result<Self> {
        Ok(Self {
            connection: Connection::open(address).await?,
            walk,
            next: 0,
        })
    }
}

impl Client for BareClient {
    async fn step(&mut self) -> anyhow::Result<Timed> {
        let step = &self.walk.steps[self.next];
        self.next = (self.next + 1) % self.walk.steps.len();
        let body = format!("csrf={:x>TOKEN_LENGTH$}&{}", "", step.body);
        let began = Instant::now();
        let saved = self.connection.post("/step", COOKIE, body).await?;
        let posted = began.elapsed();
        let page = self
            .connection
            .get(saved.location("the bare server's step")?, COOKIE)
            .await?;
        let stepped = began.elapsed();
        page.expect(StatusCode::OK, "the bare server's page")?;
        Ok(Timed {
            posted,
            stepped,
            requests: 2,
        })
    }
}
