//! Slips of the finger: which words may have been meant by one that nobody is called.
//!
//! A word and one a slip away from it become the same when a letter or two are left out of each. So the words of the
//! index are kept beside what stays of them without one or two letters, and a typed word is looked up by what stays of it.
//! The first letters are enough for that; [`distance`] then tells.

use std::collections::BTreeSet;

/// How many letters of a word are kept in this way: a longer one has no more keys than one of this length.
const FIRST_LETTERS: usize = 7;

/// How many slips are put right in a typed word: in a short one, each letter counts.
pub fn allowed(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How many letters were left out, put in, changed or swapped with their neighbour.
pub fn distance(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

/// Whether a typed word may be a slip for this one.
pub fn is_slip(typed: &str, word: &str) -> bool {
    let allowed = allowed(typed);
    let length = |word: &str| word.chars().count();
    allowed > 0 && length(typed).abs_diff(length(word)) <= allowed && {
        let distance = distance(typed, word);
        (1..=allowed).contains(&distance)
    }
}

/// What a word of the index is kept beside.
pub fn keys_of_word(word: &str) -> BTreeSet<String> {
    // A typed word of eight letters may be two slips away from one of six.
    let left_out = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    without_letters(word, left_out)
}

/// What a typed word is looked up by.
pub fn keys_of_typed(word: &str) -> BTreeSet<String> {
    match allowed(word) {
        0 => BTreeSet::new(),
        allowed => without_letters(word, allowed),
    }
}

/// The first letters of a word, and all that stays of them without so many.
fn without_letters(word: &str, left_out: usize) -> BTreeSet<String> {
    let first: Vec<char> = word.chars().take(FIRST_LETTERS).collect();
    let mut all = BTreeSet::from([first.clone()]);
    let mut latest = BTreeSet::from([first]);
    for _ in 0..left_out {
        let shorter = latest.iter().flat_map(|letters| {
            (0..letters.len()).map(|place| {
                let mut letters = letters.clone();
                letters.remove(place);
                letters
            })
        });
        latest = shorter.filter(|letters| !letters.is_empty()).collect();
        all.extend(latest.iter().cloned());
    }
    all.into_iter().map(String::from_iter).collect()
}
