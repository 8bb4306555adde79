//! When conditions hold, and how they are written.

use std::collections::BTreeMap;

use guildhall_domain::forms::{Address, Answer, Condition, condition::Known};
use time::macros::date;

/// `None` is asked and unanswered; a field that is missing was not asked.
fn holds(condition: &str, known: &BTreeMap<&str, Option<Answer>>) -> bool {
    let condition = read(condition).expect("the condition can be read");
    condition.holds(&|field: &str| match known.get(field) {
        None => Known::NotAsked,
        Some(None) => Known::Unanswered,
        Some(Some(answer)) => Known::Answered(answer),
    })
}

fn read(yaml: &str) -> Result<Condition, String> {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(yaml, options).map_err(|error| error.to_string())
}

fn answers() -> BTreeMap<&'static str, Option<Answer>> {
    let text = |text: &str| Some(Answer::Text(text.to_owned()));
    BTreeMap::from([
        ("bin", Some(Answer::Choice("red".to_owned()))),
        ("sure", Some(Answer::YesNo(true))),
        ("days", Some(Answer::Number("3.50".to_owned()))),
        (
            "bins",
            Some(Answer::Choices(vec!["red".to_owned(), "blue".to_owned()])),
        ),
        ("since", Some(Answer::Date(date!(2026 - 03 - 01)))),
        ("words", text("siŵr")),
        ("home", Some(Answer::Address(Address::default()))),
        ("blank", None),
    ])
}

#[test]
fn comparisons_hold_when_the_answer_says_so() {
    let answers = answers();
    let true_ones = [
        "{field: bin, is: red}",
        "{field: bin, is_not: blue}",
        "{field: sure, is: yes}",
        "{field: sure, is: true}",
        "{field: sure, is_not: no}",
        "{field: days, is: 3.5}",
        "{field: days, more_than: 3}",
        "{field: days, less_than: 3.6}",
        "{field: days, at_least: 3.5}",
        "{field: days, at_most: 3.5}",
        "{field: bins, contains: blue}",
        "{field: bins, does_not_contain: green}",
        "{field: since, is: 2026-03-01}",
        "{field: since, before: 2026-03-02}",
        "{field: since, after: 2026-02-28}",
        "{field: words, is: siŵr}",
        "{field: words, longer_than: 3}",
        "{field: words, shorter_than: 5}",
        "{field: home, answered: true}",
        "{field: blank, answered: false}",
        "{all: [{field: bin, is: red}, {not: {field: sure, is: no}}]}",
        "{any: [{field: bin, is: blue}, {field: sure, is: yes}]}",
        "{all: []}",
    ];
    for condition in true_ones {
        assert!(holds(condition, &answers), "{condition}");
    }
    let false_ones = [
        "{field: bin, is: blue}",
        "{field: sure, is: no}",
        "{field: days, more_than: 3.5}",
        "{field: days, less_than: 3.5}",
        "{field: bins, contains: green}",
        "{field: since, before: 2026-03-01}",
        "{field: since, after: 2026-03-01}",
        "{field: words, longer_than: 4}",
        "{field: home, answered: false}",
        "{field: words, more_than: 3}",
        "{any: []}",
    ];
    for condition in false_ones {
        assert!(!holds(condition, &answers), "{condition}");
    }
}

#[test]
fn a_question_not_asked_or_unanswered_makes_every_comparison_false() {
    let answers = answers();
    let operators = [
        "is: red",
        "is_not: red",
        "contains: red",
        "does_not_contain: red",
        "more_than: 1",
        "less_than: 1",
        "at_least: 1",
        "at_most: 1",
        "before: 2026-01-01",
        "after: 2026-01-01",
        "longer_than: 1",
        "shorter_than: 1",
        "answered: true",
    ];
    for field in ["blank", "not_asked"] {
        for operator in operators {
            let condition = format!("{{field: {field}, {operator}}}");
            assert!(!holds(&condition, &answers), "{condition}");
            assert!(
                holds(&format!("{{not: {condition}}}"), &answers),
                "not {condition}"
            );
        }
    }
    assert!(!holds("{field: not_asked, answered: false}", &answers));
}

#[test]
fn conditions_are_written_as_they_are_read() {
    let condition = "{all: [{any: [{field: a, is: 1}, {field: b, before: 2026-01-01}]}, {not: {field: c, answered: false}}]}";
    let condition = read(condition).expect("it can be read");
    let json = r#"{"all":[{"any":[{"field":"a","is":1.0},{"field":"b","before":"2026-01-01"}]},{"not":{"field":"c","answered":false}}]}"#;
    assert_eq!(serde_json::to_string(&condition).expect("it is data"), json);
    assert_eq!(
        serde_json::from_str::<Condition>(json).expect("it can be read"),
        condition
    );
}

#[test]
fn what_is_no_condition_says_what_one_looks_like() {
    let shape = "a condition is {all: […]}, {any: […]}, {not: …} or {field: name, operator: value}, for example {field: day, is: yes}";
    let wrong = [
        ("[]", shape),
        ("{all: {field: a, is: b}}", shape),
        ("{all: [], any: []}", shape),
        ("{is: yes}", shape),
        (
            "{field: 3, is: yes}",
            "the field of a condition is the name of a field",
        ),
        (
            "{field: a}",
            "a condition on \"a\" needs exactly one operator",
        ),
        (
            "{field: a, is: 1, is_not: 2}",
            "a condition on \"a\" needs exactly one operator",
        ),
        (
            "{field: a, equals: 1}",
            "\"equals\" is not an operator; use one of is, is_not, contains, does_not_contain, more_than, less_than, \
             at_least, at_most, before, after, longer_than, shorter_than, answered",
        ),
        (
            "{field: a, more_than: ten}",
            "more_than cannot be compared with \"ten\"",
        ),
        (
            "{field: a, before: tomorrow}",
            "before needs a date like 2026-04-01, not \"tomorrow\"",
        ),
        (
            "{field: a, answered: yes}",
            "answered cannot be compared with \"yes\"",
        ),
    ];
    for (condition, message) in wrong {
        let error = read(condition).expect_err(condition);
        assert!(error.contains(message), "{condition}: {error}");
    }
}
