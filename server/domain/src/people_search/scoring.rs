//! How well somebody answers what was asked.

use super::{
    Asked, Part, Reading, Searchable,
    entries::words_of,
    folding::{self, NameWord},
    nicknames, slips,
};

/// What of a person a part was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    Name,
    FormerName,
    DateOfBirth,
    Postcode,
    Email,
    Telephone,
    Case,
}

/// How it was found there, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    Exactly,
    /// As a nickname, another spelling or its counterpart in Welsh.
    Alike,
    /// With slips put right.
    Slip,
    /// As the beginning of it, or the end of a telephone number.
    InPart,
}

/// A part that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The number of the part in what was asked.
    pub part: usize,
    pub what: What,
    pub how: How,
    points: u32,
}

/// How well somebody answers: better ones are greater.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// How many parts were not found.
    pub missed: usize,
    pub points: u32,
    pub matches: Vec<Match>,
}

impl Score {
    /// Smaller for those to be shown first.
    pub fn order(&self) -> (usize, std::cmp::Reverse<u32>) {
        (self.missed, std::cmp::Reverse(self.points))
    }
}

/// All words of a name are asked for: "John Smith" comes before "John Paul Smith".
const WHOLE_NAME: u32 = 4;
/// A former name counts a little less.
const FORMER: u32 = 2;
/// So does a piece of a name, or a name that was typed as two words.
const PIECE: u32 = 1;

/// How well somebody answers what was asked; none if too much of it is not theirs. `of_case` are the references among it
/// that are of their cases.
pub fn score(asked: &Asked, person: &Searchable, is_of_case: bool) -> Option<Score> {
    let names = words_of(person);
    let found = asked.parts.iter().enumerate();
    let matches: Vec<Match> = found
        .filter_map(|(number, part)| best(number, part, person, &names, is_of_case))
        .collect();
    let missed = asked.parts.len() - matches.len();
    let mut points = matches.iter().map(|found| found.points).sum();
    if names.iter().any(|name| is_covered(name, asked)) {
        points += WHOLE_NAME;
    }
    let score = Score {
        missed,
        points,
        matches,
    };
    is_enough(asked, &score).then_some(score)
}

/// Whether so much was found that the person is worth a look: everything, or nearly everything, or something that tells
/// people apart together with a part of the name.
fn is_enough(asked: &Asked, score: &Score) -> bool {
    let parts = asked.parts.len();
    if score.matches.is_empty() {
        return false;
    }
    let has = |whats: &[What]| {
        let mut matches = score.matches.iter();
        matches.any(|found| whats.contains(&found.what) && found.how == How::Exactly)
    };
    let has_name = score
        .matches
        .iter()
        .any(|found| matches!(found.what, What::Name | What::FormerName));
    let asks_name = asked.parts.iter().any(Part::is_name);
    let is_telling = has(&[What::Email, What::Telephone, What::Case])
        || (has(&[What::DateOfBirth]) && (has_name || !asks_name || has(&[What::Postcode])));
    score.missed == 0
        || (has_name && score.missed * 3 <= parts)
        || (is_telling && score.missed * 2 <= parts)
}

/// The best that one part is found as.
fn best(
    number: usize,
    part: &Part,
    person: &Searchable,
    names: &[Vec<NameWord>],
    is_of_case: bool,
) -> Option<Match> {
    let found = part
        .readings
        .iter()
        .enumerate()
        .filter_map(|(place, reading)| {
            let (what, how, points) = match reading {
                Reading::Name(word) => {
                    let (what, how, points) = in_names(word, names)?;
                    (
                        what,
                        how,
                        points.saturating_sub(if place > 0 { PIECE } else { 0 }),
                    )
                }
                Reading::Born(date) => {
                    let born = person.date_of_birth.as_deref()?;
                    let (how, points) = begins(born, date, (40, 10))?;
                    (What::DateOfBirth, how, points)
                }
                Reading::Postcode(postcode) => {
                    let (how, points) = any(&person.postcodes, |one| {
                        begins(&folding::postcode(one), postcode, (30, 10))
                    })?;
                    (What::Postcode, how, points)
                }
                Reading::Email(email) => {
                    let (how, points) = any(&person.emails, |one| {
                        begins(&folding::email(one), email, (60, 30))
                    })?;
                    (What::Email, how, points)
                }
                Reading::Telephone(digits) => {
                    let (how, points) = any(&person.telephones, |one| {
                        ends(&folding::telephone(one), digits)
                    })?;
                    (What::Telephone, how, points)
                }
                Reading::Case(_) => is_of_case.then_some((What::Case, How::Exactly, 100))?,
            };
            Some(Match {
                part: number,
                what,
                how,
                points,
            })
        });
    found.max_by_key(|found| found.points)
}

fn any(all: &[String], found: impl Fn(&str) -> Option<(How, u32)>) -> Option<(How, u32)> {
    all.iter()
        .filter_map(|one| found(one))
        .max_by_key(|(_, points)| *points)
}

fn begins(whole: &str, typed: &str, (exactly, in_part): (u32, u32)) -> Option<(How, u32)> {
    if whole == typed {
        Some((How::Exactly, exactly))
    } else {
        whole.starts_with(typed).then_some((How::InPart, in_part))
    }
}

fn ends(whole: &str, typed: &str) -> Option<(How, u32)> {
    if whole == typed {
        return Some((How::Exactly, 45));
    }
    let figures = u32::try_from(typed.len()).unwrap_or(u32::MAX);
    whole
        .ends_with(typed)
        .then_some((How::InPart, (4 * figures).min(35)))
}

/// The best that a word is found as in somebody's names.
fn in_names(typed: &str, names: &[Vec<NameWord>]) -> Option<(What, How, u32)> {
    let of_name = |(number, words): (usize, &Vec<NameWord>)| {
        let (how, points) = words
            .iter()
            .filter_map(|word| in_word(typed, word))
            .max_by_key(|(_, points)| *points)?;
        Some(if number == 0 {
            (What::Name, how, points)
        } else {
            (What::FormerName, how, points.saturating_sub(FORMER))
        })
    };
    names
        .iter()
        .enumerate()
        .filter_map(of_name)
        .max_by_key(|(_, _, points)| *points)
}

fn in_word(typed: &str, word: &NameWord) -> Option<(How, u32)> {
    let forms = word.forms().enumerate().filter_map(|(place, form)| {
        let (how, points) = word_likeness(typed, form)?;
        Some((
            how,
            points.saturating_sub(if place > 0 { PIECE } else { 0 }),
        ))
    });
    forms.max_by_key(|(_, points)| *points)
}

/// How a typed word is found in a word of a name, and what that counts.
pub(super) fn word_likeness(typed: &str, word: &str) -> Option<(How, u32)> {
    if typed == word {
        return Some((How::Exactly, 20));
    }
    if nicknames::are_alike(typed, word) {
        return Some((How::Alike, 15));
    }
    if word.starts_with(typed) {
        let (typed, all) = (typed.chars().count(), word.chars().count());
        return Some((How::InPart, 5 + u32::try_from(7 * typed / all).unwrap_or(0)));
    }
    slips::is_slip(typed, word).then(|| {
        (
            How::Slip,
            if slips::distance(typed, word) == 1 {
                13
            } else {
                9
            },
        )
    })
}

/// Whether every word of a name is asked for.
fn is_covered(name: &[NameWord], asked: &Asked) -> bool {
    let is_asked = |word: &NameWord| {
        let mut typed = asked.parts.iter().flat_map(Part::names);
        typed.any(|typed| word.forms().any(|form| form == typed))
    };
    !name.is_empty() && name.iter().all(is_asked)
}
