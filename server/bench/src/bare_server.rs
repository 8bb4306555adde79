//! The least that a durable step can be: one POST with one insert, and a GET from memory. Same runtime, same
//! libraries, same pools and the same promises about durability as the program that it stands beside.

use std::{io::Write as _, str::FromStr as _, time::Duration};

use anyhow::Context as _;
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::arguments::Bare;

const INSERT: &str = "INSERT INTO steps (id, progress) VALUES ($1, $2)";

#[derive(Clone)]
enum Pools {
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

#[derive(Clone)]
struct Bared {
    pools: Pools,
    /// What each step inserts.
    progress: &'static str,
    page: Bytes,
}

/// Serves until it is ended.
pub async fn serve(bare: Bare) -> anyhow::Result<()> {
    let pools = Pools::connect(&bare.database_url)
        .await
        .context("the bare server's database can't be reached")?;
    let bared = Bared {
        pools,
        progress: String::leak("x".repeat(bare.insert_bytes)),
        page: Bytes::from("x".repeat(bare.page_bytes)),
    };
    let router = Router::new()
        .route("/step", post(step))
        .route(
            "/page",
            get(async |State(bared): State<Bared>| Html(bared.page)),
        )
        .route("/durability", get(durability))
        .with_state(bared);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    Ok(axum::serve(listener, router).await?)
}

async fn step(State(bared): State<Bared>, _: Bytes) -> Response {
    let id = Uuid::now_v7();
    let inserted = match &bared.pools {
        Pools::Sqlite { writer, .. } => sqlx::query(INSERT)
            .bind(id)
            .bind(bared.progress)
            .execute(writer)
            .await
            .map(drop),
        Pools::Postgres(pool) => sqlx::query(INSERT)
            .bind(id)
            .bind(bared.progress)
            .execute(pool)
            .await
            .map(drop),
    };
    match inserted {
        Ok(()) => Redirect::to("/page").into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// The settings in force, in the order in which Guildhall's own report has them.
async fn durability(State(bared): State<Bared>) -> Response {
    match bared.pools.durability().await {
        Ok(settings) => Json(settings).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

impl Pools {
    async fn connect(url: &str) -> sqlx::Result<Self> {
        let acquire = Duration::from_secs(3);
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5));
            let pool = |connections| {
                SqlitePoolOptions::new()
                    .max_connections(connections)
                    .acquire_timeout(acquire)
                    .test_before_acquire(false)
            };
            let writer = pool(1).connect_with(options.clone()).await?;
            let readers = pool(4).connect_with(options).await?;
            sqlx::query(
                "CREATE TABLE steps (id BLOB NOT NULL PRIMARY KEY, progress TEXT NOT NULL) STRICT",
            )
            .execute(&writer)
            .await?;
            Ok(Self::Sqlite { writer, readers })
        } else {
            let options = PgConnectOptions::from_str(url)?.options([("synchronous_commit", "on")]);
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(acquire)
                .test_before_acquire(false)
                .connect_with(options)
                .await?;
            sqlx::query(
                "CREATE TABLE steps (id UUID NOT NULL PRIMARY KEY, progress TEXT NOT NULL)",
            )
            .execute(&pool)
            .await?;
            Ok(Self::Postgres(pool))
        }
    }

    async fn durability(&self) -> sqlx::Result<Vec<String>> {
        Ok(match self {
            // A reader answers too: every connection is opened with the same options.
            Self::Sqlite { readers, writer } => {
                let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
                    .fetch_one(readers)
                    .await?;
                let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
                    .fetch_one(writer)
                    .await?;
                vec![mode, synchronous.to_string()]
            }
            Self::Postgres(pool) => vec![
                sqlx::query_scalar("SHOW synchronous_commit")
                    .fetch_one(pool)
                    .await?,
                sqlx::query_scalar("SHOW fsync").fetch_one(pool).await?,
            ],
        })
    }
}
