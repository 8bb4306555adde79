//! Why a member of staff opens somebody's record, and what the one it is about learns of it.

use time::Duration;
use uuid::Uuid;

use crate::{actors::UnknownWord, audit::words};

/// How long a reason counts for further looks at the same record.
pub const REMEMBERED: Duration = Duration::minutes(60);
/// How long it counts for sending what was typed on a page that was opened with it.
pub const SENT_WITHIN: Duration = Duration::hours(12);
/// In characters: how much a reason in one's own words may say.
pub const LONGEST_STATED: usize = 200;

/// Why somebody's record is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// To work on a case of theirs.
    Case { id: Uuid, reference: String },
    /// They, or somebody for them, are in touch.
    Contact(Contact),
    /// Something else, in the words of whoever opens it.
    Stated(String),
}

impl Reason {
    /// The word in the database, the audit trail and in the keys of messages.
    pub fn kind(&self) -> ReasonKind {
        match self {
            Self::Case { .. } => ReasonKind::Case,
            Self::Contact(_) => ReasonKind::Contact,
            Self::Stated(_) => ReasonKind::Stated,
        }
    }

    /// A reason in somebody's own words, on one line.
    pub fn stated(words: &str) -> Result<Self, NotStated> {
        let visible: String = words
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .collect();
        let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        match words.chars().count() {
            0 => Err(NotStated::Empty),
            length if length > LONGEST_STATED => Err(NotStated::TooLong),
            _ => Ok(Self::Stated(words)),
        }
    }
}

/// Why words are no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotStated {
    #[error("nothing was said")]
    Empty,
    #[error("more than {LONGEST_STATED} characters were said")]
    TooLong,
}

words! {
    /// Of which kind a reason is.
    ReasonKind {
        Case = "case",
        Contact = "contact",
        Stated = "stated",
    }
}

words! {
    /// How somebody is in touch as their record is opened.
    Contact {
        Telephone = "telephone",
        Counter = "counter",
        /// A letter, an e-mail, a home visit.
        Other = "other",
    }
}

words! {
    /// What the law lets a look at a record be kept from the one it is about for.
    Ground {
        /// To prevent or detect fraud: telling them would prejudice it.
        Fraud = "fraud",
        /// Telling them would put somebody in danger.
        Safeguarding = "safeguarding",
    }
}

words! {
    /// When a look that is kept from somebody is reviewed again, in months.
    Review {
        InOneMonth = "1",
        InThreeMonths = "3",
        InSixMonths = "6",
        InTwelveMonths = "12",
    }
}

impl Review {
    /// How long until then; a month has 30 days here, and a year 365.
    pub fn after(self) -> Duration {
        Duration::days(match self {
            Self::InOneMonth => 30,
            Self::InThreeMonths => 91,
            Self::InSixMonths => 182,
            Self::InTwelveMonths => 365,
        })
    }
}
