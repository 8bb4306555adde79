//! The reference a resident is given for a case: `CDF-GHJ-KMP`, easy to read out, and wrong ones are noticed.
//!
//! Eight symbols carry the number and the ninth checks them. The alphabet has 17 letters: no vowels, so that no
//! words appear, and none that are easily taken for another letter or a figure (B/8, I/1, L/1, O/0, S/5, U/V,
//! Z/2). 17 is prime and the weights 9 to 1 all differ, so, as in ISBN-10, the weighted sum modulo 17 changes
//! with every single wrong letter and every swap of two letters.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

const ALPHABET: [char; 17] = [
    'C', 'D', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'V', 'W', 'X', 'Y',
];

const SIZE: u64 = ALPHABET.len() as u64;

const LETTERS: usize = 9;

/// A case reference. Stored and shown as `CDF-GHJ-KMP`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Reference(String);

/// Why text is not a reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReference {
    #[error("a reference has nine letters, like CDF-GHJ-KMP")]
    WrongLength,
    #[error("references never have a {0:?}")]
    UnknownLetter(char),
    /// A letter is wrong or two changed places.
    #[error("this reference has a letter wrong")]
    WrongCheck,
}

impl Reference {
    /// How many references there are: 17 to the eighth, close to 7 thousand million. Two cases may draw the
    /// same, so whoever stores one must draw again when it is taken.
    pub const COUNT: u64 = SIZE.pow(8);

    /// The reference for a random number; only its remainder by [`Reference::COUNT`] matters.
    pub fn from_random(random: u64) -> Self {
        let mut rest = random % Self::COUNT;
        let mut symbols = [0_u64; LETTERS];
        for symbol in symbols.iter_mut().take(LETTERS - 1) {
            *symbol = rest % SIZE;
            rest /= SIZE;
        }
        symbols[LETTERS - 1] = (SIZE - weighted_sum(&symbols)) % SIZE;
        Self::of_symbols(&symbols)
    }

    /// Reads a reference as people write it: any case, with or without hyphens and spaces.
    ///
    /// # Errors
    /// Says whether letters are missing, strange or wrong.
    pub fn parse(text: &str) -> Result<Self, NotAReference> {
        let letters = text
            .chars()
            .filter(|c| !c.is_whitespace() && !"-–—‐‑".contains(*c));
        let mut symbols = [0_u64; LETTERS];
        let mut count = 0;
        for letter in letters {
            let position = position(letter).ok_or(NotAReference::UnknownLetter(letter))?;
            *symbols.get_mut(count).ok_or(NotAReference::WrongLength)? = position;
            count += 1;
        }
        match (count == LETTERS, weighted_sum(&symbols)) {
            (false, _) => Err(NotAReference::WrongLength),
            (true, 0) => Ok(Self::of_symbols(&symbols)),
            (true, _) => Err(NotAReference::WrongCheck),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of_symbols(symbols: &[u64; LETTERS]) -> Self {
        let letters: Vec<char> = symbols
            .iter()
            .filter_map(|symbol| ALPHABET.get(usize::try_from(*symbol).ok()?))
            .copied()
            .collect();
        let groups: Vec<String> = letters
            .chunks(3)
            .map(|group| group.iter().collect())
            .collect();
        Self(groups.join("-"))
    }
}

fn position(letter: char) -> Option<u64> {
    let upper = letter.to_ascii_uppercase();
    (0..)
        .zip(ALPHABET)
        .find_map(|(position, known)| (known == upper).then_some(position))
}

/// Weights 9 down to 1; a whole reference sums to 0.
fn weighted_sum(symbols: &[u64; LETTERS]) -> u64 {
    let weights = (1..=LETTERS as u64).rev();
    symbols
        .iter()
        .zip(weights)
        .map(|(symbol, weight)| symbol * weight)
        .sum::<u64>()
        % SIZE
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for Reference {
    type Err = NotAReference;

    fn from_str(text: &str) -> Result<Self, NotAReference> {
        Self::parse(text)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

impl TryFrom<String> for Reference {
    type Error = NotAReference;

    fn try_from(text: String) -> Result<Self, NotAReference> {
        Self::parse(&text)
    }
}
