//! Who is typing, and how the words reach the council.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whoever fills a form in or changes a case; not always the person it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// Someone at their own browser who has not signed in; the id is that browser's.
    Visitor(Uuid),
    /// A resident who has signed in; the id is that of their identity.
    Resident(Uuid),
    /// A member of the council's staff.
    Staff(Uuid),
}

impl Actor {
    /// The word that is stored for the kind of actor.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Visitor(_) => "visitor",
            Self::Resident(_) => "resident",
            Self::Staff(_) => "staff",
        }
    }

    pub fn id(self) -> Uuid {
        match self {
            Self::Visitor(id) | Self::Resident(id) | Self::Staff(id) => id,
        }
    }

    /// The actor that was stored as a kind and an id.
    pub fn from_stored(kind: &str, id: Uuid) -> Result<Self, UnknownWord> {
        match kind {
            "visitor" => Ok(Self::Visitor(id)),
            "resident" => Ok(Self::Resident(id)),
            "staff" => Ok(Self::Staff(id)),
            other => Err(UnknownWord(other.to_owned())),
        }
    }
}

/// How a contact reached the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    Online,
    Telephone,
    Counter,
    HomeVisit,
    Post,
    Email,
    Webchat,
}

impl Channel {
    /// Those a member of staff may choose: everything but serving oneself.
    pub const ASSISTED: [Self; 6] = [
        Self::Telephone,
        Self::Counter,
        Self::HomeVisit,
        Self::Post,
        Self::Email,
        Self::Webchat,
    ];

    /// The word in the database, in URLs and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Telephone => "telephone",
            Self::Counter => "counter",
            Self::HomeVisit => "home-visit",
            Self::Post => "post",
            Self::Email => "email",
            Self::Webchat => "webchat",
        }
    }
}

impl TryFrom<String> for Channel {
    type Error = UnknownWord;

    fn try_from(word: String) -> Result<Self, UnknownWord> {
        Self::ASSISTED
            .into_iter()
            .chain([Self::Online])
            .find(|channel| channel.word() == word)
            .ok_or(UnknownWord(word))
    }
}

/// A stored or posted word that stands for nothing we know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a word this program knows")]
pub struct UnknownWord(pub String);
