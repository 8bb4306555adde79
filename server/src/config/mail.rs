//! How mail leaves.

use std::path::PathBuf;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::Secret;

/// The council's mail server. Without one, messages wait in the outbox.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `smtps://user:password@host`, `smtp://user:password@host?tls=required`, or `smtp://127.0.0.1:25` for a server on
    /// this machine.
    pub url: Option<Secret>,
    /// A file that holds the URL instead.
    pub url_file: Option<PathBuf>,
    /// The address that mail comes from, with or without a name; the council's own unless given.
    pub from: Option<String>,
    /// The certificate, in PEM form, of an authority of the council's own.
    pub certificate_file: Option<PathBuf>,
}

impl Mail {
    /// The mail server's URL, from wherever it is kept; none if there is no mail server.
    ///
    /// # Errors
    /// The file can't be read, or both places are named.
    pub fn url(&self) -> anyhow::Result<Option<Secret>> {
        let Some(file) = &self.url_file else {
            return Ok(self.url.clone());
        };
        anyhow::ensure!(
            self.url.is_none(),
            "the mail server's URL is given twice: set GUILDHALL_MAIL__URL or GUILDHALL_MAIL__URL_FILE"
        );
        let url = std::fs::read_to_string(file)
            .with_context(|| format!("the file {} can't be read", file.display()))?;
        Ok(Some(Secret::new(url.trim())))
    }
}
