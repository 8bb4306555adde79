//! The words that articles are found by, and which of them a typed word may mean.

use std::collections::{BTreeMap, BTreeSet};

use super::{Written, parts, plain};
use crate::{people_search::folding::fold, search};

/// How much a word counts, by where it is found: as in the search for services, and least in the text.
const IN_TITLE: i64 = 8;
const IN_KEYWORDS: i64 = 5;
const IN_SUMMARY: i64 = 2;
const IN_TEXT: i64 = 1;

/// The longest word that is looked at, in letters; a longer one is cut.
const LONGEST_WORD: usize = 40;
/// How many words of a search are looked at.
const MOST_ASKED: usize = 8;
/// A word of fewer letters is found as it is, or by its beginning, alone.
const SHORTEST_WITH_SLIPS: usize = 5;
/// How many letters of a word its slips are found by.
const FIRST_LETTERS: usize = 8;
/// An ending that may be missing from the word meant: "collections" finds "collection".
const LONGEST_ENDING: usize = 3;
const SHORTEST_STEM: usize = 4;

/// A word of an article, and how much it counts for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedWord {
    pub word: String,
    pub places: Places,
}

/// How much a word counts for those who read all, and for those who read what is for residents: 0 where it stands in
/// what is for staff alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub for_staff: i64,
    pub for_residents: i64,
}

/// The words that an article is found by, each once with the best place that it stands in.
pub fn index(written: &Written<'_>) -> Vec<IndexedWord> {
    let mut all: BTreeMap<String, Places> = BTreeMap::new();
    let mut add = |text: &str, weight: i64, is_for_staff: bool| {
        for word in words(text) {
            let places = all.entry(word).or_default();
            places.for_staff = places.for_staff.max(weight);
            if !is_for_staff {
                places.for_residents = places.for_residents.max(weight);
            }
        }
    };
    add(written.title, IN_TITLE, false);
    add(written.keywords, IN_KEYWORDS, false);
    add(written.summary, IN_SUMMARY, false);
    for part in parts(written.text) {
        add(&plain(&part.text), IN_TEXT, part.is_for_staff);
    }
    let indexed = |(word, places)| IndexedWord { word, places };
    all.into_iter().map(indexed).collect()
}

/// The words of a search that tell one article from another, each once.
pub fn asked(query: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut asked: Vec<String> = words(query)
        .filter(|word| seen.insert(word.clone()))
        .collect();
    asked.truncate(MOST_ASKED);
    asked
}

/// Small letters without accents; little words are left out.
fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text).replace(['\'', '’'], "");
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !search::is_little(word))
        .map(|word| word.chars().take(LONGEST_WORD).collect())
        .collect();
    words.into_iter()
}

/// Words that a typed one may be a form of: what it is without its ending.
pub fn stems(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST_STEM {
        return Vec::new();
    }
    // Of a short word the last letter alone: "bins" finds "bin", and "notice" is no form of "not".
    let shortest = (letters.len() - LONGEST_ENDING).max(SHORTEST_STEM.min(letters.len() - 1));
    (shortest..letters.len())
        .map(|length| letters[..length].iter().collect())
        .collect()
}

/// What a word and those one slip away from it have in common: its first letters, with and without each of them. Empty
/// for what is too short to be meant otherwise, and for numbers.
pub fn slip_keys(word: &str) -> BTreeSet<String> {
    let length = word.chars().count();
    if length + 1 < SHORTEST_WITH_SLIPS || word.chars().any(|letter| letter.is_ascii_digit()) {
        return BTreeSet::new();
    }
    let first: Vec<char> = word.chars().take(FIRST_LETTERS).collect();
    let without = (0..first.len()).map(|place| {
        let mut letters = first.clone();
        letters.remove(place);
        letters.into_iter().collect()
    });
    without.chain([first.iter().collect()]).collect()
}

/// Whether a typed word may be a slip for this one.
pub fn is_slip(typed: &str, word: &str) -> bool {
    typed.chars().count() >= SHORTEST_WITH_SLIPS && strsim::osa_distance(typed, word) == 1
}
