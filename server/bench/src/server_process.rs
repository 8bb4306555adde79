//! Servers that this program starts, each in a process of its own, and ends.

use std::{
    net::SocketAddr,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use hyper::StatusCode;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::connection::Connection;

const PATIENCE: Duration = Duration::from_secs(20);

/// A server that listens. Dropped, it is ended.
pub struct ServerProcess {
    child: Child,
    /// Kept open, so that the server can go on printing.
    _output: Lines<BufReader<ChildStdout>>,
    pub address: SocketAddr,
    pub process: u32,
}

impl ServerProcess {
    /// Starts a server that prints `listening on http://…` when it does.
    pub async fn start(mut command: Command, name: &str) -> anyhow::Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{name} can't be started"))?;
        let process = child
            .id()
            .with_context(|| format!("{name} ended at once"))?;
        let output = child
            .stdout
            .take()
            .with_context(|| format!("{name} has no output"))?;
        let mut lines = BufReader::new(output).lines();
        let address = async {
            while let Some(line) = lines.next_line().await? {
                if let Some(address) = line.strip_prefix("listening on http://") {
                    return Ok(address.parse()?);
                }
            }
            anyhow::bail!("{name} ended before it listened")
        };
        let address = tokio::time::timeout(PATIENCE, address)
            .await
            .with_context(|| format!("{name} did not listen within 20 seconds"))??;
        Ok(Self {
            child,
            _output: lines,
            address,
            process,
        })
    }

    pub async fn end(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// Starts the program to be measured and returns it with the time it took to be ready.
pub async fn start_guildhall(
    program: &Path,
    database_url: &str,
) -> anyhow::Result<(ServerProcess, Duration)> {
    let mut command = guildhall(program, database_url);
    command.arg("serve");
    let began = Instant::now();
    let server = ServerProcess::start(command, "the program").await?;
    loop {
        let answer = Connection::open(server.address)
            .await?
            .get("/health/ready", "")
            .await?;
        if answer.status == StatusCode::OK {
            return Ok((server, began.elapsed()));
        }
        anyhow::ensure!(
            began.elapsed() < PATIENCE,
            "the program was not ready within 20 seconds"
        );
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Starts the program as a demo, whose staff have well-known passwords, with a key of its own to seal with. It then
/// takes nobody for a proxy.
pub async fn start_demo(program: &Path, database_url: &str) -> anyhow::Result<ServerProcess> {
    let mut command = guildhall(program, database_url);
    command
        .env("GUILDHALL_KEYS__LIST", new_key(program).await?)
        .env_remove("GUILDHALL_PROXIES")
        .args(["serve", "--demo"]);
    ServerProcess::start(command, "the program").await
}

/// A key as the program's own command makes one.
async fn new_key(program: &Path) -> anyhow::Result<String> {
    let made = guildhall(program, "sqlite://none")
        .args(["keys", "new"])
        .output()
        .await
        .context("the program can't be started")?;
    anyhow::ensure!(made.status.success(), "the program made no key");
    Ok(String::from_utf8(made.stdout)?.trim().to_owned())
}

/// Starts the program with a mail server, so that it works its queue off.
pub async fn start_sending(
    program: &Path,
    database_url: &str,
    mail_server: &str,
) -> anyhow::Result<ServerProcess> {
    let mut command = guildhall(program, database_url);
    command.env("GUILDHALL_MAIL__URL", mail_server).arg("serve");
    ServerProcess::start(command, "the program").await
}

/// Imports a form with the program's own command and publishes it.
pub async fn import(program: &Path, database_url: &str, form: &Path) -> anyhow::Result<()> {
    let mut command = guildhall(program, database_url);
    command
        .args(["forms", "import", "--from", "xgov", "--publish"])
        .arg(form)
        .stdout(Stdio::null())
        .kill_on_drop(true);
    let status = tokio::time::timeout(PATIENCE, command.status())
        .await
        .context("the import took longer than 20 seconds")?
        .context("the program can't be started")?;
    anyhow::ensure!(
        status.success(),
        "the program did not import {}",
        form.display()
    );
    Ok(())
}

/// The program with nothing of our surroundings but what it is told here.
pub fn guildhall(program: &Path, database_url: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("DATABASE_URL", database_url)
        .env("GUILDHALL_LISTEN", "127.0.0.1:0")
        // So that callers can be told apart, who all come from here.
        .env("GUILDHALL_PROXIES", "[\"127.0.0.1\"]")
        .env("RUST_LOG", "warn");
    command
}

/// This program again, as the bare server.
pub async fn start_bare(
    database_url: &str,
    insert_bytes: usize,
    page_bytes: usize,
) -> anyhow::Result<ServerProcess> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .env_clear()
        .env("DATABASE_URL", database_url)
        .arg("bare");
    command
        .arg(format!("--insert-bytes={insert_bytes}"))
        .arg(format!("--page-bytes={page_bytes}"));
    ServerProcess::start(command, "the bare server").await
}
