//! What someone answered, after it was read and found right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::iso_date;

/// Every answer given, by the name of its field.
pub type Answers = BTreeMap<String, Answer>;

/// One answer. Round-trips through JSON; the shape is stored, so it only ever grows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Answer {
    /// Text, long text, e-mail, telephone and website.
    Text(String),
    /// Digits with at most one point and a leading minus: `-12.50`. Kept as text, so that no penny is lost.
    Number(String),
    YesNo(bool),
    /// The value of the choice, not its label.
    Choice(String),
    /// The values chosen, in the order the form lists them.
    Choices(Vec<String>),
    #[serde(with = "iso_date")]
    Date(time::Date),
    Address(Address),
}

/// A UK postal address typed by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub line_1: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub line_2: String,
    pub town: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub county: String,
    /// In the Post Office's form: `AB1 2CD`.
    pub postcode: String,
}

impl Address {
    /// The lines that have something on them, as on an envelope.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        [
            &self.line_1,
            &self.line_2,
            &self.town,
            &self.county,
            &self.postcode,
        ]
        .into_iter()
        .map(String::as_str)
        .filter(|line| !line.is_empty())
    }
}

impl Answer {
    /// The number, near enough to compare; `None` for other kinds of answer.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// The text of a text answer or the value of a choice.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Choice(text) => Some(text),
            _ => None,
        }
    }
}
