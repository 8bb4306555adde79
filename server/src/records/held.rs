//! What is held of somebody, for whoever may see it: they themselves, or a member of staff.

use std::{collections::BTreeMap, sync::Arc};

use guildhall_app::pages::record::{HeldAttribute, HeldEvent, HeldFrom, HeldValue, Shown};
use guildhall_database::StoredAssertion;
use guildhall_domain::{
    forms::{Answer, Choice},
    people::{Attribute, AttributeKind, Known, Record, dictionary::SubjectKind},
    permissions::Permission,
    text::{Language, Text},
};

use uuid::Uuid;

use super::Told;
use crate::{
    access::Staff, catalogue::ServiceForm, clock::date_of, error::Result, state::AppState,
};

/// Who reads a record.
#[derive(Clone, Copy, Debug)]
pub enum Reader<'a> {
    /// The one it is about.
    Holder,
    Staff {
        staff: &'a Staff,
        /// Addresses are for named teams only, of which the reader is none.
        is_protected: bool,
    },
}

impl Reader<'_> {
    /// Whether an attribute's values are for their eyes.
    pub fn may_see(&self, attribute: &Attribute) -> bool {
        match self {
            Self::Holder => true,
            Self::Staff {
                staff,
                is_protected,
            } => {
                let is_address = attribute.kind == AttributeKind::Address;
                let is_known = staff.rung().is_none_or(|rung| rung.may_read(attribute));
                is_known && staff.may(attribute.permission()) && !(is_address && *is_protected)
            }
        }
    }

    /// Whether they may know of cases of a service.
    pub fn may_see_cases(&self, slug: &str) -> bool {
        match self {
            Self::Holder => true,
            Self::Staff { staff, .. } => staff.grants.may_for(Permission::SeeCases, slug),
        }
    }
}

/// The services that use each attribute, by title.
fn used_by(services: &[Arc<ServiceForm>]) -> BTreeMap<String, Vec<String>> {
    let mut used: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for service in services {
        let title = service.service.title.in_language(Language::English);
        for (_, binding) in service.form.bound() {
            let titles = used.entry(binding.attribute().to_owned()).or_default();
            if titles.last().is_none_or(|last| last != title) {
                titles.push(title.to_owned());
            }
        }
    }
    used
}

/// Builds the list of what is held.
#[derive(Debug)]
pub struct Holding<'a> {
    pub state: &'a AppState,
    pub reader: Reader<'a>,
    pub told: &'a Told,
    pub of: SubjectKind,
    /// The services that use each attribute.
    pub used_by: BTreeMap<String, Vec<String>>,
    /// Titles of services by slug, for where something was said.
    pub titles: BTreeMap<String, String>,
}

impl<'a> Holding<'a> {
    pub async fn new(
        state: &'a AppState,
        reader: Reader<'a>,
        told: &'a Told,
        of: SubjectKind,
    ) -> Result<Self> {
        let mut titles = BTreeMap::new();
        let services = state.catalogue.list().await?;
        for service in &services {
            if !service.service.sensitive {
                let title = service.service.title.in_language(Language::English);
                titles.insert(service.slug.clone(), title.to_owned());
            }
        }
        Ok(Self {
            state,
            reader,
            told,
            of,
            used_by: used_by(&services),
            titles,
        })
    }

    /// Every attribute: those of which something is known, and those that its reader may add.
    pub fn attributes(
        &self,
        change: impl Fn(&str, &Attribute) -> Option<String>,
        history: impl Fn(&str) -> String,
    ) -> Vec<HeldAttribute> {
        let record = self.told.record_now(self.state);
        let mut all: Vec<_> = self.state.dictionary.of(self.of).collect();
        all.sort_by_key(|(_, attribute)| attribute.place.unwrap_or(u8::MAX));
        let all = all.into_iter().filter_map(|(name, attribute)| {
            let values = self.values(name, attribute, &record);
            let may_see = self.reader.may_see(attribute);
            let change = change(name, attribute).filter(|_| may_see);
            if values.is_empty() && change.is_none() {
                return None;
            }
            Some(HeldAttribute {
                label: attribute.label.in_language(Language::English).to_owned(),
                history: (!values.is_empty() && may_see).then(|| history(name)),
                values,
                used_by: self.used_by.get(name).cloned().unwrap_or_default(),
                change,
            })
        });
        all.collect()
    }

    /// What counts of one attribute, with the assertion that decided each value.
    pub fn known(&self, name: &str, attribute: &Attribute) -> Vec<(Uuid, HeldValue)> {
        let record = self.told.record_now(self.state);
        let known = record.get(name).iter();
        let known =
            known.filter_map(|known| Some((known.by.id, self.value(name, attribute, known)?)));
        known.collect()
    }

    fn values(&self, name: &str, attribute: &Attribute, record: &Record<'_>) -> Vec<HeldValue> {
        let known = record.get(name).iter();
        let mut values: Vec<HeldValue> = known
            .filter_map(|known| self.value(name, attribute, known))
            .collect();
        if values.is_empty() && self.told.not_opened.contains_key(name) {
            let mut sealed = self.told.stored.get(name).into_iter().flatten();
            let last = sealed.rfind(|one| one.value.is_some());
            values.extend(last.map(|last| HeldValue {
                shown: Shown::NotOpened,
                from: self.from(last),
                rule: "recent",
                is_stale: false,
                is_disputed: false,
                unchecked: None,
            }));
        }
        values
    }

    fn value(&self, name: &str, attribute: &Attribute, known: &Known<'_>) -> Option<HeldValue> {
        let stored = self.told.find(name, known.by.id)?;
        let unchecked = known.unchecked.and_then(|other| other.value.as_ref());
        let mut from = self.from(stored);
        from.said_on = date_of(known.said_at.into());
        Some(HeldValue {
            shown: self.shown(attribute, known.value),
            from,
            rule: known.rule.word(),
            is_stale: known.is_stale,
            is_disputed: known.dispute.is_some(),
            unchecked: unchecked.map(|value| self.shown(attribute, value)),
        })
    }

    /// All that was ever said of an attribute, the latest first; nothing for those who may not see it.
    pub fn story(&self, name: &str, attribute: &Attribute) -> Vec<HeldEvent> {
        if !self.reader.may_see(attribute) {
            return Vec::new();
        }
        let record = self.told.record_now(self.state);
        let counting: Vec<_> = record.get(name).iter().map(|known| known.by.id).collect();
        let stored = self.told.stored.get(name).into_iter().flatten().rev();
        let events = stored.map(|one| HeldEvent {
            act: one.assertion.act.word(),
            shown: match (&one.assertion.value, &one.value) {
                (Some(value), _) => self.shown(attribute, value),
                (None, Some(_)) => Shown::NotOpened,
                (None, None) => Shown::Nothing,
            },
            from: self.from(one),
            counts: counting.contains(&one.assertion.id),
        });
        events.collect()
    }

    fn shown(&self, attribute: &Attribute, value: &Answer) -> Shown {
        if !self.reader.may_see(attribute) {
            return Shown::Withheld;
        }
        match value {
            Answer::Text(text) if attribute.is_sealed() => Shown::Masked(end_of(text)),
            value => Shown::Value(value.clone(), labels(attribute, value)),
        }
    }

    fn from(&self, stored: &StoredAssertion) -> HeldFrom {
        let assertion = &stored.assertion;
        let is_for_staff = matches!(self.reader, Reader::Staff { .. });
        let slug = assertion.told_in.as_ref();
        HeldFrom {
            source: assertion.source.word(),
            channel: stored.channel.word(),
            verified: assertion.verified.word(),
            said_on: date_of(assertion.asserted_at.into()),
            told_in: slug.and_then(|slug| self.titles.get(slug)).cloned(),
            case: stored.case_reference.clone().filter(|_| {
                is_for_staff && slug.is_some_and(|slug| self.reader.may_see_cases(slug))
            }),
            written_by: stored.actor_name.clone().filter(|_| is_for_staff),
            reason: assertion.reason.clone(),
        }
    }
}

/// The last characters of what is not shown whole.
fn end_of(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(|one| !one.is_whitespace()).collect();
    let shown = if letters.len() > 6 { 3 } else { 0 };
    letters.iter().skip(letters.len() - shown).collect()
}

/// The labels of the choices in a value.
fn labels(attribute: &Attribute, value: &Answer) -> Vec<Text> {
    let chosen: &[String] = match value {
        Answer::Choice(value) => std::slice::from_ref(value),
        Answer::Choices(values) => values,
        _ => &[],
    };
    let label = |value: &String| {
        let is_it = |choice: &&Choice| choice.value == *value;
        let known = attribute.choices.iter().find(is_it);
        known.map_or_else(|| Text::from(value.as_str()), |choice| choice.label.clone())
    };
    chosen.iter().map(label).collect()
}
