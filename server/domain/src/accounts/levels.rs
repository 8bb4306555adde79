//! How surely the council knows who somebody is, and how surely a service has to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actors::UnknownWord;

/// Each level includes those before it.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nobody in particular: no account is needed.
    #[default]
    None,
    /// Someone who signed in and whose e-mail address is known to reach them.
    ConfirmedEmail,
    /// Someone whose identity was checked, by a member of staff who saw documents or by a provider that did.
    VerifiedIdentity,
}

impl Level {
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// The word in files and URLs.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ConfirmedEmail => "confirmed-email",
            Self::VerifiedIdentity => "verified-identity",
        }
    }

    pub const ALL: [Self; 3] = [Self::None, Self::ConfirmedEmail, Self::VerifiedIdentity];

    /// What an account gives: its e-mail address is confirmed before there is one.
    pub fn of_account(is_verified: bool) -> Self {
        if is_verified {
            Self::VerifiedIdentity
        } else {
            Self::ConfirmedEmail
        }
    }

    /// Whether someone at this level may use a service that needs `needed`.
    pub fn suffices_for(self, needed: Self) -> bool {
        self >= needed
    }
}

impl std::str::FromStr for Level {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let found = Self::ALL.into_iter().find(|level| level.word() == word);
        found.ok_or_else(|| UnknownWord(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_includes_those_before_it() {
        let levels = Level::ALL;
        for (has, level) in levels.into_iter().enumerate() {
            for (needs, needed) in levels.into_iter().enumerate() {
                assert_eq!(
                    level.suffices_for(needed),
                    has >= needs,
                    "{level:?} for {needed:?}"
                );
            }
        }
    }
}
