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
    /// It is old, disputed, contradicted by something that nobody has checked, or one of several: it stands in the
    /// box, to be looked at.
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
    /// Something newer was said elsewhere and took the place of what was typed or confirmed.
    Exchanged,
}

impl How {
    /// Whether it comes from the record and says nothing new.
    pub fn is_from_record(self) -> bool {
        matches!(self, Self::Used | Self::Exchanged)
    }
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
    /// what was used is exchanged or taken back; what was typed is exchanged only for what was said after it, and never
    /// for one more of many. What was left blank stays blank. Says whether anything became another.
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
            let (name, offer) = (&field.name, offers.get(&field.name));
            match progress.given.get(name).copied() {
                None if progress.answers.contains_key(name) => {}
                None if self.is_completed(progress, name) => remember(progress, name, offer),
                None => take(progress, name, offer, now),
                Some(given) => {
                    let is_settled = exchange(progress, name, offer, attribute, given)
                        || holds(progress, name, offer, attribute, (given, now));
                    if !is_settled {
                        let was = self.ask_again(progress, name);
                        take(progress, name, offer, now);
                        say_if_other(progress, name, was, offer);
                    }
                }
            }
        }
        *progress != before
    }

    fn is_completed(&self, progress: &Progress, name: &str) -> bool {
        let page = self.page_of(name);
        page.is_some_and(|page| progress.completed.contains(&page.id))
    }

    /// Takes back an answer that is not known any more, or too old.
    fn ask_again(&self, progress: &mut Progress, name: &str) -> Option<Answer> {
        progress.given.remove(name);
        progress.changed.remove(name);
        if let Some(page) = self.page_of(name) {
            progress.completed.remove(&page.id);
        }
        progress.answers.remove(name)
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
    let is_doubted = first.dispute.is_some() || first.unchecked.is_some();
    let is_sure = !first.is_stale && !is_doubted && known.len() == 1;
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

/// Keeps what is offered for a question, to be shown in its box.
fn remember(progress: &mut Progress, name: &str, offer: Option<&Reused>) {
    match offer {
        Some(offer) => progress.known.insert(name.to_owned(), offer.clone()),
        None => progress.known.remove(name),
    };
}

/// Takes what is offered for a question that has no answer.
fn take(progress: &mut Progress, name: &str, offer: Option<&Reused>, now: OffsetDateTime) {
    remember(progress, name, offer);
    if let Some(offer) = offer.filter(|offer| offer.offer == Offer::Use) {
        put(progress, name, offer, How::Used, now);
    }
}

/// Makes what is known the answer.
fn put(progress: &mut Progress, name: &str, offer: &Reused, how: How, at: OffsetDateTime) {
    let given = Given {
        how,
        at,
        assertion: Some(offer.assertion),
    };
    progress.given.insert(name.to_owned(), given);
    progress
        .answers
        .insert(name.to_owned(), offer.answer.clone());
}

/// Whether an answer may stay as it is.
fn holds(
    progress: &Progress,
    name: &str,
    offer: Option<&Reused>,
    attribute: &Attribute,
    (given, now): (Given, OffsetDateTime),
) -> bool {
    let is_offered = |least: fn(Offer) -> bool| {
        let offer = offer.filter(|offer| least(offer.offer));
        let answer = progress.answers.get(name);
        offer
            .zip(answer)
            .is_some_and(|(offer, answer)| is_same(answer, &offer.answer))
    };
    match given.how {
        How::Used => is_offered(|offer| offer == Offer::Use),
        How::Exchanged => is_offered(|offer| offer != Offer::Look),
        How::Typed | How::Confirmed => {
            let stale_at = attribute.stale_at(given.at);
            stale_at.is_none_or(|stale| stale > now)
        }
    }
}

/// Exchanges an answer for a different one that is surely known; false if there is none that may.
fn exchange(
    progress: &mut Progress,
    name: &str,
    offer: Option<&Reused>,
    attribute: &Attribute,
    given: Given,
) -> bool {
    let Some(offer) = offer else {
        return false;
    };
    let (may, how) = match given.how {
        How::Used => (offer.offer == Offer::Use, How::Used),
        How::Exchanged => (offer.offer != Offer::Look, How::Exchanged),
        How::Typed | How::Confirmed => (
            offer.offer != Offer::Look && offer.said_at > given.at && !attribute.many,
            How::Exchanged,
        ),
    };
    let answer = progress.answers.get(name);
    let Some(was) = answer.filter(|was| may && !is_same(was, &offer.answer)) else {
        return false;
    };
    let was = was.clone();
    remember(progress, name, Some(offer));
    put(progress, name, offer, how, offer.said_at);
    say_if_other(progress, name, Some(was), Some(offer));
    true
}

/// Keeps what an answer was before it became what is known, for the person to see.
fn say_if_other(progress: &mut Progress, name: &str, was: Option<Answer>, offer: Option<&Reused>) {
    let Some((was, offer)) = was.zip(offer) else {
        return;
    };
    let is_other = |answer: &Answer| !is_same(answer, &was);
    if progress.answers.get(name).is_some_and(is_other) {
        let changed = Changed {
            was,
            said_at: offer.said_at,
            told_in: offer.told_in.clone(),
        };
        progress.changed.insert(name.to_owned(), changed);
    }
}
