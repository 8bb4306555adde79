//! How long a sign-in lasts: an idle time after which nobody is thought to sit there any more, and an absolute
//! one after which everybody proves again who they are (OWASP ASVS 5.0, 7.3). None is longer than the 30 minutes and 12
//! hours that NIST SP 800-63B asks at its second level.
//!
//! An account may be signed in at any number of browsers at once: people have several devices, and an old telephone
//! must not lock a new one out. All are listed, and each can be ended.

use time::{Duration, OffsetDateTime};

use crate::actors::UnknownWord;

/// Who signed in, and where; each has limits of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lifetime {
    /// A resident on a telephone or computer of their own.
    Resident,
    /// A resident who said that others use this computer.
    PublicComputer,
    /// A member of staff in a council office, through a working day.
    Staff,
    /// A champion on whatever is at hand in a library or a village hall.
    Champion,
}

/// Whether a sign-in still opens anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does, until then if nothing happens meanwhile.
    Open { until: OffsetDateTime },
    /// It is over; whoever comes back signs in again.
    Over,
}

impl Lifetime {
    pub const ALL: [Self; 4] = [
        Self::Resident,
        Self::PublicComputer,
        Self::Staff,
        Self::Champion,
    ];
    /// How long before the end people are warned, so that they can stay (WCAG 2.2.1 asks for 20 seconds).
    pub const WARNING: Duration = Duration::minutes(2);

    /// How long ago somebody may have signed in who changes how they sign in: whoever finds a browser open must not be
    /// able to (OWASP ASVS 5.0, 7.5.1).
    pub const RECENT: Duration = Duration::minutes(15);

    /// How long nothing may happen.
    pub fn idle(self) -> Duration {
        match self {
            Self::Resident | Self::Staff => Duration::minutes(30),
            Self::PublicComputer => Duration::minutes(10),
            Self::Champion => Duration::minutes(15),
        }
    }

    /// How long it lasts at most, whatever happens.
    pub fn absolute(self) -> Duration {
        match self {
            Self::Resident | Self::Staff => Duration::hours(12),
            Self::PublicComputer => Duration::hours(1),
            Self::Champion => Duration::hours(8),
        }
    }

    /// How a sign-in stands that began and was last seen then.
    pub fn standing(
        self,
        signed_in_at: OffsetDateTime,
        last_seen_at: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Standing {
        let until = (last_seen_at + self.idle()).min(signed_in_at + self.absolute());
        if now < until {
            Standing::Open { until }
        } else {
            Standing::Over
        }
    }

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::PublicComputer => "public-computer",
            Self::Staff => "staff",
            Self::Champion => "champion",
        }
    }
}

impl TryFrom<String> for Lifetime {
    type Error = UnknownWord;

    fn try_from(word: String) -> Result<Self, UnknownWord> {
        let found = Self::ALL
            .into_iter()
            .find(|lifetime| lifetime.word() == word);
        found.ok_or(UnknownWord(word))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-03-27 12:00 UTC);

    #[test]
    fn words_and_lifetimes_lead_to_each_other() {
        for lifetime in Lifetime::ALL {
            assert_eq!(Lifetime::try_from(lifetime.word().to_owned()), Ok(lifetime));
        }
    }

    proptest! {
        /// However often somebody is seen, nobody stays longer than the absolute time, nor after a pause that is
        /// longer than the idle time; and until then everybody stays.
        #[test]
        fn a_sign_in_is_open_exactly_within_both_limits(
            which in 0..4_usize,
            seen_after in 0_i64..50_000,
            asked_after in 0_i64..50_000,
        ) {
            let lifetime = Lifetime::ALL[which];
            let seen = NOON + Duration::seconds(seen_after);
            let now = seen + Duration::seconds(asked_after);
            let is_open = lifetime.standing(NOON, seen, now) != Standing::Over;
            let should_be = now - seen < lifetime.idle() && now - NOON < lifetime.absolute();
            prop_assert_eq!(is_open, should_be);
        }

        /// The warning comes while there is still something to warn of.
        #[test]
        fn an_open_sign_in_says_when_it_ends(which in 0..4_usize, asked_after in 0_i64..50_000) {
            let lifetime = Lifetime::ALL[which];
            let now = NOON + Duration::seconds(asked_after);
            if let Standing::Open { until } = lifetime.standing(NOON, NOON, now) {
                prop_assert!(until > now && until - now <= lifetime.idle());
            }
            prop_assert!(lifetime.idle() > Lifetime::WARNING);
        }
    }
}
