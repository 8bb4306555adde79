//! Whether a field makes sense by itself.

use std::collections::BTreeSet;

use crate::{
    forms::{
        form::{Choice, Choices, DateBound, Field, FieldKind, Form},
        names,
    },
    text::Text,
};

/// The Design System's fixed widths, in characters.
const WIDTHS: [u8; 7] = [2, 3, 4, 5, 10, 20, 30];

pub(super) fn problems(field: &Field, form: &Form) -> Vec<String> {
    let mut found = Vec::new();
    if !names::is_field_name(&field.name) {
        found.push("a field name is made of letters, digits, hyphens and underscores".to_owned());
    }
    if field.label.is_blank() {
        found.push("it has no label: write the question".to_owned());
    }
    found.extend(aloud_problems(
        field.script.as_ref(),
        field.hint_aloud.as_ref(),
    ));
    if let Some(choices) = field.kind.choices() {
        found.extend(choices_problems(choices, &field.kind, form));
    }
    found.extend(kind_problem(&field.kind).map(str::to_owned));
    found
}

/// What is wrong with the words for reading aloud.
pub(super) fn aloud_problems(script: Option<&Text>, hint_aloud: Option<&Text>) -> Vec<String> {
    let words = [("script", script), ("hint_aloud", hint_aloud)];
    let blank = words
        .into_iter()
        .filter(|(_, text)| text.is_some_and(Text::is_blank));
    blank
        .map(|(key, _)| format!("its {key} is empty: write what to say, or leave it out"))
        .collect()
}

fn kind_problem(kind: &FieldKind) -> Option<&'static str> {
    match kind {
        FieldKind::Text {
            max_length: Some(0),
            ..
        }
        | FieldKind::LongText {
            max_length: Some(0),
            ..
        }
        | FieldKind::LongText {
            max_words: Some(0), ..
        } => Some("nothing could be typed: its limit must be more than 0"),
        FieldKind::Text {
            width: Some(width), ..
        } if !WIDTHS.contains(width) => {
            Some("its width must be 2, 3, 4, 5, 10, 20 or 30 characters")
        }
        FieldKind::Number {
            min: Some(min),
            max: Some(max),
            ..
        } if min > max => Some("its min is more than its max: swap them"),
        FieldKind::Date {
            earliest: Some(earliest),
            latest: Some(latest),
        } if never(earliest, latest) => Some("its earliest date is after its latest: swap them"),
        _ => None,
    }
}

/// Whether no day is within both, whatever today is.
fn never(earliest: &DateBound, latest: &DateBound) -> bool {
    match (earliest, latest) {
        (DateBound::Fixed(earliest), DateBound::Fixed(latest)) => earliest > latest,
        (DateBound::FromToday(earliest), DateBound::FromToday(latest)) => earliest > latest,
        _ => false,
    }
}

fn choices_problems(choices: &Choices, kind: &FieldKind, form: &Form) -> Vec<String> {
    match choices {
        Choices::Listed(choices) => choice_problems(choices, Some(kind)),
        Choices::Named(list) => match form.lists.get(list) {
            // The list's own mistakes are told once, not for every field.
            Some(choices) => exclusive_problem(choices, Some(kind)).into_iter().collect(),
            None => vec![format!("there is no list \"{list}\": add it under lists")],
        },
    }
}

pub(super) fn choice_problems(choices: &[Choice], kind: Option<&FieldKind>) -> Vec<String> {
    let mut found = Vec::new();
    if choices.is_empty() {
        found.push("there is nothing to choose from: add choices".to_owned());
    }
    let mut seen = BTreeSet::new();
    for choice in choices {
        let value = choice.value.trim();
        if value.is_empty() {
            found.push("a choice has no value: give it one".to_owned());
        } else if !seen.insert(value) {
            found.push(format!(
                "two choices have the value \"{value}\": change one"
            ));
        }
        if choice.label.is_blank() {
            found.push(format!("the choice \"{value}\" has no label: give it one"));
        }
    }
    found.extend(exclusive_problem(choices, kind));
    found
}

fn exclusive_problem(choices: &[Choice], kind: Option<&FieldKind>) -> Option<String> {
    let only_one = !matches!(kind?, FieldKind::Checkboxes { .. });
    let exclusive = choices.iter().find(|choice| choice.exclusive && only_one)?;
    Some(format!(
        "\"{}\" is exclusive, which only checkboxes can be: remove it",
        exclusive.value
    ))
}
