//! Choices, dates and addresses, and what becomes of them.

use guildhall_domain::forms::{Address, Answer, DateBound, DatePart, Problem};
use time::macros::date;

use crate::{
    generator::TODAY,
    reading::{becomes, is_wrong, read},
};

const CHOICES: &str = "choices: [{value: a, label: Apple}, {value: b, label: Bean}, {value: none, label: None of these, exclusive: true}]";

#[test]
fn choices() {
    let two = "choices: [{value: a, label: Apple}, {value: 'b ', label: Bean}]";
    for kind in ["radios", "select", "autocomplete"] {
        becomes(
            &format!("type: {kind}, {two}"),
            &[("a", "a"), ("b ", "b "), ("b", "b ")],
        );
        is_wrong(
            &format!("type: {kind}, {two}"),
            &[("c", Problem::NotAChoice), ("", Problem::Empty)],
        );
    }
    is_wrong(
        &format!("type: radios, {two}"),
        &[("Apple", Problem::NotAChoice)],
    );
    becomes(
        &format!("type: autocomplete, {two}"),
        &[("apple", "a"), ("BEAN", "b ")],
    );
    assert_eq!(
        read("type: yes-no", &[("it", "yes")]),
        Ok(Some(Answer::YesNo(true)))
    );
    is_wrong(
        "type: yes-no",
        &[("true", Problem::NotAChoice), ("", Problem::Empty)],
    );
}

#[test]
fn checkboxes() {
    let item = format!("type: checkboxes, {CHOICES}");
    let read = |values: &[&str]| {
        let pairs: Vec<(&str, &str)> = values.iter().map(|value| ("it", *value)).collect();
        read(&item, &pairs)
    };
    let chosen = |values: &[&str]| {
        Ok(Some(Answer::Choices(
            values.iter().map(|value| (*value).to_owned()).collect(),
        )))
    };
    let wrong = |problem| Err(vec![("it".to_owned(), problem)]);
    assert_eq!(
        read(&["b", "a", "b", ""]),
        chosen(&["a", "b"]),
        "in the form's order, once each"
    );
    assert_eq!(read(&["none"]), chosen(&["none"]));
    assert_eq!(read(&["none", "a"]), wrong(Problem::ExclusiveMixed));
    assert_eq!(read(&["a", "x"]), wrong(Problem::NotAChoice));
    assert_eq!(read(&[]), wrong(Problem::Empty));
}

fn date(parts: [&str; 3]) -> [(&str, &str); 3] {
    [
        ("it-day", parts[0]),
        ("it-month", parts[1]),
        ("it-year", parts[2]),
    ]
}

#[test]
fn dates() {
    let day = date!(2026 - 01 - 09);
    for parts in [
        ["9", "1", "2026"],
        ["09", "01", "2026"],
        [" 9 ", " jan ", "2026"],
        ["9", "January", "2026"],
        ["9", "JANU.", "2026"],
        ["9", "Ionawr", "2026"],
    ] {
        assert_eq!(
            read("type: date", &date(parts)),
            Ok(Some(Answer::Date(day))),
            "{parts:?}"
        );
    }
    let sept = read("type: date", &date(["1", "sept", "2024"]));
    assert_eq!(sept, Ok(Some(Answer::Date(date!(2024 - 09 - 01)))));
    let incomplete = |missing: &[DatePart]| Problem::DateIncomplete {
        missing: missing.to_vec(),
    };
    let table = [
        (["", "", ""], "it-day", Problem::Empty),
        (["", "1", "2026"], "it-day", incomplete(&[DatePart::Day])),
        (
            ["1", " ", ""],
            "it-month",
            incomplete(&[DatePart::Month, DatePart::Year]),
        ),
        (["29", "2", "2026"], "it-day", Problem::NotARealDate),
        (["32", "1", "2026"], "it-day", Problem::NotARealDate),
        (["one", "1", "2026"], "it-day", Problem::NotARealDate),
        (["1", "13", "2026"], "it-month", Problem::NotARealDate),
        (["1", "ja", "2026"], "it-month", Problem::NotARealDate),
        (["1", "janus", "2026"], "it-month", Problem::NotARealDate),
        (["1", "1", "26"], "it-year", Problem::YearNotFourFigures),
        (["1", "1", "20266"], "it-year", Problem::YearNotFourFigures),
        (["1", "1", "MMXX"], "it-year", Problem::NotARealDate),
        (["1", "+1", "2026"], "it-month", Problem::NotARealDate),
    ];
    for (parts, control, problem) in table {
        assert_eq!(
            read("type: date", &date(parts)),
            Err(vec![(control.to_owned(), problem)]),
            "{parts:?}"
        );
    }
    let long = "1".repeat(1000);
    assert_eq!(
        read("type: date", &date([&long, "1", "2026"])),
        Err(vec![("it-day".to_owned(), Problem::NotARealDate)])
    );
}

#[test]
fn dates_within_bounds() {
    let item = "type: date, earliest: today-7, latest: today";
    assert!(
        read(item, &date(["7", "3", "2026"])).is_ok()
            && read(item, &date(["14", "3", "2026"])).is_ok()
    );
    let early = Problem::TooEarly {
        bound: DateBound::FromToday(-7),
        date: date!(2026 - 03 - 07),
    };
    assert_eq!(
        read(item, &date(["6", "3", "2026"])),
        Err(vec![("it-day".to_owned(), early)])
    );
    let late = Problem::TooLate {
        bound: DateBound::FromToday(0),
        date: TODAY,
    };
    assert_eq!(
        read(item, &date(["15", "3", "2026"])),
        Err(vec![("it-day".to_owned(), late)])
    );
    let fixed = Problem::TooEarly {
        bound: DateBound::Fixed(date!(2026 - 04 - 01)),
        date: date!(2026 - 04 - 01),
    };
    let found = read(
        "type: date, earliest: 2026-04-01",
        &date(["31", "3", "2026"]),
    );
    assert_eq!(found, Err(vec![("it-day".to_owned(), fixed)]));
}

fn address(lines: [&str; 5]) -> [(&str, &str); 5] {
    let [line_1, line_2, town, county, postcode] = lines;
    [
        ("it-line-1", line_1),
        ("it-line-2", line_2),
        ("it-town", town),
        ("it-county", county),
        ("it-postcode", postcode),
    ]
}

#[test]
fn addresses() {
    let found = read(
        "type: address",
        &address(["12 Mill Lane", " ", "Wrekin", "", "tf29jf"]),
    );
    let expected = Address {
        line_1: "12 Mill Lane".to_owned(),
        town: "Wrekin".to_owned(),
        postcode: "TF2 9JF".to_owned(),
        ..Address::default()
    };
    assert_eq!(found, Ok(Some(Answer::Address(expected))));
    assert_eq!(read("type: address, optional: true", &[]), Ok(None));
    let missing = [
        ("it-line-1", Problem::AddressLineMissing),
        ("it-town", Problem::TownMissing),
        ("it-postcode", Problem::PostcodeMissing),
    ];
    let missing = missing
        .map(|(control, problem)| (control.to_owned(), problem))
        .to_vec();
    assert_eq!(read("type: address", &[]), Err(missing));
    let wrong = read(
        "type: address, optional: true",
        &address(["1", "", "Town", "", "nowhere"]),
    );
    assert_eq!(
        wrong,
        Err(vec![("it-postcode".to_owned(), Problem::NotAPostcode)])
    );
}

#[test]
fn postcodes() {
    let typed = |postcode| read("type: address", &address(["1", "", "Town", "", postcode]));
    let table = [
        ("tf2 9jf", "TF2 9JF"),
        ("SW1A1AA", "SW1A 1AA"),
        ("m 1 1 a e", "M1 1AE"),
        ("b33-8th", "B33 8TH"),
        ("gir 0aa", "GIR 0AA"),
        ("ec1a 1bb", "EC1A 1BB"),
        ("w1a0ax", "W1A 0AX"),
        ("dn55 1pt", "DN55 1PT"),
    ];
    for (postcode, standard) in table {
        let Ok(Some(Answer::Address(address))) = typed(postcode) else {
            panic!("{postcode}")
        };
        assert_eq!(address.postcode, standard);
    }
    for postcode in [
        "TF2", "9JF TF2", "AAA 9AA", "A999 9AA", "TF2 9J1", "ТF2 9JF", "TF2 9JFX",
    ] {
        assert_eq!(
            typed(postcode),
            Err(vec![("it-postcode".to_owned(), Problem::NotAPostcode)]),
            "{postcode}"
        );
    }
}
