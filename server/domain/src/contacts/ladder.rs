//! The ladder: how somebody shows in a contact that they are the one they say, and what follows from it.
//!
//! | way | rung | where | not |
//! |---|---|---|---|
//! | a code to a channel that is verified on the record | proved | wherever they can read it out | to a channel that other records share; to somebody who died |
//! | a yes in their own account | proved | wherever they are at hand | without an account |
//! | documents | proved | at the counter, on a visit | for staff who do not check identities |
//! | questions from the record | answered | wherever they are at hand | while they are locked; where too little is known |
//! | authority | answered at most | wherever the one who speaks for them is known | unless their record names that one, verified |
//!
//! Whoever is represented is not there to ask: authority is the only way for them.
//! A yes climbs and a failure never does; a lower rung never takes the place of a higher one; a no in the account of the
//! one it is about takes everything back.

use time::{Duration, OffsetDateTime};

use super::{Method, Rung};
use crate::{
    accounts::Level,
    actors::{Channel, UnknownWord},
    audit::words,
    people::{Attribute, dictionary::Sensitivity},
};

/// How long a code works, and how long a question in somebody's account waits for its answer.
pub const WITHIN: Duration = Duration::minutes(10);

/// What came of asking somebody who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// They showed it.
    Passed(Method),
    /// They did not: a wrong code, a wrong answer, silence.
    Failed(Method),
    /// The one whom they say they are said that it is not they.
    Denied,
}

impl Rung {
    /// The rung that somebody is on after that.
    #[must_use]
    pub fn after(self, tried: Tried) -> Self {
        match tried {
            Tried::Passed(method) => self.max(method.rung()),
            Tried::Failed(_) => self,
            Tried::Denied => Self::Unverified,
        }
    }

    /// Whether what is kept of somebody under this attribute may be read within the contact.
    pub fn may_read(self, attribute: &Attribute) -> bool {
        self.suffices_for(attribute.needs)
    }

    /// Whether it may be changed within the contact: what does the most harm only for whoever proved who they are, and
    /// nothing for somebody whom nobody asked anything.
    pub fn may_change(self, attribute: &Attribute) -> bool {
        let needed = if attribute.sensitivity == Sensitivity::Personal {
            attribute.needs.max(Level::ConfirmedEmail)
        } else {
            Level::VerifiedIdentity
        };
        self.suffices_for(needed)
    }
}

words! {
    /// Why a way is closed. A new one needs the message `way-not-{word}`.
    WhyNot {
        /// Nobody is at hand to ask: a letter, an e-mail.
        NobodyThere = "nobody-there",
        /// Somebody speaks for them.
        Represented = "represented",
        /// Nobody speaks for them.
        SpeaksForSelf = "speaks-for-self",
        /// The record does not name whoever speaks for them, or nobody has verified that.
        NotNamed = "not-named",
        /// It is not known yet who speaks for them.
        SpeakerUnverified = "speaker-unverified",
        /// No address or number of theirs is verified.
        NoChannel = "no-channel",
        /// All that are verified are other people's too.
        SharedChannel = "shared-channel",
        NoAccount = "no-account",
        /// Too little in the record is verified or has been there for long.
        LittleKnown = "little-known",
        /// Somebody failed to answer too often.
        Locked = "locked",
        /// The one it is about said in their account that it is not they.
        Denied = "denied",
        /// Documents are seen where people meet.
        NotInPerson = "not-in-person",
        /// The reader's roles do not let them check identities.
        NotYours = "not-yours",
        /// Nothing is sent to whoever died.
        Died = "died",
    }
}

/// What decides which ways are open to somebody in a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    pub channel: Channel,
    /// How many verified channels are theirs alone, and whether there are others.
    pub channels: usize,
    pub shares_channels: bool,
    pub has_account: bool,
    /// Enough is known of them to ask.
    pub has_questions: bool,
    pub is_locked: bool,
    pub has_died: bool,
    /// They said in their account, in this contact, that it is not they.
    pub is_denied: bool,
    pub may_check_documents: bool,
    /// For whoever is represented: how surely it is known who speaks for them, and whether their record names that one.
    pub speaker: Option<(Rung, bool)>,
}

impl Circumstances {
    /// Why somebody can't show that way who they are; nothing where they can.
    pub fn why_not(&self, method: Method) -> Option<WhyNot> {
        match (self.speaker, method) {
            (Some((Rung::Unverified, _)), Method::Authority) => {
                return Some(WhyNot::SpeakerUnverified);
            }
            (Some((_, is_named)), Method::Authority) => {
                return (!is_named).then_some(WhyNot::NotNamed);
            }
            (Some(_), _) => return Some(WhyNot::Represented),
            (None, Method::Authority) => return Some(WhyNot::SpeaksForSelf),
            (None, _) => {}
        }
        let is_written = matches!(
            self.channel,
            Channel::Post | Channel::Email | Channel::Online
        );
        let in_person = matches!(self.channel, Channel::Counter | Channel::HomeVisit);
        let reasons = match method {
            Method::Code => vec![
                (is_written, WhyNot::NobodyThere),
                (self.has_died, WhyNot::Died),
                (
                    self.channels == 0 && self.shares_channels,
                    WhyNot::SharedChannel,
                ),
                (self.channels == 0, WhyNot::NoChannel),
            ],
            Method::Approval => vec![
                (is_written, WhyNot::NobodyThere),
                (self.has_died, WhyNot::Died),
                (!self.has_account, WhyNot::NoAccount),
            ],
            Method::Questions => vec![
                (is_written, WhyNot::NobodyThere),
                (self.has_died, WhyNot::Died),
                (self.is_denied, WhyNot::Denied),
                (self.is_locked, WhyNot::Locked),
                (!self.has_questions, WhyNot::LittleKnown),
            ],
            Method::Documents => vec![
                (!in_person, WhyNot::NotInPerson),
                (!self.may_check_documents, WhyNot::NotYours),
            ],
            Method::Authority => Vec::new(),
        };
        reasons
            .into_iter()
            .find(|(is_so, _)| *is_so)
            .map(|(_, why)| why)
    }
}

/// "j••@example.org": enough for its owner to recognise it, too little for a stranger to write to it.
pub fn masked_email(address: &str) -> String {
    let (name, domain) = address.split_once('@').unwrap_or((address, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}••@{domain}")
}

/// "07700 ••••••": how it begins, since its end is what people are asked for.
pub fn masked_telephone(number: &str) -> String {
    let letters: Vec<char> = number
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let shown = letters.len().saturating_sub(6).min(5);
    let first: String = letters.iter().take(shown).collect();
    format!("{first} ••••••")
}

/// When a try is made that is after so many failures in this time, nobody is asked for this long.
pub const MOST_FAILURES: usize = 3;
pub const COUNTED_FOR: Duration = Duration::hours(24);
pub const LOCKED_FOR: Duration = Duration::hours(24);

/// What is remembered of failures to answer for one person, whoever asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Failures {
    /// The latest, oldest first.
    #[serde(with = "moments")]
    failed_at: Vec<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    locked_until: Option<OffsetDateTime>,
}

impl Failures {
    /// Until when nobody is asked; nothing where they may be.
    pub fn locked(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        self.locked_until.filter(|until| *until > now)
    }

    /// Writes one more down; whether it is the one that locks.
    pub fn add(&mut self, now: OffsetDateTime) -> bool {
        self.failed_at.retain(|at| now - *at < COUNTED_FOR);
        self.failed_at.push(now);
        let is_locked = self.failed_at.len() >= MOST_FAILURES;
        if is_locked {
            self.failed_at.clear();
            self.locked_until = Some(now + LOCKED_FOR);
        }
        is_locked
    }
}

/// Moments as JSON has them.
mod moments {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use time::{OffsetDateTime, format_description::well_known::Rfc3339};

    pub fn serialize<S: Serializer>(
        moments: &[OffsetDateTime],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let words = moments.iter().map(|moment| moment.format(&Rfc3339));
        let words: Result<Vec<String>, _> = words.collect();
        words
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<OffsetDateTime>, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        let moments = words
            .iter()
            .map(|moment| OffsetDateTime::parse(moment, &Rfc3339));
        moments
            .collect::<Result<_, _>>()
            .map_err(serde::de::Error::custom)
    }
}
