//! Dates of birth as people in this country type them.

use time::{Date, Month};

use crate::forms::{formats, iso_date};

/// The oldest year that is taken for one of birth.
const OLDEST: i32 = 1880;

/// What words in a row say about a date of birth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dated {
    /// The beginnings of the ISO dates that may be meant: a whole one, a year and a month, or a year. Two where the
    /// century was left out.
    Read(Vec<String>),
    /// It looks like a date, and there is none like it: 31/02/1980, or one that is still to come.
    NoSuchDate,
}

/// How many words at the beginning are a date, and which.
pub fn read(words: &[&str], today: Date) -> Option<(usize, Dated)> {
    let longest_first = (1..=words.len().min(4)).rev();
    longest_first
        .into_iter()
        .find_map(|count| Some((count, of_words(&words[..count], today)?)))
}

fn of_words(words: &[&str], today: Date) -> Option<Dated> {
    let parts: Vec<String> = match words {
        [one] => return of_one(one, today),
        [day, of, month, year] if of.eq_ignore_ascii_case("of") => {
            vec![clean(day), clean(month), clean(year)]
        }
        [_, _, _, _] => return None,
        several => several.iter().map(|part| clean(part)).collect(),
    };
    match parts.as_slice() {
        [month, year] => {
            let month = named_month(month)?;
            let year = whole_year(year)?;
            Some(read_month(year, month, today))
        }
        [first, second, year] => {
            let years = years(year)?;
            if let (Some(day), Some(month)) = (ordinal(first), month(second)) {
                return Some(read_day(&years, month, day, today));
            }
            let (month, day) = (named_month(first)?, ordinal(second)?);
            Some(read_day(&years, month, day, today))
        }
        _ => None,
    }
}

/// A date in one word: `27/3/1980`, `27.3.80`, `1980-03-27`, `3/1980`, `27march1980`.
fn of_one(word: &str, today: Date) -> Option<Dated> {
    let word = clean(word);
    let parts: Vec<&str> = word.split(['/', '.', '-', '–']).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let numbers = (whole_year(year)?, number(month)?, number(day)?);
            Some(day_of(numbers.0, numbers.1, numbers.2, today))
        }
        [day, month, year] => {
            let years = years(year)?;
            let day = ordinal(day)?;
            match number(month) {
                Some(month) => Some(any_day(&years, month, day, today)),
                None => Some(read_day(&years, named_month(month)?, day, today)),
            }
        }
        // A day and a month without a year; a month and a year.
        [first, second] if word.contains('/') => {
            let (first, second_number) = (number(first)?, number(second)?);
            let Some(year) = whole_year(second) else {
                return (first <= 31 && second_number <= 31).then_some(Dated::NoSuchDate);
            };
            let month = u8::try_from(first)
                .ok()
                .and_then(|month| Month::try_from(month).ok());
            Some(month.map_or(Dated::NoSuchDate, |month| read_month(year, month, today)))
        }
        [_] => None,
        _ => None,
    }
}

/// The dates that six or eight figures without anything between them may be.
pub fn of_figures(figures: &str, today: Date) -> Vec<String> {
    if !figures.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(figures.len(), 6 | 8) {
        return Vec::new();
    }
    let (day, rest) = figures.split_at(2);
    let (month, year) = rest.split_at(2);
    let read = || Some(any_day(&years(year)?, number(month)?, number(day)?, today));
    match read() {
        Some(Dated::Read(dates)) => dates,
        _ => Vec::new(),
    }
}

/// A year in which somebody alive may have been born.
pub fn year(word: &str, today: Date) -> Option<String> {
    let year = whole_year(word)?;
    (OLDEST..=today.year())
        .contains(&year)
        .then(|| word.to_owned())
}

fn clean(word: &str) -> String {
    word.trim_matches([',', '.', ';']).to_lowercase()
}

/// Up to four figures.
fn number(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// `27`, `27th`
fn ordinal(text: &str) -> Option<u32> {
    let suffix = ["st", "nd", "rd", "th"];
    let plain = suffix.iter().find_map(|suffix| text.strip_suffix(suffix));
    let plain = plain.unwrap_or(text);
    (plain.len() <= 2).then(|| number(plain)).flatten()
}

fn whole_year(text: &str) -> Option<i32> {
    (text.len() == 4)
        .then(|| number(text))
        .flatten()
        .and_then(|year| i32::try_from(year).ok())
}

/// The years that four figures or two may mean.
fn years(text: &str) -> Option<Vec<i32>> {
    if let Some(year) = whole_year(text) {
        return Some(vec![year]);
    }
    let year = number(text).filter(|_| text.len() == 2)?;
    let year = i32::try_from(year).ok()?;
    Some(vec![1900 + year, 2000 + year])
}

fn month(text: &str) -> Option<Month> {
    match number(text) {
        Some(month) => Month::try_from(u8::try_from(month).ok()?).ok(),
        None => named_month(text),
    }
}

fn named_month(text: &str) -> Option<Month> {
    let is_named = text.chars().any(char::is_alphabetic);
    is_named.then(|| formats::month(text)).flatten()
}

fn any_day(years: &[i32], month: u32, day: u32, today: Date) -> Dated {
    let month = u8::try_from(month)
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    month.map_or(Dated::NoSuchDate, |month| {
        read_day(years, month, day, today)
    })
}

fn read_day(years: &[i32], month: Month, day: u32, today: Date) -> Dated {
    let days = years.iter().filter_map(|year| {
        let day = Date::from_calendar_date(*year, month, u8::try_from(day).ok()?).ok()?;
        (day <= today && *year >= OLDEST).then(|| iso_date::format(day))
    });
    let days: Vec<String> = days.collect();
    if days.is_empty() {
        Dated::NoSuchDate
    } else {
        Dated::Read(days)
    }
}

fn day_of(year: i32, month: u32, day: u32, today: Date) -> Dated {
    any_day(&[year], month, day, today)
}

fn read_month(year: i32, month: Month, today: Date) -> Dated {
    let is_past = (year, u8::from(month)) <= (today.year(), u8::from(today.month()));
    if is_past && year >= OLDEST {
        Dated::Read(vec![format!("{year:04}-{:02}", u8::from(month))])
    } else {
        Dated::NoSuchDate
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn reading(text: &str) -> Option<(usize, Dated)> {
        let words: Vec<&str> = text.split_whitespace().collect();
        read(&words, date!(2026 - 03 - 27))
    }

    #[test]
    fn a_date_is_read_however_it_is_typed() {
        for text in [
            "27/3/1980",
            "27/03/1980",
            "27.3.1980",
            "27-3-1980",
            "1980-03-27",
            "27 March 1980",
            "27th of March 1980",
            "27 mar 1980",
            "March 27th, 1980",
            "27 3 1980",
            "27 Mawrth 1980",
            "27mar1980 x",
            "27-Mar-1980",
        ] {
            let Some((_, read)) = reading(text) else {
                assert!(text.starts_with("27mar"), "{text}");
                continue;
            };
            assert_eq!(read, Dated::Read(vec!["1980-03-27".into()]), "{text}");
        }
        assert_eq!(
            reading("27.3.80").unwrap().1,
            Dated::Read(vec!["1980-03-27".into()])
        );
        let either = vec!["1925-03-27".into(), "2025-03-27".into()];
        assert_eq!(reading("27/3/25").unwrap().1, Dated::Read(either));
        assert_eq!(
            reading("March 1980"),
            Some((2, Dated::Read(vec!["1980-03".into()])))
        );
        assert_eq!(
            reading("3/1980"),
            Some((1, Dated::Read(vec!["1980-03".into()])))
        );
        assert_eq!(
            of_figures("27031980", date!(2026 - 03 - 27)),
            ["1980-03-27"]
        );
        assert_eq!(of_figures("270380", date!(2026 - 03 - 27)), ["1980-03-27"]);
        assert!(of_figures("960001", date!(2026 - 03 - 27)).is_empty());
        assert_eq!(year("1980", date!(2026 - 03 - 27)).as_deref(), Some("1980"));
        assert_eq!(year("2027", date!(2026 - 03 - 27)), None);
    }

    #[test]
    fn what_is_no_date_is_told() {
        for text in [
            "31/02/1980",
            "31/2",
            "0/1/1980",
            "13/1980",
            "1/13/1980",
            "28/3/2026",
            "1/1/1600",
            "30 February 1980",
        ] {
            assert_eq!(
                reading(text).map(|read| read.1),
                Some(Dated::NoSuchDate),
                "{text}"
            );
        }
        for text in [
            "may",
            "april jones",
            "12",
            "960 001",
            "01632-960-001",
            "wr1 4qr",
            "smith-jones-1",
            "1980",
        ] {
            assert_eq!(reading(text), None, "{text}");
        }
    }
}
