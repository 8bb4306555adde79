//! Under what a person stands in the index.
//!
//! Two words of a name that are asked for together stand together: "john smith" is one place in the index, and read as fast
//! however many there are of either. So do a word of a name and a date of birth or a postcode. A name alone is the beginning
//! of such a place: after "smith" come all of that name, in the order of their first names.

use std::collections::BTreeSet;

use super::{Searchable, folding};
use crate::forms::iso_date;

/// What an entry of the index is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word of a name and another of the same name: `smith john`. The other is empty where there is none.
    Name,
    /// A word of a name and the date of birth: `smith 1980-03-27`.
    NameBorn,
    /// A word of a name and the postcode: `smith WR14QR`.
    NameHome,
    /// `1980-03-27`
    Born,
    /// `WR14QR`
    Home,
    Email,
    /// Its figures from the last to the first, for the last ones are what people are asked for.
    Telephone,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::NameBorn,
        Self::NameHome,
        Self::Born,
        Self::Home,
        Self::Email,
        Self::Telephone,
    ];

    /// The word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NameBorn => "name-born",
            Self::NameHome => "name-home",
            Self::Born => "born",
            Self::Home => "home",
            Self::Email => "email",
            Self::Telephone => "telephone",
        }
    }

    /// Whether it tells where somebody lives.
    pub fn is_of_home(self) -> bool {
        matches!(self, Self::NameHome | Self::Home)
    }
}

/// One place in the index where a person is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    pub kind: Kind,
    pub word: String,
}

/// The words of each name, with their pieces.
pub fn words_of(searchable: &Searchable) -> Vec<Vec<folding::NameWord>> {
    let names = searchable.names.iter();
    names.map(|name| folding::name_words(name)).collect()
}

/// Every word of every name, for the vocabulary that slips are put right by. Of two names in one there are the two: all
/// that can be made of two would be too many.
pub fn vocabulary(searchable: &Searchable) -> BTreeSet<String> {
    let words = words_of(searchable).into_iter().flatten();
    let words = words.flat_map(|word| {
        if word.pieces.len() > 1 {
            word.pieces
        } else {
            word.forms().map(str::to_owned).collect()
        }
    });
    words.collect()
}

/// Every place in the index where a person is found, in its order.
pub fn entries(searchable: &Searchable) -> BTreeSet<Entry> {
    let mut entries = BTreeSet::new();
    let mut add = |kind, word: String| {
        if !word.is_empty() {
            entries.insert(Entry { kind, word });
        }
    };
    let born = searchable.date_of_birth.as_deref();
    let born = born.filter(|date| iso_date::parse(date).is_some());
    let homes: BTreeSet<String> = searchable
        .postcodes
        .iter()
        .map(|postcode| folding::postcode(postcode))
        .filter(|postcode| !postcode.is_empty())
        .collect();
    for words in words_of(searchable) {
        for (place, word) in words.iter().enumerate() {
            for form in word.forms() {
                if words.len() == 1 && word.pieces.is_empty() {
                    add(Kind::Name, format!("{form} "));
                }
                for (other_place, other) in words.iter().enumerate() {
                    for other in other.forms() {
                        // The pieces of one word are said together too: "Smith-Jones".
                        if place != other_place || form != other {
                            add(Kind::Name, format!("{form} {other}"));
                        }
                    }
                }
                if let Some(born) = born {
                    add(Kind::NameBorn, format!("{form} {born}"));
                }
                for home in &homes {
                    add(Kind::NameHome, format!("{form} {home}"));
                }
            }
        }
    }
    if let Some(born) = born {
        add(Kind::Born, born.to_owned());
    }
    for home in homes {
        add(Kind::Home, home);
    }
    for email in &searchable.emails {
        add(Kind::Email, folding::email(email));
    }
    for telephone in &searchable.telephones {
        add(Kind::Telephone, backwards(&folding::telephone(telephone)));
    }
    entries
}

/// From the last figure to the first.
pub fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}
