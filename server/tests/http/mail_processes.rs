//! Several processes, one queue.

use std::collections::BTreeSet;

use guildhall::{
    clock::Clock,
    config::Config,
    emails::{self, PasswordChanged, Recipient},
    state::AppState,
};
use guildhall_database::Database;
use guildhall_domain::text::Language;

use crate::{
    council::new_postgres_database,
    mail_server::MailServer,
    processes::{Program, command},
};

const MESSAGES: usize = 200;

fn state_of(database: Database) -> AppState {
    let config = Config::default();
    let listen = config.listen;
    AppState::new(config, listen, database, Clock::system()).unwrap()
}

async fn queue(state: &AppState, count: usize) {
    let notice = PasswordChanged {
        name: "Mary".to_owned(),
        when: "27 March 2026 at 10am".to_owned(),
    };
    let mut transaction = state.database.begin().await.unwrap();
    for number in 0..count {
        let to = Recipient::new(format!("{number}@residents.example"), Language::English);
        emails::queue(&mut transaction, state, &to, &notice)
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{what} did not happen within a minute");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_one_queue_and_do_nothing_twice() {
    let url = new_postgres_database().await;
    let database = Database::connect(&url).await.unwrap();
    database.migrate().await.unwrap();
    let state = state_of(database);
    let server = MailServer::start().await;
    let serve = || {
        let mut command = command(&url);
        command.env("GUILDHALL_MAIL__URL", server.url());
        Program::start_with(command)
    };
    let programs = [serve(), serve()];
    queue(&state, MESSAGES).await;
    until("every message", || server.taken().len() >= MESSAGES).await;
    // Time for whatever would come twice.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let taken = server.taken();
    let each: BTreeSet<String> = taken.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!((taken.len(), each.len()), (MESSAGES, MESSAGES));
    let mut admin = <sqlx::PgConnection as sqlx::Connection>::connect(&url)
        .await
        .unwrap();
    let count = |sql: &'static str| sqlx::query_scalar::<_, i64>(sql);
    let twice = count("SELECT count(*) FROM jobs WHERE attempts <> 1")
        .fetch_one(&mut admin)
        .await
        .unwrap();
    assert_eq!(twice, 0, "no job was begun twice");
    let by = count("SELECT count(*) FROM jobs WHERE kind = 'delete_expired_sessions'")
        .fetch_one(&mut admin)
        .await
        .unwrap();
    assert_eq!(by, 1, "the schedule ran once for both");
    drop(programs);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_told_to_stop_finishes_the_message_it_is_sending() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/guildhall.db", folder.path().display());
    let database = Database::connect(&url).await.unwrap();
    database.migrate().await.unwrap();
    let state = state_of(database);
    let server = MailServer::start().await;
    let mut command = command(&url);
    command.env("GUILDHALL_MAIL__URL", server.url());
    let mut program = Program::start_with(command);
    let to = Recipient::new(crate::mail_server::SLOW, Language::English);
    let notice = PasswordChanged {
        name: "Mary".to_owned(),
        when: "27 March 2026 at 10am".to_owned(),
    };
    let mut transaction = state.database.begin().await.unwrap();
    let id = emails::queue(&mut transaction, &state, &to, &notice)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    until("a connection", || server.connections() == 1).await;
    program.tell_to_stop();
    assert!(program.ended_well());
    assert_eq!(server.taken().len(), 1);
    let mut connection = state.database.read().await.unwrap();
    let message = connection.find_message(id).await.unwrap().unwrap();
    assert!(message.sent_at.is_some());
}

#[test]
fn settings_for_mail_that_make_no_sense_stop_the_program_without_telling_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("url");
    std::fs::write(
        &file,
        "smtp://user:market-square@mail.wrekinshire.example\n",
    )
    .unwrap();
    let url = "smtp://user:market-square@mail.wrekinshire.example";
    let file = file.display().to_string();
    for settings in [
        vec![("GUILDHALL_MAIL__URL", url)],
        vec![("GUILDHALL_MAIL__URL_FILE", file.as_str())],
        vec![("GUILDHALL_MAIL__URL_FILE", "/nowhere")],
        vec![
            ("GUILDHALL_MAIL__URL", "smtp://127.0.0.1"),
            ("GUILDHALL_MAIL__URL_FILE", &file),
        ],
        vec![
            ("GUILDHALL_MAIL__URL", "smtp://127.0.0.1"),
            ("GUILDHALL_MAIL__FROM", "nobody"),
        ],
        vec![("GUILDHALL_MAIL__URI", "smtp://127.0.0.1")],
    ] {
        let mut command = command(&format!("sqlite://{}/g.db", folder.path().display()));
        let output = command
            .envs(settings.iter().copied())
            .arg("serve")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{settings:?}");
        assert!(
            said.contains("guildhall: ") && !said.contains("market-square"),
            "{settings:?}: {said}"
        );
    }
}
