//! Wording that a council writes in the languages it serves.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actors::UnknownWord;

/// A language the council serves its residents in.
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
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "cy")]
    Welsh,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Welsh];

    /// The BCP 47 tag, as `lang` attributes want it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }
}

impl std::str::FromStr for Language {
    type Err = UnknownWord;

    fn from_str(tag: &str) -> Result<Self, UnknownWord> {
        let known = Self::ALL.into_iter().find(|one| one.tag() == tag);
        known.ok_or_else(|| UnknownWord(tag.to_owned()))
    }
}

impl TryFrom<String> for Language {
    type Error = UnknownWord;

    fn try_from(tag: String) -> Result<Self, UnknownWord> {
        tag.parse()
    }
}

/// Words in one language (a plain string is English) or in several (`{en: …, cy: …}`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    Plain(String),
    Translated(BTreeMap<Language, String>),
}

impl Text {
    /// The words in the language, or else in English, or else in whichever there is.
    pub fn in_language(&self, language: Language) -> &str {
        match self {
            Self::Plain(words) => words,
            Self::Translated(words) => words
                .get(&language)
                .or_else(|| words.get(&Language::English))
                .or_else(|| words.values().next())
                .map_or("", String::as_str),
        }
    }

    /// Whether these are the words in any of the languages, whatever their case.
    pub fn is_worded(&self, text: &str) -> bool {
        let same = |words: &String| words.trim().to_lowercase() == text.trim().to_lowercase();
        match self {
            Self::Plain(words) => same(words),
            Self::Translated(words) => words.values().any(same),
        }
    }

    pub fn is_blank(&self) -> bool {
        match self {
            Self::Plain(words) => words.trim().is_empty(),
            Self::Translated(words) => words.values().all(|words| words.trim().is_empty()),
        }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}
