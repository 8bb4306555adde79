//! `guildhall keys new`, `guildhall keys reseal`

mod resealing;

use clap::Subcommand;
use guildhall_database::Connection;

use super::open;
use crate::{config::Config, keys};

#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Print a new key on standard output. Keep it where no backup of the database goes.
    New,
    /// Seal every secret with the first of the keys, so that the others can be taken away.
    Reseal,
}

impl Keys {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        match self {
            Self::New => {
                println!("{}", keys::new_key());
                Ok(())
            }
            Self::Reseal => reseal(config).await,
        }
    }
}

async fn reseal(config: &Config) -> anyhow::Result<()> {
    let keys = keys::Keys::configured(config)?;
    anyhow::ensure!(keys.is_configured(), "{}", keys::NoKey);
    let database = open(config).await?;
    let outcome = reseal_all(&mut database.write().await?, &keys).await;
    database.close().await;
    println!("{} secrets are sealed with the first key", outcome?);
    Ok(())
}

/// Seals what is sealed with another key than the first, one by one: whoever stops it half-way starts it again. Every
/// secret that can't be opened is named before it fails, and stays as it is.
pub async fn reseal_all(connection: &mut Connection, keys: &keys::Keys) -> anyhow::Result<usize> {
    let mut count = Count::default();
    resealing::authenticator_apps(connection, keys, &mut count).await?;
    resealing::values(connection, keys, &mut count).await?;
    resealing::progress(connection, keys, &mut count).await?;
    resealing::snapshots(connection, keys, &mut count).await?;
    let Count { sealed, lost } = count;
    anyhow::ensure!(
        lost == 0,
        "{lost} secrets could not be opened, {sealed} are sealed with the first key"
    );
    Ok(sealed)
}

/// How many secrets are sealed with the first key, and how many could not be.
#[derive(Debug, Default)]
struct Count {
    sealed: usize,
    lost: usize,
}

impl Count {
    /// A secret sealed with the first key; none if it is already, or can't be opened.
    fn reseal(
        &mut self,
        keys: &keys::Keys,
        sealed: &str,
        place: &str,
    ) -> anyhow::Result<Option<String>> {
        if keys.is_current(sealed) {
            self.sealed += 1;
            return Ok(None);
        }
        match keys.open(sealed, place) {
            Ok(secret) => {
                self.sealed += 1;
                Ok(Some(keys.seal(&secret, place)?))
            }
            Err(error) => {
                self.lost += 1;
                eprintln!(
                    "The {} stays as it is: {error}.",
                    place.trim_start_matches("the ")
                );
                Ok(None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use guildhall_database::{Database, NewStaff};
    use guildhall_domain::permissions::Grant;
    use time::macros::datetime;

    use super::*;
    use crate::authenticator_apps::belongs_to;

    #[tokio::test]
    async fn keys_are_changed_without_losing_a_secret_even_half_way() {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        database.migrate().await.unwrap();
        let mut connection = database.write().await.unwrap();
        let now = datetime!(2026-03-27 12:00 UTC).into();
        let (old, new) = (keys::new_key(), keys::new_key());
        let before = keys::Keys::parse(&old).unwrap();
        let during = keys::Keys::parse(&format!("{new} {old}")).unwrap();
        let after = keys::Keys::parse(&new).unwrap();
        let mut ids = Vec::new();
        for number in 0..250 {
            let email = format!("{number}@wrekinshire.example");
            let staff = NewStaff {
                email: &email,
                name: "Somebody",
                password_hash: None,
                grants: &[Grant::Adviser],
            };
            let id = connection.add_staff(&staff, now).await.unwrap();
            // Half of them were sealed anew before somebody stopped it.
            let with = if number % 2 == 0 { &before } else { &during };
            let secret = with.seal(&number.to_string(), &belongs_to(id)).unwrap();
            connection
                .add_authenticator_app(id, &secret, 0, now)
                .await
                .unwrap();
            ids.push(id);
        }
        let without_old = reseal_all(&mut connection, &after).await.unwrap_err();
        assert!(
            without_old
                .to_string()
                .starts_with("125 secrets could not be opened")
        );
        assert_eq!(reseal_all(&mut connection, &during).await.unwrap(), 250);
        for (number, id) in ids.into_iter().enumerate() {
            let apps = connection.list_authenticator_apps(id).await.unwrap();
            let opened = after.open(&apps[0].sealed_secret, &belongs_to(id));
            assert_eq!(opened, Ok(number.to_string()));
        }
    }
}
