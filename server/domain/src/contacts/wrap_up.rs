//! How a contact ends: what it was about and what came of it, inferred from what was done and put right by whoever
//! took it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ContactEvent;
use crate::{actors::UnknownWord, audit::words};

/// In characters: how long a note may be.
pub const LONGEST_WORDS: usize = 3_000;
/// How many things one contact may be said to be about.
pub const MOST_TOPICS: usize = 12;

words! {
    /// What came of one thing that a contact was about. A new one needs the message `outcome-{word}`. The order is that
    /// of how much each says: of two in one contact about the same service, the first counts.
    Outcome {
        /// A form was filled in and sent.
        Sent = "sent",
        /// A form was begun, and waits for whoever carries on.
        Begun = "begun",
        CallbackAsked = "callback-asked",
        HandedOn = "handed-on",
        /// Something was added to a case, or put right in the record.
        Updated = "updated",
        /// They were told how a case is getting on, or what they wanted to know.
        Informed = "informed",
        /// Nothing could be done.
        Nothing = "nothing",
    }
}

words! {
    /// Whether all that somebody came for was dealt with in this contact. Asked, never defaulted. A new one needs the
    /// message `resolved-{word}`.
    Resolved {
        Yes = "yes",
        No = "no",
    }
}

words! {
    /// Whether the contact could have been avoided had the council done something better before, after the idea of
    /// avoidable contact (formerly National Indicator 14). Asked, never defaulted. A new one needs the message
    /// `avoidable-{word}`.
    Avoidable {
        No = "no",
        /// They asked how something is getting on.
        Chasing = "chasing",
        /// Something was not done, or done badly.
        NotDone = "not-done",
        /// A letter, a page or a message was not clear.
        Unclear = "unclear",
        /// They were sent from one place to another.
        PassedAbout = "passed-about",
        /// They said again what the council knew.
        AskedAgain = "asked-again",
        /// They could not do it online.
        NotOnline = "not-online",
    }
}

/// One thing that a contact was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The service, by slug; none for what is no service's.
    pub slug: Option<String>,
    pub outcome: Outcome,
}

impl Serialize for Outcome {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}

/// The answers with which a contact ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrapUp {
    pub topics: Vec<Topic>,
    pub resolved: Resolved,
    pub avoidable: Avoidable,
}

/// What a contact was about, as far as its story tells: a line for each service, in the order in which they came up,
/// and one for what is no service's.
pub fn inferred(story: &[ContactEvent]) -> Vec<Topic> {
    let mut order: Vec<Option<&str>> = Vec::new();
    let mut outcomes: BTreeMap<Option<&str>, Outcome> = BTreeMap::new();
    let deleted: Vec<_> = story
        .iter()
        .filter_map(|event| match event {
            ContactEvent::DraftDeleted { form_session, .. } => Some(*form_session),
            _ => None,
        })
        .collect();
    for event in story {
        let (slug, outcome) = match event {
            ContactEvent::FormStarted {
                form_session, slug, ..
            } if !deleted.contains(form_session) => (Some(slug.as_str()), Outcome::Begun),
            ContactEvent::CaseOpened { slug, .. } => (Some(slug.as_str()), Outcome::Sent),
            ContactEvent::CaseRead { slug, .. } => (Some(slug.as_str()), Outcome::Informed),
            ContactEvent::NoteOnCase { slug, .. } => (Some(slug.as_str()), Outcome::Updated),
            ContactEvent::RecordChanged { .. } => (None, Outcome::Updated),
            ContactEvent::ArticleUsed { slug, .. } => (slug.as_deref(), Outcome::Informed),
            ContactEvent::CallbackAsked { slug, .. } => (slug.as_deref(), Outcome::CallbackAsked),
            _ => continue,
        };
        if !order.contains(&slug) {
            order.push(slug);
        }
        let known = outcomes.entry(slug).or_insert(outcome);
        *known = (*known).min(outcome);
    }
    let topics = order.into_iter().filter_map(|slug| {
        Some(Topic {
            slug: slug.map(str::to_owned),
            outcome: *outcomes.get(&slug)?,
        })
    });
    topics.take(MOST_TOPICS).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn slug() -> impl Strategy<Value = String> {
        prop::sample::select(vec!["missed-bin", "parking-permit", "council-tax"])
            .prop_map(str::to_owned)
    }

    fn event() -> impl Strategy<Value = ContactEvent> {
        let id = any::<u128>().prop_map(Uuid::from_u128);
        prop_oneof![
            (id.clone(), slug()).prop_map(|(form_session, slug)| ContactEvent::FormStarted {
                form_session,
                slug,
                person: None,
            }),
            (id.clone(), slug()).prop_map(|(case, slug)| ContactEvent::CaseOpened {
                case,
                reference: String::new(),
                slug,
            }),
            (id.clone(), slug()).prop_map(|(case, slug)| ContactEvent::CaseRead {
                case,
                reference: String::new(),
                slug,
            }),
            (id, prop::option::of(slug()))
                .prop_map(|(callback, slug)| { ContactEvent::CallbackAsked { callback, slug } }),
            Just(ContactEvent::NoteAdded {
                words: "Rang back".into()
            }),
        ]
    }

    proptest! {
        /// Every service that something was done about is there once, with the outcome that says most; nothing else is.
        #[test]
        fn each_service_is_there_once(story in prop::collection::vec(event(), 0..40)) {
            let topics = inferred(&story);
            let mut slugs: Vec<_> = topics.iter().map(|topic| topic.slug.clone()).collect();
            slugs.sort();
            let count = slugs.len();
            slugs.dedup();
            prop_assert_eq!(slugs.len(), count);
            for event in &story {
                if let ContactEvent::CaseOpened { slug, .. } = event {
                    let topic = topics.iter().find(|topic| topic.slug.as_ref() == Some(slug));
                    prop_assert_eq!(topic.map(|topic| topic.outcome), Some(Outcome::Sent));
                }
            }
            let all_notes = story.iter().all(|event| matches!(event, ContactEvent::NoteAdded { .. }));
            prop_assert_eq!(topics.is_empty(), all_notes);
        }
    }

    #[test]
    fn a_draft_that_was_thrown_away_was_nothing() {
        let form_session = Uuid::from_u128(7);
        let slug = "missed-bin".to_owned();
        let story = [
            ContactEvent::FormStarted {
                form_session,
                slug: slug.clone(),
                person: None,
            },
            ContactEvent::DraftDeleted { form_session, slug },
        ];
        assert_eq!(inferred(&story), Vec::new());
    }
}
