//! What to say of a mistake: what is wrong and how to put it right, never "invalid".

use guildhall_domain::forms::{DatePart, Field, FieldKind, Problem};
use time::Date;

use super::answers::date_words;
use crate::wording::{count_with, said, text, text_with};

/// The message for a mistake in a question.
pub fn message(field: &Field, problem: &Problem) -> String {
    let noun = noun(field);
    let values = [("noun", noun.as_str())];
    let sentence = capital(&noun);
    let whole = [("noun", sentence.as_str())];
    let counted = |key: &str, count: u32| count_with(key, count.into(), &whole);
    match problem {
        Problem::Empty => empty(field, &noun),
        Problem::TooLong { limit, .. } => counted("problem-too-long", *limit),
        Problem::TooManyWords { limit, .. } => counted("problem-too-many-words", *limit),
        Problem::NotAnEmail => text("problem-not-an-email"),
        Problem::NotATelephone => text("problem-not-a-telephone"),
        Problem::NotAWebsite => text("problem-not-a-website"),
        Problem::NotANumber => text_with("problem-not-a-number", &whole),
        Problem::NotAWholeNumber => text_with("problem-not-a-whole-number", &whole),
        Problem::TooManyDecimals { limit } => counted("problem-too-many-decimals", (*limit).into()),
        Problem::TooSmall { min } => bound("problem-too-small", &sentence, &min.to_string()),
        Problem::TooBig { max } => bound("problem-too-big", &sentence, &max.to_string()),
        Problem::NotAChoice => empty(field, &noun),
        Problem::ExclusiveMixed => text("problem-exclusive-mixed"),
        Problem::DateIncomplete { missing } => date_incomplete(missing, &sentence),
        Problem::YearNotFourFigures => text("problem-year-not-four-figures"),
        Problem::NotARealDate => text_with("problem-not-a-real-date", &whole),
        Problem::TooEarly { date, .. } => date_bound("problem-too-early", &sentence, *date),
        Problem::TooLate { date, .. } => date_bound("problem-too-late", &sentence, *date),
        Problem::AddressLineMissing => text("problem-address-line-missing"),
        Problem::TownMissing => text("problem-town-missing"),
        Problem::PostcodeMissing => text("problem-postcode-missing"),
        Problem::NotAPostcode => text("problem-not-a-postcode"),
        Problem::Repeated => text_with("problem-repeated", &values),
    }
}

fn empty(field: &Field, noun: &str) -> String {
    if let Some(words) = &field.when_empty {
        return said(words);
    }
    // A label that is a question can't follow "Enter": it is quoted instead.
    let (with_noun, with_label) = match field.kind {
        FieldKind::YesNo => ("problem-empty-yes-no", "problem-empty-yes-no-label"),
        FieldKind::Radios { .. }
        | FieldKind::Checkboxes { .. }
        | FieldKind::Select { .. }
        | FieldKind::Autocomplete { .. } => ("problem-empty-choice", "problem-empty-choice-label"),
        _ => ("problem-empty", "problem-empty-label"),
    };
    let key = if field.noun.is_some() {
        with_noun
    } else {
        with_label
    };
    text_with(key, &[("noun", noun)])
}

/// How a message speaks of the question.
fn noun(field: &Field) -> String {
    said(field.noun.as_ref().unwrap_or(&field.label))
        .trim()
        .to_owned()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn bound(key: &str, noun: &str, limit: &str) -> String {
    text_with(key, &[("noun", noun), ("limit", limit)])
}

fn date_bound(key: &str, noun: &str, date: Date) -> String {
    text_with(key, &[("noun", noun), ("date", &date_words(date))])
}

fn date_incomplete(missing: &[DatePart], noun: &str) -> String {
    let word = |part: &DatePart| {
        text(match part {
            DatePart::Day => "date-part-day",
            DatePart::Month => "date-part-month",
            DatePart::Year => "date-part-year",
        })
    };
    match missing {
        [one] => text_with(
            "problem-date-lacks-one",
            &[("noun", noun), ("part", &word(one))],
        ),
        [one, two, ..] => text_with(
            "problem-date-lacks-two",
            &[("noun", noun), ("part", &word(one)), ("other", &word(two))],
        ),
        [] => text_with("problem-not-a-real-date", &[("noun", noun)]),
    }
}

/// Which of day, month and year to mark.
pub(super) fn date_parts(problem: &Problem) -> [bool; 3] {
    match problem {
        Problem::DateIncomplete { missing } => {
            [DatePart::Day, DatePart::Month, DatePart::Year].map(|part| missing.contains(&part))
        }
        Problem::YearNotFourFigures => [false, false, true],
        _ => [true; 3],
    }
}
