//! What the two databases must agree on.

use std::{collections::BTreeSet, fs, path::Path};

use guildhall_database::{
    CaseFilter, CaseKey, CasePosition, Database, FormSource, NewCase, NewForm, NewPerson, Timestamp,
};
use guildhall_domain::actors::{Actor, Channel};
use time::{Duration, OffsetDateTime, macros::datetime};
use uuid::Uuid;

/// Runs one test body against each database.
macro_rules! on_each_database {
    ($(async fn $name:ident($database:ident) $body:block)*) => { $(
        mod $name {
            use super::*;
            async fn body($database: Database) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { body(fresh_sqlite().await).await }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { body(fresh_postgres().await).await }
        }
    )* };
}

const NOON: OffsetDateTime = datetime!(2026-03-27 12:00 UTC);

async fn fresh_sqlite() -> Database {
    let folder = std::env::temp_dir().join(format!("guildhall-{}", Uuid::now_v7()));
    fs::create_dir(&folder).unwrap();
    migrated(&format!("sqlite://{}/test.db", folder.display())).await
}

async fn fresh_postgres() -> Database {
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
    migrated(&format!("{}/{name}", server.rsplit_once('/').unwrap().0)).await
}

async fn migrated(url: &str) -> Database {
    let database = Database::connect(url).await.unwrap();
    database.migrate().await.unwrap();
    database
        .migrate()
        .await
        .expect("a second time there is nothing to do");
    database
}

async fn add_case(
    database: &Database,
    reference: &str,
    opened_at: OffsetDateTime,
) -> sqlx::Result<bool> {
    let now = Timestamp::from(opened_at);
    let mut transaction = database.begin().await?;
    let definition = serde_json::json!({"service": {}, "form": {}});
    let form = NewForm {
        slug: "trees",
        source: FormSource::Catalogue,
        definition: &definition,
        checksum: "1",
        publish: true,
    };
    let case = NewCase {
        reference: reference.to_owned(),
        form_id: transaction.add_form(&form, now).await?,
        slug: "trees",
        subject: None,
        actor: Actor::Visitor(Uuid::new_v4()),
        channel: Channel::HomeVisit,
        status: "received",
    };
    let is_added = transaction.add_case(&case, now).await?.is_some();
    transaction.commit().await?;
    Ok(is_added)
}

async fn references(database: &Database, position: CasePosition) -> Vec<String> {
    let mut connection = database.read().await.unwrap();
    let page = connection
        .list_cases(&CaseFilter::default(), position, 10)
        .await
        .unwrap();
    page.cases.into_iter().map(|case| case.reference).collect()
}

on_each_database! {
    async fn cases_are_in_the_order_of_time_to_the_microsecond(database) {
        for (reference, microseconds) in [("c", 1_500_000), ("a", 0), ("b", 1), ("d", 2_000_000)] {
            add_case(&database, reference, NOON + Duration::microseconds(microseconds)).await.unwrap();
        }
        assert_eq!(references(&database, CasePosition::Newest).await, ["d", "c", "b", "a"]);
        let mut connection = database.read().await.unwrap();
        let page = connection.list_cases(&CaseFilter::default(), CasePosition::Newest, 2).await.unwrap();
        let key: CaseKey = page.older.unwrap().to_string().parse().unwrap();
        drop(connection);
        assert_eq!(references(&database, CasePosition::After(key)).await, ["b", "a"]);
        assert_eq!(references(&database, CasePosition::Before(key)).await, ["d"]);
    }

    async fn a_reference_that_is_taken_is_told_apart_from_a_failure(database) {
        assert!(add_case(&database, "a", NOON).await.unwrap());
        assert!(!add_case(&database, "a", NOON).await.unwrap());
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(database) {
        let mut transaction = database.begin().await.unwrap();
        let person = NewPerson { name: "Mary", email: None, telephone: None };
        let id = transaction.add_person(&person, NOON.into()).await.unwrap();
        drop(transaction);
        assert!(database.write().await.unwrap().find_person(id).await.unwrap().is_none());
    }

    async fn many_writers_at_once_all_get_their_turn(database) {
        add_case(&database, "first", NOON).await.unwrap();
        let writers: Vec<_> = (0..8).map(|writer| {
            let database = database.clone();
            tokio::spawn(async move {
                for turn in 0..10 {
                    add_case(&database, &format!("{writer}-{turn}"), NOON).await?;
                }
                Ok::<(), sqlx::Error>(())
            })
        }).collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let mut connection = database.read().await.unwrap();
        let page = connection.list_cases(&CaseFilter::default(), CasePosition::Newest, 100).await.unwrap();
        assert_eq!(page.cases.len(), 81);
    }

    async fn a_form_is_stored_again_only_when_it_has_changed(database) {
        let definition = serde_json::json!({});
        let mut form = NewForm { slug: "trees", source: FormSource::Xgov, definition: &definition, checksum: "1", publish: false };
        let mut transaction = database.begin().await.unwrap();
        let first = transaction.add_form(&form, NOON.into()).await.unwrap();
        assert!(transaction.find_published_form("trees").await.unwrap().is_none());
        form.publish = true;
        assert_eq!(transaction.add_form(&form, NOON.into()).await.unwrap(), first);
        form.checksum = "2";
        let second = transaction.add_form(&form, NOON.into()).await.unwrap();
        let published = transaction.find_published_form("trees").await.unwrap().unwrap();
        assert_eq!((published.id, published.version), (second, 2));
        assert_eq!(transaction.list_published_forms().await.unwrap().len(), 1);
        assert!(transaction.is_slug_taken("trees", FormSource::Catalogue).await.unwrap());
    }

    async fn an_answered_write_is_durable_by_default(database) {
        let durability = database.durability().await.unwrap();
        let values: Vec<&str> = durability.settings.iter().map(|(_, value)| value.as_str()).collect();
        match database {
            Database::Sqlite { .. } => assert_eq!(values, ["wal", "2"]),
            Database::Postgres(_) => assert_eq!(values[0], "on"),
        }
    }
}

/// A migration that only one database gets would let the two drift apart.
#[test]
fn both_databases_have_the_same_migrations() {
    let names = |folder: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(folder);
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

/// The reason for [`Timestamp`]: SQLite compares moments as text.
#[test]
fn timestamps_keep_no_more_than_both_databases_can() {
    let moment = datetime!(2026-03-27 12:00:00.123456789 +1);
    assert_eq!(
        OffsetDateTime::from(Timestamp::from(moment)),
        datetime!(2026-03-27 11:00:00.123456 UTC)
    );
}
