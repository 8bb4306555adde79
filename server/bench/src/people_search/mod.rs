//! What it takes to fill a database with invented people, and to find one of them at the desk, by the number of people
//! there are.

mod queries;
pub mod seeding;

use std::{path::Path, time::Instant};

use anyhow::Context as _;
use guildhall_database::Database;
use hyper::StatusCode;
use serde::Serialize;

pub use queries::KINDS;

use crate::{
    arguments::Options, connection::Connection, fresh_database::FreshDatabase,
    measured::percentile, server_process::start_demo, sign_ins::browser::Browser,
};

/// An adviser of the demo, who searches and opens records.
pub const ADVISER: (&str, &str) = ("amina.yusuf@wrekinshire.example", "market-square-adviser");

/// One number of people.
#[derive(Debug, Serialize)]
pub struct PeopleSearch {
    pub people: u64,
    /// How long it took to invent and write them, in seconds.
    pub seeded_in: f64,
    /// The most memory that took, in bytes.
    pub seeding_peak: u64,
    /// How long each search took, in microseconds, by the place of its kind.
    #[serde(skip)]
    pub times: Vec<Vec<u32>>,
    /// The milliseconds within which 95 of 100 searches of each kind stay.
    pub p95_by_kind: Vec<(&'static str, f64)>,
}

impl PeopleSearch {
    /// The milliseconds within which this share of all searches stays.
    pub fn percentile(&self, share: f64) -> f64 {
        percentile(self.times.concat(), share)
    }
}

/// Measures each number of people on a database of its own.
pub async fn measure(
    program: &Path,
    options: &Options,
    fresh: &[FreshDatabase],
) -> anyhow::Result<Vec<PeopleSearch>> {
    let mut measured = Vec::new();
    for (people, fresh) in options.people.iter().zip(fresh) {
        eprintln!("Measuring searches among {people} people");
        measured.push(measure_among(*people, program, fresh).await?);
    }
    Ok(measured)
}

async fn measure_among(
    people: u64,
    program: &Path,
    fresh: &FreshDatabase,
) -> anyhow::Result<PeopleSearch> {
    let seeded = seeding::seed(program, &fresh.url(), people).await?;
    let database = Database::connect(&fresh.url()).await?;
    let queries = queries::draw(&database, people).await?;
    database.close().await;
    let server = start_demo(program, &fresh.url()).await?;
    let mut browser = Browser::arrive(server.address).await?;
    browser.sign_in_at_desk(ADVISER).await?;
    let mut connection = Connection::open(server.address).await?;
    // A round to warm up, with other people than those who are asked for then.
    let (warm_up, asked) = queries.split_at(queries.len() / 4);
    for (_, query) in warm_up {
        search(&mut connection, &browser.cookie, query).await?;
    }
    let mut times = vec![Vec::new(); KINDS.len()];
    for (kind, query) in asked {
        times[*kind].push(search(&mut connection, &browser.cookie, query).await?);
    }
    server.end().await?;
    let by_kind = KINDS.iter().zip(&times);
    Ok(PeopleSearch {
        people,
        seeded_in: seeded.seconds,
        seeding_peak: seeded.peak,
        p95_by_kind: by_kind
            .map(|(kind, times)| (kind.name, percentile(times.clone(), 0.95)))
            .collect(),
        times,
    })
}

/// Asks for the page that lists who is found, and says in how many microseconds it came.
async fn search(connection: &mut Connection, cookie: &str, query: &str) -> anyhow::Result<u32> {
    let path: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let began = Instant::now();
    let page = connection
        .get(&format!("/desk/people?q={path}"), cookie)
        .await?;
    let took = began.elapsed();
    page.expect(StatusCode::OK, "a search at the desk")?;
    u32::try_from(took.as_micros()).context("a search took more than an hour")
}
