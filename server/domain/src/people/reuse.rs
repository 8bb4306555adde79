//! What a form need not ask again: what is known is put into it, and what changed meanwhile is exchanged.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    dictionary::{Attribute, Dictionary, Reuse},
    record::{Known, Moment, Record, is_same},
};
use crate::{
    accounts::Level,
    forms::{Answer, Binding, CheckedForm, Field, Page, Progress, Typed},
};

/// Something that is known, as a form offers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reused {
    pub answer: Answer,
    /// The assertion that it comes from.
    pub assertion: Uuid,
    /// The word for who said it.
    pub source: String,
    #[serde(with = "time::serde::rfc3339")]
    pub said_at: OffsetDateTime,
    /// The service that it was said in, by slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_in: Option<String>,
    pub offer: Offer,
}

/// What is done with what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offer {
    /// It is the answer.
    Use,
    /// It is the answer if the person says that it is still right.
    Confirm,
    /// It is old, disputed or one of several: it stands in the box, to be looked at.
    Look,
}

/// How a question that is bound came to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub how: How,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The assertion that it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assertion: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    Typed,
    /// What is known was shown and said to be right.
    Confirmed,
    /// What is known was used without asking.
    Used,
}

/// An answer that was exchanged because something newer was said elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    pub was: Answer,
    #[serde(with = "time::serde::rfc3339")]
    pub said_at: OffsetDateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_in: Option<String>,
}

/// For whom a form is filled in, as far as reuse is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    pub dictionary: &'a Dictionary,
    pub record: &'a Record<'a>,
    /// How surely whoever fills it in is known: nothing is filled in below what an attribute needs.
    pub known_as: Level,
    pub moment: Moment,
}

impl CheckedForm {
    /// The questions that are bound to an attribute.
    pub fn bound(&self) -> impl Iterator<Item = (&Field, &Binding)> {
        let fields = self.form().pages.iter().flat_map(Page::fields);
        fields.filter_map(|field| Some((field, field.records.as_ref()?)))
    }

    /// What is known for its questions. A value that the question would refuse is not offered.
    pub fn offers(&self, asking: &Asking<'_>) -> BTreeMap<String, Reused> {
        let reusable = self.bound().filter(|(_, binding)| binding.reuses());
        let offers = reusable.filter_map(|(field, binding)| {
            let attribute = asking.dictionary.get(binding.attribute())?;
            if attribute.reuse == Reuse::Never || !asking.known_as.suffices_for(attribute.needs) {
                return None;
            }
            let known = asking.record.get(binding.attribute());
            let first = known.first()?;
            let typed = Typed::from_answer(field, first.value);
            let read = self.read_field(field, &typed, asking.moment.today).ok()??;
            is_same(&read, first.value)
                .then(|| (field.name.clone(), reused(attribute, known, first, read)))
        });
        offers.collect()
    }

    /// Brings what was filled in up to what is known now. Questions that are not answered yet take what is offered;
    /// what was used is exchanged or taken back; what was typed is exchanged only for what was said after it. Says
    /// whether anything became another.
    pub fn refresh(
        &self,
        progress: &mut Progress,
        offers: &BTreeMap<String, Reused>,
        dictionary: &Dictionary,
        now: OffsetDateTime,
    ) -> bool {
        let before = progress.clone();
        for (field, binding) in self.bound().filter(|(_, binding)| binding.reuses()) {
            let Some(attribute) = dictionary.get(binding.attribute()) else {
                continue;
            };
            let name = &field.name;
            let offer = offers.get(name);
            match progress.given.get(name).copied() {
                None if progress.answers.contains_key(name) => {}
                None => take(progress, name, offer, now),
                Some(given) if given.how == How::Used => {
                    let is_exchanged = exchange(progress, name, offer, |_| true);
                    if !is_exchanged && !is_used(progress, name, offer) {
                        progress.answers.remove(name);
                        progress.given.remove(name);
                        take(progress, name, offer, now);
                    }
                }
                Some(given) => {
                    let is_newer = |offer: &Reused| offer.said_at > given.at;
                    let is_exchanged = exchange(progress, name, offer, is_newer);
                    let is_stale = attribute
                        .stale_at(given.at)
                        .is_some_and(|stale| stale <= now);
                    if !is_exchanged && is_stale {
                        self.ask_again(progress, name, offer);
                    }
                }
            }
        }
        *progress != before
    }

    /// Puts an answer that is too old back into its box.
    fn ask_again(&self, progress: &mut Progress, name: &str, offer: Option<&Reused>) {
        progress.given.remove(name);
        progress.answers.remove(name);
        if let Some(page) = self.page_of(name) {
            progress.completed.remove(&page.id);
        }
        if let Some(offer) = offer {
            progress.known.insert(name.to_owned(), offer.clone());
        }
    }

    /// Remembers of a page's bound questions how they came to the answers that were just saved.
    pub fn note_given(&self, progress: &mut Progress, page: &Page, now: OffsetDateTime) {
        for field in page.fields().filter(|field| field.records.is_some()) {
            let name = &field.name;
            progress.changed.remove(name);
            let Some(answer) = progress.answers.get(name) else {
                progress.given.remove(name);
                continue;
            };
            let known = progress.known.get(name);
            let confirmed = known.filter(|known| is_same(&known.answer, answer));
            let given = Given {
                how: if confirmed.is_some() {
                    How::Confirmed
                } else {
                    How::Typed
                },
                at: now,
                assertion: confirmed.map(|known| known.assertion),
            };
            progress.given.insert(name.clone(), given);
        }
    }
}

fn reused(attribute: &Attribute, known: &[Known<'_>], first: &Known<'_>, answer: Answer) -> Reused {
    let is_sure = !first.is_stale && first.dispute.is_none() && known.len() == 1;
    Reused {
        answer,
        assertion: first.by.id,
        source: first.by.source.word().to_owned(),
        said_at: first.said_at,
        told_in: first.by.told_in.clone(),
        offer: match attribute.reuse {
            Reuse::Silent if is_sure => Offer::Use,
            _ if is_sure => Offer::Confirm,
            _ => Offer::Look,
        },
    }
}

/// Takes what is offered for a question that has no answer.
fn take(progress: &mut Progress, name: &str, offer: Option<&Reused>, now: OffsetDateTime) {
    let Some(offer) = offer else {
        progress.known.remove(name);
        return;
    };
    progress.known.insert(name.to_owned(), offer.clone());
    if offer.offer == Offer::Use {
        progress
            .answers
            .insert(name.to_owned(), offer.answer.clone());
        let given = Given {
            how: How::Used,
            at: now,
            assertion: Some(offer.assertion),
        };
        progress.given.insert(name.to_owned(), given);
    }
}

/// Whether the answer is the one that is offered, to be used.
fn is_used(progress: &Progress, name: &str, offer: Option<&Reused>) -> bool {
    offer.is_some_and(|offer| {
        offer.offer == Offer::Use
            && progress
                .answers
                .get(name)
                .is_some_and(|answer| is_same(answer, &offer.answer))
    })
}

/// Exchanges an answer for a different one that is surely known; false if there is none that may.
fn exchange(
    progress: &mut Progress,
    name: &str,
    offer: Option<&Reused>,
    may: impl Fn(&Reused) -> bool,
) -> bool {
    let Some(offer) = offer.filter(|offer| offer.offer != Offer::Look && may(offer)) else {
        return false;
    };
    let Some(was) = progress
        .answers
        .get(name)
        .filter(|was| !is_same(was, &offer.answer))
    else {
        return false;
    };
    let changed = Changed {
        was: was.clone(),
        said_at: offer.said_at,
        told_in: offer.told_in.clone(),
    };
    progress.changed.insert(name.to_owned(), changed);
    progress
        .answers
        .insert(name.to_owned(), offer.answer.clone());
    progress.known.insert(name.to_owned(), offer.clone());
    let given = Given {
        how: How::Used,
        at: offer.said_at,
        assertion: Some(offer.assertion),
    };
    progress.given.insert(name.to_owned(), given);
    true
}
