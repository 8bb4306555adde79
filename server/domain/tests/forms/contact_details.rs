//! Whom a submission says it can be answered to.

use guildhall_domain::forms::{Answer, CheckedForm, ContactDetails, Progress};

/// A form of one page with these questions, and an answer for each name.
fn given(fields: &str, answers: &[(&str, &str)]) -> ContactDetails {
    let file = format!("pages:\n  - id: one\n    title: One\n    items:\n{fields}");
    let form = CheckedForm::parse("form.yaml", &file).unwrap();
    let mut progress = Progress::default();
    for (name, answer) in answers {
        let answer = Answer::Text((*answer).to_owned());
        progress.answers.insert((*name).to_owned(), answer);
    }
    form.contact_details(&form.snapshot(&progress))
}

const OWN: &str =
    "      - {type: email, name: own, label: Your email address, autocomplete: email}\n";
const WORK: &str =
    "      - {type: email, name: work, label: Your work email address, autocomplete: work email}\n";
const LANDLORD: &str =
    "      - {type: email, name: landlord, label: Your landlord’s email address}\n";
const UNMARKED: &str = "      - {type: email, name: unmarked, label: Email address}\n";
const TELEPHONE: &str = "      - {type: telephone, name: telephone, label: Telephone number}\n";

#[test]
fn a_question_that_says_it_is_about_the_person_counts_and_others_do_not() {
    let answers = [
        ("own", "mary@residents.example"),
        ("landlord", "lets@foundry.example"),
    ];
    let details = given(&format!("{LANDLORD}{OWN}"), &answers);
    assert_eq!(details.emails, ["mary@residents.example"]);
    assert!(
        given(&format!("{LANDLORD}{OWN}"), &answers[1..])
            .emails
            .is_empty()
    );
}

#[test]
fn several_of_the_persons_own_count_in_the_order_of_the_form_and_once_each() {
    let answers = [
        ("own", "mary@residents.example"),
        ("work", "mary@works.example"),
    ];
    let details = given(&format!("{WORK}{OWN}"), &answers);
    assert_eq!(
        details.emails,
        ["mary@works.example", "mary@residents.example"]
    );
    let same = [
        ("own", "mary@residents.example"),
        ("work", "mary@residents.example"),
    ];
    assert_eq!(given(&format!("{WORK}{OWN}"), &same).emails.len(), 1);
}

#[test]
fn where_none_says_so_the_only_one_counts_and_of_several_none_does() {
    let answers = [
        ("unmarked", "mary@residents.example"),
        ("landlord", "lets@foundry.example"),
        ("telephone", "01632 960 011"),
    ];
    let details = given(&format!("{UNMARKED}{TELEPHONE}"), &answers);
    assert_eq!(details.emails, ["mary@residents.example"]);
    assert_eq!(details.telephones, ["01632 960 011"]);
    assert!(
        given(&format!("{UNMARKED}{LANDLORD}"), &answers)
            .emails
            .is_empty()
    );
    // Though only one of the two was answered: the form does not say whose it is.
    assert!(
        given(&format!("{UNMARKED}{LANDLORD}"), &answers[1..2])
            .emails
            .is_empty()
    );
}

#[test]
fn an_answer_to_a_question_that_was_not_asked_never_counts() {
    let form = "pages:\n  - id: first\n    title: First\n    items:\n      - {type: yes-no, name: updates, label: Do you want updates?}\n  - id: second\n    title: Second\n    when: {field: updates, is: true}\n    items:\n      - {type: email, name: own, label: Your email address, autocomplete: email}\n";
    let form = CheckedForm::parse("form.yaml", form).unwrap();
    for (updates, count) in [(true, 1), (false, 0)] {
        let mut progress = Progress::default();
        progress
            .answers
            .insert("updates".to_owned(), Answer::YesNo(updates));
        progress.answers.insert(
            "own".to_owned(),
            Answer::Text("mary@residents.example".to_owned()),
        );
        let details = form.contact_details(&form.snapshot(&progress));
        assert_eq!(details.emails.len(), count, "updates: {updates}");
    }
}
