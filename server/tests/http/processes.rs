//! The program as a process of its own: killed, stopped, started without its database.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::{browser::Answer, council::new_postgres_database, journey::MISSED_BIN};

/// A running program; it is killed with the test.
pub struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(database_url: &str) -> Self {
        Self::start_with(command(database_url))
    }

    /// Starts serving with these settings.
    pub fn start_with(command: Command) -> Self {
        Self::start_with_arguments(command, &[])
    }

    /// Starts serving with these settings and arguments.
    pub fn start_with_arguments(mut command: Command, arguments: &[&str]) -> Self {
        let mut child = command
            .arg("serve")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines
            .find_map(|line| line.ok().filter(|line| line.starts_with("listening on")))
            .unwrap();
        let address = line.trim_start_matches("listening on http://").to_owned();
        Self { child, address }
    }

    pub fn tell_to_stop(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
    }

    /// Waits for the end.
    pub fn ended_well(&mut self) -> bool {
        self.child.wait().unwrap().success()
    }

    /// As the machine's power cut would: no warning, no time to tidy up.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn command(database_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
    command
        .env("DATABASE_URL", database_url)
        .env("GUILDHALL_LISTEN", "127.0.0.1:0")
        .env("RUST_LOG", "warn");
    command
}

/// A browser that speaks to a process.
pub struct Remote {
    client: reqwest::Client,
}

impl Remote {
    pub fn new() -> Self {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none());
        Self {
            client: client.build().unwrap(),
        }
    }

    async fn answer(request: reqwest::RequestBuilder, path: &str) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer {
            path: path.to_owned(),
            status,
            headers,
            body: response.text().await.unwrap(),
        }
    }

    pub async fn get(&self, program: &Program, path: &str) -> Answer {
        Self::answer(
            self.client.get(format!("http://{}{path}", program.address)),
            path,
        )
        .await
    }

    pub async fn send(&self, program: &Program, page: &Answer, typed: &[(&str, &str)]) -> Answer {
        let (action, mut pairs) = page.form();
        pairs.extend(
            typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&pairs)
            .finish();
        let request = self
            .client
            .post(format!("http://{}{action}", program.address));
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        Self::answer(request, &action).await
    }
}

/// Today's date comes from the machine's clock here.
fn yesterday() -> [String; 3] {
    let day = time::OffsetDateTime::now_utc().date() - time::Duration::days(1);
    [
        day.day().to_string(),
        u8::from(day.month()).to_string(),
        day.year().to_string(),
    ]
}

async fn killed_after_every_step(url: &str) {
    let browser = Remote::new();
    let mut program = Program::start(url);
    let start = browser
        .get(&program, "/services/missed-bin-collection")
        .await;
    let mut next = browser
        .send(&program, &start, &[])
        .await
        .location()
        .to_owned();
    let [day, month, year] = yesterday();
    let date = [
        ("collection_date-day", day.as_str()),
        ("collection_date-month", month.as_str()),
        ("collection_date-year", year.as_str()),
    ];
    for typed in MISSED_BIN {
        program.kill();
        program = Program::start(url);
        let page = browser.get(&program, &next).await;
        assert_eq!(page.status, 200, "{next} is lost");
        let typed = if typed[0].0.starts_with("collection_date") {
            &date[..]
        } else {
            typed
        };
        let answer = browser.send(&program, &page, typed).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        next = answer.location().to_owned();
    }
    program.kill();
    program = Program::start(url);
    let check = browser.get(&program, &next).await;
    assert!(check.words().contains("14 Quarry Row") && check.words().contains("Food waste"));
    let sent = browser.send(&program, &check, &[]).await;
    assert_eq!(sent.status, 303);
    program.kill();
    program = Program::start(url);
    let done = browser.get(&program, sent.location()).await;
    assert_eq!(done.text(".reference").len(), 11);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_program_between_any_two_steps_loses_no_answer_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    killed_after_every_step(&format!(
        "sqlite://{}/new/guildhall.db",
        folder.path().display()
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_program_between_any_two_steps_loses_no_answer_on_postgres() {
    killed_after_every_step(&new_postgres_database().await).await;
}

#[test]
fn without_its_database_the_program_says_so_in_a_sentence_and_fails() {
    let urls = [
        "postgres://nobody:secret@127.0.0.1:1/none",
        "sqlite:///proc/no/such/folder/guildhall.db",
        "mysql://x/y",
    ];
    for url in urls {
        let output = command(url).arg("serve").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{url}");
        assert_eq!(said.lines().count(), 1, "{url}: {said}");
        assert!(
            said.starts_with("guildhall: ") && !said.contains("secret"),
            "{url}: {said}"
        );
    }
}

#[test]
fn a_demo_is_not_served_to_the_world() {
    let mut command = command("sqlite://unused.db");
    let output = command
        .env("GUILDHALL_LISTEN", "0.0.0.0:0")
        .args(["serve", "--demo"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("this machine only")
    );
}

#[test]
fn a_request_in_flight_is_finished_when_the_program_is_told_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&format!(
        "sqlite://{}/guildhall.db",
        folder.path().display()
    ));
    let mut slow = TcpStream::connect(&program.address).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let head = "POST /staff/sign-in HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 10\r\n\r\n";
    slow.write_all(head.as_bytes()).unwrap();
    slow.write_all(b"email").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    program.tell_to_stop();
    std::thread::sleep(Duration::from_millis(300));
    assert!(
        program.child.try_wait().unwrap().is_none(),
        "the program did not wait"
    );
    slow.write_all(b"=abcd").unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    assert!(program.ended_well());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_prints_how_to_sign_in_and_its_forms_are_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/guildhall.db", folder.path().display());
    for _ in 0..2 {
        let mut child = command(&url)
            .args(["serve", "--demo"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let mut said: Vec<String> = Vec::new();
        for line in lines {
            let is_last = line.starts_with("listening on http://127.0.0.1:");
            said.push(line);
            if is_last {
                break;
            }
        }
        let program = Program {
            address: said
                .last()
                .unwrap()
                .trim_start_matches("listening on http://")
                .to_owned(),
            child,
        };
        let account: Vec<&str> = said[0].split(' ').collect();
        assert_eq!(
            (account[0], account[1], account.len()),
            ("demo", "adviser", 4),
            "{said:?}"
        );
        let browser = Remote::new();
        let page = browser.get(&program, "/staff/sign-in").await;
        let answer = browser
            .send(
                &program,
                &page,
                &[("email", account[2]), ("password", account[3])],
            )
            .await;
        assert_eq!(answer.location(), "/desk");
        let cases = browser.get(&program, "/desk/cases").await;
        assert_eq!(cases.texts("tbody tr").len(), 4);
    }
}

/// A form in the XGov format with one page and the given component.
fn xgov(component: &str) -> String {
    format!(
        r#"{{"startPage": "/one", "name": "Tree", "pages": [
            {{"path": "/one", "title": "Which tree?", "components": [{component}], "next": [{{"path": "/summary"}}]}},
            {{"path": "/summary", "title": "Summary", "controller": "./pages/summary.js", "components": []}}],
          "lists": [], "sections": [], "conditions": []}}"#
    )
}

async fn imports(url: &str) {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("Tree work.json");
    std::fs::write(&good, xgov(r#"{"type": "TextField", "name": "tree", "title": "Which tree?", "options": {}, "schema": {}}"#)).unwrap();
    let bad = folder.path().join("upload.json");
    std::fs::write(&bad, xgov(r#"{"type": "FileUploadField", "name": "file", "title": "A picture", "options": {}, "schema": {}}"#)).unwrap();
    let import = |publish: &[&str], file: &std::path::Path| {
        command(url)
            .args(["forms", "import", "--from", "xgov"])
            .args(publish)
            .arg(file)
            .output()
            .unwrap()
    };
    let refused = import(&["--publish"], &bad);
    assert!(!refused.status.success());
    assert!(
        String::from_utf8(refused.stderr)
            .unwrap()
            .contains("FileUploadField")
    );
    assert!(import(&[], &good).status.success());
    let program = Program::start(url);
    let browser = Remote::new();
    assert_eq!(
        browser.get(&program, "/services/tree-work").await.status,
        404
    );
    assert_eq!(browser.get(&program, "/services/upload").await.status, 404);
    assert!(import(&["--publish"], &good).status.success());
    let start = browser.get(&program, "/services/tree-work").await;
    assert_eq!(
        start.status, 200,
        "a form published while the program runs is there at once"
    );
    let first = browser
        .send(&program, &start, &[])
        .await
        .location()
        .to_owned();
    assert_eq!(
        browser.get(&program, &first).await.text("h1"),
        "Which tree?"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_are_imported_and_published_while_the_program_runs_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    imports(&format!(
        "sqlite://{}/guildhall.db",
        folder.path().display()
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_are_imported_and_published_while_the_program_runs_on_postgres() {
    imports(&new_postgres_database().await).await;
}

#[test]
fn a_form_file_with_mistakes_is_refused_with_file_page_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.yaml");
    let form = "pages:\n  - id: one\n    title: One\n    items:\n      - {type: text, name: colour, label: Colour, colour: red}\n";
    std::fs::write(&file, form).unwrap();
    let output = command("sqlite://unused.db")
        .args(["forms", "check"])
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(
        said.contains("form.yaml") && said.contains("one") && said.contains("colour"),
        "{said}"
    );
}

/// PostgreSQL behind a door that the test opens and shuts.
struct Door {
    url: String,
    is_open: tokio::sync::watch::Sender<bool>,
}

async fn door(database_url: &str) -> Door {
    let (before, after) = database_url.split_once("@").expect("a URL with a user");
    let (server, name) = after.split_once('/').unwrap();
    let server = server.to_owned();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("{before}@{}/{name}", listener.local_addr().unwrap());
    let (is_open, watch) = tokio::sync::watch::channel(true);
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let (mut watch, server) = (watch.clone(), server.clone());
            if !*watch.borrow() {
                continue;
            }
            tokio::spawn(async move {
                let Ok(mut far) = tokio::net::TcpStream::connect(server).await else {
                    return;
                };
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                    _ = watch.wait_for(|is_open| !is_open) => {}
                }
            });
        }
    });
    Door { url, is_open }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_recovers_by_itself_when_its_database_comes_back() {
    let door = door(&new_postgres_database().await).await;
    let program = Program::start(&door.url);
    let browser = Remote::new();
    assert_eq!(browser.get(&program, "/").await.status, 200);
    door.is_open.send_replace(false);
    let away = browser.get(&program, "/").await;
    assert_eq!(away.status, 503);
    assert_eq!(
        away.text("h1"),
        "Sorry, this service is not available just now"
    );
    assert_eq!(browser.get(&program, "/health/ready").await.status, 503);
    assert_eq!(browser.get(&program, "/health/live").await.status, 200);
    door.is_open.send_replace(true);
    for _ in 0..50 {
        if browser.get(&program, "/health/ready").await.status == 200
            && browser.get(&program, "/").await.status == 200
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the program did not find its database again");
}

/// Whatever a process knows of who is signed in, and of tries, the other knows too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_sign_ins_and_limits() {
    let url = new_postgres_database().await;
    let [one, other] = [(); 2].map(|()| Program::start_with_arguments(command(&url), &["--demo"]));
    let adviser = [
        ("email", "amina.yusuf@wrekinshire.example"),
        ("password", "market-square-adviser"),
    ];
    let browser = Remote::new();
    let page = browser.get(&one, "/staff/sign-in").await;
    assert_eq!(
        browser.send(&other, &page, &adviser).await.location(),
        "/desk"
    );
    assert_eq!(browser.get(&one, "/desk").await.status, 200);
    let elsewhere = Remote::new();
    let page = elsewhere.get(&other, "/staff/sign-in").await;
    elsewhere.send(&one, &page, &adviser).await;
    let account = elsewhere.get(&other, "/desk/account").await;
    let end = account.attribute("main button[value=others]", "value");
    elsewhere.send(&one, &account, &[("end", &end)]).await;
    assert_eq!(
        browser.get(&other, "/desk").await.status,
        303,
        "ended at one, out at the other"
    );
    let guesser = Remote::new();
    let mut last = 0;
    for guess in 0..11 {
        let program = if guess % 2 == 0 { &one } else { &other };
        let page = guesser.get(program, "/staff/sign-in").await;
        let typed = [
            ("email", "owen.castle@wrekinshire.example"),
            ("password", "a wrong password"),
        ];
        last = guesser.send(program, &page, &typed).await.status;
    }
    assert_eq!(last, 429);
}
