//! Who may be the same person as somebody who is about to be added.
//!
//! Families share addresses, telephones and e-mail addresses, and fathers and sons also names: those who share only such
//! things are told, but not as the same person. Nobody is ever joined because of what is answered here.

use super::{
    Searchable, folding,
    folding::NameWord,
    scoring::{How, word_likeness},
};

/// What two people have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shared {
    Name,
    SimilarName,
    /// One word of the name, or more.
    PartOfName,
    DateOfBirth,
    SimilarDateOfBirth,
    Postcode,
    Email,
    Telephone,
}

/// Whether two may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// They may be the same person; the more points, the more likely.
    Likely {
        shared: Vec<Shared>,
        points: u32,
    },
    /// They are different people, as far as is known, of one household perhaps.
    Household {
        shared: Vec<Shared>,
    },
    Different,
}

/// Whether somebody new may be somebody who is known.
pub fn likeness(new: &Searchable, known: &Searchable) -> Likeness {
    let name = best_name(new, known);
    let born = same_birth(new, known);
    let has_common = |ours: &[String], theirs: &[String], fold: fn(&str) -> String| {
        let theirs: Vec<String> = theirs.iter().map(|one| fold(one)).collect();
        let mut ours = ours.iter().map(|one| fold(one));
        ours.any(|one| !one.is_empty() && theirs.contains(&one))
    };
    let mut ways = Vec::new();
    if has_common(&new.postcodes, &known.postcodes, folding::postcode) {
        ways.push(Shared::Postcode);
    }
    if has_common(&new.emails, &known.emails, folding::email) {
        ways.push(Shared::Email);
    }
    if has_common(&new.telephones, &known.telephones, folding::telephone) {
        ways.push(Shared::Telephone);
    }
    let is_same_name = matches!(name, Some(Shared::Name | Shared::SimilarName));
    let is_likely = match born {
        Birth::Same | Birth::Similar if is_same_name => true,
        // A name changes with a marriage.
        Birth::Same => name.is_some(),
        Birth::Unknown => is_same_name,
        Birth::Similar | Birth::Other => false,
    };
    let is_household = !ways.is_empty();
    let date = match born {
        Birth::Same => Some(Shared::DateOfBirth),
        Birth::Similar => Some(Shared::SimilarDateOfBirth),
        Birth::Unknown | Birth::Other => None,
    };
    let shared: Vec<Shared> = name.into_iter().chain(date).chain(ways).collect();
    if is_likely {
        let points = shared.iter().map(|shared| weight(*shared)).sum();
        Likeness::Likely { shared, points }
    } else if is_household {
        Likeness::Household { shared }
    } else {
        Likeness::Different
    }
}

fn weight(shared: Shared) -> u32 {
    match shared {
        Shared::DateOfBirth => 40,
        Shared::Email | Shared::Telephone => 30,
        Shared::SimilarDateOfBirth | Shared::Name | Shared::Postcode => 20,
        Shared::SimilarName => 15,
        Shared::PartOfName => 8,
    }
}

/// What a name has in common with any that somebody has or had.
fn best_name(new: &Searchable, known: &Searchable) -> Option<Shared> {
    let new = folding::name_words(new.names.first()?);
    let known = known.names.iter();
    known
        .filter_map(|name| shared_name(&new, &folding::name_words(name)))
        .min()
}

fn shared_name(new: &[NameWord], known: &[NameWord]) -> Option<Shared> {
    let (shorter, longer) = if new.len() <= known.len() {
        (new, known)
    } else {
        (known, new)
    };
    let found: Vec<How> = shorter
        .iter()
        .filter_map(|word| {
            longer
                .iter()
                .filter_map(|other| same_word(word, other))
                .min()
        })
        .collect();
    let is_all = found.len() == shorter.len();
    let is_said_in_full = shorter.len() > 1 || longer.len() == 1;
    if found.is_empty() {
        None
    } else if is_all && is_said_in_full && found.iter().all(|how| *how == How::Exactly) {
        Some(Shared::Name)
    } else if is_all && is_said_in_full && found.iter().any(|how| *how != How::InPart) {
        Some(Shared::SimilarName)
    } else if found.iter().any(|how| *how != How::InPart) {
        Some(Shared::PartOfName)
    } else {
        None
    }
}

/// Whether two words are the same name. An initial may be; another beginning is another name.
fn same_word(one: &NameWord, other: &NameWord) -> Option<How> {
    let pairs = one
        .forms()
        .flat_map(|one| other.forms().map(move |other| (one, other)));
    let like = pairs.filter_map(|(one, other)| {
        let (short, long) = if one.chars().count() <= other.chars().count() {
            (one, other)
        } else {
            (other, one)
        };
        let (how, _) = word_likeness(short, long).or_else(|| word_likeness(long, short))?;
        (how != How::InPart || short.chars().count() == 1).then_some(how)
    });
    like.min()
}

enum Birth {
    Same,
    /// A figure is another, or the day and the month have changed places.
    Similar,
    Other,
    /// One of them is not known.
    Unknown,
}

fn same_birth(new: &Searchable, known: &Searchable) -> Birth {
    let (Some(one), Some(other)) = (&new.date_of_birth, &known.date_of_birth) else {
        return Birth::Unknown;
    };
    let swapped = |date: &str| {
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Some(format!("{year}-{day}-{month}"))
    };
    if one == other {
        Birth::Same
    } else if strsim::osa_distance(one, other) == 1 || swapped(one).as_ref() == Some(other) {
        Birth::Similar
    } else {
        Birth::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mary() -> Searchable {
        Searchable::of(
            "Mary Hollings",
            Some("1980-03-27"),
            Some("WR1 4QR"),
            Some("mary@residents.example"),
            Some("01632 960 011"),
        )
    }

    fn is_likely(new: &Searchable, known: &Searchable) -> bool {
        matches!(likeness(new, known), Likeness::Likely { .. })
    }

    #[test]
    fn the_same_person_is_likely_and_a_household_is_not() {
        let changed = |change: fn(&mut Searchable)| {
            let mut person = mary();
            change(&mut person);
            person
        };
        for likely in [
            changed(|person| person.names = vec!["HOLLINGS, Mary".into()]),
            changed(|person| person.names = vec!["Molly Holings".into()]),
            changed(|person| person.names = vec!["M Hollings".into()]),
            changed(|person| person.names = vec!["Mary Whitcombe".into()]),
            changed(|person| person.date_of_birth = None),
            changed(|person| person.date_of_birth = Some("1980-03-28".into())),
            Searchable::of("Mary Hollings", None, None, None, None),
        ] {
            assert!(is_likely(&likely, &mary()), "{likely:?}");
            assert!(is_likely(&mary(), &likely), "{likely:?}");
        }
        for household in [
            changed(|person| person.names = vec!["Idris Cole".into()]),
            changed(|person| {
                person.names = vec!["Idris Hollings".into()];
                person.date_of_birth = Some("2010-01-05".into());
            }),
            // A mother and her daughter.
            changed(|person| person.date_of_birth = Some("2004-07-19".into())),
        ] {
            assert!(
                matches!(likeness(&household, &mary()), Likeness::Household { .. }),
                "{household:?}"
            );
        }
        let stranger = Searchable::of("Idris Cole", Some("1980-03-27"), None, None, None);
        assert_eq!(likeness(&stranger, &mary()), Likeness::Different);
        assert_eq!(
            likeness(&Searchable::default(), &mary()),
            Likeness::Different
        );
    }

    #[test]
    fn former_names_count() {
        let mut known = mary();
        known.names = vec!["Mary Whitcombe".into(), "Mary Hollings".into()];
        assert!(is_likely(
            &Searchable::of("Mary Hollings", None, None, None, None),
            &known
        ));
    }
}
