//! Which questions could share what is known, and which services ask for the same thing without sharing it.
//!
//! A proposal is for an author to judge. It is made only for what a question asks of the person themselves, where one
//! attribute alone can be meant: by the `autocomplete` token, by the words of the dictionary in the question's name or
//! label, or by its kind where nothing else is asked of that kind. A question about somebody or something else (a
//! landlord, a company, an address of another time) gets none, nor does anything in a service that is sensitive.

use std::collections::BTreeMap;

use super::dictionary::{Attribute, AttributeKind, Dictionary, Reuse, SubjectKind};
use crate::{
    forms::{Binding, CheckedForm, Field, FieldKind, Page},
    text::{Language, Text},
};

/// A question that could be bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    pub page: &'a str,
    pub field: &'a str,
    pub attribute: &'a str,
    pub because: Because,
}

/// What speaks for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Because {
    #[error("its autocomplete token is \"{0}\"")]
    Token(String),
    #[error("it asks for \"{0}\"")]
    Words(String),
    #[error("it is the form's one {0} question")]
    Kind(&'static str),
}

/// Something that several services ask for, and not all of them share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshared<'a> {
    pub attribute: &'a str,
    /// Every form that asks for it, in the order given, by name.
    pub forms: Vec<&'a str>,
    /// The questions that do not share it: form and field.
    pub fields: Vec<(&'a str, &'a str)>,
}

/// Words of questions that are not about the person themselves, or not about now.
const ELSEWHERE: &str = "landlord landlady agent partner spouse husband wife child children pupil student parent guardian \
    neighbour neighbor employer company business organisation organization charity school supplier contractor builder \
    owner tenant occupier witness doctor gp solicitor executor deceased died relative carer friend referee reference \
    emergency kin someone somebody anyone their theirs them his her other another second additional joint driver \
    offender perpetrator previous old new former last next dog cat pet animal food birth marriage death event venue \
    premises lead signatory \
    primary project manager director trustee treasurer secretary";

impl Dictionary {
    /// Questions of a form that are not bound and could be, in the order of the form.
    pub fn proposals<'a>(&'a self, form: &'a CheckedForm) -> Vec<Proposal<'a>> {
        let pages = form.form().pages.iter();
        let fields = pages.flat_map(|page| page.fields().map(move |field| (page, field)));
        let unbound = fields.filter(|(_, field)| field.records.is_none());
        let proposals = unbound.filter_map(|(page, field)| {
            let (attribute, because) = self.meant(form, page, field)?;
            Some(Proposal {
                page: &page.id,
                field: &field.name,
                attribute,
                because,
            })
        });
        proposals.collect()
    }

    /// What several forms ask for without all sharing it. Leave out the forms of sensitive services.
    pub fn unshared<'a>(&'a self, forms: &[(&'a str, &'a CheckedForm)]) -> Vec<Unshared<'a>> {
        let mut asked: BTreeMap<&'a str, Unshared<'a>> = BTreeMap::new();
        for (name, form) in forms {
            let bound = form.bound();
            let bound =
                bound.map(|(field, binding)| (binding.attribute(), field.name.as_str(), false));
            let proposals = self.proposals(form).into_iter();
            let unbound = proposals.map(|proposal| (proposal.attribute, proposal.field, true));
            for (attribute, field, is_unbound) in bound.chain(unbound) {
                let of_attribute = asked.entry(attribute).or_insert_with(|| Unshared {
                    attribute,
                    forms: Vec::new(),
                    fields: Vec::new(),
                });
                if !of_attribute.forms.contains(name) {
                    of_attribute.forms.push(name);
                }
                if is_unbound {
                    of_attribute.fields.push((name, field));
                }
            }
        }
        let unshared = asked.into_values();
        unshared
            .filter(|one| one.forms.len() > 1 && !one.fields.is_empty())
            .collect()
    }

    /// The one attribute that a question asks for.
    fn meant<'a>(
        &'a self,
        form: &CheckedForm,
        page: &Page,
        field: &Field,
    ) -> Option<(&'a str, Because)> {
        let own = words([field.name.as_str(), english(&field.label)]);
        let section = form.section_title(page).map_or("", english);
        let noun = field.noun.as_ref().map_or("", english);
        let around = words([english(&page.title), section, noun]);
        let all = format!("{own}{around}");
        let could = |(name, attribute): &(&'a str, &'a Attribute)| {
            // Several lines hold more than one thing.
            let is_longer = attribute.kind == AttributeKind::Text
                && matches!(field.kind, FieldKind::LongText { .. });
            !is_longer
                && attribute.of == SubjectKind::Person
                && attribute.reuse != Reuse::Never
                && self
                    .mismatches(form, field, &Binding::Attribute((*name).to_owned()))
                    .is_empty()
        };
        let candidates: Vec<(&str, &Attribute)> = self.iter().filter(could).collect();
        let only = |mut found: Vec<(&'a str, Because)>| {
            let one = found.pop()?;
            found.is_empty().then_some(one)
        };
        let token = |(name, attribute): &(&'a str, &'a Attribute)| {
            let token = field.autocomplete.as_ref()?;
            let is_its = attribute.autocomplete.contains(token);
            is_its.then(|| (*name, Because::Token(token.clone())))
        };
        let phrase = |text: &str, attribute: &'a Attribute| {
            let phrases = attribute.asked_as.iter();
            let found = phrases.filter(|phrase| text.contains(&words([phrase.as_str()])));
            found.max_by_key(|phrase| phrase.len())
        };
        // Words around a question can only speak against it: they may name something else that it could be.
        let named: Vec<(&str, &String)> = self
            .iter()
            .filter_map(|(name, attribute)| Some((name, phrase(&all, attribute)?)))
            .collect();
        let is_named_alone = |name: &str| {
            let mut others = named.iter().filter(|(other, _)| *other != name);
            !others.any(|(other, _)| candidates.iter().any(|(candidate, _)| candidate == other))
        };
        let by_words = |(name, attribute): &(&'a str, &'a Attribute)| {
            let phrase = phrase(&own, attribute)?;
            Some((*name, Because::Words(phrase.clone())))
        };
        let kind = |(name, attribute): &(&'a str, &'a Attribute)| {
            let tells = matches!(
                attribute.kind,
                AttributeKind::Email | AttributeKind::Telephone
            );
            let pages = form.form().pages.iter();
            let same = pages
                .flat_map(Page::fields)
                .filter(|other| attribute.fits(&other.kind));
            (tells && same.count() == 1).then(|| (*name, Because::Kind(field.kind.name())))
        };
        let found = only(candidates.iter().filter_map(token).collect())
            .or_else(|| only(candidates.iter().filter_map(by_words).collect()))
            .or_else(|| only(candidates.iter().filter_map(kind).collect()))?;
        let said = named.iter().find(|(name, _)| *name == found.0);
        let rest = said.map_or_else(
            || all.clone(),
            |(_, phrase)| all.replace(&words([phrase.as_str()]), " "),
        );
        let is_elsewhere = rest
            .split_whitespace()
            .any(|word| ELSEWHERE.split_whitespace().any(|other| other == word));
        (!is_elsewhere && is_named_alone(found.0)).then_some(found)
    }
}

fn english(text: &Text) -> &str {
    text.in_language(Language::English)
}

/// Lower-case words with one space around each: `vehicleRegistration_1` is ` vehicle registration 1 `.
fn words<'text>(texts: impl IntoIterator<Item = &'text str>) -> String {
    let mut words = String::from(" ");
    for text in texts {
        let mut was_lower = false;
        for letter in text.chars().filter(|letter| !matches!(letter, '’' | '\'')) {
            if letter.is_uppercase() && was_lower || !letter.is_alphanumeric() {
                space(&mut words);
            }
            if letter.is_alphanumeric() {
                words.extend(letter.to_lowercase());
            }
            was_lower = letter.is_lowercase();
        }
        space(&mut words);
    }
    words
}

fn space(words: &mut String) {
    if !words.ends_with(' ') {
        words.push(' ');
    }
}
