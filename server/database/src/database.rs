//! One handle on either database. SQL is written once; values keep their native types.

use std::{
    ops::{Deref, DerefMut},
    str::FromStr,
    time::Duration,
};

use sqlx::{
    Connection as _, PgPool, Postgres, Sqlite, SqlitePool,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    audit_chain::Unlinked,
    query::{Query, Statement},
};

pub(crate) static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// How long a request waits for a free connection before it is told that the database is away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a writer outside this process may hold SQLite's lock before we give up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// The council's record. Cheap to clone; every clone shares the same connections.
#[derive(Clone, Debug)]
pub enum Database {
    /// Readers run side by side; writers queue for the one connection that writes, so that none of them ever
    /// meets SQLITE_BUSY from this process.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

impl Database {
    /// Connects to `sqlite://path` (made if missing) or `postgres://…`, and proves that it answers.
    pub async fn connect(url: &str) -> sqlx::Result<Self> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(BUSY_TIMEOUT);
            let pool = |connections| {
                SqlitePoolOptions::new()
                    .max_connections(connections)
                    .acquire_timeout(ACQUIRE_TIMEOUT)
                    .test_before_acquire(false)
            };
            let writer = pool(1).connect_with(options.clone()).await?;
            let readers = pool(SQLITE_READERS).connect_with(options).await?;
            Ok(Self::Sqlite { readers, writer })
        } else {
            let options = PgConnectOptions::from_str(url)?.options([("synchronous_commit", "on")]);
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(ACQUIRE_TIMEOUT)
                .test_before_acquire(false)
                .before_acquire(|connection, meta| {
                    Box::pin(async move {
                        // A ping for each request would double the round trips; one after a pause finds
                        // the connections that died while the database was away.
                        if meta.idle_for > Duration::from_secs(1) {
                            connection.ping().await?;
                        }
                        Ok(true)
                    })
                })
                .connect_with(options)
                .await?;
            Ok(Self::Postgres(pool))
        }
    }

    /// Brings the tables up to date; does nothing when they are.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match self {
            Self::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await?,
            Self::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await?,
        }
        Ok(self.link_earlier_audit_events().await?)
    }

    /// A connection to read with, outside any transaction.
    pub async fn read(&self) -> sqlx::Result<Connection> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Connection::Sqlite(readers.acquire().await?),
            Self::Postgres(pool) => Connection::Postgres(pool.acquire().await?),
        })
    }

    /// A connection for one statement that writes and is a transaction by itself.
    pub async fn write(&self) -> sqlx::Result<Connection> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Connection::Sqlite(writer.acquire().await?),
            Self::Postgres(pool) => Connection::Postgres(pool.acquire().await?),
        })
    }

    /// Begins a transaction that will write. SQLite takes its write lock at once: one that read first and
    /// wrote later could not wait for its turn. Dropped without [`Transaction::commit`], it rolls back.
    pub async fn begin(&self) -> sqlx::Result<Transaction> {
        let connection = match self {
            Self::Sqlite { writer, .. } => {
                Connection::SqliteTransaction(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres(pool) => Connection::PostgresTransaction(pool.begin().await?),
        };
        Ok(Transaction {
            connection,
            unlinked: Vec::new(),
        })
    }

    /// Whether the database answers now.
    pub async fn is_ready(&self) -> bool {
        let answers = async { self.read().await?.query("SELECT 1").execute().await };
        matches!(
            tokio::time::timeout(ACQUIRE_TIMEOUT, answers).await,
            Ok(Ok(_))
        )
    }

    /// The settings that decide whether an acknowledged write survives a power cut, as the database reports them.
    pub async fn durability(&self) -> sqlx::Result<Durability> {
        let mut connection = self.write().await?;
        Ok(match self {
            Self::Sqlite { .. } => Durability {
                database: "SQLite",
                settings: vec![
                    (
                        "journal_mode",
                        connection.setting("PRAGMA journal_mode").await?,
                    ),
                    (
                        "synchronous (2 is FULL)",
                        connection.number("PRAGMA synchronous").await?,
                    ),
                ],
            },
            Self::Postgres(_) => Durability {
                database: "PostgreSQL",
                settings: vec![
                    (
                        "synchronous_commit",
                        connection.setting("SHOW synchronous_commit").await?,
                    ),
                    ("fsync", connection.setting("SHOW fsync").await?),
                ],
            },
        })
    }

    /// Closes every connection, letting work in hand finish.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// What the database says about keeping its word.
#[derive(Clone, Debug)]
pub struct Durability {
    pub database: &'static str,
    pub settings: Vec<(&'static str, String)>,
}

/// A connection to either database, inside a transaction or not. The nouns' modules add its verbs.
#[derive(Debug)]
pub enum Connection {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTransaction(sqlx::Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTransaction(sqlx::Transaction<'static, Postgres>),
}

impl Connection {
    pub(crate) fn query(&mut self, statement: impl Into<Statement>) -> Query<'_> {
        let statement = statement.into();
        match self {
            Self::Sqlite(connection) => Query::sqlite(connection, statement),
            Self::SqliteTransaction(transaction) => Query::sqlite(transaction, statement),
            Self::Postgres(connection) => Query::postgres(connection, statement),
            Self::PostgresTransaction(transaction) => Query::postgres(transaction, statement),
        }
    }

    async fn setting(&mut self, sql: &'static str) -> sqlx::Result<String> {
        let row: Option<(String,)> = self.query(sql).fetch_optional().await?;
        Ok(row.map(|row| row.0).unwrap_or_default())
    }

    async fn number(&mut self, sql: &'static str) -> sqlx::Result<String> {
        let row: Option<(i64,)> = self.query(sql).fetch_optional().await?;
        Ok(row.map(|row| row.0.to_string()).unwrap_or_default())
    }
}

/// Several statements that happen together or not at all.
#[derive(Debug)]
#[must_use = "a transaction that is dropped rolls back"]
pub struct Transaction {
    connection: Connection,
    /// What it wrote to the audit trail; linked as it commits.
    pub(crate) unlinked: Vec<Unlinked>,
}

impl Transaction {
    /// Makes the transaction's work durable.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        self.link_audit_events().await?;
        match self.connection {
            Connection::SqliteTransaction(transaction) => transaction.commit().await,
            Connection::PostgresTransaction(transaction) => transaction.commit().await,
            Connection::Sqlite(_) | Connection::Postgres(_) => {
                unreachable!("Database::begin makes only transactions")
            }
        }
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
