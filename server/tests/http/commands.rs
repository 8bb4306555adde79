//! The program's commands for whoever runs the servers.

use std::process::{Command, Output};

use guildhall_database::{Database, Holder, SearchLimits, SubjectId};
use guildhall_domain::{accounts::Lifetime, people_search::Asked};
use time::macros::date;

use crate::{
    council::new_postgres_database,
    processes::{Program, Remote, command},
};

/// A command on this database.
fn run(database_url: &str, arguments: &[&str]) -> Output {
    let mut command: Command = command(database_url);
    command.args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    assert!(!output.status.success(), "{}", said(output));
    String::from_utf8(output.stderr.clone()).unwrap()
}

const AMINA: &str = "amina.yusuf@wrekinshire.example";

fn add_amina(database_url: &str) -> Output {
    let role = ["--role", "adviser", "--role", "administrator"];
    let who = ["staff", "add", "--name", "Amina Yusuf", "--email", AMINA];
    run(database_url, &[&who[..], &role].concat())
}

/// The first administrator of a council, who has nobody to invite them.
async fn staff_are_added_invited_and_reset_on(database_url: &str) {
    let added = add_amina(database_url);
    assert!(added.status.success(), "{added:?}");
    let link = said(&added);
    assert!(
        link.starts_with("http://127.0.0.1:") && link.contains("/staff/set-up/"),
        "{link}"
    );
    assert!(complained(&add_amina(database_url)).contains("already"));
    let invited = run(database_url, &["staff", "invite", "--email", AMINA]);
    assert!(said(&invited).contains("/staff/set-up/") && said(&invited) != link);
    let reset = run(database_url, &["staff", "reset", "--email", AMINA]);
    assert!(complained(&reset).contains("has not set the account up yet"));
    let nobody = run(
        database_url,
        &["staff", "invite", "--email", "nobody@wrekinshire.example"],
    );
    assert!(complained(&nobody).contains("no member of staff in service has the address"));
    let unknown = [
        "staff",
        "add",
        "--name",
        "X",
        "--email",
        "x@wrekinshire.example",
        "--role",
        "caseworker",
        "--team",
        "Nobody's",
    ];
    assert!(complained(&run(database_url, &unknown)).contains("there is no team called"));
    let database = Database::connect(database_url).await.unwrap();
    let mut connection = database.read().await.unwrap();
    assert!(
        connection
            .find_staff_by_email("x@wrekinshire.example")
            .await
            .unwrap()
            .is_none()
    );
    let amina = connection
        .find_staff_by_email(AMINA)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        amina.password_hash, None,
        "nobody but its holder chooses a password"
    );
    // Whoever lost the password and the factor gets both anew, the only administrator too.
    let mut connection = database.write().await.unwrap();
    let set = connection.set_staff_password(amina.id, "$argon2id$");
    set.await.unwrap();
    drop(connection);
    for act in ["reset", "invite"] {
        let output = run(database_url, &["staff", act, "--email", AMINA]);
        assert!(
            said(&output).contains("/staff/set-up/"),
            "{act}: {output:?}"
        );
    }
}

/// Whoever was signed in is out at once, wherever they are.
async fn sign_ins_are_ended_on(database_url: &str) {
    assert!(add_amina(database_url).status.success());
    let database = Database::connect(database_url).await.unwrap();
    let now = time::OffsetDateTime::now_utc().into();
    let mut connection = database.write().await.unwrap();
    let amina = connection
        .find_staff_by_email(AMINA)
        .await
        .unwrap()
        .unwrap()
        .id;
    let sign_in = guildhall_database::NewSignIn {
        holder: Holder::Staff(amina),
        method: "password-app",
        device: "Firefox on Windows",
        lifetime: Lifetime::Staff,
    };
    for whose in [["--staff", AMINA].as_slice(), &["--everybody"]] {
        connection.add_sign_in(&sign_in, now).await.unwrap();
        let ended = run(database_url, &[&["sign-ins", "end"], whose].concat());
        assert!(
            said(&ended).contains("sign-ins that have ended: 1"),
            "{ended:?}"
        );
        let left = connection
            .list_sign_ins(Holder::Staff(amina), now)
            .await
            .unwrap();
        assert!(left.is_empty());
    }
    let nobody = run(
        database_url,
        &["sign-ins", "end", "--resident", "nobody@residents.example"],
    );
    assert!(complained(&nobody).contains("nobody signs in with"));
    assert!(
        !run(database_url, &["sign-ins", "end"]).status.success(),
        "it must be said whose"
    );
}

/// Whoever keeps the head that it prints learns later that something was taken away.
async fn the_audit_trail_is_verified_on(database_url: &str) {
    assert!(add_amina(database_url).status.success());
    let verified = said(&run(database_url, &["audit", "verify"]));
    assert!(
        verified.contains("2 events, 0 of them erased"),
        "{verified}"
    );
    let head = verified.lines().last().unwrap();
    let invite = ["staff", "invite", "--email", AMINA];
    assert!(run(database_url, &invite).status.success());
    let later = said(&run(database_url, &["audit", "verify", "--head", head]));
    assert!(
        later.contains("3 events") && !later.contains(head),
        "{later}"
    );
    let other = [
        "audit",
        "verify",
        "--head",
        &head.replace(['0', '1', '2'], "3"),
    ];
    let never = complained(&run(database_url, &other));
    assert!(
        never.contains("never had the head") && never.lines().count() == 1,
        "{never}"
    );
    let nonsense = ["audit", "verify", "--head", "nonsense"];
    assert!(complained(&run(database_url, &nonsense)).contains("64 hexadecimal digits"));
}

/// Invented people, who are found and stay as they are.
async fn people_are_invented_on(database_url: &str) {
    let seed = |arguments: &[&str]| run(database_url, &[&["seed", "--people"], arguments].concat());
    assert!(!seed(&["none"]).status.success());
    let seeded = seed(&["400"]);
    assert!(seeded.status.success(), "{seeded:?}");
    let progress = String::from_utf8(seeded.stderr.clone()).unwrap();
    assert!(progress.contains("people: 400 of 400"), "{progress}");
    assert!(complained(&seed(&["10"])).contains("there are people in this database already"));
    assert!(complained(&seed(&["10", "--add"])).contains("the people of seed 1 can't be added"));
    assert!(seed(&["100", "--add", "--seed", "2"]).status.success());
    let database = Database::connect(database_url).await.unwrap();
    let mut connection = database.read().await.unwrap();
    let mut find = async |typed: &str| {
        let asked = Asked::read(typed, date!(2026 - 03 - 27));
        let limits = SearchLimits::default();
        connection
            .search_people(&asked, &limits)
            .await
            .unwrap()
            .people
    };
    let smith = find("smith").await.swap_remove(0).person;
    let born = smith.date_of_birth.clone().unwrap_or_default();
    let again = find(&format!("{born} {}", smith.name)).await;
    assert!(again.iter().any(|found| found.person.id == smith.id));
    assert!(!find("smiht").await.is_empty(), "the vocabulary is there");
    let told = connection
        .list_told(SubjectId::Person(smith.id), None)
        .await;
    let told = told.unwrap();
    let dictionary = guildhall::catalogue::dictionary().unwrap();
    for one in &told {
        let attribute = dictionary.get(&one.attribute);
        assert!(attribute.is_some(), "{} is known to nobody", one.attribute);
    }
    assert_eq!(
        told.iter()
            .any(|one| one.attribute == "person.date_of_birth"),
        smith.date_of_birth.is_some()
    );
}

/// Runs the tests below on each database.
macro_rules! commands_on_each_database {
    ($($name:ident calls $body:ident;)*) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                super::$body(&format!("sqlite://{}/guildhall.db", folder.path().display())).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$body(&super::new_postgres_database().await).await;
            })*
        }
    };
}

commands_on_each_database! {
    staff_are_added_invited_and_reset calls staff_are_added_invited_and_reset_on;
    sign_ins_are_ended calls sign_ins_are_ended_on;
    the_audit_trail_is_verified calls the_audit_trail_is_verified_on;
    people_are_invented calls people_are_invented_on;
}

#[test]
fn the_demo_adds_nothing_to_a_council() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/guildhall.db", folder.path().display());
    let who = [
        "--name",
        "Nerys Hughes",
        "--email",
        "nerys.hughes@wrekinshire.example",
    ];
    let added = run(
        &url,
        &[&["staff", "add", "--role", "administrator"], &who[..]].concat(),
    );
    assert!(added.status.success(), "{added:?}");
    let refused = run(&url, &["serve", "--demo"]);
    assert!(complained(&refused).contains("this database is a council's already"));
}

#[test]
fn a_demo_has_no_address_that_others_reach() {
    let refused = command("sqlite://unused.db")
        .env("GUILDHALL_PUBLIC_URL", "https://www.wrekinshire.example")
        .args(["serve", "--demo"])
        .output();
    assert!(complained(&refused.unwrap()).contains("unset GUILDHALL_PUBLIC_URL"));
    let refused = command("sqlite://unused.db")
        .env("GUILDHALL_PROXIES", "[\"127.0.0.1\"]")
        .args(["serve", "--demo"])
        .output();
    assert!(complained(&refused.unwrap()).contains("GUILDHALL_PROXIES"));
}

/// Everybody knows the passwords of the demo's staff: served as a council, they open nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_demo_left_opens_nothing_outside_it() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/guildhall.db", folder.path().display());
    for (is_demo, expected) in [(true, 303), (false, 403)] {
        let mut program =
            Program::start_with_arguments(command(&url), if is_demo { &["--demo"] } else { &[] });
        let browser = Remote::new();
        let page = browser.get(&program, "/staff/sign-in").await;
        let typed = [("email", AMINA), ("password", "market-square-adviser")];
        let answer = browser.send(&program, &page, &typed).await;
        assert_eq!(answer.status, expected);
        program.tell_to_stop();
        assert!(program.ended_well());
    }
}

#[test]
fn a_new_key_is_printed_and_secrets_are_sealed_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/guildhall.db", folder.path().display());
    let key = said(&run(&url, &["keys", "new"]));
    let file = folder.path().join("keys");
    std::fs::write(&file, &key).unwrap();
    let resealed = command(&url)
        .env("GUILDHALL_KEYS__FILE", &file)
        .args(["keys", "reseal"])
        .output()
        .unwrap();
    assert!(
        said(&resealed).contains("0 secrets are sealed with the first key"),
        "{resealed:?}"
    );
    std::fs::write(&file, "nonsense").unwrap();
    let refused = command(&url)
        .env("GUILDHALL_KEYS__FILE", &file)
        .args(["keys", "reseal"])
        .output()
        .unwrap();
    let complaint = complained(&refused);
    assert!(
        complaint.contains("key 1 has no name") && complaint.lines().count() == 1,
        "{complaint}"
    );
}
