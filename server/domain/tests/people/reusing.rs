//! What is offered, and what never is.

use std::collections::BTreeMap;

use guildhall_domain::{
    accounts::Level,
    forms::CheckedForm,
    people::{
        Act, Assertion, Attribute, Dictionary, Offer, Record, Reuse, Reused, Sensitivity,
        Verification, reuse::Asking,
    },
};

use crate::world::{Change as _, MOMENT, act, attribute, dictionary, said};

fn form() -> CheckedForm {
    let text = "pages: [{id: one, title: One, items: [
        {type: text, name: thing, label: Thing, records: thing, max_length: 20}]}]";
    CheckedForm::parse("test", text).unwrap()
}

fn offer(attribute: &Attribute, told: Vec<Assertion>, known_as: Level) -> Option<Reused> {
    let dictionary = dictionary(&[("thing", attribute.clone())]);
    let told = BTreeMap::from([("thing".to_owned(), told)]);
    let record = Record::work_out(&dictionary, &told, MOMENT);
    let asking = Asking {
        dictionary: &dictionary,
        record: &record,
        known_as,
        moment: MOMENT,
    };
    form().offers(&asking).remove("thing")
}

fn how(attribute: &Attribute, told: Vec<Assertion>) -> Option<Offer> {
    offer(attribute, told, Level::VerifiedIdentity).map(|offer| offer.offer)
}

#[test]
fn nothing_is_offered_below_its_level() {
    for needs in Level::ALL {
        for known_as in Level::ALL {
            let attribute = Attribute {
                needs,
                ..attribute()
            };
            let offered = offer(&attribute, vec![said(1, 1, 1)], known_as);
            assert_eq!(
                offered.is_some(),
                known_as >= needs,
                "{needs:?} for {known_as:?}"
            );
        }
    }
}

#[test]
fn what_is_asked_every_time_is_never_offered() {
    let never = Attribute {
        reuse: Reuse::Never,
        ..attribute()
    };
    assert_eq!(how(&never, vec![said(1, 1, 1)]), None);
}

#[test]
fn the_policy_says_whether_it_is_used_or_confirmed() {
    assert_eq!(how(&attribute(), vec![said(1, 1, 1)]), Some(Offer::Use));
    let confirm = Attribute {
        reuse: Reuse::Confirm,
        ..attribute()
    };
    assert_eq!(how(&confirm, vec![said(1, 1, 1)]), Some(Offer::Confirm));
}

#[test]
fn what_is_doubtful_is_looked_at_whatever_the_policy() {
    let of = |change: fn(&mut Attribute)| {
        let mut attribute = attribute();
        change(&mut attribute);
        attribute
    };
    let stale = of(|attribute| attribute.fresh_for_days = Some(3));
    assert_eq!(how(&stale, vec![said(1, 3, 1)]), Some(Offer::Look));
    let disputed = vec![said(1, 3, 1), act(2, 1, Act::Disputed, Some(1))];
    assert_eq!(how(&attribute(), disputed), Some(Offer::Look));
    let one_of_two = of(|attribute| attribute.many = true);
    assert_eq!(
        how(&one_of_two, vec![said(1, 3, 1), said(2, 1, 2)]),
        Some(Offer::Look)
    );
    assert_eq!(how(&one_of_two, vec![said(1, 3, 1)]), Some(Offer::Use));
    let checked = of(|attribute| attribute.verified_by = vec!["documents".to_owned()]);
    let contradicted = vec![
        said(1, 3, 1).verified(Verification::Documents),
        said(2, 1, 2),
    ];
    assert_eq!(
        how(&checked, contradicted),
        Some(Offer::Look),
        "they said otherwise since"
    );
}

#[test]
fn what_the_question_would_refuse_is_not_offered() {
    let long = guildhall_domain::forms::Answer::Text("x".repeat(21));
    let told = Assertion {
        value: Some(long),
        ..said(1, 1, 1)
    };
    assert_eq!(how(&attribute(), vec![told]), None);
}

#[test]
fn a_question_that_does_not_reuse_is_offered_nothing() {
    let text = "pages: [{id: one, title: One, items: [
        {type: text, name: thing, label: Thing, records: {attribute: thing, reuse: false}}]}]";
    let form = CheckedForm::parse("test", text).unwrap();
    let dictionary = dictionary(&[("thing", attribute())]);
    let told = BTreeMap::from([("thing".to_owned(), vec![said(1, 1, 1)])]);
    let record = Record::work_out(&dictionary, &told, MOMENT);
    let (known_as, moment) = (Level::VerifiedIdentity, MOMENT);
    let asking = Asking {
        dictionary: &dictionary,
        record: &record,
        known_as,
        moment,
    };
    assert!(form.offers(&asking).is_empty());
}

#[test]
fn no_dictionary_lets_what_is_sealed_be_used_silently() {
    let sealed = Attribute {
        sensitivity: Sensitivity::Sealed,
        ..attribute()
    };
    let text = serde_json::to_string(&BTreeMap::from([("secret", sealed)])).unwrap();
    let problems = Dictionary::parse("test", &text).unwrap_err();
    assert!(problems[0].contains("not used silently"), "{problems:?}");
}
