//! Whether what a caller said is what is known, however it was said and typed.

use time::{Date, Month};

use super::Question;
use crate::{
    forms::{Answer, formats, iso_date},
    people_search::{
        dates::{self, Dated},
        folding::fold,
    },
};

/// In letters or digits: how much of the end of a number is asked for at least.
const END: usize = 3;
const TAX_END: usize = 4;

/// Words of addresses that are written in two ways.
const SHORT: [(&str, &str); 12] = [
    ("st", "street"),
    ("rd", "road"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("ln", "lane"),
    ("cl", "close"),
    ("ct", "court"),
    ("cres", "crescent"),
    ("dr", "drive"),
    ("gdns", "gardens"),
    ("sq", "square"),
    ("terr", "terrace"),
];

/// Whether a value is one that can be asked for: something has to be in it.
pub fn can_be_asked(question: Question, value: &Answer) -> bool {
    match (question, value) {
        (Question::DateOfBirth, Answer::Date(_)) => true,
        (Question::AddressLine, Answer::Address(address)) => !lines(&address.line_1).is_empty(),
        (Question::Postcode, Answer::Address(address)) => code(&address.postcode).len() >= 5,
        (Question::TelephoneEnd, Answer::Text(number)) => digits(number).len() > END,
        (Question::Vehicle, Answer::Text(registration)) => code(registration).len() >= 2,
        (Question::CouncilTaxEnd, Answer::Text(number)) => code(number).len() > TAX_END,
        _ => false,
    }
}

/// Whether what was typed is this value. Nothing typed is never right.
pub fn is_right(question: Question, value: &Answer, typed: &str, today: Date) -> bool {
    match (question, value) {
        (Question::DateOfBirth, Answer::Date(date)) => is_date(*date, typed, today),
        (Question::AddressLine, Answer::Address(address)) => {
            let (known, typed) = (lines(&address.line_1), lines(typed));
            // Whoever says more of it says no less.
            !known.is_empty() && typed.starts_with(&known)
        }
        (Question::Postcode, Answer::Address(address)) => {
            let known = code(&address.postcode);
            !known.is_empty() && known == code(typed)
        }
        (Question::TelephoneEnd, Answer::Text(number)) => {
            let (known, typed) = (digits(number), digits(typed));
            typed.len() >= END && known.ends_with(&typed)
        }
        (Question::Vehicle, Answer::Text(registration)) => {
            let known = code(registration);
            !known.is_empty() && known == code(typed)
        }
        (Question::CouncilTaxEnd, Answer::Text(number)) => {
            let (known, typed) = (code(number), code(typed));
            typed.len() >= TAX_END && known.ends_with(&typed)
        }
        _ => false,
    }
}

/// Whether a month was typed, with or without its year, in which something was asked for.
pub fn is_month(months: &[(i32, Month)], typed: &str) -> bool {
    let words: Vec<&str> = typed
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (month, year) = match words.as_slice() {
        [month] => (formats::month(month), None),
        [month, year] if year.len() == 4 => match year.parse::<i32>() {
            Ok(year) => (formats::month(month), Some(year)),
            Err(_) => return false,
        },
        _ => return false,
    };
    month.is_some_and(|typed| {
        months
            .iter()
            .any(|(of, month)| *month == typed && year.is_none_or(|year| year == *of))
    })
}

fn is_date(date: Date, typed: &str, today: Date) -> bool {
    let spaced = typed.replace(',', " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let Some((count, Dated::Read(meant))) = dates::read(&words, today) else {
        return false;
    };
    // Part of a date is no answer, and neither is a date with something after it.
    count == words.len() && meant.contains(&iso_date::format(date))
}

/// A line of an address as its words, however they are written.
fn lines(text: &str) -> Vec<String> {
    let folded = fold(text).replace(['\'', '’'], "");
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && *word != "no" && *word != "number");
    words
        .map(|word| {
            let long = SHORT.iter().find(|(short, _)| *short == word);
            long.map_or(word, |(_, long)| long).to_owned()
        })
        .collect()
}

/// A postcode or a registration, without what one hears or types for something else.
fn code(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters
        .flat_map(char::to_uppercase)
        .map(|letter| match letter {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// The digits of a telephone number as they are dialled in this country.
fn digits(text: &str) -> String {
    let text = text.trim().replace("(0)", "");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // The end of a number may begin with noughts too.
    let is_long = digits.len() > 8;
    let is_international = text.starts_with('+') || (is_long && digits.starts_with("00"));
    if !is_international {
        return digits;
    }
    let number = digits.trim_start_matches("00");
    match number.strip_prefix("44") {
        Some(national) => format!("0{national}"),
        None => number.to_owned(),
    }
}
