//! What a form that is sent adds to the record, and what was saved.

use std::collections::BTreeMap;

use guildhall_domain::{
    forms::{Answer, CheckedForm, Progress, Typed},
    people::{
        Act, Assertion, Dictionary, Offer, Record, Reused,
        recording::Saved,
        reuse::{Given, How},
    },
};
use time::macros::date;

use crate::world::{MOMENT, NOW, attribute, dictionary, said};

const FORM: &str = "pages:
- {id: one, title: One, items: [{type: text, name: name, label: A, records: name}]}
- {id: moved, title: Moved, items: [{type: yes-no, name: moved, label: Moved}]}
- {id: when, title: When, when: {field: moved, is: \"yes\"}, items: [
    {type: date, name: moved_on, label: When},
    {type: text, name: street, label: A, records: {attribute: street, reuse: false, since: moved_on}}]}
- {id: old, title: Old, items: [
    {type: text, name: old_street, label: A, records: {attribute: street, record: false}}]}";

fn world() -> (CheckedForm, Dictionary) {
    let form = CheckedForm::parse("test", FORM).unwrap();
    (
        form,
        dictionary(&[("name", attribute()), ("street", attribute())]),
    )
}

fn answer(form: &CheckedForm, progress: &mut Progress, page: &str, typed: &[(&str, &str)]) {
    let page = form.page(page).unwrap();
    let typed = typed
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let typed: Typed = typed.collect();
    let answers = form.read(page, progress, &typed, MOMENT.today).unwrap();
    form.save(progress, page, answers);
    form.note_given(progress, page, NOW);
}

fn moved(form: &CheckedForm) -> Progress {
    let mut progress = Progress::default();
    answer(form, &mut progress, "one", &[("name", "Value 1")]);
    answer(form, &mut progress, "moved", &[("moved", "yes")]);
    let when = [
        ("moved_on-day", "1"),
        ("moved_on-month", "4"),
        ("moved_on-year", "2026"),
        ("street", "Quarry Row"),
    ];
    answer(form, &mut progress, "when", &when);
    answer(
        form,
        &mut progress,
        "old",
        &[("old_street", "Tannery Street")],
    );
    progress
}

#[test]
fn what_is_new_is_stated_from_its_day_and_what_is_known_is_confirmed() {
    let (form, dictionary) = world();
    let told = BTreeMap::from([("name".to_owned(), vec![said(1, 9, 1)])]);
    let record = Record::work_out(&dictionary, &told, MOMENT);
    let recorded = form.recorded(&moved(&form), &dictionary, &record);
    let (name, street) = (&recorded[0], &recorded[1]);
    assert_eq!(
        (name.act, name.about),
        (Act::Confirmed, Some(said(1, 9, 1).id))
    );
    assert_eq!(
        (street.act, street.since),
        (Act::Stated, Some(date!(2026 - 04 - 01)))
    );
    assert_eq!(street.value, Answer::Text("Quarry Row".into()));
    assert_eq!(recorded.len(), 2, "the old street only fills in");
}

#[test]
fn what_is_asked_no_longer_says_nothing() {
    let (form, dictionary) = world();
    let mut progress = moved(&form);
    answer(&form, &mut progress, "moved", &[("moved", "no")]);
    assert!(
        progress.answers.contains_key("street"),
        "it is kept, in case they change back"
    );
    let told: BTreeMap<String, Vec<Assertion>> = BTreeMap::new();
    let record = Record::work_out(&dictionary, &told, MOMENT);
    let recorded = form.recorded(&progress, &dictionary, &record);
    assert_eq!(
        recorded
            .iter()
            .map(|one| one.attribute.as_str())
            .collect::<Vec<_>>(),
        ["name"]
    );
}

#[test]
fn what_was_used_or_exchanged_says_nothing_new() {
    let (form, dictionary) = world();
    for how in [How::Used, How::Exchanged] {
        let mut progress = moved(&form);
        progress.given.insert(
            "name".into(),
            Given {
                how,
                at: NOW,
                assertion: None,
            },
        );
        let record = Record::default();
        let recorded = form.recorded(&progress, &dictionary, &record);
        assert!(
            recorded.iter().all(|one| one.attribute != "name"),
            "{how:?}"
        );
    }
}

#[test]
fn what_is_saved_is_what_was_not_typed() {
    let (form, _) = world();
    let typed = moved(&form);
    let all_typed = Saved {
        answers_needed: 5,
        ..Saved::default()
    };
    assert_eq!(form.saved(&typed), all_typed);
    let mut used = typed.clone();
    used.completed.remove("one");
    used.given.insert(
        "name".into(),
        Given {
            how: How::Used,
            at: NOW,
            assertion: None,
        },
    );
    let saved = Saved {
        answers_reused: 1,
        pages: 1,
        keystrokes: 7,
        ..all_typed
    };
    assert_eq!(form.saved(&used), saved);
    let mut confirmed = typed;
    let known = Reused {
        answer: Answer::Text("value 1".into()),
        assertion: said(1, 9, 1).id,
        source: "resident".into(),
        said_at: NOW,
        told_in: None,
        offer: Offer::Confirm,
    };
    confirmed.known.insert("name".into(), known);
    answer(&form, &mut confirmed, "one", &[("name", "Value 1")]);
    assert_eq!(
        form.saved(&confirmed),
        Saved { pages: 0, ..saved },
        "the page was shown"
    );
}
