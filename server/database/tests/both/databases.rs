//! A database of its own for each test, of either kind.

use std::fs;

use guildhall_database::Database;
use uuid::Uuid;

/// Runs one test body against each database.
macro_rules! on_each_database {
    ($(async fn $name:ident($database:ident) $body:block)*) => { $(
        mod $name {
            use super::*;
            async fn body($database: Database) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { body($crate::databases::fresh_sqlite().await).await }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { body($crate::databases::fresh_postgres().await).await }
        }
    )* };
}

pub async fn fresh_sqlite() -> Database {
    let folder = std::env::temp_dir().join(format!("guildhall-{}", Uuid::now_v7()));
    fs::create_dir(&folder).unwrap();
    migrated(&format!("sqlite://{}/test.db", folder.display())).await
}

pub async fn fresh_postgres() -> Database {
    migrated(&new_postgres().await).await
}

/// The address of an empty database.
pub async fn new_postgres() -> String {
    let server = std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL must name a PostgreSQL server to test on; `make test` starts one",
    );
    let name = format!("guildhall_{}", Uuid::now_v7().simple());
    let mut admin = <sqlx::PgConnection as sqlx::Connection>::connect(&server)
        .await
        .unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut admin)
        .await
        .unwrap();
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

pub async fn migrated(url: &str) -> Database {
    let database = Database::connect(url).await.unwrap();
    database.migrate().await.unwrap();
    database
        .migrate()
        .await
        .expect("a second time there is nothing to do");
    database
}
