//! The dictionary of attributes: what a record may hold of somebody, and the rules for each, as data.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::assertions::{Source, Verification};
use crate::{
    accounts::Level,
    forms::{
        Binding, CheckedForm, Choice, Field, FieldKind, Form, FormProblem, Item, Page,
        parsing::parse_text,
    },
    permissions::Permission,
    text::Text,
};

/// Every attribute by its name: `contact.email`. The file `attributes.yaml` of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Dictionary(BTreeMap<String, Attribute>);

/// One thing that may be known of a person or an organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    pub label: Text,
    /// How a sentence speaks of it: "your date of birth".
    pub noun: Text,
    #[serde(default)]
    pub of: SubjectKind,
    pub kind: AttributeKind,
    /// The choices, for the kinds that have any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Where it stands among the others in a list, lowest first; those without come last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u8>,
    /// Somebody may have several at once: two cars, three children.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub many: bool,
    #[serde(default)]
    pub sensitivity: Sensitivity,
    /// The permission that lets a member of staff see it.
    #[serde(default = "see_people")]
    pub seen_by: String,
    pub reuse: Reuse,
    /// How surely somebody has to be known before it is filled in for them.
    #[serde(default)]
    pub needs: Level,
    /// For how many days it may be taken to be so; after that it is asked again. Absent for what does not change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_for_days: Option<u32>,
    /// The verifications that count for it, the strongest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verified_by: Vec<String>,
    /// The sources that are held to know it best.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authoritative: Vec<String>,
    /// What the council keeps it for, and under which lawful basis (UK GDPR, articles 6 and 9).
    pub purpose: Text,
    /// A change of it is told to every team that relies on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tell: bool,
    /// It concerns every service that somebody has anything open with, whether or not its form asks for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tell_all: bool,
    /// Whether its holder may change it themselves; the others are changed by staff or by signing in another way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed_by_holder: bool,
    /// The HTML `autocomplete` tokens of questions that ask for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub autocomplete: Vec<String>,
    /// Words by which a question that asks for it is known, in its name or its label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_as: Vec<String>,
}

fn see_people() -> String {
    Permission::SeePeople.word().to_owned()
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    #[default]
    Person,
    Organisation,
}

/// The kind of answer that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AttributeKind {
    Text,
    LongText,
    Email,
    Telephone,
    Date,
    Address,
    YesNo,
    Choice,
    Choices,
}

/// How much harm it does in the wrong hands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    #[default]
    Personal,
    /// Special category data, or as telling.
    Sensitive,
    /// Sealed in the database and never shown whole: bank details, National Insurance number.
    Sealed,
}

/// What a form does with what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reuse {
    /// It is used, and shown before the form is sent.
    Silent,
    /// It is shown, and one plain question asks whether it is still right.
    Confirm,
    /// It is asked every time: declarations, signatures, consent.
    Never,
}

impl Dictionary {
    /// Reads a dictionary, YAML or JSON, and checks it.
    ///
    /// # Errors
    /// Every mistake found, each naming the attribute.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<String>> {
        let dictionary: Self =
            parse_text(text).map_err(|message| vec![format!("{file}: {message}")])?;
        let problems: Vec<String> = dictionary
            .iter()
            .flat_map(|(name, attribute)| attribute.problems().map(move |problem| (name, problem)))
            .map(|(name, problem)| format!("{file}, attribute {name}: {problem}"))
            .collect();
        if problems.is_empty() {
            Ok(dictionary)
        } else {
            Err(problems)
        }
    }

    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.0.get(name)
    }

    /// In the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Attribute)> {
        self.0
            .iter()
            .map(|(name, attribute)| (name.as_str(), attribute))
    }

    /// The attributes of people, or of organisations.
    pub fn of(&self, subject: SubjectKind) -> impl Iterator<Item = (&str, &Attribute)> {
        self.iter()
            .filter(move |(_, attribute)| attribute.of == subject)
    }
}

impl Attribute {
    fn problems(&self) -> impl Iterator<Item = String> + use<> {
        let mut found = Vec::new();
        if self.label.is_blank() || self.noun.is_blank() || self.purpose.is_blank() {
            found.push("write its label, its noun and its purpose".to_owned());
        }
        if self.seen_by.parse::<Permission>().is_err() {
            found.push(format!("\"{}\" is not a permission", self.seen_by));
        }
        let verifications = self.verified_by.iter();
        for word in verifications.filter(|word| word.parse::<Verification>().is_err()) {
            found.push(format!("\"{word}\" is not a way of verifying"));
        }
        for word in self
            .authoritative
            .iter()
            .filter(|word| word.parse::<Source>().is_err())
        {
            found.push(format!("\"{word}\" is not a source"));
        }
        let has_choices = matches!(self.kind, AttributeKind::Choice | AttributeKind::Choices);
        if has_choices == self.choices.is_empty() {
            found.push("a choice has choices, and nothing else has".to_owned());
        }
        if self.is_sealed() && self.reuse == Reuse::Silent {
            found.push("what is sealed is not used silently: write confirm or never".to_owned());
        }
        found.into_iter()
    }

    /// Whether it is kept sealed in the database.
    pub fn is_sealed(&self) -> bool {
        self.sensitivity == Sensitivity::Sealed
    }

    /// The permission that lets a member of staff see it.
    pub fn permission(&self) -> Permission {
        self.seen_by.parse().unwrap_or(Permission::SeeAnswers)
    }

    /// When what was said at a moment has to be asked again; never for what does not change.
    pub fn stale_at(&self, said: OffsetDateTime) -> Option<OffsetDateTime> {
        let days = Duration::days(i64::from(self.fresh_for_days?));
        said.checked_add(days)
    }

    /// How strong a verification is for this attribute, from 1; none for one that proves nothing here.
    pub fn strength(&self, verified: Verification) -> Option<usize> {
        let place = self
            .verified_by
            .iter()
            .position(|word| word == verified.word())?;
        Some(self.verified_by.len() - place)
    }

    pub fn is_authority(&self, source: Source) -> bool {
        self.authoritative.iter().any(|word| word == source.word())
    }

    /// A question that asks for it, by which what is typed is read as a form would read it.
    pub fn as_field(&self, name: &str) -> Field {
        let choices = || crate::forms::Choices::Listed(self.choices.clone());
        let (max_length, width) = (Some(300), None);
        let kind = match self.kind {
            AttributeKind::Text => FieldKind::Text { max_length, width },
            AttributeKind::LongText => FieldKind::LongText {
                max_length: Some(2_000),
                max_words: None,
                rows: Some(4),
            },
            AttributeKind::Email => FieldKind::Email,
            AttributeKind::Telephone => FieldKind::Telephone,
            AttributeKind::Date => FieldKind::Date {
                earliest: None,
                latest: Some(crate::forms::DateBound::FromToday(0)),
            },
            AttributeKind::Address => FieldKind::Address,
            AttributeKind::YesNo => FieldKind::YesNo,
            AttributeKind::Choice => FieldKind::Radios { choices: choices() },
            AttributeKind::Choices => FieldKind::Checkboxes { choices: choices() },
        };
        Field {
            name: name.to_owned(),
            label: self.label.clone(),
            noun: Some(self.noun.clone()),
            hint: None,
            script: None,
            hint_aloud: None,
            optional: false,
            when: None,
            autocomplete: self.autocomplete.first().cloned(),
            when_empty: None,
            records: None,
            kind,
        }
    }

    /// A form that asks for nothing else, whose one question is called `name`.
    pub fn as_form(&self, name: &str) -> Option<CheckedForm> {
        let page = Page {
            id: "value".to_owned(),
            title: self.label.clone(),
            section: None,
            when: None,
            script: None,
            hint_aloud: None,
            items: vec![Item::Field(self.as_field(name))],
            next: Vec::new(),
        };
        let form = Form {
            sections: Vec::new(),
            lists: BTreeMap::new(),
            pages: vec![page],
        };
        form.check(name).ok()
    }

    /// Whether a question of this kind can ask for it.
    pub fn fits(&self, field: &FieldKind) -> bool {
        match self.kind {
            AttributeKind::Text => {
                matches!(field, FieldKind::Text { .. } | FieldKind::LongText { .. })
            }
            AttributeKind::LongText => matches!(field, FieldKind::LongText { .. }),
            AttributeKind::Email => matches!(field, FieldKind::Email),
            AttributeKind::Telephone => matches!(field, FieldKind::Telephone),
            AttributeKind::Date => matches!(field, FieldKind::Date { .. }),
            AttributeKind::Address => matches!(field, FieldKind::Address),
            AttributeKind::YesNo => matches!(field, FieldKind::YesNo),
            AttributeKind::Choice => matches!(
                field,
                FieldKind::Radios { .. }
                    | FieldKind::Select { .. }
                    | FieldKind::Autocomplete { .. }
            ),
            AttributeKind::Choices => matches!(field, FieldKind::Checkboxes { .. }),
        }
    }
}

impl Dictionary {
    /// What is wrong with a form's bindings: attributes that do not exist, questions of another kind, choices that
    /// the dictionary does not have.
    pub fn binding_problems(&self, form: &CheckedForm, file: &str) -> Vec<FormProblem> {
        let found = form.bound().flat_map(|(field, binding)| {
            let page = form
                .page_of(&field.name)
                .map_or("", |page| page.id.as_str());
            let problem = move |message: String| {
                FormProblem::new(file, message)
                    .on_page(page)
                    .on_field(Some(&field.name))
            };
            self.mismatches(form, field, binding)
                .into_iter()
                .map(problem)
        });
        found.collect()
    }

    pub(super) fn mismatches(
        &self,
        form: &CheckedForm,
        field: &Field,
        binding: &Binding,
    ) -> Vec<String> {
        let name = binding.attribute();
        let Some(attribute) = self.get(name) else {
            return vec![format!(
                "there is no attribute \"{name}\": the dictionary has {}",
                self.0
                    .keys()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            )];
        };
        let mut found = Vec::new();
        if !attribute.fits(&field.kind) {
            found.push(format!(
                "a {} question can't ask for {name}",
                field.kind.name()
            ));
        }
        let offered = form.choices(field).iter();
        let unknown = offered.filter(|choice| {
            !attribute.choices.is_empty()
                && !attribute
                    .choices
                    .iter()
                    .any(|known| known.value == choice.value)
        });
        found.extend(unknown.map(|choice| format!("{name} has no choice \"{}\"", choice.value)));
        let since = binding.since();
        let is_date = |since: &str| {
            form.field(since)
                .is_some_and(|field| matches!(field.kind, FieldKind::Date { .. }))
        };
        if let Some(since) = since.filter(|since| !is_date(since)) {
            found.push(format!(
                "since names \"{since}\", which is not a date question here"
            ));
        }
        found
    }
}
