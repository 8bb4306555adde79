//! What people type, and what becomes of it.

use guildhall_domain::forms::{
    Answer, CheckedForm, Problem, Progress, Typed, reading::LONGEST_TEXT,
};

use crate::generator::TODAY;

fn form(item: &str) -> CheckedForm {
    let text = format!(
        "pages:\n  - id: page\n    title: Page\n    items:\n      - {{name: it, label: It, {item}}}\n"
    );
    CheckedForm::parse("test.yaml", &text).unwrap_or_else(|problems| panic!("{item}: {problems:?}"))
}

pub fn read(item: &str, pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<(String, Problem)>> {
    let form = form(item);
    let typed: Typed = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let page = form.first_page().expect("there is a page");
    let answers = form.read(page, &Progress::default(), &typed, TODAY);
    let errors = |errors: Vec<guildhall_domain::forms::FieldError>| {
        errors
            .into_iter()
            .map(|error| (error.control, error.problem))
            .collect()
    };
    answers
        .map_err(errors)
        .map(|mut answers| answers.remove(0).1)
}

/// Each value typed, and the text or number it becomes.
pub fn becomes(item: &str, table: &[(&str, &str)]) {
    for (typed, expected) in table {
        let answer = read(item, &[("it", typed)])
            .unwrap_or_else(|problems| panic!("{item}, {typed:?}: {problems:?}"));
        let Some(Answer::Text(text) | Answer::Number(text) | Answer::Choice(text)) = answer else {
            panic!("{typed:?}: {answer:?}")
        };
        assert_eq!(text, *expected, "{item}, {typed:?}");
    }
}

pub fn is_wrong(item: &str, table: &[(&str, Problem)]) {
    for (typed, expected) in table {
        let problem = read(item, &[("it", typed)]);
        assert_eq!(
            problem,
            Err(vec![("it".to_owned(), expected.clone())]),
            "{item}, {typed:?}"
        );
    }
}

#[test]
fn text_is_trimmed_and_stripped_of_what_cannot_be_seen() {
    becomes(
        "type: text",
        &[
            (" Mill Lane ", "Mill Lane"),
            ("a\0b\u{7}c", "abc"),
            ("a\r\nb\tc", "a b c"),
            ("\u{a0}é\u{a0}", "é"),
        ],
    );
    becomes(
        "type: long-text",
        &[("one\r\ntwo\rthree", "one\ntwo\nthree"), ("\n\nx\0\n", "x")],
    );
    is_wrong(
        "type: text",
        &[("", Problem::Empty), (" \0 ", Problem::Empty)],
    );
    assert_eq!(
        read("type: text", &[]),
        Err(vec![("it".to_owned(), Problem::Empty)]),
        "not posted at all"
    );
    assert_eq!(
        read("type: text, optional: true", &[("it", "  ")]),
        Ok(None)
    );
}

#[test]
fn limits_count_characters_and_words() {
    becomes(
        "{type: text, max_length: 4}".trim_matches(['{', '}']),
        &[("siŵr", "siŵr"), (" siŵr ", "siŵr")],
    );
    is_wrong(
        "type: text, max_length: 4",
        &[("siŵr!!", Problem::TooLong { limit: 4, over: 2 })],
    );
    is_wrong(
        "type: long-text, max_words: 2",
        &[(
            "one  two\nthree",
            Problem::TooManyWords { limit: 2, over: 1 },
        )],
    );
    let limit = LONGEST_TEXT;
    let long = "a".repeat(limit as usize + 1);
    is_wrong(
        "type: long-text",
        &[(&long, Problem::TooLong { limit, over: 1 })],
    );
    becomes("type: long-text, max_length: 20000", &[(&long, &long)]);
    let huge = "a".repeat(10_000_000);
    assert!(read("type: text", &[("it", &huge)]).is_err());
}

#[test]
fn the_same_name_twice_is_an_error_unless_both_agree() {
    let twice = |first, second| read("type: text", &[("it", first), ("it", second)]);
    assert_eq!(
        twice("a", "b"),
        Err(vec![("it".to_owned(), Problem::Repeated)])
    );
    assert_eq!(twice("a", "a"), Ok(Some(Answer::Text("a".to_owned()))));
    let date = [
        ("it-day", "1"),
        ("it-day", "2"),
        ("it-month", "1"),
        ("it-year", "2026"),
    ];
    assert_eq!(
        read("type: date", &date),
        Err(vec![("it-day".to_owned(), Problem::Repeated)])
    );
}

#[test]
fn names_that_are_no_question_are_ignored() {
    let answer = read(
        "type: text",
        &[("it-day", "1"), ("other", "x"), ("it", "a"), ("it.x", "y")],
    );
    assert_eq!(answer, Ok(Some(Answer::Text("a".to_owned()))));
}

#[test]
fn e_mail_addresses() {
    becomes(
        "type: email",
        &[
            (" a@b.uk ", "a@b.uk"),
            (
                "O'Neil+bins@sub.example.co.uk",
                "O'Neil+bins@sub.example.co.uk",
            ),
            ("é@exämple.org", "é@exämple.org"),
        ],
    );
    let long = format!("{}@example.org", "a".repeat(65));
    let longer = format!("a@{}.org", "b.".repeat(130));
    let wrong = [
        "a",
        "a@",
        "@b.uk",
        "a@b",
        "a b@c.uk",
        "a@b.c",
        "a..b@c.uk",
        ".a@c.uk",
        "a@-b.uk",
        "a@b..uk",
        "a@1.2.3.44",
        "a@b@c.uk",
        "<a@b.uk>",
        &long,
        &longer,
    ];
    for typed in wrong {
        is_wrong("type: email", &[(typed, Problem::NotAnEmail)]);
    }
}

#[test]
fn telephone_numbers() {
    becomes(
        "type: telephone",
        &[
            ("01632 960 001", "01632 960 001"),
            (" (01632)  960-001 ", "(01632) 960-001"),
            ("+44 808 157 0192", "+44 808 157 0192"),
            ("+44 (0)20 7946 0000", "+44 (0)20 7946 0000"),
            ("00353 1 234 5678", "00353 1 234 5678"),
            ("01632 960001 ext. 12", "01632 960001 ext. 12"),
            ("01632960001x12", "01632960001x12"),
            ("7700900982", "7700900982"),
        ],
    );
    for typed in [
        "0163296",
        "016329600012",
        "960",
        "+1",
        "+1234567890123456",
        "call me",
        "01632 960001 ext",
        "01632/x",
        "++441632960001",
        "٠١٦٣٢٩٦٠٠٠١",
    ] {
        is_wrong("type: telephone", &[(typed, Problem::NotATelephone)]);
    }
}

#[test]
fn websites() {
    becomes(
        "type: website",
        &[
            ("example.org", "https://example.org"),
            ("http://example.org/a?b#c", "http://example.org/a?b#c"),
            ("HTTPS://Example.org:8443/", "https://Example.org:8443/"),
        ],
    );
    for typed in [
        "javascript:alert(1)",
        "ftp://example.org",
        "mailto:a@b.uk",
        "localhost",
        "https://",
        "a b.org",
        "https://user@example.org",
        "example.org:99999",
        "example.org:",
        "//example.org",
    ] {
        is_wrong("type: website", &[(typed, Problem::NotAWebsite)]);
    }
}

#[test]
fn numbers() {
    becomes(
        "type: number",
        &[
            ("7", "7"),
            ("007", "7"),
            ("1,234.50", "1234.50"),
            ("£ 1 000", "1000"),
            ("-3", "-3"),
            ("−3", "-3"),
            ("-£3", "-3"),
            ("£-3", "-3"),
            (".5", "0.5"),
            ("-0", "0"),
            ("-0.0", "0.0"),
        ],
    );
    becomes(
        "type: number, prefix: $, suffix: per week",
        &[("$5", "5"), ("5 per week", "5")],
    );
    for typed in [
        "ten", "1.2.3", "5.", "1e5", "--1", "-£-1", "NaN", "inf", "£", "0x10", "٣",
    ] {
        is_wrong("type: number", &[(typed, Problem::NotANumber)]);
    }
    is_wrong(
        "type: number, min: 1, max: 10",
        &[
            ("0", Problem::TooSmall { min: 1.0 }),
            ("10.01", Problem::TooBig { max: 10.0 }),
        ],
    );
    is_wrong(
        "type: number, decimal_places: 0",
        &[("1.5", Problem::NotAWholeNumber)],
    );
    is_wrong(
        "type: number, decimal_places: 2",
        &[("1.555", Problem::TooManyDecimals { limit: 2 })],
    );
    is_wrong(
        "type: number, max: 5",
        &[("99999999999999999999", Problem::TooBig { max: 5.0 })],
    );
    becomes(
        "type: number, min: 1, max: 10, decimal_places: 2",
        &[("1", "1"), ("10.00", "10.00")],
    );
}

#[test]
fn a_whole_date_may_stand_in_the_first_box() {
    for (typed, expected) in [
        ("26/3/2026", Some("2026-03-26")),
        ("26 March 2026", Some("2026-03-26")),
        ("2026-03-26", Some("2026-03-26")),
        ("26.03.2026", Some("2026-03-26")),
        ("31/02/2026", None),
        ("26/3", None),
        ("26/3/26", None),
    ] {
        let read = read("type: date", &[("it-day", typed)]);
        let date = read.ok().flatten().map(|answer| match answer {
            Answer::Date(date) => date.to_string(),
            other => panic!("{other:?}"),
        });
        assert_eq!(date.as_deref(), expected, "{typed}");
    }
    // What is in the other boxes counts: nothing is guessed from the first.
    let both = [
        ("it-day", "26/3/2026"),
        ("it-month", "4"),
        ("it-year", "2026"),
    ];
    assert!(read("type: date", &both).is_err());
}

#[test]
fn a_whole_address_may_stand_in_its_first_line() {
    for (typed, expected) in [
        (
            "14 Quarry Row, Wrekinbridge, WR1 4QR",
            Some(["14 Quarry Row", "", "Wrekinbridge", "WR1 4QR"]),
        ),
        (
            "14 Quarry Row, Wrekinbridge wr14qr",
            Some(["14 Quarry Row", "", "Wrekinbridge", "WR1 4QR"]),
        ),
        (
            "Flat 2, 14 Quarry Row, Wrekinbridge, WR1 4QR",
            Some(["Flat 2", "14 Quarry Row", "Wrekinbridge", "WR1 4QR"]),
        ),
        ("14 Quarry Row, WR1 4QR", None),
        ("14 Quarry Row, Wrekinbridge", None),
        ("WR1 4QR", None),
        (", , WR1 4QR", None),
    ] {
        let read = read("type: address", &[("it-line-1", typed)]);
        let address = read.ok().flatten().map(|answer| match answer {
            Answer::Address(one) => [one.line_1, one.line_2, one.town, one.postcode],
            other => panic!("{other:?}"),
        });
        assert_eq!(
            address,
            expected.map(|parts| parts.map(str::to_owned)),
            "{typed}"
        );
    }
}
