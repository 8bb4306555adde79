//! The keys that secrets in the database are sealed with.

use std::path::PathBuf;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::Secret;

/// Where the keys are. They must not be where the database's backups go.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keys {
    /// Keys as `guildhall keys new` prints them, separated by spaces or lines. The first seals; all of them open.
    pub list: Option<Secret>,
    /// A file that holds the list instead.
    pub file: Option<PathBuf>,
}

impl Keys {
    /// The list of keys, from wherever it is kept; none if there is none.
    ///
    /// # Errors
    /// The file can't be read, or both places are named.
    pub fn list(&self) -> anyhow::Result<Option<Secret>> {
        let Some(file) = &self.file else {
            return Ok(self.list.clone());
        };
        anyhow::ensure!(
            self.list.is_none(),
            "the keys are given twice: set GUILDHALL_KEYS__LIST or GUILDHALL_KEYS__FILE"
        );
        let list = std::fs::read_to_string(file)
            .with_context(|| format!("the file {} can't be read", file.display()))?;
        Ok(Some(Secret::new(list)))
    }
}
