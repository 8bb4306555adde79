//! Names that people also go by, as a table: a line for each name, with its short forms, its other spellings and its
//! counterpart in Welsh.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

const TABLE: &str = include_str!("nicknames.txt");

/// The names on the lines that a name stands on.
static ALIKE: LazyLock<HashMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let mut alike: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for line in lines() {
        for name in &line {
            let others = line.iter().filter(|other| *other != name);
            alike.entry(name).or_default().extend(others);
        }
    }
    alike
});

fn lines() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect())
}

/// The other names that somebody of this name may go by, folded, in the order of the alphabet.
pub fn alike(name: &str) -> Vec<&'static str> {
    let names = ALIKE.get(name).into_iter().flatten();
    names.copied().collect()
}

/// Whether two names may be the same person's.
pub fn are_alike(one: &str, other: &str) -> bool {
    ALIKE.get(one).is_some_and(|names| names.contains(other))
}

#[cfg(test)]
mod tests {
    use super::{super::folding, *};

    #[test]
    fn the_table_is_folded_and_no_name_stands_twice_on_a_line() {
        for line in lines() {
            let once: BTreeSet<_> = line.iter().collect();
            assert!(line.len() > 1, "{line:?} is alone");
            assert_eq!(once.len(), line.len(), "{line:?} has a name twice");
            for name in line {
                assert_eq!(folding::fold(name), *name);
            }
        }
    }

    #[test]
    fn nicknames_go_both_ways_and_between_each_other() {
        for (one, other) in [
            ("bill", "william"),
            ("peggy", "margaret"),
            ("maggie", "peggy"),
            ("gwilym", "bill"),
            ("sian", "jane"),
            ("ieuan", "john"),
        ] {
            assert!(
                are_alike(one, other) && are_alike(other, one),
                "{one} {other}"
            );
        }
        assert!(!are_alike("mary", "john") && !are_alike("zebedee", "zebedee"));
    }
}
