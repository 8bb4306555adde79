//! The checklist against OWASP ASVS 5.0 in `asvs.md` stays true: it has every requirement once, and whatever it names
//! is there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The requirements of level 1 in the chapters V6 to V9 of the standard.
const LEVEL_1: [&str; 27] = [
    "6.1.1", "6.2.1", "6.2.2", "6.2.3", "6.2.4", "6.2.5", "6.2.6", "6.2.7", "6.2.8", "6.3.1",
    "6.3.2", "6.4.1", "6.4.2", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.4.1", "7.4.2", "8.1.1",
    "8.2.1", "8.2.2", "8.3.1", "9.1.1", "9.1.2", "9.1.3", "9.2.1",
];
/// And those of level 2.
const LEVEL_2: [&str; 40] = [
    "6.1.2", "6.1.3", "6.2.9", "6.2.10", "6.2.11", "6.2.12", "6.3.3", "6.3.4", "6.4.3", "6.4.4",
    "6.5.1", "6.5.2", "6.5.3", "6.5.4", "6.5.5", "6.6.1", "6.6.2", "6.6.3", "6.8.1", "6.8.2",
    "6.8.3", "6.8.4", "7.1.1", "7.1.2", "7.1.3", "7.3.1", "7.3.2", "7.4.3", "7.4.4", "7.4.5",
    "7.5.1", "7.5.2", "7.6.1", "7.6.2", "8.1.2", "8.2.3", "8.4.1", "9.2.2", "9.2.3", "9.2.4",
];

/// What stands in the last column where nothing can be named; the reason follows.
const WITHOUT_A_NAME: [&str; 3] = ["does not apply: ", "NOT MET: ", "NO TEST: "];

/// A line of the checklist's tables.
struct Row {
    /// Its number, and its level in brackets.
    requirement: String,
    shown_by: String,
}

impl Row {
    fn parse(line: &str) -> Self {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [requirement, _, _, shown_by] = cells.as_slice() else {
            panic!("a row has four cells: {line}");
        };
        Self {
            requirement: (*requirement).to_owned(),
            shown_by: (*shown_by).to_owned(),
        }
    }

    /// What the last column has in backticks: tests, journeys and documents.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.shown_by.split('`').skip(1).step_by(2)
    }

    /// Whether the last column says what shows it, or why nothing does.
    fn says_something(&self) -> bool {
        let has_reason = WITHOUT_A_NAME.iter().any(|mark| {
            let parts = self.shown_by.split_once(*mark);
            parts.is_some_and(|(_, reason)| !reason.is_empty())
        });
        has_reason || self.names().next().is_some()
    }
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All rows of all tables, without the tables' heads.
fn rows() -> Vec<Row> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/asvs.md");
    let text = fs::read_to_string(file).unwrap();
    let is_head = |line: &str| line.starts_with("| requirement |") || line.starts_with("|---");
    text.lines()
        .filter(|line| line.starts_with('|') && !is_head(line))
        .map(Row::parse)
        .collect()
}

/// Adds the text of every source below a folder.
fn read_sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                read_sources(&path, text);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// Where a name is looked for.
struct Places {
    sources: String,
}

impl Places {
    fn load() -> Self {
        let mut sources = String::new();
        for folder in ["server", "app"] {
            read_sources(&project().join(folder), &mut sources);
        }
        Self { sources }
    }

    /// Whether there is a document, a journey or a function of this name.
    fn have(&self, name: &str) -> bool {
        if name.contains('/') {
            project().join(name).exists()
        } else if name.ends_with(".js") {
            project().join("end2end/journeys").join(name).is_file()
        } else if name.contains('.') {
            project().join(name).is_file()
        } else {
            self.have_function(name)
        }
    }

    /// A function is written out, or a macro makes it from `name calls body;`.
    fn have_function(&self, name: &str) -> bool {
        let written = format!("fn {name}(");
        let made = format!(" {name} calls ");
        self.sources.contains(&written) || self.sources.contains(&made)
    }
}

fn with_level(numbers: &[&str], level: u8) -> Vec<String> {
    let requirements = numbers.iter().map(|number| format!("{number} (L{level})"));
    requirements.collect()
}

/// What one list has that the other has not, or has more than once.
fn left_over(list: &[String], other: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut left = Vec::new();
    for one in list {
        let is_again = !seen.insert(one);
        if is_again || !other.contains(one) {
            left.push(one.clone());
        }
    }
    left
}

#[test]
fn every_requirement_has_its_row_and_there_are_no_others() {
    let asked = [with_level(&LEVEL_1, 1), with_level(&LEVEL_2, 2)].concat();
    let answered: Vec<String> = rows().into_iter().map(|row| row.requirement).collect();
    let missing = left_over(&asked, &answered);
    assert!(missing.is_empty(), "these have no row: {missing:?}");
    let others = left_over(&answered, &asked);
    assert!(
        others.is_empty(),
        "these rows are there twice, or for no requirement: {others:?}"
    );
}

#[test]
fn every_row_says_what_shows_it() {
    for row in rows() {
        assert!(
            row.says_something(),
            "nothing shows that {} is met",
            row.requirement
        );
    }
}

#[test]
fn every_test_journey_and_document_that_is_named_is_there() {
    let places = Places::load();
    let mut missing = Vec::new();
    for row in rows() {
        let unknown = row.names().filter(|name| !places.have(name));
        missing.extend(unknown.map(|name| format!("{}: {name}", row.requirement)));
    }
    assert!(missing.is_empty(), "these are not there: {missing:#?}");
}

#[test]
fn a_name_that_stands_for_nothing_is_noticed() {
    let places = Places::load();
    for name in [
        "a_test_of_nothing",
        "nothing.js",
        "NOTHING.md",
        "server/nothing.rs",
    ] {
        assert!(!places.have(name), "{name}");
    }
    for name in ["a_name_that_stands_for_nothing_is_noticed", "README.md"] {
        assert!(places.have(name), "{name}");
    }
}
