//! A small dictionary, a clock that stands still, and ways to say things.

use guildhall_domain::{
    forms::Answer,
    people::{Act, Assertion, Attribute, Dictionary, Source, Verification, record::Moment},
};
use time::{Date, Duration, OffsetDateTime, macros::datetime};
use uuid::Uuid;

pub const NOW: OffsetDateTime = datetime!(2026-03-27 10:00 UTC);

pub const MOMENT: Moment = Moment {
    now: NOW,
    today: NOW.date(),
};

/// An attribute of one text that is used silently, however old it is.
pub fn attribute() -> Attribute {
    let plain = "plain: {label: A, noun: a, kind: text, reuse: silent, purpose: To know}";
    let dictionary = Dictionary::parse("test", plain).unwrap();
    dictionary.get("plain").unwrap().clone()
}

pub fn dictionary(attributes: &[(&str, Attribute)]) -> Dictionary {
    let entries = attributes.iter().map(|(name, attribute)| {
        let attribute = serde_json::to_value(attribute).unwrap();
        ((*name).to_owned(), attribute)
    });
    let entries: serde_json::Map<_, _> = entries.collect();
    serde_json::from_value(entries.into()).unwrap()
}

/// The same value, typed in ways that mean the same.
pub fn value(number: u8, spelling: u8) -> Answer {
    let plain = format!("Value {number}");
    Answer::Text(match spelling % 3 {
        0 => plain,
        1 => plain.to_uppercase(),
        _ => format!("  value{number} "),
    })
}

/// Which value it is, whatever its spelling.
pub fn number(answer: &Answer) -> u8 {
    let digit = answer.text().unwrap().trim().chars().last().unwrap();
    digit.to_digit(10).unwrap().try_into().unwrap()
}

/// Something that was stated so many days ago, by the resident and unchecked.
pub fn said(id: u128, days_ago: i64, number: u8) -> Assertion {
    Assertion {
        id: Uuid::from_u128(id),
        act: Act::Stated,
        value: Some(value(number, 0)),
        since: None,
        valid_until: None,
        source: Source::Resident,
        verified: Verification::Unverified,
        about: None,
        reason: None,
        asserted_at: NOW - Duration::days(days_ago),
        told_in: None,
    }
}

/// Something that says nothing of its own: an end or a dispute.
pub fn act(id: u128, days_ago: i64, act: Act, about: Option<u128>) -> Assertion {
    Assertion {
        act,
        value: None,
        about: about.map(Uuid::from_u128),
        ..said(id, days_ago, 0)
    }
}

pub trait Change: Sized {
    fn by(self, source: Source) -> Self;
    fn verified(self, verified: Verification) -> Self;
    fn since(self, date: Date) -> Self;
    fn until(self, days_from_now: i64) -> Self;
    fn doing(self, act: Act) -> Self;
}

impl Change for Assertion {
    fn by(self, source: Source) -> Self {
        Self { source, ..self }
    }
    fn verified(self, verified: Verification) -> Self {
        Self { verified, ..self }
    }
    fn since(self, date: Date) -> Self {
        Self {
            since: Some(date),
            ..self
        }
    }
    fn until(self, days_from_now: i64) -> Self {
        Self {
            valid_until: Some(NOW + Duration::days(days_from_now)),
            ..self
        }
    }
    fn doing(self, act: Act) -> Self {
        Self { act, ..self }
    }
}
