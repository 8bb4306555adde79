//! How far someone has come through a form, and where they go next.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    answer::Answers, checked::CheckedForm, form::Page, path::Walk, reading::PageAnswers,
    typists::Typist,
};
use crate::people::reuse::{Changed, Given, How, Reused};

/// What is stored of a form session. Answers of pages that fell off the path stay, so that changing back
/// loses nothing; they never count while they are off it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    pub answers: Answers,
    /// Ids of pages that were sent without mistakes.
    pub completed: BTreeSet<String>,
    /// What is known for questions that are bound to the record, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub known: BTreeMap<String, Reused>,
    /// How bound questions came to their answers, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, Given>,
    /// Answers that were exchanged for something newer, by field, until the person has seen it and moved on.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub changed: BTreeMap<String, Changed>,
    /// Answers that are stored sealed, by field. Opened as they are loaded, so that what is left here could not be.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sealed: BTreeMap<String, String>,
    /// Who typed the pages that were sent, by page.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typists: BTreeMap<String, Typist>,
}

impl Progress {
    /// Whether a question's answer is what is known, used without asking.
    pub fn is_used(&self, field: &str) -> bool {
        self.given
            .get(field)
            .is_some_and(|given| given.how == How::Used)
    }
}

/// Where to go next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stop<'form> {
    Page(&'form Page),
    /// Nothing is left to ask.
    Check,
}

impl CheckedForm {
    /// The first page on the path that is not complete, or check-your-answers.
    pub fn next_stop<'form>(&'form self, progress: &Progress) -> Stop<'form> {
        let mut walk = Walk::new(self, &progress.answers);
        while let Some(page) = walk.next() {
            if !is_complete(page, progress, &walk) {
                return Stop::Page(page);
            }
        }
        Stop::Check
    }

    /// Whether the page may be shown: it is on the path, and everything before it is complete.
    pub fn may_show(&self, progress: &Progress, page_id: &str) -> bool {
        let mut walk = Walk::new(self, &progress.answers);
        while let Some(page) = walk.next() {
            if page.id == page_id {
                return true;
            }
            if !is_complete(page, progress, &walk) {
                return false;
            }
        }
        false
    }

    /// The page before it on the path that was shown, for a Back link; none for the first and for pages off the path.
    pub fn page_before<'form>(
        &'form self,
        progress: &Progress,
        page_id: &str,
    ) -> Option<&'form Page> {
        let mut before = None;
        for page in Walk::new(self, &progress.answers) {
            if page.id == page_id {
                return before;
            }
            if !self.is_skipped(progress, page) {
                before = Some(page);
            }
        }
        None
    }

    /// The last page on the path that was shown: where Back leads from check-your-answers.
    pub fn last_page<'form>(&'form self, progress: &Progress) -> Option<&'form Page> {
        let pages = Walk::new(self, &progress.answers);
        pages.filter(|page| !self.is_skipped(progress, page)).last()
    }

    /// Records what [`CheckedForm::read`] read from a page: its answers are replaced, those left blank are
    /// cleared, and the page is complete. Questions the page did not ask keep what they had.
    pub fn save(&self, progress: &mut Progress, page: &Page, answers: PageAnswers) {
        for (name, answer) in answers {
            match answer {
                Some(answer) => progress.answers.insert(name, answer),
                None => progress.answers.remove(&name),
            };
        }
        progress.completed.insert(page.id.clone());
    }
}

/// Sent without mistakes, or known altogether; and no question has come up since that needs an answer.
fn is_complete(page: &Page, progress: &Progress, walk: &Walk<'_, '_>) -> bool {
    let mut asked = page
        .fields()
        .filter(|field| walk.has_asked(&field.name))
        .peekable();
    let is_known = asked.peek().is_some() && asked.all(|field| progress.is_used(&field.name));
    (is_known || progress.completed.contains(&page.id))
        && page.fields().all(|field| {
            field.optional
                || progress.answers.contains_key(&field.name)
                || !walk.has_asked(&field.name)
        })
}
