//! Whole URLs of our own pages, for messages that are read elsewhere. Never from a request: whoever asks writes the
//! Host header, and a link in somebody's mail must not lead where a stranger said.

use std::{net::SocketAddr, sync::Arc};

use crate::config::Config;

/// Where our pages are.
#[derive(Clone, Debug)]
pub struct Links(Arc<str>);

impl Links {
    /// At the public URL, or else at the address that is listened on.
    pub fn new(config: &Config, listening_on: SocketAddr) -> Self {
        let base = match &config.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            // Every address of this machine; one of them is enough.
            None if listening_on.ip().is_unspecified() => {
                format!("http://localhost:{}", listening_on.port())
            }
            None => format!("http://{listening_on}"),
        };
        Self(base.into())
    }

    /// The whole URL of a path that begins with a slash.
    pub fn to(&self, path: &str) -> String {
        debug_assert!(path.starts_with('/'), "{path} is not a path of ours");
        format!("{}{path}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_public_url_or_to_where_we_listen() {
        let mut config = Config::default();
        let port = SocketAddr::from(([127, 0, 0, 1], 4321));
        assert_eq!(
            Links::new(&config, port).to("/account"),
            "http://127.0.0.1:4321/account"
        );
        let everywhere = SocketAddr::from(([0, 0, 0, 0], 80));
        assert_eq!(
            Links::new(&config, everywhere).to("/"),
            "http://localhost:80/"
        );
        config.public_url = Some("https://www.wrekinshire.example/".to_owned());
        assert_eq!(
            Links::new(&config, port).to("/account"),
            "https://www.wrekinshire.example/account"
        );
    }
}
