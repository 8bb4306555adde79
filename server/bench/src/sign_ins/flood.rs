//! What readers notice of a crowd that tries passwords.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use hyper::StatusCode;
use serde::Serialize;

use super::{
    accounts::{WRONG_PASSWORD, email},
    browser::Browser,
    reader::Reader,
};
use crate::{
    arguments::Options,
    load::{self, Client, Timed},
    measured::Rounds,
    meter::Meter,
};

/// How many sign in at a time, each again as soon as the last try was answered.
pub const CLIENTS: usize = 50;
/// How long the flood has gone on when reading begins.
const LEAD: Duration = Duration::from_millis(500);
/// How many pages are read, whatever else goes on.
pub const PAGES_A_SECOND: u32 = 100;
const READERS: u32 = 10;
const SERVICE: &str = "/services/missed-bin-collection";

/// Pages read while nobody signs in and while a crowd does, in alternating rounds.
#[derive(Debug, Serialize)]
pub struct Flood {
    pub idle: Rounds,
    pub flooded: Rounds,
    /// Tries whose password was looked at: answered with 422.
    pub in_full: usize,
    /// Tries that the program's limits refused: answered with 429.
    pub told_to_wait: usize,
    /// How long the crowd tried, in seconds, over all rounds.
    pub seconds: f64,
    /// How long each try took, in microseconds.
    #[serde(skip)]
    pub tries: Vec<u32>,
}

pub async fn measure(
    address: SocketAddr,
    meter: &mut Meter,
    options: &Options,
) -> anyhow::Result<Flood> {
    let pages = Pages::begin(address).await?;
    let mut guessers = Vec::new();
    for number in 0..CLIENTS {
        guessers.push(Guesser::arrive(address, number).await?);
    }
    let length = options.round() / 2;
    let mut flood = Flood {
        idle: Rounds::default(),
        flooded: Rounds::default(),
        in_full: 0,
        told_to_wait: 0,
        seconds: 0.0,
        tries: Vec::new(),
    };
    meter.round(pages.readers().await?, length / 4).await?;
    for _ in 0..options.rounds {
        let (_, idle) = meter.round(pages.readers().await?, length).await?;
        flood.idle.0.push(idle);
        let reading = async {
            tokio::time::sleep(LEAD).await;
            meter.round(pages.readers().await?, length).await
        };
        let ((again, tried), (_, flooded)) =
            tokio::try_join!(load::run(guessers, LEAD + length), reading)?;
        guessers = again;
        flood.flooded.0.push(flooded);
        flood.seconds += tried.lasted.as_secs_f64();
        flood.tries.extend(tried.times.posts);
    }
    flood.in_full = guessers.iter().map(|guesser| guesser.in_full).sum();
    flood.told_to_wait = guessers.iter().map(|guesser| guesser.told_to_wait).sum();
    Ok(flood)
}

/// What is read: a start page, and the first page of a form that this browser began.
struct Pages {
    address: SocketAddr,
    cookie: String,
    paths: Vec<String>,
}

impl Pages {
    async fn begin(address: SocketAddr) -> anyhow::Result<Self> {
        let mut browser = Browser::arrive(address).await?;
        let begun = browser.post(&format!("{SERVICE}/start"), &[]).await?;
        let question = begun.location("the start button")?.to_owned();
        Ok(Self {
            address,
            cookie: browser.cookie,
            paths: vec![SERVICE.to_owned(), question],
        })
    }

    /// Readers who take turns, so that requests come evenly.
    async fn readers(&self) -> anyhow::Result<Vec<Reader>> {
        let mut readers = Vec::new();
        let every = Duration::from_secs(1) * READERS / PAGES_A_SECOND;
        for number in 0..READERS {
            let reader = Reader::arrive(self.address, &self.cookie, self.paths.clone()).await?;
            readers.push(reader.paced(every * number / READERS, every));
        }
        Ok(readers)
    }
}

/// Someone who tries a wrong password, for an address with an account and for one without, in turn.
struct Guesser {
    browser: Browser,
    number: usize,
    tries: usize,
    in_full: usize,
    told_to_wait: usize,
}

impl Guesser {
    async fn arrive(address: SocketAddr, number: usize) -> anyhow::Result<Self> {
        Ok(Self {
            browser: Browser::arrive(address).await?,
            number,
            tries: 0,
            in_full: 0,
            told_to_wait: 0,
        })
    }
}

impl Client for Guesser {
    async fn step(&mut self) -> anyhow::Result<Timed> {
        let email = email(self.tries.is_multiple_of(2), self.number + self.tries / 2);
        self.tries += 1;
        let controls = [("email", email.as_str()), ("password", WRONG_PASSWORD)];
        let began = Instant::now();
        let answer = self.browser.post("/sign-in", &controls).await?;
        let took = began.elapsed();
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            self.told_to_wait += 1;
        } else {
            answer.expect(StatusCode::UNPROCESSABLE_ENTITY, "a wrong password")?;
            self.in_full += 1;
        }
        Ok(Timed::post(took))
    }
}
