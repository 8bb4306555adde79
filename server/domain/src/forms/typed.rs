//! What a browser sent for a page, as it was typed, and what to put back in the controls.

use super::{
    answer::{Address, Answer, Answers},
    form::{Field, FieldKind},
};

/// Names and values of a posted form, in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// The first value posted under the name; nothing when the name was not posted.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value posted under the name, in order.
    pub fn all<'typed>(&'typed self, name: &str) -> impl Iterator<Item = &'typed str> {
        self.0
            .iter()
            .filter(move |(posted, _)| posted == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Only what belongs to the controls of these fields: what to keep of a post, never a token or a stranger.
    pub fn of_fields<'form>(self, fields: impl IntoIterator<Item = &'form Field>) -> Self {
        let controls: Vec<String> = fields.into_iter().flat_map(Field::controls).collect();
        Self(
            self.0
                .into_iter()
                .filter(|(name, _)| controls.contains(name))
                .collect(),
        )
    }

    /// What to put in the controls of fields that were answered before.
    pub fn from_answers<'form>(
        fields: impl IntoIterator<Item = &'form Field>,
        answers: &Answers,
    ) -> Self {
        let mut typed = Self::default();
        for field in fields {
            if let Some(answer) = answers.get(&field.name) {
                typed.put_back(field, answer);
            }
        }
        typed
    }

    /// What to put in a field's controls to give an answer.
    pub fn from_answer(field: &Field, answer: &Answer) -> Self {
        let mut typed = Self::default();
        typed.put_back(field, answer);
        typed
    }

    fn put_back(&mut self, field: &Field, answer: &Answer) {
        let name = &field.name;
        match answer {
            Answer::Text(text) | Answer::Number(text) | Answer::Choice(text) => {
                self.push(name, text)
            }
            Answer::YesNo(yes) => self.push(name, if *yes { "yes" } else { "no" }),
            Answer::Choices(chosen) => chosen.iter().for_each(|value| self.push(name, value)),
            Answer::Date(date) => {
                self.push(format!("{name}-day"), date.day().to_string());
                self.push(format!("{name}-month"), u8::from(date.month()).to_string());
                self.push(format!("{name}-year"), date.year().to_string());
            }
            Answer::Address(address) => self.put_back_address(name, address),
        }
    }

    fn put_back_address(&mut self, name: &str, address: &Address) {
        let values = [
            &address.line_1,
            &address.line_2,
            &address.town,
            &address.county,
            &address.postcode,
        ];
        for (part, value) in ADDRESS_PARTS.into_iter().zip(values) {
            self.push(format!("{name}-{part}"), value);
        }
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// What follows the field's name and a hyphen in the controls of an address.
pub const ADDRESS_PARTS: [&str; 5] = ["line-1", "line-2", "town", "county", "postcode"];

/// What follows the field's name and a hyphen in the controls of a date.
pub const DATE_PARTS: [&str; 3] = ["day", "month", "year"];

impl Field {
    /// The names of its HTML controls: one for most kinds; a date has `name-day` and so on, an address
    /// `name-line-1` and so on. Anything else that is posted is not part of this question.
    pub fn controls(&self) -> Vec<String> {
        let parts: &[&str] = match self.kind {
            FieldKind::Date { .. } => &DATE_PARTS,
            FieldKind::Address => &ADDRESS_PARTS,
            _ => return vec![self.name.clone()],
        };
        parts
            .iter()
            .map(|part| format!("{}-{part}", self.name))
            .collect()
    }
}
