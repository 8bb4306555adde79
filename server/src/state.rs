//! What every request may use: shared handles, cheap to clone.

use std::{net::SocketAddr, sync::Arc};

use guildhall_database::Database;
use guildhall_domain::people::Dictionary;

use crate::{
    catalogue::{self, Catalogue},
    clock::Clock,
    config::Config,
    keys::Keys,
    links::Links,
    outside::Outside,
    passkeys::Passkeys,
    passwords::Passwords,
    static_files::StaticFiles,
};

#[derive(Clone, Debug)]
pub struct AppState {
    pub config: Arc<Config>,
    pub database: Database,
    pub catalogue: Catalogue,
    /// What a record may hold of somebody.
    pub dictionary: &'static Dictionary,
    pub clock: Clock,
    pub passwords: Passwords,
    /// Mail and text messages; nothing can leave until it is set.
    pub outside: Outside,
    pub links: Links,
    pub passkeys: Passkeys,
    /// What secrets in the database are sealed with.
    pub keys: Keys,
    /// The invented council on this machine: its staff need no second factor, for everybody knows their passwords.
    pub is_demo: bool,
    pub static_files: &'static StaticFiles,
}

impl AppState {
    /// The handles of a process that listens at `listening_on`.
    ///
    /// # Errors
    /// What to put right in the settings.
    pub fn new(
        config: Config,
        listening_on: SocketAddr,
        database: Database,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        let links = Links::new(&config, listening_on);
        Ok(Self {
            passkeys: Passkeys::new(&links, &config.council)?,
            keys: Keys::default(),
            is_demo: false,
            links,
            outside: Outside::default(),
            config: Arc::new(config),
            catalogue: Catalogue::new(database.clone()),
            dictionary: catalogue::dictionary()?,
            database,
            clock,
            passwords: Passwords::default(),
            static_files: StaticFiles::embedded(),
        })
    }
}
