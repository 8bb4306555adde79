//! What it takes to show the record of somebody who has been known for long, to start a form with what is known, and to
//! write down who looked. On a database of its own, with other people and their cases in it.

mod access_log;
mod bound_form;
mod known_for_long;
mod starting;

use std::{net::SocketAddr, path::Path};

use anyhow::Context as _;
use guildhall_database::{Database, IdentityId, PersonId, StaffId};
use serde::Serialize;
use time::OffsetDateTime;

pub use access_log::AccessLog;
pub use bound_form::FIELDS;
pub use known_for_long::{ASSERTIONS, CASES};

use crate::{
    arguments::{Kind, Options},
    fresh_database::FreshDatabase,
    measured::Rounds,
    meter::Meter,
    people_search::{ADVISER, seeding},
    server_process::start_demo,
    sign_ins::{
        accounts::{self, PASSWORD},
        browser::Browser,
        reader::Reader,
    },
};
use starting::Starter;

/// How many people there are besides, and how many cases they have.
pub const OTHERS: u64 = 20_000;

/// Everything measured of records on one database.
#[derive(Debug, Serialize)]
pub struct Records {
    /// The person's page at the desk.
    pub page: Rounds,
    /// How many bytes it has.
    pub page_bytes: usize,
    pub starts: Starts,
    pub access_log: AccessLog,
}

/// A form is started by a resident whom the council knows.
#[derive(Debug, Default, Serialize)]
pub struct Starts {
    /// None of its questions asks for what a record holds.
    pub unbound: Rounds,
    /// Each of its questions does, and the record answers it.
    pub bound: Rounds,
    /// The same, of somebody who has been known for long.
    pub known_for_long: Rounds,
}

/// Somebody with an account.
struct Holder {
    identity: IdentityId,
    person: PersonId,
}

/// Seeds people, starts the program and measures it.
pub async fn measure(
    program: &Path,
    kind: Kind,
    options: &Options,
    fresh: &FreshDatabase,
) -> anyhow::Result<Records> {
    seeding::seed(program, &fresh.url(), OTHERS).await?;
    let server = start_demo(program, &fresh.url()).await?;
    let database = Database::connect(&fresh.url()).await?;
    let address = server.address;
    let mut resident = accounts::make(address, &database).await?;
    let [told_now, told_long_ago] = [holder(&database, 0).await?, holder(&database, 1).await?];
    let adviser = adviser(&database).await?;
    bound_form::publish(&database).await?;
    bound_form::fill_in(&mut resident, &database, &told_now).await?;
    known_for_long::write(&database, told_long_ago.person, adviser).await?;
    fresh.take_stock().await?;

    let mut meter = Meter::begin(&server, kind, options).await?;
    let person = told_long_ago.person;
    let (page, page_bytes) = page(address, person, &mut meter, options).await?;
    let mut other = Browser::arrive(address).await?;
    let controls = [
        ("email", &*accounts::email(true, 1)),
        ("password", PASSWORD),
    ];
    let signed_in = other.post("/sign-in", &controls).await?;
    signed_in.location("signing in")?;
    let starts = starts(address, [&mut resident, &mut other], &mut meter, options).await?;
    meter.end().await;
    server.end().await?;
    let access_log = access_log::measure(&database, kind, options, (adviser, person)).await?;
    database.close().await;
    Ok(Records {
        page,
        page_bytes,
        starts,
        access_log,
    })
}

/// One of the accounts, whose holder has shown documents.
async fn holder(database: &Database, number: usize) -> anyhow::Result<Holder> {
    let mut connection = database.write().await?;
    let email = accounts::email(true, number);
    let identities = connection.list_identities_by_email(&email).await?;
    let identity = identities.first().context("an account is missing")?;
    let now = OffsetDateTime::now_utc().into();
    connection
        .verify_identity(identity.id, "passport", None, now)
        .await?;
    Ok(Holder {
        identity: identity.id,
        person: identity.person_id,
    })
}

async fn adviser(database: &Database) -> anyhow::Result<StaffId> {
    let staff = database
        .read()
        .await?
        .find_staff_by_email(ADVISER.0)
        .await?;
    Ok(staff.context("the demo has no adviser")?.id)
}

/// An adviser who has said why reads the page again and again.
async fn page(
    address: SocketAddr,
    person: PersonId,
    meter: &mut Meter,
    options: &Options,
) -> anyhow::Result<(Rounds, usize)> {
    let path = format!("/desk/people/{person}");
    let mut browser = Browser::arrive(address).await?;
    browser.sign_in_at_desk(ADVISER).await?;
    let why = format!("{path}/why");
    browser.read(&why).await?;
    let said = browser.post(&why, &[("stated", "To measure it")]).await?;
    said.location("saying why")?;
    let page_bytes = browser.read(&path).await?.body.len();
    let mut rounds = Rounds::default();
    for round in 0..=options.rounds {
        let reader = Reader::arrive(address, &browser.cookie, vec![path.clone()]).await?;
        if round == 0 {
            // To warm up.
            meter.round(vec![reader], options.round() / 4).await?;
        } else {
            let (_, round) = meter.round(vec![reader], options.round()).await?;
            rounds.0.push(round);
        }
    }
    Ok((rounds, page_bytes))
}

/// Residents start forms, one after another, in alternating rounds.
async fn starts(
    address: SocketAddr,
    browsers: [&mut Browser; 2],
    meter: &mut Meter,
    options: &Options,
) -> anyhow::Result<Starts> {
    let mut starts = Starts::default();
    for round in 0..=options.rounds {
        let all = [
            (bound_form::UNBOUND, 0, &mut starts.unbound),
            (bound_form::BOUND, 0, &mut starts.bound),
            (bound_form::BOUND, 1, &mut starts.known_for_long),
        ];
        for (slug, who, rounds) in all {
            let starter = Starter::arrive(address, browsers[who], slug).await?;
            if round == 0 {
                // To warm up.
                meter.round(vec![starter], options.round() / 8).await?;
            } else {
                let (_, round) = meter.round(vec![starter], options.round() / 2).await?;
                rounds.0.push(round);
            }
        }
    }
    Ok(starts)
}
