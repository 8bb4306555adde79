//! A council of its own for each test, on a database of its own.

use guildhall::{
    clock::Clock, config::Config, keys::Keys, outside::Outside, passwords, router::router,
    state::AppState,
};
use guildhall_database::{Database, FirstTold, NewPerson, NewStaff, PersonId, StaffId};
use guildhall_domain::permissions::Grant;
use time::{OffsetDateTime, macros::datetime};
use uuid::Uuid;

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
        let listen = config.listen;
        let mut state = AppState::new(config, listen, database, Clock::fixed(NOW)).unwrap();
        state.outside = Outside::recording();
        state.keys = Keys::random();
        // Most tests are about something else than the second factor of staff.
        state.is_demo = true;
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

    /// A browser in which an adviser of this name has signed in.
    pub async fn staff(&self, name: &str) -> Browser {
        self.staff_with(name, &[Grant::Adviser]).await
    }

    /// A browser in which a caseworker of this name has signed in, who works for no team.
    pub async fn caseworker(&self, name: &str) -> Browser {
        self.staff_with(name, &[Grant::Caseworker { team: None }])
            .await
    }

    /// A browser in which an administrator of this name has signed in.
    pub async fn administrator(&self, name: &str) -> Browser {
        self.staff_with(name, &[Grant::Administrator]).await
    }

    /// A browser in which a member of staff of this name has signed in, who holds these roles.
    pub async fn staff_with(&self, name: &str, grants: &[Grant]) -> Browser {
        self.add_staff(name, grants).await;
        self.signed_in(name).await
    }

    pub async fn add_staff(&self, name: &str, grants: &[Grant]) -> StaffId {
        let hash = passwords::hash(PASSWORD).unwrap();
        let staff = NewStaff {
            email: &email(name),
            name,
            password_hash: Some(&hash),
            grants,
        };
        let mut transaction = self.state.database.begin().await.unwrap();
        let added = transaction.add_staff(&staff, self.state.clock.now()).await;
        transaction.commit().await.unwrap();
        added.unwrap()
    }

    /// A browser in which the member of staff of this name has signed in.
    pub async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.get("/staff/sign-in").await;
        let answer = browser
            .send(&page, &[("email", &email(name)), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        browser
    }

    /// A team that looks after these services.
    pub async fn team(&self, name: &str, services: &[&str]) -> Uuid {
        let mut transaction = self.state.database.begin().await.unwrap();
        let team = transaction.add_team(name, self.state.clock.now()).await;
        let team = team.unwrap().unwrap();
        let services = services.iter().map(|slug| (*slug).to_owned()).collect();
        transaction
            .set_team_services(team, &services)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        team.0
    }

    pub async fn person(&self, name: &str) -> PersonId {
        let person = NewPerson {
            name,
            email: None,
            telephone: Some("01632 960 001"),
            told: FirstTold::IMPORTED,
        };
        let mut connection = self.state.database.write().await.unwrap();
        connection
            .add_person(&person, self.state.clock.now())
            .await
            .unwrap()
    }
}

/// The address of the member of staff of this name.
pub fn email(name: &str) -> String {
    format!(
        "{}@wrekinshire.example",
        name.to_lowercase().replace(' ', ".")
    )
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
