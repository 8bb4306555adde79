//! Who typed which page of a form, and whether a page was typed by somebody else since one looked at it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{checked::CheckedForm, form::Page, progress::Progress, reading::PageAnswers};
use crate::actors::{Actor, Channel};

/// Who typed a page last, how that reached the council and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typist {
    pub actor: Actor,
    pub channel: Channel,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The member of staff at whose side the resident typed, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted_by: Option<Uuid>,
    /// How often the page has been sent.
    #[serde(default)]
    pub times: u32,
}

impl Progress {
    /// What a page's form carries, so that it is known which answers whoever sends it had before them; empty for a
    /// page that nobody has sent yet.
    pub fn seen(&self, page: &Page) -> String {
        let typist = self.typists.get(&page.id);
        typist.map_or_else(String::new, |typist| typist.times.to_string())
    }

    /// What check-your-answers carries, so that nobody sends answers that came in since they looked it over.
    pub fn seen_altogether(&self) -> String {
        let times = self.typists.values().map(|typist| u64::from(typist.times));
        times.sum::<u64>().to_string()
    }

    /// Whoever else typed the page since `seen`, if anybody did. One's own other tab is nobody else.
    pub fn typed_since(&self, page: &Page, seen: &str, me: Actor) -> Option<Typist> {
        let typist = self.typists.get(&page.id)?;
        (typist.actor != me && self.seen(page) != seen).then_some(*typist)
    }

    /// Notes who typed a page that was just saved.
    pub fn note_typist(&mut self, page: &Page, typist: Typist) {
        let before = self.typists.get(&page.id);
        let times = before.map_or(0, |before| before.times).saturating_add(1);
        let typist = Typist { times, ..typist };
        self.typists.insert(page.id.clone(), typist);
    }
}

impl CheckedForm {
    /// Whether saving these answers would change any that the page has.
    pub fn would_change(&self, progress: &Progress, answers: &PageAnswers) -> bool {
        answers
            .iter()
            .any(|(name, answer)| progress.answers.get(name) != answer.as_ref())
    }
}
