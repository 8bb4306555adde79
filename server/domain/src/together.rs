//! One draft, two people: whoever helps lets the resident type it themselves, on the turned screen or on the public
//! computer, and two people who have one draft in hand see each other.

use std::fmt;

use time::{Duration, OffsetDateTime};

use crate::{
    actors::{Channel, UnknownWord},
    audit::words,
};

/// How long a code may be typed.
pub const CODE_LASTS: Duration = Duration::minutes(15);
/// How long somebody may do nothing before their draft shows nothing more: whoever sits there next is a stranger.
pub const IDLE: Duration = Duration::minutes(20);
/// How long ago somebody opened a page who counts as still there: a page is read for a while before it is sent.
pub const PRESENT: Duration = Duration::minutes(5);

words! {
    /// Where the resident types by themselves.
    GuestKind {
        /// On the screen of whoever helps them, turned round.
        Screen = "screen",
        /// On another computer, after a code.
        Code = "code",
    }
}

words! {
    /// Why the resident does not have the draft any more.
    GuestEnding {
        /// They said that they have finished.
        Finished = "finished",
        /// Whoever helps took it back.
        TakenBack = "taken-back",
        /// It was handed over another time, which ends the time before.
        Replaced = "replaced",
    }
}

impl Channel {
    /// Whether the resident is beside whoever helps them, and can be given a keyboard.
    pub fn is_face_to_face(self) -> bool {
        matches!(self, Self::Counter | Self::HomeVisit)
    }
}

/// How long a draft is the resident's to type in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lending {
    pub made_at: OffsetDateTime,
    /// When the screen was turned, or the code typed.
    pub taken_at: Option<OffsetDateTime>,
    pub last_seen_at: Option<OffsetDateTime>,
    pub ended: Option<GuestEnding>,
}

/// Whether the resident has the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The code can still be typed.
    Waiting,
    Open,
    Over(Over),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Ended(GuestEnding),
    /// Nobody typed the code in time.
    Lapsed,
    /// Nothing happened for too long.
    Idle,
}

impl Lending {
    /// How it stands at a moment. What is over stays over.
    pub fn standing(&self, now: OffsetDateTime) -> Standing {
        if let Some(ending) = self.ended {
            return Standing::Over(Over::Ended(ending));
        }
        match (self.taken_at, self.last_seen_at) {
            (None, _) if now - self.made_at < CODE_LASTS => Standing::Waiting,
            (None, _) => Standing::Over(Over::Lapsed),
            (Some(taken), seen) if now - seen.unwrap_or(taken) < IDLE => Standing::Open,
            (Some(_), _) => Standing::Over(Over::Idle),
        }
    }
}

/// No vowels, so that no words appear, and nothing that is easily taken for something else.
const ALPHABET: &[u8; 20] = b"CDFHJKMNPRTVWXY34679";
const LENGTH: usize = 8;

/// A code for the public computer, as it is compared: eight letters and figures. Shown as `CDFH-3467`.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// How many codes there are: 20 to the eighth, close to 26 thousand million.
    pub const COUNT: u64 = (ALPHABET.len() as u64).pow(LENGTH as u32);

    /// The code for a random number; only its remainder by [`Code::COUNT`] matters.
    pub fn from_random(random: u64) -> Self {
        let mut rest = random % Self::COUNT;
        let size = ALPHABET.len() as u64;
        let letters = (0..LENGTH).map(|_| {
            let letter = ALPHABET[usize::try_from(rest % size).unwrap_or_default()];
            rest /= size;
            char::from(letter)
        });
        Self(letters.collect())
    }

    /// Reads a code as people type it: any case, with or without hyphens and spaces. None for what no code can be.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed
            .chars()
            .filter(|c| !c.is_whitespace() && !"-–—‐‑".contains(*c));
        // One more than there may be, so that nothing long is read to its end.
        let code: String = letters
            .take(LENGTH + 1)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let is_known = |c: char| u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte));
        (code.chars().count() == LENGTH && code.chars().all(is_known)).then_some(Self(code))
    }

    /// The letters without anything between them, as they are hashed.
    pub fn letters(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at(LENGTH / 2);
        write!(formatter, "{first}-{second}")
    }
}

/// A code is a secret while it lasts.
impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code(…)")
    }
}
