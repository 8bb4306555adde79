//! What was typed into the search, read.

use time::Date;

use super::{
    Searchable,
    dates::{self, Dated},
    folding::{self, NameWord},
};
use crate::reference::Reference;

/// How much of what is typed is read, in characters. A name of 300 letters fits with everything else.
pub const LONGEST: usize = 500;

/// How many parts are looked for.
pub const MOST_PARTS: usize = 12;

/// The fewest last figures that a telephone number is looked for by.
const FEWEST_FIGURES: usize = 4;

/// What one part of what was typed may mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// A word of a name, folded.
    Name(String),
    /// The beginning of an ISO date.
    Born(String),
    /// The beginning of a postcode, or all of it, with 0 for O and 1 for I.
    Postcode(String),
    /// The beginning of an e-mail address, or all of it.
    Email(String),
    /// The last figures of a telephone number, or all of them.
    Telephone(String),
    /// A case's reference.
    Case(String),
}

/// One thing that was typed, with everything it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub typed: String,
    pub readings: Vec<Reading>,
}

/// What was typed into the search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub parts: Vec<Part>,
    /// The words that are only names, as they were typed.
    pub name: String,
    /// What looks like a date and is none.
    pub no_dates: Vec<String>,
}

impl Part {
    /// The words of a name that it may be.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.readings.iter().filter_map(|reading| match reading {
            Reading::Name(word) => Some(word.as_str()),
            _ => None,
        })
    }

    pub fn is_name(&self) -> bool {
        self.names().next().is_some()
    }
}

impl Asked {
    /// Reads what was typed: names, dates of birth, postcodes, e-mail addresses, telephone numbers and references of
    /// cases in any order, some of them perhaps more than one of these.
    pub fn read(text: &str, today: Date) -> Self {
        let text: String = text
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .take(LONGEST)
            .collect();
        let words: Vec<&str> = text
            .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';'))
            .filter(|word| !word.is_empty())
            .collect();
        let mut asked = Self::default();
        let mut name = Vec::new();
        let mut rest = words.as_slice();
        while let Some(first) = rest.first() {
            let count = match read_other(rest, today) {
                Some((count, read)) => {
                    asked.add_name(&std::mem::take(&mut name));
                    let typed = rest[..count].join(" ");
                    match read {
                        Some(readings) => asked.add(Part { typed, readings }),
                        None => asked.no_dates.push(typed),
                    }
                    count
                }
                None => {
                    name.push(*first);
                    1
                }
            };
            rest = &rest[count..];
        }
        asked.add_name(&name);
        asked
    }

    /// Everything that is known of somebody, to find those who may be the same.
    pub fn about(searchable: &Searchable) -> Self {
        let mut asked = Self::default();
        let mut strong = |typed: &str, reading| {
            asked.add(Part {
                typed: typed.to_owned(),
                readings: vec![reading],
            });
        };
        if let Some(born) = &searchable.date_of_birth {
            strong(born, Reading::Born(born.clone()));
        }
        for postcode in &searchable.postcodes {
            strong(postcode, Reading::Postcode(folding::postcode(postcode)));
        }
        for email in &searchable.emails {
            strong(email, Reading::Email(folding::email(email)));
        }
        for telephone in &searchable.telephones {
            strong(telephone, Reading::Telephone(folding::telephone(telephone)));
        }
        for name in &searchable.names {
            asked.add_name(&[name]);
        }
        asked
    }

    /// Nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The references of cases among it.
    pub fn cases(&self) -> impl Iterator<Item = &str> {
        self.parts
            .iter()
            .flat_map(|part| &part.readings)
            .filter_map(|reading| match reading {
                Reading::Case(reference) => Some(reference.as_str()),
                _ => None,
            })
    }

    fn add(&mut self, part: Part) {
        let is_new = !self
            .parts
            .iter()
            .any(|other| other.readings == part.readings);
        if is_new && self.parts.len() < MOST_PARTS {
            self.parts.push(part);
        }
    }

    fn add_name(&mut self, words: &[&str]) {
        for word in words {
            if !self.name.is_empty() {
                self.name.push(' ');
            }
            self.name.push_str(word);
        }
        for word in folding::name_words(&words.join(" ")) {
            for part in parts_of(word) {
                self.add(part);
            }
        }
    }
}

/// A word of a name is one part. One of two names is two, each of which may also have been written as one word.
fn parts_of(word: NameWord) -> Vec<Part> {
    let part = |typed: &str, names: Vec<String>| Part {
        typed: typed.to_owned(),
        readings: names.into_iter().map(Reading::Name).collect(),
    };
    if folding::is_without_spaces(&word.whole) {
        return vec![part(&word.whole, vec![word.whole.clone()])];
    }
    if word.pieces.len() < 2 {
        let typed = word.whole.clone();
        return vec![part(&typed, [vec![word.whole], word.pieces].concat())];
    }
    let whole = &word.whole;
    let pieces = word.pieces.iter();
    pieces
        .map(|piece| part(piece, vec![piece.clone(), whole.clone()]))
        .collect()
}

/// How many words at the beginning are something else than a name, and what; without readings if it is a date that does
/// not exist.
type Other = (usize, Option<Vec<Reading>>);

fn read_other(words: &[&str], today: Date) -> Option<Other> {
    read_email(words)
        .or_else(|| read_case(words))
        .or_else(|| read_date(words, today))
        .or_else(|| read_postcode(words))
        .or_else(|| read_figures(words, today))
}

fn read_email(words: &[&str]) -> Option<Other> {
    let word = words.first()?.trim_matches(['<', '>', '(', ')', '.', '"']);
    let (local, _) = word.split_once('@')?;
    let reading = Reading::Email(folding::email(word));
    (!local.is_empty()).then(|| (1, Some(vec![reading])))
}

fn read_case(words: &[&str]) -> Option<Other> {
    [1, 3].into_iter().find_map(|count| {
        let words = words.get(..count)?;
        if count == 3 && words.iter().any(|word| word.len() != 3) {
            return None;
        }
        let reference = Reference::parse(&words.concat()).ok()?;
        let mut readings = vec![Reading::Case(reference.as_str().to_owned())];
        // A name without vowels may look like one.
        if let [word] = words
            && word.chars().all(char::is_alphabetic)
        {
            readings.push(Reading::Name(folding::fold(word)));
        }
        Some((count, Some(readings)))
    })
}

fn read_date(words: &[&str], today: Date) -> Option<Other> {
    let (count, dated) = dates::read(words, today)?;
    Some(match dated {
        Dated::Read(dates) => (count, Some(dates.into_iter().map(Reading::Born).collect())),
        Dated::NoSuchDate => (count, None),
    })
}

/// A postcode in one word or two, or its beginning.
fn read_postcode(words: &[&str]) -> Option<Other> {
    let first = words.first()?;
    if let Some(second) = words.get(1)
        && second.len() <= 3
        && is_outward(first)
        && second.chars().next().is_some_and(is_like_figure)
    {
        let both = format!("{first}{second}");
        let is_whole = is_postcode(&both);
        let is_beginning = second.len() < 3 && second.chars().skip(1).all(is_like_letter);
        if is_whole || (is_beginning && has_figure(first)) {
            return Some((2, Some(vec![Reading::Postcode(folding::postcode(&both))])));
        }
    }
    let is_beginning = has_figure(first) && is_beginning_of_postcode(first);
    (is_postcode(first) || is_beginning)
        .then(|| (1, Some(vec![Reading::Postcode(folding::postcode(first))])))
}

/// A figure, or a letter that is taken for one.
fn is_like_figure(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter.to_ascii_uppercase(), 'O' | 'I' | 'L')
}

/// A letter, or a figure that is taken for one.
fn is_like_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '0' | '1')
}

fn has_figure(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The first half: `W1`, `WR14`, `EC1A`.
fn is_outward(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let like = |shape: &str| {
        shape.len() == letters.len()
            && shape.chars().zip(&letters).all(|(kind, letter)| {
                if kind == 'A' {
                    is_like_letter(*letter)
                } else {
                    is_like_figure(*letter)
                }
            })
    };
    ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"]
        .into_iter()
        .any(like)
        && letters.first().is_some_and(char::is_ascii_alphabetic)
}

/// All of it; a word without any figure is a name.
fn is_postcode(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    if !word.is_ascii() || !(5..=7).contains(&letters.len()) || !has_figure(word) {
        return false;
    }
    let (outward, inward) = word.split_at(word.len() - 3);
    let inward: Vec<char> = inward.chars().collect();
    is_outward(outward)
        && is_like_figure(inward[0])
        && is_like_letter(inward[1])
        && is_like_letter(inward[2])
}

fn is_beginning_of_postcode(word: &str) -> bool {
    let inward = (1..=2).any(|count| {
        let Some((outward, rest)) = word.split_at_checked(word.len().saturating_sub(count)) else {
            return false;
        };
        let mut rest = rest.chars();
        is_outward(outward)
            && rest.next().is_some_and(|letter| letter.is_ascii_digit())
            && rest.all(is_like_letter)
    });
    is_outward(word) || inward
}

/// Figures: a telephone number or the end of one, a year, or a date without anything between its parts.
fn read_figures(words: &[&str], today: Date) -> Option<Other> {
    let first = words.first()?;
    let is_of_number = |word: &&&str| {
        let marks = "+()-–./";
        word.chars()
            .all(|letter| letter.is_ascii_digit() || marks.contains(letter))
    };
    let begins_number = first.trim_start_matches('(').starts_with(['0', '+']);
    let mut digits = 0;
    let count = words
        .iter()
        .take_while(|word| {
            let goes_on = digits < 11 && is_of_number(word);
            digits += word.chars().filter(char::is_ascii_digit).count();
            goes_on
        })
        .count();
    let run = words[..count].concat();
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    if begins_number && figures(&run) >= 7 && count > 0 {
        return Some((
            count,
            Some(vec![Reading::Telephone(folding::telephone(&run))]),
        ));
    }
    if count == 0 || figures(first) == 0 {
        return None;
    }
    let plain: String = first.chars().filter(char::is_ascii_digit).collect();
    let mut readings: Vec<Reading> = dates::of_figures(&plain, today)
        .into_iter()
        .map(Reading::Born)
        .collect();
    readings.extend(dates::year(&plain, today).map(Reading::Born));
    if plain.len() >= FEWEST_FIGURES {
        readings.push(Reading::Telephone(folding::telephone(first)));
    } else {
        readings.push(Reading::Name(plain));
    }
    Some((1, Some(readings)))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn readings(text: &str) -> Vec<Vec<Reading>> {
        let asked = Asked::read(text, date!(2026 - 03 - 27));
        asked.parts.into_iter().map(|part| part.readings).collect()
    }

    #[test]
    fn everything_is_read_in_any_order() {
        let name = |word: &str| vec![Reading::Name(word.into())];
        let born = vec![Reading::Born("1980-03-27".into())];
        let home = vec![Reading::Postcode("WR14QR".into())];
        let email = vec![Reading::Email("mary@residents.example".into())];
        let number = vec![Reading::Telephone("07700900123".into())];
        assert_eq!(
            readings("Mary HOLLINGS, 27/3/1980 wr1 4qr mary@Residents.example +44 7700 900123"),
            [
                name("mary"),
                name("hollings"),
                born.clone(),
                home.clone(),
                email.clone(),
                number.clone()
            ]
        );
        assert_eq!(
            readings("07700 900 123 mary@residents.example WRI4QR 27 March 1980 hollings"),
            [number, email, home.clone(), born.clone(), name("hollings")]
        );
        assert_eq!(
            readings("hollings 27.3.80 mary"),
            [name("hollings"), born, name("mary")]
        );
        assert_eq!(readings("WR1 4QR"), [home]);
        assert_eq!(readings("wr1"), [vec![Reading::Postcode("WR1".into())]]);
        assert_eq!(
            readings("wr1 4q"),
            [vec![Reading::Postcode("WR14Q".into())]]
        );
        assert_eq!(readings("Booth"), [name("booth")]);
        assert_eq!(readings("jo oak").len(), 2);
        assert_eq!(
            readings("960001"),
            [vec![Reading::Telephone("960001".into())]]
        );
        assert_eq!(
            readings("1980"),
            [vec![
                Reading::Born("1980".into()),
                Reading::Telephone("1980".into())
            ]]
        );
        assert_eq!(readings("Evans 07")[1], name("07"));
        assert_eq!(
            readings("May 1980"),
            [vec![Reading::Born("1980-05".into())]]
        );
        assert_eq!(readings("May Jones").len(), 2);
        assert_eq!(readings("john john"), [name("john")]);
    }

    #[test]
    fn references_of_cases_are_told_from_names() {
        let reference = Reference::from_random(123_456_789);
        let letters = reference.as_str().to_owned();
        let case = vec![vec![Reading::Case(letters.clone())]];
        assert_eq!(readings(&letters), case);
        assert_eq!(readings(&letters.to_lowercase()), case);
        assert_eq!(readings(&letters.replace('-', " ")), case);
        let together = letters.replace('-', "");
        let name = Reading::Name(together.to_lowercase());
        assert_eq!(
            readings(&together),
            [vec![Reading::Case(letters.clone()), name]]
        );
    }

    #[test]
    fn what_can_not_be_is_told_and_nothing_is_nothing() {
        let asked = Asked::read("Mary 31/02/1980", date!(2026 - 03 - 27));
        assert_eq!(
            (asked.parts.len(), asked.no_dates),
            (1, vec!["31/02/1980".to_owned()])
        );
        for nothing in ["", "  ", "%", "_", "--", "-", "\u{0}\u{7}"] {
            assert!(
                Asked::read(nothing, date!(2026 - 03 - 27)).is_empty(),
                "{nothing:?}"
            );
        }
        let enormous = "enormous ".repeat(100_000);
        assert_eq!(readings(&enormous).len(), 2, "the last one is cut");
        let many: String = ('a'..='z')
            .map(|letter| format!("{letter}{letter} "))
            .collect();
        assert_eq!(readings(&many).len(), folding::MOST_WORDS);
    }
}
