//! A database of the run's own, made empty and removed at the end.

use std::str::FromStr as _;

use anyhow::Context as _;
use guildhall_database::Database;
use serde::Serialize;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, postgres::PgConnectOptions,
};
use tempfile::TempDir;

use crate::{
    arguments::{Kind, Options},
    machine,
};

/// Not `/tmp`, which may be memory: what is measured must be as durable as in service.
const ON_DISK: &str = "/var/tmp";

#[derive(Debug)]
pub enum FreshDatabase {
    Sqlite {
        folder: TempDir,
    },
    Postgres {
        administrator: String,
        name: String,
        url: String,
    },
}

/// The settings that decide whether an acknowledged write survives a power cut.
#[derive(Debug, Serialize)]
pub struct Durability {
    pub settings: Vec<(String, String)>,
    /// The file system that holds the data.
    pub file_system: String,
}

impl FreshDatabase {
    /// Makes an empty database; `purpose` tells it from others of this run.
    pub async fn make(kind: Kind, purpose: &str, options: &Options) -> anyhow::Result<Self> {
        match kind {
            Kind::Sqlite => {
                let folder = tempfile::Builder::new()
                    .prefix("guildhall-bench.")
                    .tempdir_in(ON_DISK);
                let folder =
                    folder.with_context(|| format!("no folder can be made in {ON_DISK}"))?;
                Ok(Self::Sqlite { folder })
            }
            Kind::Postgres => {
                let administrator = options.postgres_url.clone();
                let administrator = administrator
                    .context("TEST_POSTGRES_URL must name a PostgreSQL to measure on; make/postgres.sh starts one")?;
                let name = format!("guildhall_bench_{}_{purpose}", std::process::id());
                let url = PgConnectOptions::from_str(&administrator)?
                    .database(&name)
                    .to_url_lossy()
                    .to_string();
                administer(&administrator, &format!("CREATE DATABASE {name}")).await?;
                Ok(Self::Postgres {
                    administrator,
                    name,
                    url,
                })
            }
        }
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite { folder } => format!("sqlite://{}/bench.db", folder.path().display()),
            Self::Postgres { url, .. } => url.clone(),
        }
    }

    /// The settings in force, read from the database through a connection opened as the program opens its own.
    pub async fn durability(&self) -> anyhow::Result<Durability> {
        let database = Database::connect(&self.url()).await?;
        let durability = database.durability().await;
        database.close().await;
        let settings = durability?
            .settings
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        let place = match self {
            Self::Sqlite { folder } => folder.path().display().to_string(),
            Self::Postgres { administrator, .. } => data_folder(administrator).await?,
        };
        Ok(Durability {
            settings: settings.collect(),
            file_system: machine::file_system(place.as_ref()),
        })
    }

    /// Does at once what PostgreSQL does by itself within a minute: with what it knew of tables that have grown since,
    /// it reads all of them for one row.
    pub async fn take_stock(&self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite { .. } => Ok(()),
            Self::Postgres { url, .. } => administer(url, "VACUUM ANALYZE").await,
        }
    }

    /// Removes it with everything in it, whoever is still connected.
    pub async fn remove(self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite { folder } => Ok(folder.close()?),
            Self::Postgres {
                administrator,
                name,
                ..
            } => {
                administer(
                    &administrator,
                    &format!("DROP DATABASE {name} WITH (FORCE)"),
                )
                .await
            }
        }
    }
}

/// The databases of one run.
#[derive(Debug)]
pub struct Databases {
    /// The program's, which residents fill in forms on.
    pub guildhall: FreshDatabase,
    pub bare: FreshDatabase,
    /// The program's, which people sign in on.
    pub sign_ins: FreshDatabase,
    /// The program's, with the records of people who have been known for long.
    pub records: FreshDatabase,
    /// The program's, one for each number of people who are searched.
    pub people: Vec<FreshDatabase>,
}

impl Databases {
    /// Makes them all, or leaves none.
    pub async fn make(kind: Kind, options: &Options) -> anyhow::Result<Self> {
        let mut made = Vec::new();
        let people = options
            .people
            .iter()
            .map(|people| format!("people_{people}"));
        let purposes = ["guildhall", "bare", "sign_ins", "records"].map(str::to_owned);
        for purpose in purposes.into_iter().chain(people) {
            match FreshDatabase::make(kind, &purpose, options).await {
                Ok(database) => made.push(database),
                Err(error) => {
                    for database in made {
                        database.remove().await?;
                    }
                    return Err(error);
                }
            }
        }
        let people = made.split_off(4);
        let [guildhall, bare, sign_ins, records] = made
            .try_into()
            .map_err(|_| anyhow::anyhow!("there are four databases"))?;
        Ok(Self {
            guildhall,
            bare,
            sign_ins,
            records,
            people,
        })
    }

    /// Removes each that can be removed.
    pub async fn remove(self) -> anyhow::Result<()> {
        let mut removed = Vec::new();
        let all = [self.guildhall, self.bare, self.sign_ins, self.records];
        for database in all.into_iter().chain(self.people) {
            removed.push(database.remove().await);
        }
        removed.into_iter().collect()
    }
}

async fn administer(url: &str, statement: &str) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect(url)
        .await
        .context("PostgreSQL can't be reached")?;
    // The name in the statement is made of our own words and a number.
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await?;
    Ok(connection.close().await?)
}

async fn data_folder(url: &str) -> anyhow::Result<String> {
    let mut connection = PgConnection::connect(url)
        .await
        .context("PostgreSQL can't be reached")?;
    let folder = sqlx::query_scalar("SHOW data_directory")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(folder)
}
