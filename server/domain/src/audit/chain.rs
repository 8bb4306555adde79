//! The chain that the audit trail hangs on: whoever changes, removes, adds or moves an event breaks it.
//!
//! Each event has a link, in the order in which they were committed. A link keeps the *digest* of its event, SHA-256
//! over a salt of the event's own and the event as canonical JSON, and the *chain*, SHA-256 over the chain of the link
//! before it and the digest. To erase an event is to delete it with its salt: what it said can't be guessed from the
//! digest any more, and the chain still holds.
//!
//! Whoever can write to the whole database could make a chain anew from some link on. A head that was written down
//! elsewhere shows it: the chain must still pass through it.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A SHA-256, written as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What the first link follows.
    pub const NOTHING: Self = Self([0; 32]);

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// Why a text or some bytes are no hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash has 64 hexadecimal digits")]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let digits = text.as_bytes();
        let digit = |place: usize| {
            let digit = char::from(*digits.get(place)?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            let (high, low) = (digit(2 * place), digit(2 * place + 1));
            *byte = high
                .zip(low)
                .map(|(high, low)| high << 4 | low)
                .ok_or(NotAHash)?;
        }
        (digits.len() == 64).then_some(Self(bytes)).ok_or(NotAHash)
    }
}

impl TryFrom<Vec<u8>> for Hash {
    type Error = NotAHash;

    fn try_from(bytes: Vec<u8>) -> Result<Self, NotAHash> {
        bytes.try_into().map(Self).map_err(|_| NotAHash)
    }
}

/// An event as its digest sees it: the JSON of this, in the order of its fields and the alphabet's in `details`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChainedEvent {
    pub id: Uuid,
    pub actor_kind: Option<String>,
    pub actor_id: Option<Uuid>,
    pub verb: String,
    pub thing_kind: String,
    pub thing_id: Option<Uuid>,
    pub details: BTreeMap<String, Value>,
    /// Microseconds since 1970: one form, whatever the database keeps.
    pub happened_at: i64,
}

impl ChainedEvent {
    pub fn digest(&self, salt: Uuid) -> Hash {
        let json = serde_json::to_vec(self).expect("words, ids and numbers are JSON");
        let hash = Sha256::new().chain_update(salt).chain_update(json);
        Hash(hash.finalize().into())
    }
}

/// Where the chain has got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last link; 0 before there is one.
    pub sequence: i64,
    pub chain: Hash,
}

impl Head {
    /// Before there is a link.
    pub const NONE: Self = Self {
        sequence: 0,
        chain: Hash::NOTHING,
    };

    /// The head once an event with this digest is linked.
    #[must_use]
    pub fn followed_by(self, digest: Hash) -> Self {
        let chain = Sha256::new()
            .chain_update(self.chain.0)
            .chain_update(digest.0);
        Self {
            sequence: self.sequence + 1,
            chain: Hash(chain.finalize().into()),
        }
    }
}

/// A link as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub sequence: i64,
    pub event_id: Uuid,
    /// None once its event was erased.
    pub salt: Option<Uuid>,
    pub digest: Hash,
    pub chain: Hash,
    /// The event, where it is there.
    pub event: Option<ChainedEvent>,
    /// Whether an event of the trail says that this one was erased.
    pub is_erasure_recorded: bool,
}

/// The first thing that is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("link {0} of the audit trail is missing")]
    MissingLink(i64),
    #[error(
        "link {0} of the audit trail does not follow from the one before it: it was changed, or the order was"
    )]
    ChangedLink(i64),
    #[error("the event of link {0} of the audit trail was changed: {1}")]
    ChangedEvent(i64, Uuid),
    #[error("the event of link {0} of the audit trail is missing, and was not erased: {1}")]
    MissingEvent(i64, Uuid),
    #[error(
        "the event of link {0} of the audit trail was taken out, and nothing says by whom: {1}"
    )]
    UnrecordedErasure(i64, Uuid),
    #[error("an event stands at link {0} of the audit trail, whose event was erased: {1}")]
    EventInErasedPlace(i64, Uuid),
    #[error(
        "an event of the audit trail has no link, so somebody else than the program put it there: {0}"
    )]
    NoLink(Uuid),
    #[error(
        "the audit trail ends at link {ends}, and its head says that it goes on to link {head}"
    )]
    CutOff { ends: i64, head: i64 },
    #[error("the head of the audit trail has another hash than link {0}")]
    ChangedHead(i64),
    #[error("the audit trail never had the head {0}: it was cut off before it or made anew")]
    NeverHad(Hash),
}

/// A chain that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    pub head: Head,
    /// How many of its events were erased.
    pub erased: i64,
}

/// Follows a chain link by link; needs no more memory for a long one.
#[derive(Clone, Debug)]
pub struct Verification {
    at: Head,
    erased: i64,
    /// A head that was written down once, until the chain has passed through it.
    wanted: Option<Hash>,
}

impl Verification {
    pub fn new(wanted: Option<Hash>) -> Self {
        Self {
            at: Head::NONE,
            erased: 0,
            wanted: wanted.filter(|wanted| *wanted != Hash::NOTHING),
        }
    }

    /// Where it has got to.
    pub fn at(&self) -> Head {
        self.at
    }

    /// Goes on to the next link.
    pub fn follow(&mut self, link: &Link) -> Result<(), Broken> {
        let next = self.at.followed_by(link.digest);
        let (number, id) = (link.sequence, link.event_id);
        if number != next.sequence {
            return Err(Broken::MissingLink(next.sequence));
        }
        if link.chain != next.chain {
            return Err(Broken::ChangedLink(number));
        }
        match (link.salt, &link.event) {
            (Some(salt), Some(event)) if event.digest(salt) != link.digest => {
                return Err(Broken::ChangedEvent(number, id));
            }
            (Some(_), None) => return Err(Broken::MissingEvent(number, id)),
            (None, Some(_)) => return Err(Broken::EventInErasedPlace(number, id)),
            (None, None) if !link.is_erasure_recorded => {
                return Err(Broken::UnrecordedErasure(number, id));
            }
            (None, None) => self.erased += 1,
            (Some(_), Some(_)) => {}
        }
        self.at = next;
        self.wanted = self.wanted.filter(|wanted| *wanted != next.chain);
        Ok(())
    }

    /// Compares the end with the head that the database keeps.
    pub fn end(self, head: Head) -> Result<Verified, Broken> {
        if self.at.sequence != head.sequence {
            return Err(Broken::CutOff {
                ends: self.at.sequence,
                head: head.sequence,
            });
        }
        if self.at.chain != head.chain {
            return Err(Broken::ChangedHead(head.sequence));
        }
        match self.wanted {
            Some(wanted) => Err(Broken::NeverHad(wanted)),
            None => Ok(Verified {
                head,
                erased: self.erased,
            }),
        }
    }
}
