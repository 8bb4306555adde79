//! Service files and the life of cases.

use guildhall_domain::services::{CaseType, Service};

const SERVICE: &str = "
title: Report a missed bin
summary: Tell us when we did not empty your bin.
before_you_start: <p>Wait a day.</p>
declaration: <p>It is true.</p>
what_happens_next: <p>We come back.</p>
";

fn problems(case: &str) -> Vec<String> {
    let found = Service::parse("bins/service.yaml", &format!("{SERVICE}{case}")).expect_err(case);
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_service_without_a_case_type_has_the_plain_one() {
    let service = Service::parse("bins/service.yaml", SERVICE).expect("it is a service");
    assert_eq!(service.case, CaseType::plain());
    assert_eq!(service.check("bins/service.yaml"), []);
}

#[test]
fn cases_move_along_the_state_machine_only() {
    let case = CaseType::plain();
    assert!(case.may_move("received", "in_progress") && case.may_move("completed", "in_progress"));
    assert!(!case.may_move("in_progress", "received") && !case.may_move("received", "received"));
    assert!(!case.may_move("nowhere", "received") && !case.may_move("received", "nowhere"));
    let closed: Vec<&String> = case
        .statuses
        .iter()
        .filter(|(_, status)| status.closed)
        .map(|(id, _)| id)
        .collect();
    assert_eq!(closed, ["completed", "no_action"]);
}

#[test]
fn mistakes_in_a_service_are_named() {
    let status = "label: L, for_resident: R";
    let table = [
        (
            format!("case: {{first: new, statuses: {{old: {{{status}}}}}}}"),
            vec!["its first status \"new\" is not among its statuses"],
        ),
        (
            format!(
                "case: {{first: a, statuses: {{a: {{{status}, next: [c]}}, b: {{{status}, closed: true}}}}}}"
            ),
            vec![
                "status \"a\" leads to \"c\", which is not a status",
                "no status leads to \"b\": add it to a next or remove it",
            ],
        ),
        (
            "case: {first: a, statuses: {a: {label: ' ', for_resident: R}}}".to_owned(),
            vec![
                "status \"a\" needs both a label and words for the resident",
                "no status is closed: say which one ends the work with closed: true",
            ],
        ),
    ];
    for (case, expected) in table {
        let expected: Vec<String> = expected
            .iter()
            .map(|message| format!("bins/service.yaml: {message}"))
            .collect();
        assert_eq!(problems(&case), expected);
    }
    let blank = SERVICE.replace("<p>It is true.</p>", "''");
    let found = Service::parse("service.yaml", &blank).expect_err("it is blank");
    assert_eq!(
        found[0].to_string(),
        "service.yaml: its declaration is blank: write it"
    );
    assert!(problems("color: red")[0].contains("color"));
}

#[test]
fn every_service_of_the_catalogue_is_right() {
    let catalogue = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue");
    let mut count = 0;
    for entry in std::fs::read_dir(catalogue).expect("there is a catalogue") {
        let file = entry.expect("it can be read").path().join("service.yaml");
        if let Ok(text) = std::fs::read_to_string(&file) {
            Service::parse(&file.display().to_string(), &text)
                .unwrap_or_else(|problems| panic!("{problems:?}"));
            count += 1;
        }
    }
    assert!(count > 0, "the catalogue has a service");
}
