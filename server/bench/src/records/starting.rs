//! A resident who starts a form and leaves it, again and again.

use std::{net::SocketAddr, time::Instant};

use crate::{
    connection::Connection,
    load::{Client, Timed},
    sign_ins::browser::Browser,
};

pub struct Starter {
    connection: Connection,
    cookie: String,
    path: String,
    body: String,
}

impl Starter {
    /// Reads the start page in a browser in which somebody is signed in.
    pub async fn arrive(
        address: SocketAddr,
        browser: &mut Browser,
        slug: &str,
    ) -> anyhow::Result<Self> {
        let start = format!("/services/{slug}");
        let page = browser.read(&start).await?;
        Ok(Self {
            connection: Connection::open(address).await?,
            cookie: browser.cookie.clone(),
            path: format!("{start}/start"),
            body: format!("csrf={}", page.token()?),
        })
    }
}

impl Client for Starter {
    async fn step(&mut self) -> anyhow::Result<Timed> {
        let began = Instant::now();
        let body = self.body.clone();
        let started = self.connection.post(&self.path, &self.cookie, body).await?;
        let took = began.elapsed();
        let first_page = started.location("the start button")?;
        anyhow::ensure!(
            first_page.starts_with("/forms/"),
            "the start button led to {first_page}"
        );
        Ok(Timed::post(took))
    }
}
