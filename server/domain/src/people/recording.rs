//! What a form that is sent adds to the record, and what reuse saved whoever filled it in.

use super::{
    assertions::Act,
    dictionary::{Dictionary, SubjectKind},
    record::{Record, is_same},
    reuse::How,
};
use crate::forms::{Answer, CheckedForm, FieldKind, Page, Progress};

/// An assertion to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub attribute: String,
    pub of: SubjectKind,
    pub act: Act,
    pub value: Answer,
    pub since: Option<time::Date>,
    /// The assertion that it confirms.
    pub about: Option<uuid::Uuid>,
}

/// What somebody did not have to type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Questions that were asked and answered, one way or the other.
    pub answers_needed: u32,
    /// Those of them whose answer was known.
    pub answers_reused: u32,
    /// Pages that were not shown.
    pub pages: u32,
    /// Characters that were not typed.
    pub keystrokes: u32,
}

impl CheckedForm {
    /// What the answers say of their subject: only questions that were asked count, and what was used without asking
    /// says nothing new. `record` is what is known now; without it, everything is stated.
    pub fn recorded(
        &self,
        progress: &Progress,
        dictionary: &Dictionary,
        record: &Record<'_>,
    ) -> Vec<Recorded> {
        let path = self.path(&progress.answers);
        let asked = self
            .bound()
            .filter(|(field, binding)| binding.records() && path.asks(&field.name));
        let recorded = asked.filter_map(|(field, binding)| {
            let attribute = dictionary.get(binding.attribute())?;
            let value = progress.answers.get(&field.name)?;
            let given = progress.given.get(&field.name);
            if given.is_some_and(|given| given.how.is_from_record()) {
                return None;
            }
            let known = record.get(binding.attribute()).iter();
            let mut known = known.filter(|known| is_same(known.value, value));
            let about = known.next().map(|known| known.by.id);
            let since = binding.since().filter(|since| path.asks(since));
            let since = since.and_then(|since| progress.answers.get(since));
            Some(Recorded {
                attribute: binding.attribute().to_owned(),
                of: attribute.of,
                act: if about.is_some() {
                    Act::Confirmed
                } else {
                    Act::Stated
                },
                value: value.clone(),
                since: match since {
                    Some(Answer::Date(date)) => Some(*date),
                    _ => None,
                },
                about,
            })
        });
        recorded.collect()
    }

    /// What reuse saved, once everything is answered.
    pub fn saved(&self, progress: &Progress) -> Saved {
        let path = self.path(&progress.answers);
        let mut saved = Saved::default();
        for page in path.pages() {
            saved.pages += u32::from(self.is_skipped(progress, page));
            let asked = page.fields().filter(|field| path.asks(&field.name));
            for field in asked {
                let Some(answer) = progress.answers.get(&field.name) else {
                    continue;
                };
                saved.answers_needed += 1;
                let given = progress.given.get(&field.name);
                if given.is_some_and(|given| matches!(given.how, How::Used | How::Confirmed)) {
                    saved.answers_reused += 1;
                    saved.keystrokes += keystrokes(&field.kind, answer);
                }
            }
        }
        saved
    }

    /// Whether a page need not be shown: all that it asks is known and used.
    pub fn is_skipped(&self, progress: &Progress, page: &Page) -> bool {
        if progress.completed.contains(&page.id) {
            return false;
        }
        let path = self.path(&progress.answers);
        let mut asked = page
            .fields()
            .filter(|field| path.asks(&field.name))
            .peekable();
        asked.peek().is_some() && asked.all(|field| progress.is_used(&field.name))
    }
}

/// What it takes to type an answer; one press for a choice.
fn keystrokes(kind: &FieldKind, answer: &Answer) -> u32 {
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    match answer {
        _ if kind.choices().is_some() => 1,
        Answer::Text(text) | Answer::Number(text) => length(text),
        Answer::YesNo(_) | Answer::Choice(_) => 1,
        Answer::Choices(chosen) => u32::try_from(chosen.len()).unwrap_or(u32::MAX),
        Answer::Date(_) => 8,
        Answer::Address(address) => address.lines().map(length).sum(),
    }
}
