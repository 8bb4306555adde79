//! How fast the queue is worked off: the program sends a full outbox to a mail server that takes everything at once.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Context as _;
use guildhall_database::{Database, NewMessage};
use guildhall_domain::accounts::Means;
use guildhall_domain::text::Language;
use serde_json::json;
use time::OffsetDateTime;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::server_process::start_sending;

/// How many messages wait when the program starts.
const MESSAGES: usize = 2_000;
/// About as long as a receipt.
const LINES: usize = 40;
const PATIENCE: Duration = Duration::from_secs(60);

/// Fills the outbox, starts the program, and returns how many messages it sends a second, from the first to the last.
pub async fn drained_per_second(program: &Path, database_url: &str) -> anyhow::Result<f64> {
    fill(database_url).await?;
    let taken = Arc::new(AtomicUsize::new(0));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mail_server = format!("smtp://{}", listener.local_addr()?);
    let counting = taken.clone();
    let serving = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let taken = counting.clone();
            tokio::spawn(async move { take(stream, &taken).await });
        }
    });
    let server = start_sending(program, database_url, &mail_server).await?;
    let wait_for = async |count: usize| {
        while taken.load(Ordering::Relaxed) < count {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Instant::now()
    };
    let first_to_last = async { (wait_for(1).await, wait_for(MESSAGES).await) };
    let outcome = tokio::time::timeout(PATIENCE, first_to_last).await;
    server.end().await?;
    serving.abort();
    let (first, last) = outcome.context("the outbox was not empty after a minute")?;
    let sent = (taken.load(Ordering::Relaxed) - 1) as f64;
    Ok(sent / (last - first).as_secs_f64())
}

async fn fill(database_url: &str) -> anyhow::Result<()> {
    let database = Database::connect(database_url).await?;
    let now = OffsetDateTime::now_utc().into();
    let text = "We have received your form. Keep this reference.\n".repeat(LINES);
    let html = format!("<p>{text}</p>");
    let message = NewMessage {
        kind: "bench",
        means: Means::Email,
        address: "resident@residents.example",
        subject: "We have received your form",
        text: &text,
        html: Some(&html),
        language: Language::English,
        person: None,
        case: None,
    };
    let mut transaction = database.begin().await?;
    for _ in 0..MESSAGES {
        let id = transaction.add_message(&message, now).await?;
        let payload = json!({ "message": id });
        transaction
            .add_job("send_email", &payload, now, now)
            .await?;
    }
    transaction.commit().await?;
    database.close().await;
    Ok(())
}

/// Takes every message of a connection and counts it.
async fn take(stream: TcpStream, taken: &AtomicUsize) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 bench\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer: &[u8] = match line.get(..4) {
            Some("DATA") => {
                writing.write_all(b"354 go on\r\n").await?;
                while lines.next_line().await?.is_some_and(|line| line != ".") {}
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            Some("QUIT") => return writing.write_all(b"221 bye\r\n").await,
            _ => b"250 ok\r\n",
        };
        writing.write_all(answer).await?;
    }
    Ok(())
}
