//! What was asked and answered, frozen: readable in any later year without the form it came from.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    answer::Answer,
    checked::CheckedForm,
    form::{Choice, Field, FieldKind},
    formats,
    progress::Progress,
    typists::Typist,
};
use crate::{actors::Channel, text::Text};

/// Every question of the form, in its order, with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    pub pages: Vec<SnapshotPage>,
    /// What was declared as it was sent; none in what is not sent yet, and in what was sent before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declaration: Option<Declaration>,
}

/// What somebody declared as a form was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declaration {
    /// Sanitised HTML, as it was shown or read out.
    pub text: Text,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    #[serde(flatten)]
    pub how: Declared,
}

/// How somebody declared it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum Declared {
    /// They sent the form themselves, with the words above the button.
    Typed,
    /// It was read out to them, and they agreed.
    Spoken {
        /// The member of staff who read it out.
        read_by: Uuid,
        /// Whose form it is, as they are called; none when that is not known.
        to: Option<String>,
    },
    /// What they wrote to the council says so.
    Written {
        /// The member of staff who read what they wrote.
        read_by: Uuid,
    },
}

impl Declared {
    /// How a declaration comes from whoever a member of staff types for.
    pub fn to_staff(channel: Channel, read_by: Uuid, to: Option<String>) -> Self {
        match channel {
            Channel::Post | Channel::Email => Self::Written { read_by },
            _ => Self::Spoken { read_by, to },
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SnapshotPage {
    pub id: String,
    pub title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Text>,
    /// Whether the answers led to this page.
    pub shown: bool,
    /// Who typed it last; none for a page that was not sent by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_by: Option<Typist>,
    /// Empty for a page of guidance.
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub name: String,
    pub label: Text,
    /// The `type` in the form file: `text`, `radios` …
    pub kind: String,
    /// Shown before and after a number: `£`, `per week`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<Text>,
    #[serde(flatten)]
    pub asked: Asked,
}

impl Question {
    /// Whether what was answered is where somebody lives, or the postcode of it.
    pub fn holds_address(&self) -> bool {
        match &self.asked {
            Asked::Answered {
                answer: Answer::Address(_),
                ..
            } => true,
            Asked::Answered {
                answer: Answer::Text(words),
                ..
            } => formats::postcode(words).is_some(),
            _ => false,
        }
    }
}

/// Whether a question was put to the person, and what they said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "asked", rename_all = "kebab-case")]
pub enum Asked {
    Answered {
        answer: Answer,
        /// The labels of the choices taken, as they read at the time; empty for other kinds of answer.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        labels: Vec<Text>,
    },
    /// Answered with what is kept sealed: bank details, National Insurance number.
    Sealed {
        sealed: String,
    },
    /// Asked and left blank.
    Unanswered,
    NotAsked,
}

impl CheckedForm {
    /// Freezes what was asked and answered. Answers of questions that were not asked are left out.
    pub fn snapshot(&self, progress: &Progress) -> Snapshot {
        let path = self.path(&progress.answers);
        let pages = self.form().pages.iter().map(|page| SnapshotPage {
            id: page.id.clone(),
            title: page.title.clone(),
            section: self.section_title(page).cloned(),
            shown: path.contains(&page.id),
            typed_by: progress
                .typists
                .get(&page.id)
                .copied()
                .filter(|_| path.contains(&page.id)),
            questions: page
                .fields()
                .map(|field| self.question(field, progress, path.asks(&field.name)))
                .collect(),
        });
        Snapshot {
            pages: pages.collect(),
            declaration: None,
        }
    }

    fn question(&self, field: &Field, progress: &Progress, asked: bool) -> Question {
        let asked = match progress.answers.get(&field.name) {
            _ if !asked => Asked::NotAsked,
            None => Asked::Unanswered,
            Some(answer) => Asked::Answered {
                answer: answer.clone(),
                labels: self.labels(field, answer),
            },
        };
        let (prefix, suffix) = match &field.kind {
            FieldKind::Number { prefix, suffix, .. } => (prefix.clone(), suffix.clone()),
            _ => (None, None),
        };
        Question {
            name: field.name.clone(),
            label: field.label.clone(),
            kind: field.kind.name().to_owned(),
            prefix,
            suffix,
            asked,
        }
    }

    /// The labels of the choices in an answer; a value no longer offered stands for itself.
    pub fn labels(&self, field: &Field, answer: &Answer) -> Vec<Text> {
        let values: &[String] = match answer {
            Answer::Choice(value) => std::slice::from_ref(value),
            Answer::Choices(values) => values,
            _ => &[],
        };
        let choices = self.choices(field);
        let label = |value: &String| {
            let offered = |choice: &&Choice| choice.value == *value;
            let choice = choices.iter().find(offered);
            choice.map_or_else(|| Text::from(value.as_str()), |choice| choice.label.clone())
        };
        values.iter().map(label).collect()
    }
}
