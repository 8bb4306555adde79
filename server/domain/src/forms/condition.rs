//! Conditions: trees of *all*, *any* and *not* over comparisons of field, operator and value.
//!
//! A question that was not asked, or was left unanswered, makes every comparison with it false, `is_not` and
//! `does_not_contain` included: a hidden question never drives the form. It follows that `not` around such a
//! comparison is true. `answered: false` holds only for a question that was asked and left unanswered.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{answer::Answer, iso_date};

mod file;

/// `{all: […]}`, `{any: […]}`, `{not: …}` or `{field: name, operator: value}`.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every one of them holds; true when there are none.
    All(Vec<Condition>),
    /// At least one of them holds; false when there are none.
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Comparison),
}

/// A field held against a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub field: String,
    pub operator: Operator,
}

/// How, and with what. In a file the operator is the key and the value its value: `more_than: 3`.
#[derive(Clone, Debug, PartialEq)]
pub enum Operator {
    Is(Value),
    IsNot(Value),
    /// This value is among the checkboxes chosen.
    Contains(String),
    DoesNotContain(String),
    MoreThan(f64),
    LessThan(f64),
    AtLeast(f64),
    AtMost(f64),
    /// Earlier than the date.
    Before(time::Date),
    /// Later than the date.
    After(time::Date),
    /// More characters than this.
    LongerThan(u32),
    ShorterThan(u32),
    /// Whether a question that was asked has an answer.
    Answered(bool),
}

/// What an answer is compared with. `yes` and `no` stand for the answers of a yes/no question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    YesNo(bool),
    Number(f64),
    Text(String),
}

/// What is known of a question when a condition looks at it.
#[derive(Clone, Copy, Debug)]
pub enum Known<'answers> {
    NotAsked,
    Unanswered,
    Answered(&'answers Answer),
}

impl Condition {
    /// Whether it holds; `look_up` says what is known of a field.
    pub fn holds<'answers>(&self, look_up: &impl Fn(&str) -> Known<'answers>) -> bool {
        match self {
            Self::All(all) => all.iter().all(|condition| condition.holds(look_up)),
            Self::Any(any) => any.iter().any(|condition| condition.holds(look_up)),
            Self::Not(condition) => !condition.holds(look_up),
            Self::Compare(comparison) => match (look_up(&comparison.field), &comparison.operator) {
                (Known::NotAsked, _) => false,
                (Known::Unanswered, operator) => *operator == Operator::Answered(false),
                (Known::Answered(answer), operator) => operator.holds(answer),
            },
        }
    }

    /// Every comparison in the tree, from left to right.
    pub fn comparisons(&self) -> Vec<&Comparison> {
        match self {
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().flat_map(Self::comparisons).collect()
            }
            Self::Not(condition) => condition.comparisons(),
            Self::Compare(comparison) => vec![comparison],
        }
    }
}

impl Operator {
    fn holds(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Answered(answered), _) => *answered,
            (Self::Is(value), _) => value.equals(answer),
            (Self::IsNot(value), _) => !value.equals(answer),
            (Self::Contains(value), Answer::Choices(chosen)) => chosen.contains(value),
            (Self::DoesNotContain(value), Answer::Choices(chosen)) => !chosen.contains(value),
            (Self::Before(date), Answer::Date(answer)) => answer < date,
            (Self::After(date), Answer::Date(answer)) => answer > date,
            (Self::LongerThan(length), Answer::Text(text)) => {
                text.chars().count() > *length as usize
            }
            (Self::ShorterThan(length), Answer::Text(text)) => {
                text.chars().count() < *length as usize
            }
            _ => answer.number().is_some_and(|number| self.holds_for(number)),
        }
    }

    fn holds_for(&self, number: f64) -> bool {
        match self {
            Self::MoreThan(bound) => number > *bound,
            Self::LessThan(bound) => number < *bound,
            Self::AtLeast(bound) => number >= *bound,
            Self::AtMost(bound) => number <= *bound,
            _ => false,
        }
    }

    /// Its name in a form file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Is(_) => "is",
            Self::IsNot(_) => "is_not",
            Self::Contains(_) => "contains",
            Self::DoesNotContain(_) => "does_not_contain",
            Self::MoreThan(_) => "more_than",
            Self::LessThan(_) => "less_than",
            Self::AtLeast(_) => "at_least",
            Self::AtMost(_) => "at_most",
            Self::Before(_) => "before",
            Self::After(_) => "after",
            Self::LongerThan(_) => "longer_than",
            Self::ShorterThan(_) => "shorter_than",
            Self::Answered(_) => "answered",
        }
    }
}

impl Value {
    fn equals(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::YesNo(value), Answer::YesNo(answer)) => value == answer,
            (Self::Text(value), Answer::YesNo(answer)) => {
                value == if *answer { "yes" } else { "no" }
            }
            (Self::Text(value), Answer::Text(answer) | Answer::Choice(answer)) => value == answer,
            (_, Answer::Text(answer) | Answer::Choice(answer)) => self.to_string() == *answer,
            (Self::Number(value), Answer::Number(_)) => answer.number() == Some(*value),
            (Self::Text(value), Answer::Date(answer)) => iso_date::parse(value) == Some(*answer),
            _ => false,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(value) => value.fmt(formatter),
            Self::Number(value) => value.fmt(formatter),
            Self::Text(value) => value.fmt(formatter),
        }
    }
}
