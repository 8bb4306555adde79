//! One thing that the council was told about somebody. Assertions are only ever added to.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{actors::UnknownWord, audit::words, forms::Answer};

words! {
    /// Whom an assertion is about.
    Subject {
        Person = "person",
        Organisation = "organisation",
    }
}

words! {
    /// What an assertion does. A new one needs the message `act-{word}`.
    Act {
        /// Somebody said it.
        Stated = "stated",
        /// Somebody was shown what is known and said that it is still right.
        Confirmed = "confirmed",
        /// A member of staff decided it against what the rules would choose, and gave a reason.
        Overridden = "overridden",
        /// The person says that what is held is wrong.
        Disputed = "disputed",
        /// It is true no longer, and nothing takes its place.
        Ended = "ended",
    }
}

words! {
    /// Where an assertion comes from. A new one needs the message `source-{word}`.
    Source {
        Resident = "resident",
        Adviser = "adviser",
        Champion = "champion",
        IdentityProvider = "identity-provider",
        Import = "import",
        BackOffice = "back-office",
    }
}

words! {
    /// How it is known to be true. Which of these counts for what is the dictionary's to say. A new one needs the
    /// message `verification-{word}`.
    Verification {
        Unverified = "unverified",
        /// A code or a link came back from the address itself.
        Code = "code",
        /// A member of staff saw documents.
        Documents = "documents",
        /// A provider of identities vouches for it.
        Provider = "provider",
    }
}

/// An assertion as the rules see it: its subject and its attribute are known to whoever asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// Ids of version 7, so that of two made in the same moment the later one has the greater id.
    pub id: Uuid,
    pub act: Act,
    /// Absent for what says nothing: an end of everything, a dispute.
    pub value: Option<Answer>,
    /// From when it is true, where that was said.
    pub since: Option<Date>,
    pub valid_until: Option<OffsetDateTime>,
    pub source: Source,
    pub verified: Verification,
    /// The assertion that this one confirms, disputes or ends.
    pub about: Option<Uuid>,
    pub reason: Option<String>,
    pub asserted_at: OffsetDateTime,
    /// The service that it was said in, by slug, where that may be told.
    pub told_in: Option<String>,
}

impl Assertion {
    /// Whether it says what is so: an end and a dispute do not.
    pub fn speaks(&self) -> bool {
        matches!(self.act, Act::Stated | Act::Confirmed | Act::Overridden)
    }
}
