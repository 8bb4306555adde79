//! Residents who have an account, and addresses that nobody has one with.

use std::net::SocketAddr;

use anyhow::Context as _;
use guildhall_database::{Connection, Database, FirstTold, ListPosition, NewIdentity, NewPerson};
use time::OffsetDateTime;

use super::browser::Browser;

/// How many have an account, and how many addresses have none. The program limits tries by account too, so there
/// have to be several.
const ACCOUNTS: usize = 50;
pub const NAME: &str = "Sam Taylor";
/// The password of every account.
pub const PASSWORD: &str = "kettle lantern orchard";
/// As long, and wrong.
pub const WRONG_PASSWORD: &str = "kettle lantern meadows";

/// An address with an account or without one; both kinds are as long, and come round again as often.
pub fn email(is_known: bool, number: usize) -> String {
    let whose = if is_known { "resident" } else { "stranger" };
    format!("{whose}-{:02}@residents.example", number % ACCOUNTS)
}

/// Registers one resident as residents do and gives the others that password's hash, so that it costs what the
/// program makes hashes cost. Returns the browser in which the first is signed in.
pub async fn make(address: SocketAddr, database: &Database) -> anyhow::Result<Browser> {
    let mut browser = Browser::arrive(address).await?;
    let first = email(true, 0);
    let controls = [("name", NAME), ("email", &first), ("password", PASSWORD)];
    let asked = browser.post("/register", &controls).await?;
    asked.location("registering")?;
    let mut transaction = database.begin().await?;
    let link = confirming_link(&mut transaction).await?;
    transaction.commit().await?;
    let confirmed = browser.post(&link, &[]).await?;
    confirmed.location("confirming an address")?;

    let mut transaction = database.begin().await?;
    let identities = transaction.list_identities_by_email(&first).await?;
    let hash = identities.into_iter().find_map(|one| one.password_hash);
    let hash = hash.context("the registered account has no password")?;
    for number in 1..ACCOUNTS {
        add(&mut transaction, &email(true, number), &hash).await?;
    }
    transaction.commit().await?;
    Ok(browser)
}

/// The path of the link in the newest message.
async fn confirming_link(connection: &mut Connection) -> anyhow::Result<String> {
    let newest = connection.list_messages(ListPosition::Newest, 1).await?;
    let newest = newest.entries.first().context("nothing was sent")?;
    let message = connection.find_message(newest.id).await?;
    let text = message.and_then(|message| message.text).unwrap_or_default();
    let link = text
        .find("/register/")
        .and_then(|place| text[place..].split_whitespace().next());
    let link = link.context("the message to a new resident has no link")?;
    Ok(link.to_owned())
}

async fn add(connection: &mut Connection, email: &str, hash: &str) -> anyhow::Result<()> {
    let now = OffsetDateTime::now_utc().into();
    let person = NewPerson {
        name: NAME,
        email: Some(email),
        telephone: None,
        told: FirstTold::IMPORTED,
    };
    let identity = NewIdentity {
        person: connection.add_person(&person, now).await?,
        email,
        password_hash: Some(hash),
    };
    connection.add_identity(&identity, now).await?;
    Ok(())
}
