//! Where in the index to look for what was asked.
//!
//! Each lookup reads a bounded stretch of the index. What two parts find together is looked for before what one finds
//! alone, so that common names cost no more than rare ones.

use std::collections::BTreeMap;

use super::{Asked, Kind, Part, Reading, entries::backwards, nicknames};

/// How many parts of a name are looked for in pairs.
const MOST_NAMES: usize = 5;
/// How many names that may be meant by one are looked for.
const MOST_ALIKE: usize = 24;
/// How many stretches of the index are read for one pair of parts.
const MOST_STRETCHES: usize = 12;
/// How many words are looked for that two parts of a name may be the beginnings of.
const MOST_BEGUN: usize = 24;
/// How many places of the index are read for one pair of parts.
const MOST_PLACES: usize = 400;

/// A postcode from this length on finds few enough people to be looked for without a name.
const TELLING_POSTCODE: usize = 5;

/// Which words of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keys {
    These(Vec<String>),
    /// From the first one on, up to but without the other.
    Between(String, String),
}

/// A part of the index to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    pub kind: Kind,
    pub keys: Keys,
    /// How much it says for somebody to be found by it: those with the most are looked at.
    pub weight: i64,
}

impl Lookup {
    /// Whether it reads this word.
    pub fn covers(&self, word: &str) -> bool {
        match &self.keys {
            Keys::These(words) => words.iter().any(|one| one == word),
            Keys::Between(from, before) => from.as_str() <= word && word < before.as_str(),
        }
    }
}

/// Words of the vocabulary that a part may have been meant for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    /// Those that it is a slip away from, the nearest first.
    pub slips: Vec<String>,
    /// Those that it is the beginning of.
    pub begun: Vec<String>,
}

/// What the parts may have been meant for, by the number of the part.
pub type Widened = BTreeMap<usize, Near>;

/// The lookups for what was asked as it was typed, or those that are new with the words it may have been meant for.
pub fn lookups(asked: &Asked, widened: Option<&Widened>) -> Vec<Lookup> {
    let names: Vec<Name<'_>> = asked
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.is_name())
        .map(|(number, part)| Name::of(part, widened.and_then(|widened| widened.get(&number))))
        .take(MOST_NAMES)
        .collect();
    let mut looking = Looking {
        is_widened: widened.is_some(),
        lookups: Vec::new(),
    };
    if let [name] = names.as_slice() {
        looking.alone(name);
    }
    for (place, one) in names.iter().enumerate() {
        for other in &names[place + 1..] {
            looking.together(one, other, names.len() == 2);
        }
    }
    for part in &asked.parts {
        looking.beside_names(part, &names);
        if widened.is_none() {
            looking.without_names(part, names.is_empty());
        }
    }
    looking.lookups
}

/// A part of a name, with everything it may be.
struct Name<'a> {
    typed: Vec<&'a str>,
    alike: Vec<&'a str>,
    slips: Vec<&'a str>,
    begun: Vec<&'a str>,
}

impl<'a> Name<'a> {
    fn of(part: &'a Part, near: Option<&'a Near>) -> Self {
        let typed: Vec<&str> = part.names().collect();
        let mut alike: Vec<&str> = typed
            .iter()
            .flat_map(|word| nicknames::alike(word))
            .collect();
        alike.retain(|word| !typed.contains(word));
        alike.truncate(MOST_ALIKE);
        let new = |words: &'a [String]| -> Vec<&'a str> {
            let words = words.iter().map(String::as_str);
            let words = words.filter(|word| !typed.contains(word) && !alike.contains(word));
            words.collect()
        };
        Self {
            slips: near.map(|near| new(&near.slips)).unwrap_or_default(),
            begun: near.map(|near| new(&near.begun)).unwrap_or_default(),
            typed,
            alike,
        }
    }

    fn known(&self) -> impl Iterator<Item = &'a str> {
        self.typed.iter().chain(&self.alike).copied()
    }

    /// Words of the vocabulary that were not looked for as they were typed.
    fn near(&self) -> impl Iterator<Item = &'a str> {
        let slips = self.slips.iter().take(MOST_ALIKE);
        slips.chain(&self.begun).copied()
    }
}

/// All words that begin so, and go on.
fn beginning(with: &str) -> Keys {
    Keys::Between(format!("{with}!"), format!("{with}\u{10ffff}"))
}

/// The word itself, and all that begin with it.
fn from(word: &str) -> Keys {
    Keys::Between(word.to_owned(), format!("{word}\u{10ffff}"))
}

struct Looking {
    is_widened: bool,
    lookups: Vec<Lookup>,
}

impl Looking {
    fn add(&mut self, kind: Kind, keys: Keys, weight: i64) {
        let is_nothing = matches!(&keys, Keys::These(words) if words.is_empty());
        if !is_nothing {
            self.lookups.push(Lookup { kind, keys, weight });
        }
    }

    /// Everybody of one name.
    fn alone(&mut self, name: &Name<'_>) {
        let everybody = |word: &str| Keys::Between(format!("{word} "), format!("{word}!"));
        if self.is_widened {
            for word in name.slips.iter().take(MOST_STRETCHES) {
                self.add(Kind::Name, everybody(word), 10);
            }
            return;
        }
        for word in &name.typed {
            self.add(Kind::Name, everybody(word), 20);
            self.add(Kind::Name, beginning(word), 10);
        }
        for word in name.alike.iter().take(MOST_STRETCHES) {
            self.add(Kind::Name, everybody(word), 15);
        }
    }

    /// Everybody of two names, either of which may have been begun only.
    fn together(&mut self, one: &Name<'_>, other: &Name<'_>, is_all: bool) {
        let pairs = |some: &[&str], others: &[&str]| -> Vec<String> {
            let pair = |one: &&str| {
                others
                    .iter()
                    .map(move |other| format!("{one} {other}"))
                    .collect::<Vec<_>>()
            };
            some.iter().flat_map(pair).collect()
        };
        let (known, other_known): (Vec<&str>, Vec<&str>) =
            (one.known().collect(), other.known().collect());
        if self.is_widened {
            let (near, other_near): (Vec<&str>, Vec<&str>) =
                (one.near().collect(), other.near().collect());
            let all: Vec<&str> = other.known().chain(other.near()).collect();
            let mut words = pairs(&one.slips, &all);
            words.extend(pairs(&known, &other.slips));
            words.extend(pairs(&near, &other_known));
            words.extend(pairs(&known, &other_near));
            words.truncate(MOST_PLACES);
            self.add(Kind::Name, Keys::These(words), 24);
            if is_all {
                self.begun(one, other);
            }
            return;
        }
        let typed = pairs(&one.typed, &other.typed);
        let mut alike = pairs(&known, &other_known);
        alike.retain(|pair| !typed.contains(pair));
        alike.truncate(MOST_PLACES);
        self.add(Kind::Name, Keys::These(typed), 40);
        self.add(Kind::Name, Keys::These(alike), 30);
        let most = if is_all { MOST_STRETCHES } else { 2 };
        for (whole, begun) in [(&known, &other.typed), (&other_known, &one.typed)] {
            for whole in whole.iter().take(most) {
                for begun in begun.iter() {
                    self.add(Kind::Name, beginning(&format!("{whole} {begun}")), 24);
                }
            }
        }
    }

    /// Everybody of two names that were both only begun, or one of which has a slip.
    fn begun(&mut self, one: &Name<'_>, other: &Name<'_>) {
        for (whole, begun) in [(one, other), (other, one)] {
            let slips = whole.slips.iter().take(MOST_STRETCHES);
            let whole = slips.chain(whole.begun.iter().take(MOST_BEGUN));
            for word in whole {
                for begun in &begun.typed {
                    self.add(Kind::Name, beginning(&format!("{word} {begun}")), 12);
                }
            }
        }
    }

    /// What is found by a date of birth or a postcode together with each name.
    fn beside_names(&mut self, part: &Part, names: &[Name<'_>]) {
        for name in names {
            let words: Vec<&str> = if self.is_widened {
                name.near().collect()
            } else {
                name.known().collect()
            };
            for reading in &part.readings {
                let (kind, value, is_whole) = match reading {
                    Reading::Born(date) => (Kind::NameBorn, date, date.len() == 10),
                    Reading::Postcode(postcode) => (Kind::NameHome, postcode, false),
                    _ => continue,
                };
                let both = words.iter().map(|word| format!("{word} {value}"));
                if is_whole {
                    self.add(kind, Keys::These(both.collect()), 60);
                } else {
                    for both in both.take(MOST_STRETCHES) {
                        self.add(kind, from(&both), 50);
                    }
                }
            }
        }
    }

    /// What is found by something else than a name.
    fn without_names(&mut self, part: &Part, is_all: bool) {
        for reading in &part.readings {
            match reading {
                Reading::Name(_) | Reading::Case(_) => {}
                Reading::Born(date) if date.len() == 10 => {
                    self.add(Kind::Born, Keys::These(vec![date.clone()]), 40);
                }
                Reading::Born(date) if is_all => self.add(Kind::Born, from(date), 10),
                Reading::Born(_) => {}
                Reading::Postcode(postcode) if is_all || postcode.len() >= TELLING_POSTCODE => {
                    self.add(Kind::Home, from(postcode), 30);
                }
                Reading::Postcode(_) => {}
                Reading::Email(email) => self.add(Kind::Email, from(email), 60),
                Reading::Telephone(digits) => {
                    self.add(Kind::Telephone, from(&backwards(digits)), 50);
                }
            }
        }
    }
}
