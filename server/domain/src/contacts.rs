//! Contacts: one conversation with somebody, on one channel, from its start to its wrap-up.
//!
//! | act | who | from | what comes of it |
//! |---|---|---|---|
//! | start | whoever answers | – | open, and theirs |
//! | hand over | whoever has it | open | open, another's or waiting for a team |
//! | take | a member of the team that it waits for; a leader who steps in | open | open, and theirs |
//! | wrap up | whoever has it | open | ended: what it was about, whether it was resolved, whether it could have been avoided |
//! | correct | whoever wrapped it up | ended | ended, with the other answers |
//!
//! What happens in a contact is its [story](ContactEvent), and what it was about follows from that: see [`inferred`].

pub mod ladder;
pub mod questions;
mod wrap_up;

pub use wrap_up::{
    Avoidable, LONGEST_WORDS, MOST_TOPICS, Outcome, Resolved, Topic, WrapUp, inferred,
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    accounts::Level,
    actors::{Channel, UnknownWord},
    audit::words,
    openings,
};

words! {
    /// How surely it is known that a contact is with the person it is said to be with, the least sure first. A new one
    /// needs the messages `rung-{word}` and `rung-what-{word}`.
    Rung {
        /// Nobody asked them anything: a restricted view, and only the services that allow it.
        Unverified = "unverified",
        /// They answered questions from the record.
        Answered = "answered",
        /// They showed that a channel which is verified on the record, or their account, is theirs.
        Proved = "proved",
    }
}

words! {
    /// How somebody showed who they are. A new one needs the message `verified-by-{word}`.
    Method {
        /// A code that was sent to an address or number verified on the record.
        Code = "code",
        /// A yes in their own account, where they are signed in.
        Approval = "approval",
        /// Questions from the record.
        Questions = "questions",
        /// Documents that were seen at the counter.
        Documents = "documents",
        /// Somebody speaks for them whom their record names for that, and who showed who they are.
        Authority = "authority",
    }
}

impl Method {
    /// The rung that it leads to.
    pub fn rung(self) -> Rung {
        match self {
            Self::Questions | Self::Authority => Rung::Answered,
            Self::Code | Self::Approval | Self::Documents => Rung::Proved,
        }
    }
}

impl Rung {
    /// What a form may use of the record for somebody who reached it: a caller whom nobody has asked anything may be
    /// anybody.
    pub fn known_as(self) -> Level {
        match self {
            Self::Unverified => Level::None,
            Self::Answered | Self::Proved => Level::ConfirmedEmail,
        }
    }

    /// Whether it is known surely enough who they are for a service that needs this.
    pub fn suffices_for(self, needed: Level) -> bool {
        match needed {
            Level::None => true,
            Level::ConfirmedEmail => self >= Self::Answered,
            Level::VerifiedIdentity => self >= Self::Proved,
        }
    }

    /// Whether what is held about them may be shown and read out.
    pub fn sees_record(self) -> bool {
        self > Self::Unverified
    }
}

/// How the look at a record is accounted for that is taken in a contact on this channel.
pub fn as_reason(channel: Channel) -> openings::Contact {
    match channel {
        Channel::Telephone => openings::Contact::Telephone,
        Channel::Counter => openings::Contact::Counter,
        _ => openings::Contact::Other,
    }
}

/// Something that happened in a contact. Ids and words of services, never what is held about anybody; a note is in its
/// writer's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum ContactEvent {
    Started,
    /// Somebody was found, and the contact is with them or about them.
    PersonAdded {
        person: Uuid,
    },
    /// Somebody of the contact speaks for them.
    Represented {
        person: Uuid,
        by: Uuid,
    },
    /// It was the wrong person.
    PersonRemoved {
        person: Uuid,
    },
    /// For whom the person speaks from now on; none for themselves.
    ActsFor {
        person: Uuid,
        organisation: Option<Uuid>,
    },
    Verified {
        person: Uuid,
        method: String,
    },
    NotVerified {
        person: Uuid,
        method: String,
    },
    FormStarted {
        form_session: Uuid,
        slug: String,
        person: Option<Uuid>,
    },
    /// The draft of somebody who is not with the contact any more was thrown away.
    DraftDeleted {
        form_session: Uuid,
        slug: String,
    },
    /// A form that was started in the contact was sent.
    CaseOpened {
        case: Uuid,
        reference: String,
        slug: String,
    },
    /// A case was looked at, to say how it is getting on.
    CaseRead {
        case: Uuid,
        reference: String,
        slug: String,
    },
    NoteOnCase {
        case: Uuid,
        reference: String,
        slug: String,
    },
    /// Something in somebody's record was changed or put right.
    RecordChanged {
        person: Uuid,
        attribute: String,
    },
    ArticleUsed {
        article: Uuid,
        title: String,
        slug: Option<String>,
    },
    CallbackAsked {
        callback: Uuid,
        slug: Option<String>,
    },
    NoteAdded {
        words: String,
    },
    HandedOver {
        staff: Option<Uuid>,
        team: Option<Uuid>,
        words: String,
    },
    Taken,
    Ended,
    Corrected,
}
