//! What was asked and answered, frozen: readable in any later year without the form it came from.

use serde::{Deserialize, Serialize};

use super::{
    answer::Answer,
    checked::CheckedForm,
    form::{Choice, Field, FieldKind},
    formats,
    progress::Progress,
};
use crate::text::Text;

/// Every question of the form, in its order, with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    pub pages: Vec<SnapshotPage>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SnapshotPage {
    pub id: String,
    pub title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Text>,
    /// Whether the answers led to this page.
    pub shown: bool,
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
            questions: page
                .fields()
                .map(|field| self.question(field, progress, path.asks(&field.name)))
                .collect(),
        });
        Snapshot {
            pages: pages.collect(),
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
