//! What every request may use: shared handles, cheap to clone.

use std::sync::Arc;

use guildhall_database::Database;

use crate::{
    catalogue::Catalogue, clock::Clock, config::Config, links::Links, outside::Outside,
    passwords::Passwords, static_files::StaticFiles,
};

#[derive(Clone, Debug)]
pub struct AppState {
    pub config: Arc<Config>,
    pub database: Database,
    pub catalogue: Catalogue,
    pub clock: Clock,
    pub passwords: Passwords,
    /// Mail and text messages; nothing can leave until it is set.
    pub outside: Outside,
    pub links: Links,
    pub static_files: &'static StaticFiles,
}

impl AppState {
    pub fn new(config: Config, database: Database, clock: Clock) -> Self {
        Self {
            links: Links::new(&config, config.listen),
            outside: Outside::default(),
            config: Arc::new(config),
            catalogue: Catalogue::new(database.clone()),
            database,
            clock,
            passwords: Passwords::default(),
            static_files: StaticFiles::embedded(),
        }
    }
}
