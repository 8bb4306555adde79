//! What a resident wants to be told, and by which means. What must be told (a changed password, a decision with
//! a right of appeal) is no matter of preference and has no topic.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::actors::UnknownWord;

/// What a message may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// That something was received, with its reference.
    Receipts,
    /// That a case has moved on.
    CaseUpdates,
}

impl Topic {
    pub const ALL: [Self; 2] = [Self::Receipts, Self::CaseUpdates];

    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Receipts => "receipts",
            Self::CaseUpdates => "case-updates",
        }
    }
}

/// By which means a message reaches somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    Email,
    Telephone,
}

impl Means {
    pub const ALL: [Self; 2] = [Self::Email, Self::Telephone];

    /// The word in the database and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Telephone => "telephone",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.word() == word)
    }
}

impl TryFrom<String> for Means {
    type Error = UnknownWord;

    fn try_from(word: String) -> Result<Self, UnknownWord> {
        Self::from_word(&word).ok_or(UnknownWord(word))
    }
}

/// A resident's choices; whoever has made none is told everything by e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    wanted: BTreeSet<(Topic, Means)>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            wanted: Topic::ALL
                .into_iter()
                .map(|topic| (topic, Means::Email))
                .collect(),
        }
    }
}

impl Preferences {
    /// Exactly these.
    pub fn chosen(wanted: impl IntoIterator<Item = (Topic, Means)>) -> Self {
        Self {
            wanted: wanted.into_iter().collect(),
        }
    }

    pub fn wants(&self, topic: Topic, means: Means) -> bool {
        self.wanted.contains(&(topic, means))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_left_uninformed_by_default_and_every_choice_is_kept() {
        assert!(
            Topic::ALL
                .into_iter()
                .all(|topic| Preferences::default().wants(topic, Means::Email))
        );
        let none = Preferences::chosen([]);
        let stored = serde_json::to_string(&none).unwrap();
        assert_eq!(serde_json::from_str::<Preferences>(&stored).unwrap(), none);
        assert!(!none.wants(Topic::Receipts, Means::Email));
    }
}
