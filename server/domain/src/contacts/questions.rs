//! Questions from the record, by which a caller shows who they are. Nobody at the council sees the answers: what the
//! caller says is typed, compared here, and forgotten.
//!
//! - A question is asked only about what is verified, came from another system of the council's, or was said long ago:
//!   what somebody changed last week proves nothing about them. What is disputed or out of date is not asked about.
//! - Of each [`Topic`] one question is asked at most; there have to be two of what few others know.
//! - The same questions stay until somebody answers them, in whichever contact: nobody picks those that they can answer.
//! - What is compared is what was meant: a date in any usual form, a postcode with O for 0, "Street" for "St".

mod answers;

use std::collections::BTreeMap;

use time::{Date, Duration, Month, OffsetDateTime};

use crate::{
    actors::UnknownWord,
    audit::words,
    forms::Answer,
    people::{
        Assertion, Record, Source,
        record::{Known, Rule, is_same},
    },
};

/// For how long something has to have been known before it is asked about, unless somebody verified it.
pub const LONG: Duration = Duration::days(28);
/// How old a case may be, and has to be, whose month is asked for.
pub const CASES_OF: Duration = Duration::days(365);
pub const CASES_AFTER: Duration = Duration::days(7);
/// How many questions are asked, and how many at least are about what few others know.
const MOST: usize = 3;
const LEAST: usize = 2;

words! {
    /// A question. A new one needs the message `question-{word}`.
    Question {
        DateOfBirth = "date-of-birth",
        AddressLine = "address-line",
        Postcode = "postcode",
        TelephoneEnd = "telephone-end",
        Vehicle = "vehicle",
        CouncilTaxEnd = "council-tax-end",
        /// Something more to ask: months are few, so it never stands for one of the others.
        CaseMonth = "case-month",
    }
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Birth,
    Address,
    Telephone,
    Vehicle,
    CouncilTax,
    Cases,
}

impl Question {
    pub fn topic(self) -> Topic {
        match self {
            Self::DateOfBirth => Topic::Birth,
            Self::AddressLine | Self::Postcode => Topic::Address,
            Self::TelephoneEnd => Topic::Telephone,
            Self::Vehicle => Topic::Vehicle,
            Self::CouncilTaxEnd => Topic::CouncilTax,
            Self::CaseMonth => Topic::Cases,
        }
    }

    /// The attribute that it is about, if it is about one.
    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::DateOfBirth => Some("person.date_of_birth"),
            Self::AddressLine | Self::Postcode => Some("home.address"),
            Self::TelephoneEnd => Some("contact.telephone"),
            Self::Vehicle => Some("vehicle.registration"),
            Self::CouncilTaxEnd => Some("council_tax.account_number"),
            Self::CaseMonth => None,
        }
    }
}

/// The attributes that are asked about.
pub fn attributes() -> Vec<&'static str> {
    let mut all: Vec<_> = Question::ALL
        .iter()
        .filter_map(|one| one.attribute())
        .collect();
    all.dedup();
    all
}

/// What is known of somebody that they may be asked about. It is not printed.
#[derive(Clone, Default)]
pub struct Facts {
    known: BTreeMap<Question, Vec<Answer>>,
    /// The months in which they asked the council for something.
    months: Vec<(i32, Month)>,
    today: Option<Date>,
}

impl std::fmt::Debug for Facts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Facts")
            .field("questions", &self.known.keys())
            .finish_non_exhaustive()
    }
}

impl Facts {
    /// What may be asked about. `said` is all that was ever said, `cases` when their cases were opened; whoever's address
    /// is protected is asked nothing about it.
    pub fn of(
        record: &Record<'_>,
        said: &BTreeMap<String, Vec<Assertion>>,
        (cases, hides_address): (&[OffsetDateTime], bool),
        (now, today): (OffsetDateTime, Date),
    ) -> Self {
        let mut facts = Self {
            today: Some(today),
            ..Self::default()
        };
        for question in Question::ALL {
            let Some(attribute) = question.attribute() else {
                continue;
            };
            if hides_address && question.topic() == Topic::Address {
                continue;
            }
            let said = said.get(attribute).map_or(&[][..], Vec::as_slice);
            let known = record.get(attribute).iter();
            let known = known.filter(|known| is_established(known, said, now));
            let known = known.map(|known| known.value.clone());
            let known: Vec<Answer> = known
                .filter(|value| answers::can_be_asked(*question, value))
                .collect();
            if !known.is_empty() {
                facts.known.insert(*question, known);
            }
        }
        let recent = cases
            .iter()
            .filter(|opened| (CASES_AFTER..CASES_OF).contains(&(now - **opened)));
        facts.months = recent
            .map(|opened| (opened.year(), opened.month()))
            .collect();
        facts
    }

    fn has(&self, question: Question) -> bool {
        match question {
            Question::CaseMonth => !self.months.is_empty(),
            question => self.known.contains_key(&question),
        }
    }

    fn topics(&self) -> Vec<Topic> {
        let asked = Question::ALL.iter().filter(|one| self.has(**one));
        let mut topics: Vec<Topic> = asked.map(|one| one.topic()).collect();
        topics.dedup();
        topics
    }

    /// Whether enough is known to ask at all.
    pub fn suffice(&self) -> bool {
        let strong = self
            .topics()
            .into_iter()
            .filter(|topic| *topic != Topic::Cases);
        strong.count() >= LEAST
    }

    /// Two or three questions; none where too little is known. `pick` answers a number below the one that it gets, each as
    /// likely as any other.
    pub fn draw(&self, mut pick: impl FnMut(usize) -> usize) -> Option<Vec<Question>> {
        if !self.suffice() {
            return None;
        }
        let mut topics = self.topics();
        let mut drawn = Vec::with_capacity(MOST);
        while drawn.len() < MOST && !topics.is_empty() {
            // The first two are about what few others know.
            let among: Vec<usize> = (0..topics.len())
                .filter(|place| drawn.len() >= LEAST || topics.get(*place) != Some(&Topic::Cases))
                .collect();
            let place = among.get(pick(among.len().max(1)))?;
            let topic = topics.remove(*place);
            let questions: Vec<Question> = Question::ALL
                .iter()
                .copied()
                .filter(|one| one.topic() == topic && self.has(*one))
                .collect();
            drawn.push(*questions.get(pick(questions.len().max(1)))?);
        }
        Some(drawn)
    }

    /// Whether these may still be asked: what is known may have changed since they were drawn.
    pub fn can_ask(&self, drawn: &[Question]) -> bool {
        drawn.len() >= LEAST && drawn.iter().all(|question| self.has(*question))
    }

    /// Whether all of these were answered rightly, each in the order of the questions. Which of them was not is not said.
    pub fn are_right(&self, drawn: &[Question], typed: &[String]) -> bool {
        let mut are_right = self.can_ask(drawn) && drawn.len() == typed.len();
        for (question, typed) in drawn.iter().zip(typed) {
            are_right &= self.is_right(*question, typed);
        }
        are_right
    }

    fn is_right(&self, question: Question, typed: &str) -> bool {
        let Some(today) = self.today else {
            return false;
        };
        match question {
            Question::CaseMonth => answers::is_month(&self.months, typed),
            question => {
                let known = self.known.get(&question).into_iter().flatten();
                known.fold(false, |right, value| {
                    right | answers::is_right(question, value, typed, today)
                })
            }
        }
    }
}

/// Whether something is known so surely, or for so long, that it tells the one it is about from others.
fn is_established(known: &Known<'_>, said: &[Assertion], now: OffsetDateTime) -> bool {
    if known.is_stale || known.dispute.is_some() || known.unchecked.is_some() {
        return false;
    }
    let is_official = matches!(
        known.by.source,
        Source::Import | Source::BackOffice | Source::IdentityProvider
    );
    let was_said_long_ago = said.iter().any(|one| {
        one.speaks()
            && one.asserted_at <= now - LONG
            && one
                .value
                .as_ref()
                .is_some_and(|value| is_same(value, known.value))
    });
    is_official || was_said_long_ago || matches!(known.rule, Rule::Verified | Rule::Authoritative)
}
