//! The map for the right of access says something of every column that there is, and of no other.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use guildhall_database::{About, Database, Extent, HeldColumn, Kind, PersonId, TABLES, Use};
use uuid::Uuid;

/// The columns of every table as a database has them, each with its type.
type Schema = BTreeMap<String, BTreeMap<String, String>>;

/// sqlx's own, which says which migrations ran.
const MIGRATIONS: &str = "_sqlx_migrations";

async fn fresh_sqlite() -> Database {
    let folder = std::env::temp_dir().join(format!("guildhall-{}", Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    let database = Database::connect(&format!("sqlite://{}/test.db", folder.display())).await;
    let database = database.unwrap();
    database.migrate().await.unwrap();
    database
}

async fn fresh_postgres() -> Database {
    let server = std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL must name a PostgreSQL server to test on; `make test` starts one",
    );
    let name = format!("guildhall_{}", Uuid::now_v7().simple());
    let admin = <sqlx::PgConnection as sqlx::Connection>::connect(&server).await;
    let statement = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(statement)
        .execute(&mut admin.unwrap())
        .await
        .unwrap();
    let (before, _) = server.rsplit_once('/').unwrap();
    let database = Database::connect(&format!("{before}/{name}"))
        .await
        .unwrap();
    database.migrate().await.unwrap();
    database
}

async fn schema(database: &Database) -> Schema {
    let columns: Vec<(String, String, String)> = match database {
        Database::Sqlite { readers, .. } => {
            sqlx::query_as(
                "SELECT tables.name, columns.name, columns.type FROM sqlite_master AS tables
                 JOIN pragma_table_info(tables.name) AS columns
                 WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'",
            )
            .fetch_all(readers)
            .await
        }
        Database::Postgres(pool) => sqlx::query_as(
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT)
                 FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .fetch_all(pool)
        .await,
    }
    .unwrap();
    let mut schema = Schema::new();
    for (table, column, kind) in columns {
        if table != MIGRATIONS {
            schema.entry(table).or_default().insert(column, kind);
        }
    }
    assert!(schema.len() > 20, "the tables were not found: {schema:?}");
    schema
}

/// The map as names.
fn mapped() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let names = |about: &About| match about {
        About::People(reached) => reached.columns.iter().map(|column| column.name).collect(),
        About::Nobody { columns, .. } => columns.iter().copied().collect(),
    };
    let mapped = TABLES.iter().map(|table| (table.name, names(&table.about)));
    mapped.collect()
}

/// How a column would be written in the map, by its type in either database; whoever writes it decides what it is.
fn draft(column: &str, kind: &str) -> String {
    let word = match kind.to_lowercase().as_str() {
        "uuid" | "blob" => "id",
        "timestamp with time zone" => "moment",
        "jsonb" => "json",
        "bigint" | "integer" => "number",
        _ if column.ends_with("_at") => "moment",
        _ => "words",
    };
    format!("{word}(\"{column}\")")
}

/// What the map lacks of a database, and what it has too much, each as a sentence that says what to do.
fn problems(schema: &Schema) -> String {
    let mapped = mapped();
    let mut problems = String::new();
    for (table, columns) in schema {
        let Some(known) = mapped.get(table.as_str()) else {
            let drafts: Vec<_> = columns
                .iter()
                .map(|(name, kind)| draft(name, kind))
                .collect();
            let drafts = drafts.join(", ");
            writeln!(
                problems,
                "The table {table} is new. Is anything in it about a person? Say so in subject_access/map.rs:\n    \
                 Table {{ name: \"{table}\", about: people(\"person_id IN (SELECT id FROM these_people)\", \"id\",\n        \
                 &[{drafts}]) }},\n\
                 or nobody(\"because …\", &[…]). Then give it the message copy-table-{table} in export.ftl."
            )
            .unwrap();
            continue;
        };
        for (column, kind) in columns {
            if !known.contains(column.as_str()) {
                let draft = draft(column, kind);
                writeln!(
                    problems,
                    "The column {table}.{column} is new: say in subject_access/map.rs whether a copy of somebody's record \
                     tells it: {draft}, secret(…) or left(\"{column}\", \"because …\"). What is told needs the message \
                     copy-column-{column} in export.ftl."
                )
                .unwrap();
            }
        }
        for column in known.iter().filter(|name| !columns.contains_key(**name)) {
            writeln!(
                problems,
                "The column {table}.{column} is gone: take it out of subject_access/map.rs."
            )
            .unwrap();
        }
    }
    for table in mapped.keys().filter(|name| !schema.contains_key(**name)) {
        writeln!(
            problems,
            "The table {table} is gone: take it out of subject_access/map.rs."
        )
        .unwrap();
    }
    problems
}

#[tokio::test]
async fn every_column_is_in_the_map_on_sqlite() {
    let problems = problems(&schema(&fresh_sqlite().await).await);
    assert!(problems.is_empty(), "\n{problems}");
}

#[tokio::test]
async fn every_column_is_in_the_map_on_postgres() {
    let problems = problems(&schema(&fresh_postgres().await).await);
    assert!(problems.is_empty(), "\n{problems}");
}

#[tokio::test]
async fn what_is_new_and_what_is_gone_is_said() {
    let mut schema = schema(&fresh_sqlite().await).await;
    let people = schema.get_mut("people").unwrap();
    people.insert("shoe_size".into(), "INTEGER".into());
    people.remove("telephone");
    schema.remove("tokens");
    let warnings = [
        ("person_id".into(), "BLOB".into()),
        ("words".into(), "TEXT".into()),
    ];
    schema.insert("letters".into(), warnings.into());
    let problems = problems(&schema);
    for said in [
        "column people.shoe_size is new",
        "number(\"shoe_size\")",
        "column people.telephone is gone",
        "table tokens is gone",
        "table letters is new",
        "&[id(\"person_id\"), words(\"words\")]",
    ] {
        assert!(problems.contains(said), "{said} is not in\n{problems}");
    }
}

fn told(column: &HeldColumn) -> Option<Kind> {
    match column.used {
        Use::Told(kind) => Some(kind),
        Use::Secret(_) | Use::Left(_) => None,
    }
}

#[tokio::test]
async fn the_map_says_of_what_kind_a_column_is() {
    let schema = schema(&fresh_postgres().await).await;
    for table in TABLES {
        let About::People(reached) = &table.about else {
            continue;
        };
        for column in reached.columns {
            let stored = schema[table.name][column.name].as_str();
            let expected = match told(column) {
                None => continue,
                // A date reads as its words.
                Some(Kind::Words) if stored == "date" => continue,
                Some(Kind::Words) => "text",
                Some(Kind::Number) => "bigint",
                Some(Kind::Moment) => "timestamp with time zone",
                Some(Kind::Json) => "jsonb",
                Some(Kind::Id | Kind::Named(_)) => "uuid",
                Some(Kind::Sealed) => "bytea",
            };
            assert_eq!(stored, expected, "{}.{}", table.name, column.name);
        }
    }
}

#[test]
fn what_opens_something_is_never_told() {
    for table in TABLES {
        let About::People(reached) = &table.about else {
            continue;
        };
        for column in reached.columns {
            let is_secret = ["hash", "secret", "credential", "salt", "payload"]
                .iter()
                .any(|part| column.name.contains(part));
            assert!(
                !is_secret || told(column).is_none(),
                "{}.{} would be told",
                table.name,
                column.name
            );
        }
    }
}

#[tokio::test]
async fn every_statement_runs_on_both_databases() {
    for database in [fresh_sqlite().await, fresh_postgres().await] {
        let mut connection = database.read().await.unwrap();
        for table in TABLES {
            for extent in [Extent::Everything, Extent::WithoutSensitive] {
                let held = connection.list_held(table, PersonId::new(), extent).await;
                assert_eq!(held.unwrap(), [], "{}", table.name);
            }
        }
    }
}
