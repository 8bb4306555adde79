//! Warnings about a person, and what they need: put on their record for a while, by somebody who answers for it.
//!
//! None is for ever: each has a last day, and is shown no more after it. People see what is noted about them, unless
//! that is lawfully withheld; what somebody needs never is.

use time::{Date, Duration};

use crate::{actors::UnknownWord, audit::words, permissions::Permission};

words! {
    /// What is noted. A new one needs the message `warning-kind-{word}`.
    WarningKind {
        DoNotVisitAlone = "do-not-visit-alone",
        MeetAtOffices = "meet-at-offices",
        OtherRisk = "other-risk",
        Interpreter = "interpreter",
        LargePrint = "large-print",
        EasyRead = "easy-read",
        HearingLoop = "hearing-loop",
        StepFreeAccess = "step-free-access",
        OtherNeed = "other-need",
    }
}

words! {
    /// Why somebody may not see a warning about themselves. A new one needs the message `warning-ground-{word}`.
    WithholdingGround {
        Crime = "crime",
        Safeguarding = "safeguarding",
        SeriousHarm = "serious-harm",
    }
}

impl WarningKind {
    /// It warns staff of a risk; the others say what somebody needs.
    pub fn is_risk(self) -> bool {
        matches!(
            self,
            Self::DoNotVisitAlone | Self::MeetAtOffices | Self::OtherRisk
        )
    }

    /// What it takes to place, change or end one.
    pub fn permission(self) -> Permission {
        if self.is_risk() {
            Permission::WarnOfPeople
        } else {
            Permission::NoteNeeds
        }
    }

    /// A risk is never noted without saying why, and what is other says nothing by itself.
    pub fn needs_words(self) -> bool {
        self.is_risk() || self == Self::OtherNeed
    }
}

/// Whether a warning is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningState {
    InForce,
    /// Its last day is over.
    Expired,
    /// Somebody ended it.
    Ended,
}

impl WarningState {
    /// As of today; the last day is one on which it is shown.
    pub fn on(today: Date, expires_on: Date, is_ended: bool) -> Self {
        if is_ended {
            Self::Ended
        } else if today > expires_on {
            Self::Expired
        } else {
            Self::InForce
        }
    }
}

/// How long before its last day whoever answers for a warning is asked to look at it again.
pub const NOTICE: Duration = Duration::days(14);

/// In characters.
pub const LONGEST_WORDS: usize = 1_000;

/// The latest last day of what is noted today: two years from now.
pub fn latest(today: Date) -> Date {
    let year = today.year() + 2;
    // The 29th of February has no fellow in two years.
    today
        .replace_year(year)
        .or_else(|_| (today - Duration::DAY).replace_year(year))
        .unwrap_or(today)
}

/// What is to be noted.
#[derive(Clone, Copy, Debug)]
pub struct Noted<'typed> {
    pub kind: WarningKind,
    pub words: &'typed str,
    pub expires_on: Option<Date>,
    pub withheld: Option<WithholdingGround>,
}

/// Why something can't be noted like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningProblem {
    NoWords,
    WordsTooLong,
    /// No date, or one that is over.
    NoLastDay,
    LastDayTooFar,
    /// What somebody needs is never withheld from them.
    NeedWithheld,
}

impl Noted<'_> {
    /// All that is wrong, in the order of the form.
    pub fn problems(&self, today: Date) -> Vec<WarningProblem> {
        let mut problems = Vec::new();
        if self.words.is_empty() && self.kind.needs_words() {
            problems.push(WarningProblem::NoWords);
        }
        if self.words.chars().count() > LONGEST_WORDS {
            problems.push(WarningProblem::WordsTooLong);
        }
        match self.expires_on {
            Some(date) if date > latest(today) => problems.push(WarningProblem::LastDayTooFar),
            Some(date) if date >= today => {}
            _ => problems.push(WarningProblem::NoLastDay),
        }
        if self.withheld.is_some() && !self.kind.is_risk() {
            problems.push(WarningProblem::NeedWithheld);
        }
        problems
    }
}
