//! One value at a time: cleaning it, and holding it against the rules of its question.

use super::Problem;
use crate::{
    forms::{
        answer::Answer,
        form::{Choice, FieldKind},
        formats::{self, NotNumber},
        typed::Typed,
    },
    text::{Language, Text},
};

/// A bound no question sets, for numbers with more figures than can be compared exactly.
const BIGGEST_NUMBER: f64 = 999_999_999_999_999.0;

/// The one value posted; repeating the very same value does no harm, a different one leaves us guessing.
pub fn single<'typed>(typed: &'typed Typed, control: &str) -> Result<&'typed str, Problem> {
    let mut values = typed.all(control);
    let first = values.next().unwrap_or_default();
    if values.all(|value| value == first) {
        Ok(first)
    } else {
        Err(Problem::Repeated)
    }
}

/// Without control characters (NUL among them), spaces at either end and Windows line ends.
pub fn clean(text: &str, several_lines: bool) -> String {
    let kept: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' if several_lines => Some('\n'),
            '\n' | '\r' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    kept.trim().to_owned()
}

/// Fails for text of more than `most` characters, and says by how many it is over the limit.
pub fn within(text: &str, limit: u32, most: u32) -> Result<(), Problem> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let over = length.saturating_sub(limit);
    if length <= most {
        Ok(())
    } else {
        Err(Problem::TooLong { limit, over })
    }
}

pub fn within_words(text: &str, limit: Option<u32>) -> Result<(), Problem> {
    let words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
    match limit {
        Some(limit) if words > limit => Err(Problem::TooManyWords {
            limit,
            over: words - limit,
        }),
        _ => Ok(()),
    }
}

pub fn read_number(kind: &FieldKind, text: &str) -> Result<String, Problem> {
    let FieldKind::Number {
        min,
        max,
        decimal_places,
        prefix,
        suffix,
    } = kind
    else {
        return Err(Problem::NotANumber);
    };
    let english = |text: &Option<Text>| {
        text.as_ref()
            .map(|text| text.in_language(Language::English).to_owned())
            .unwrap_or_default()
    };
    let digits =
        formats::number(text, &english(prefix), &english(suffix)).map_err(|not| match not {
            NotNumber::NotANumber => Problem::NotANumber,
            NotNumber::TooManyDigits => Problem::TooBig {
                max: max.unwrap_or(BIGGEST_NUMBER),
            },
        })?;
    let decimals = digits
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    let value: f64 = digits.parse().map_err(|_| Problem::NotANumber)?;
    match (decimal_places, min, max) {
        (Some(0), _, _) if decimals > 0 => Err(Problem::NotAWholeNumber),
        (Some(limit), _, _) if decimals > usize::from(*limit) => {
            Err(Problem::TooManyDecimals { limit: *limit })
        }
        (_, Some(min), _) if value < *min => Err(Problem::TooSmall { min: *min }),
        (_, _, Some(max)) if value > *max => Err(Problem::TooBig { max: *max }),
        _ => Ok(digits),
    }
}

pub fn find_choice<'form>(choices: &'form [Choice], typed: &str) -> Option<&'form Choice> {
    // Imported forms have values with spaces at their ends.
    choices
        .iter()
        .find(|choice| choice.value == typed)
        .or_else(|| {
            choices
                .iter()
                .find(|choice| choice.value.trim() == typed.trim())
        })
}

pub fn read_checkboxes<'typed>(
    choices: &[Choice],
    typed: impl Iterator<Item = &'typed str>,
) -> Result<Option<Answer>, Problem> {
    let mut chosen = vec![false; choices.len()];
    for value in typed.filter(|value| !value.trim().is_empty()) {
        let choice = find_choice(choices, value).ok_or(Problem::NotAChoice)?;
        for (chosen, offered) in chosen.iter_mut().zip(choices) {
            *chosen |= offered.value == choice.value;
        }
    }
    let chosen: Vec<&Choice> = choices
        .iter()
        .zip(chosen)
        .filter_map(|(choice, chosen)| chosen.then_some(choice))
        .collect();
    if chosen.len() > 1 && chosen.iter().any(|choice| choice.exclusive) {
        return Err(Problem::ExclusiveMixed);
    }
    let values: Vec<String> = chosen.iter().map(|choice| choice.value.clone()).collect();
    Ok((!values.is_empty()).then_some(Answer::Choices(values)))
}
