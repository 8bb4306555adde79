//! The form language: what a council writes to ask its questions. A form is data.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{binding::Binding, condition::Condition, iso_date};
use crate::text::Text;

/// The questions of one service, in the order they are asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Named groups of pages, shown as a caption and as headings in check-your-answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Choices that more than one question offers, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// The first page is where everyone starts.
    pub pages: Vec<Page>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    pub title: Text,
}

/// One screen. A page that is skipped (`when` is false) leads to the page after it in the list; a page that
/// is asked leads to the first of its routes whose condition holds, or else to the page after it in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The last part of the page's URL: lower-case letters, digits and hyphens. `check`, `done` are taken.
    pub id: String,
    pub title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Ask this page only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// What whoever types for somebody else says to them, in the words of speech; residents do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<Text>,
    /// How to ask it aloud: what to spell, what to repeat, what not to suggest. For whoever types for somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint_aloud: Option<Text>,
    /// Guidance and questions, from top to bottom.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Where to go next, first match wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<Route>,
}

/// `{to: page-id}`, or `{when: …, to: page-id}`; `to: check` ends the questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    pub to: String,
}

/// Something on a page, told apart by `type`.
#[expect(
    clippy::large_enum_variant,
    reason = "forms are loaded once and shared; most items are fields"
)]
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Item {
    Content(Content),
    Field(Field),
}

/// Guidance: nothing to answer. HTML is sanitised before it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Content {
    Paragraph { text: Text },
    Html { html: Text },
    Details { summary: Text, html: Text },
    Inset { html: Text },
}

/// A question. `name` is unique in the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Field {
    /// Letters, digits, hyphens and underscores; lower-case, but imported forms keep their own letters.
    pub name: String,
    pub label: Text,
    /// How a message speaks of it, after "Enter " or "Select ": "your date of birth". The label if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noun: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// What whoever types for somebody else says to them, in the words of speech; residents do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<Text>,
    /// How to ask it aloud: what to spell, what to repeat, what not to suggest. For whoever types for somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint_aloud: Option<Text>,
    /// An optional question may be left unanswered; its label says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Ask it only when this holds; it may only look at earlier pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The HTML `autocomplete` token (WCAG 1.3.5), when it asks about the person themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// What to say when it is left empty, instead of the usual "Enter …" or "Select …".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_empty: Option<Text>,
    /// What of the record it asks for: what is known is not asked again, and what is answered is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<Binding>,
    #[serde(flatten)]
    pub kind: FieldKind,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum FieldKind {
    Text {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        width: Option<Width>,
    },
    LongText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_words: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rows: Option<u8>,
    },
    Email,
    Telephone,
    Number {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
        /// How many digits may follow the point; 0 asks for a whole number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decimal_places: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prefix: Option<Text>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suffix: Option<Text>,
    },
    YesNo,
    Radios {
        choices: Choices,
    },
    Checkboxes {
        choices: Choices,
    },
    Select {
        choices: Choices,
    },
    /// A select that a script may turn into a search box.
    Autocomplete {
        choices: Choices,
    },
    /// Day, month and year.
    Date {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<DateBound>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<DateBound>,
    },
    /// A UK postal address typed by hand.
    Address,
    Website,
}

/// Characters an input is wide: 2, 3, 4, 5, 10, 20 or 30, as the Design System's fixed widths.
pub type Width = u8;

/// The choices themselves, or the name of one of the form's `lists`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Choices {
    Named(String),
    Listed(Vec<Choice>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: String,
    pub label: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// In checkboxes: choosing this one rules the others out ("None of these").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// A word before this choice, "or".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub divider: Option<Text>,
}

/// `2026-04-01`, `today`, `today+14` or `today-30` (days).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(with = "String")]
pub enum DateBound {
    Fixed(time::Date),
    FromToday(i32),
}

impl From<DateBound> for String {
    fn from(bound: DateBound) -> Self {
        match bound {
            DateBound::Fixed(date) => iso_date::format(date),
            DateBound::FromToday(0) => "today".to_owned(),
            DateBound::FromToday(days) => format!("today{days:+}"),
        }
    }
}

impl TryFrom<String> for DateBound {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bound = match text.strip_prefix("today") {
            None => iso_date::parse(&text).map(Self::Fixed),
            Some("") => Some(Self::FromToday(0)),
            Some(days) if days.starts_with(['+', '-']) => days.parse().ok().map(Self::FromToday),
            Some(_) => None,
        };
        bound.ok_or_else(|| {
            format!("\"{text}\" is not a date bound: write 2026-04-01, today, today+14 or today-30")
        })
    }
}

impl DateBound {
    /// The day it means, seen from today; the calendar's last day (or first) if it lies beyond.
    pub fn date(&self, today: time::Date) -> time::Date {
        match self {
            Self::Fixed(date) => *date,
            Self::FromToday(days) => today.saturating_add(time::Duration::days(i64::from(*days))),
        }
    }
}

impl Page {
    /// Its questions, from top to bottom, whether or not they would be asked.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().filter_map(|item| match item {
            Item::Field(field) => Some(field),
            Item::Content(_) => None,
        })
    }
}

impl FieldKind {
    /// Its `type` in a form file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long-text",
            Self::Email => "email",
            Self::Telephone => "telephone",
            Self::Number { .. } => "number",
            Self::YesNo => "yes-no",
            Self::Radios { .. } => "radios",
            Self::Checkboxes { .. } => "checkboxes",
            Self::Select { .. } => "select",
            Self::Autocomplete { .. } => "autocomplete",
            Self::Date { .. } => "date",
            Self::Address => "address",
            Self::Website => "website",
        }
    }

    /// The choices it offers, for the kinds that offer any.
    pub fn choices(&self) -> Option<&Choices> {
        match self {
            Self::Radios { choices }
            | Self::Checkboxes { choices }
            | Self::Select { choices }
            | Self::Autocomplete { choices } => Some(choices),
            _ => None,
        }
    }
}
