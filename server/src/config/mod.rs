//! What a deployment may set: `GUILDHALL_*` variables, or a TOML file that `GUILDHALL_CONFIG` names; the
//! variables win. `DATABASE_URL` says which database.

mod keys;
mod mail;
mod secret;

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use anyhow::Context as _;
use figment::{
    Figment,
    providers::{Env, Format as _, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

pub use keys::Keys;
pub use mail::Mail;
pub use secret::Secret;

/// The whole configuration.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `sqlite://path` or `postgres://…`.
    pub database_url: String,
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// The address residents type, when it differs from `listen`; `https://…` makes cookies secure.
    pub public_url: Option<String>,
    /// The addresses of proxies in front, whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// The council's name, in the header and in titles.
    pub council: String,
    /// The council's details in its statements and notices.
    pub contact: Contact,
    /// How mail leaves.
    pub mail: Mail,
    /// What secrets in the database are sealed with.
    pub keys: Keys,
    /// Work that is done while nobody waits.
    pub jobs: Jobs,
    /// How the log is written.
    pub log: Log,
}

/// Without the password that the database's URL may hold.
impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Config")
            .field("database_url", &without_password(&self.database_url))
            .field("listen", &self.listen)
            .field("public_url", &self.public_url)
            .field("proxies", &self.proxies)
            .field("council", &self.council)
            .field("contact", &self.contact)
            .field("mail", &self.mail)
            .field("keys", &self.keys)
            .field("jobs", &self.jobs)
            .field("log", &self.log)
            .finish()
    }
}

/// A URL that can be shown: what stands between "//" and "@" is left out.
pub fn without_password(url: &str) -> String {
    match (url.find("//"), url.rfind('@')) {
        (Some(start), Some(end)) if start + 2 < end => {
            format!("{}…{}", &url[..start + 2], &url[end..])
        }
        _ => url.to_owned(),
    }
}

/// How this process works on the queue of jobs.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Jobs {
    /// How many jobs this process does side by side. A mail server sees as many connections from it.
    pub at_once: usize,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { at_once: 4 }
    }
}

/// How residents reach the council without this website.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    pub telephone: String,
    pub email: String,
    pub address: String,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Log {
    /// Lines for a person at a terminal.
    #[default]
    Text,
    /// A JSON object a line, for a log collector.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://data/guildhall.db".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_url: None,
            proxies: Vec::new(),
            council: "Wrekinshire Council".to_owned(),
            contact: Contact::default(),
            mail: Mail::default(),
            keys: Keys::default(),
            jobs: Jobs::default(),
            log: Log::default(),
        }
    }
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            telephone: "01632 960 100".to_owned(),
            email: "hello@wrekinshire.example".to_owned(),
            address: "Civic Offices, Market Square, Wrekinbridge, WR1 1AA".to_owned(),
        }
    }
}

/// Variables that the build and the tests read; they may be set around the program without being its own. Any
/// other name that no field has is a slip, and is refused.
fn is_for_the_tools(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let known = [
        "advisory_db",
        "chromium",
        "config",
        "looked_at",
        "program",
        "real_forms",
        "screenshots",
    ];
    known.contains(&name.as_str()) || name.starts_with("bench_")
}

impl Config {
    /// Reads the file, if one is named, and the environment.
    pub fn load() -> anyhow::Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(path) = std::env::var_os("GUILDHALL_CONFIG") {
            let path = PathBuf::from(path);
            anyhow::ensure!(
                path.is_file(),
                "the configuration file {} is not there",
                path.display()
            );
            figment = figment.merge(Toml::file(path));
        }
        figment
            .merge(Env::raw().only(&["DATABASE_URL"]))
            .merge(
                Env::prefixed("GUILDHALL_")
                    .filter(|name| !is_for_the_tools(name.as_str()))
                    .split("__"),
            )
            .extract()
            .context("the configuration can't be read")
    }

    /// Whether residents reach the site over HTTPS, so that cookies must not travel without it.
    pub fn is_secure(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}
