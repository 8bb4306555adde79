//! A council of its own for each test, on a database of its own.

use guildhall::{clock::Clock, config::Config, passwords, router::router, state::AppState};
use guildhall_database::{Database, NewPerson, NewStaff, PersonId};
use time::{OffsetDateTime, macros::datetime};

use crate::browser::Browser;

/// When it is, in every test: a Friday morning.
pub const NOW: OffsetDateTime = datetime!(2026-03-27 10:00 UTC);
pub const PASSWORD: &str = "market-square-test";

/// Runs one test body against each database.
#[macro_export]
macro_rules! on_each_database {
    ($($(#[doc = $doc:literal])* async fn $name:ident($council:ident) $body:block)*) => { $(
        async fn $name($council: $crate::council::Council) $body
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { super::$name($crate::council::Council::on_sqlite().await).await }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { super::$name($crate::council::Council::on_postgres().await).await }
        }
    )* };
}

pub struct Council {
    pub state: AppState,
    /// Deleted with the test.
    _folder: Option<tempfile::TempDir>,
}

impl Council {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/guildhall.db", folder.path().display());
        Self::on(url, Some(folder)).await
    }

    pub async fn on_postgres() -> Self {
        Self::on(new_postgres_database().await, None).await
    }

    async fn on(url: String, folder: Option<tempfile::TempDir>) -> Self {
        let database = Database::connect(&url).await.unwrap();
        database.migrate().await.unwrap();
        let config = Config {
            database_url: url,
            ..Config::default()
        };
        let state = AppState::new(config, database, Clock::fixed(NOW));
        state
            .catalogue
            .store_shipped(state.clock.now())
            .await
            .unwrap();
        Self {
            state,
            _folder: folder,
        }
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(router(self.state.clone()))
    }

    /// A browser in which a member of staff of this name has signed in.
    pub async fn staff(&self, name: &str) -> Browser {
        let email = format!(
            "{}@wrekinshire.example",
            name.to_lowercase().replace(' ', ".")
        );
        let hash = passwords::hash(PASSWORD).unwrap();
        let staff = NewStaff {
            email: &email,
            name,
            role: "adviser",
            password_hash: &hash,
        };
        self.state
            .database
            .write()
            .await
            .unwrap()
            .add_staff(&staff, self.state.clock.now())
            .await
            .unwrap();
        let mut browser = self.browser();
        let page = browser.get("/staff/sign-in").await;
        let answer = browser
            .send(&page, &[("email", &email), ("password", PASSWORD)])
            .await;
        assert_eq!((answer.status, answer.location()), (303, "/desk"));
        browser
    }

    pub async fn person(&self, name: &str) -> PersonId {
        let person = NewPerson {
            name,
            email: None,
            telephone: Some("01632 960 001"),
        };
        let mut connection = self.state.database.write().await.unwrap();
        connection
            .add_person(&person, self.state.clock.now())
            .await
            .unwrap()
    }
}

/// The throw-away cluster that the tests were started with. Without it they fail: a database nobody tested is a
/// database that does not work.
pub async fn new_postgres_database() -> String {
    let server = std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL must name a PostgreSQL server to test on; `make test` starts one",
    );
    let name = format!("guildhall_{}", uuid::Uuid::now_v7().simple());
    let admin = <sqlx::PgConnection as sqlx::Connection>::connect(&server).await;
    let mut admin = admin.expect("the PostgreSQL server of TEST_POSTGRES_URL must answer");
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut admin)
        .await
        .unwrap();
    let (before, _) = server
        .rsplit_once('/')
        .expect("TEST_POSTGRES_URL must end in a database");
    format!("{before}/{name}")
}
