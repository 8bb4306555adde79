//! A mail server that does as the test says: it takes mail, refuses it, keeps silent, or drops the line.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
};

/// Whoever writes to this address waits for every word.
pub const SLOW: &str = "slow@residents.example";
const PAUSE: Duration = Duration::from_millis(400);

/// What to do with one message; without a word, it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Answers this line at `RCPT TO`.
    AtRecipient(&'static str),
    /// Answers this line after the message.
    AfterMessage(&'static str),
    /// Takes charge of the message and drops the line before saying so.
    DropAfterMessage,
}

/// How far a conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Connected,
    Hello,
    Sender,
    Recipient,
    Data,
    /// The message was taken, and the answer has gone out.
    Taken,
}

#[derive(Default)]
struct Shared {
    treatments: Mutex<VecDeque<Treatment>>,
    taken: Mutex<Vec<Taken>>,
    connections: Mutex<usize>,
    /// Stops the conversation at this step, once, and says so.
    pause_at: Mutex<Option<Step>>,
    paused: Notify,
}

/// A message that the server has taken charge of.
#[derive(Clone, Debug)]
pub struct Taken {
    pub to: String,
    pub source: String,
}

impl Taken {
    /// The value of a header, its lines joined.
    pub fn header(&self, name: &str) -> String {
        let unfolded = self.source.replace("\r\n ", " ").replace("\r\n\t", " ");
        let (headers, _) = unfolded.split_once("\r\n\r\n").unwrap();
        let line = headers.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.to_owned())
        });
        line.unwrap_or_else(|| panic!("no {name} in\n{headers}"))
    }
}

pub struct MailServer {
    pub address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl MailServer {
    pub async fn start() -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    pub async fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let serving = shared.clone();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                *serving.connections.lock().unwrap() += 1;
                let shared = serving.clone();
                tokio::spawn(async move {
                    // A client that goes away is what these tests are about.
                    let _ = converse(stream, &shared).await;
                });
            }
        });
        Self {
            address,
            shared,
            task,
        }
    }

    /// Stops listening and returns where it was, so that it can come back.
    pub async fn stop(self) -> SocketAddr {
        self.task.abort();
        let _ = self.task.await;
        self.address
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The next messages are treated like this, one after the other.
    pub fn treat(&self, treatments: impl IntoIterator<Item = Treatment>) {
        self.shared.treatments.lock().unwrap().extend(treatments);
    }

    pub fn pause_at(&self, step: Step) {
        *self.shared.pause_at.lock().unwrap() = Some(step);
    }

    /// Returns when a conversation has stopped where it was told to.
    pub async fn paused(&self) {
        self.shared.paused.notified().await;
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        *self.shared.connections.lock().unwrap()
    }
}

async fn converse(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    shared.reach(Step::Connected).await;
    say(&mut writing, "220 mail.wrekinshire.example").await?;
    let mut to = String::new();
    let mut treatment = None;
    while let Some(line) = lines.next_line().await? {
        if to.contains(SLOW) {
            tokio::time::sleep(PAUSE).await;
        }
        let verb = line.split(' ').next().unwrap_or_default().to_uppercase();
        match verb.as_str() {
            "EHLO" => {
                shared.reach(Step::Hello).await;
                say(&mut writing, "250-mail.wrekinshire.example\r\n250 8BITMIME").await?;
            }
            "MAIL" => {
                treatment = shared.treatments.lock().unwrap().pop_front();
                shared.reach(Step::Sender).await;
                say(&mut writing, "250 ok").await?;
            }
            "RCPT" => {
                shared.reach(Step::Recipient).await;
                line["RCPT TO:".len()..].clone_into(&mut to);
                let answer = match treatment {
                    Some(Treatment::AtRecipient(answer)) => answer,
                    _ => "250 ok",
                };
                say(&mut writing, answer).await?;
            }
            "DATA" => {
                shared.reach(Step::Data).await;
                say(&mut writing, "354 go on").await?;
                let mut source = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    source.push_str(line.strip_prefix('.').unwrap_or(&line));
                    source.push_str("\r\n");
                }
                let taken = Taken {
                    to: to.trim_matches(['<', '>']).to_owned(),
                    source,
                };
                match treatment {
                    Some(Treatment::AfterMessage(answer)) => {
                        say(&mut writing, answer).await?;
                        continue;
                    }
                    Some(Treatment::DropAfterMessage) => {
                        shared.taken.lock().unwrap().push(taken);
                        return Ok(());
                    }
                    _ => {}
                }
                shared.taken.lock().unwrap().push(taken);
                shared.reach(Step::Taken).await;
                say(&mut writing, "250 taken").await?;
            }
            "QUIT" => return say(&mut writing, "221 bye").await,
            _ => say(&mut writing, "250 ok").await?,
        }
    }
    Ok(())
}

impl Shared {
    async fn reach(&self, step: Step) {
        let stops = self.pause_at.lock().unwrap().take_if(|at| *at == step);
        if stops.is_some() {
            self.paused.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

async fn say(writing: &mut tokio::net::tcp::OwnedWriteHalf, line: &str) -> std::io::Result<()> {
    writing.write_all(format!("{line}\r\n").as_bytes()).await
}
