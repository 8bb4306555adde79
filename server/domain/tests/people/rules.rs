//! Each rule of the record by its name.

use guildhall_domain::{
    forms::{Address, Answer},
    people::{
        Act, Assertion, Attribute, Known, Rule, Source, Verification,
        record::{current, is_same},
    },
};
use time::{Duration, macros::date};

use crate::world::{Change as _, MOMENT, act, attribute, number, said};

/// A single value that documents and then codes verify, that the back office knows best, fresh for a year.
fn single() -> Attribute {
    Attribute {
        verified_by: vec!["documents".into(), "code".into()],
        authoritative: vec!["back-office".into()],
        fresh_for_days: Some(365),
        ..attribute()
    }
}

fn many() -> Attribute {
    Attribute {
        many: true,
        ..single()
    }
}

/// Which value counts, and why.
fn counts(attribute: &Attribute, said: &[Assertion]) -> Vec<(u8, Rule)> {
    let known = current(attribute, said, MOMENT);
    known
        .iter()
        .map(|known| (number(known.value), known.rule))
        .collect()
}

fn only<'a>(attribute: &Attribute, said: &'a [Assertion]) -> Known<'a> {
    let mut known = current(attribute, said, MOMENT);
    assert_eq!(known.len(), 1);
    known.remove(0)
}

#[test]
fn nothing_said_is_nothing_known() {
    assert!(counts(&single(), &[]).is_empty());
    assert!(counts(&many(), &[act(1, 1, Act::Ended, None)]).is_empty());
}

#[test]
fn of_equals_the_latest_counts() {
    assert_eq!(
        counts(&single(), &[said(1, 9, 1), said(2, 3, 2)]),
        [(2, Rule::Recent)]
    );
    assert_eq!(
        counts(&single(), &[said(2, 3, 2), said(1, 3, 1)]),
        [(2, Rule::Recent)]
    );
}

#[test]
fn verified_beats_authoritative_beats_recent() {
    let verified = said(1, 30, 1).verified(Verification::Code);
    let authoritative = said(2, 20, 2).by(Source::BackOffice);
    let recent = said(3, 10, 3);
    let all = [verified, authoritative, recent];
    assert_eq!(counts(&single(), &all), [(1, Rule::Verified)]);
    assert_eq!(counts(&single(), &all[1..]), [(2, Rule::Authoritative)]);
    assert_eq!(counts(&single(), &all[2..]), [(3, Rule::Recent)]);
}

#[test]
fn a_stronger_verification_beats_a_later_weaker_one() {
    let documents = said(1, 30, 1).verified(Verification::Documents);
    let code = said(2, 10, 2).verified(Verification::Code);
    assert_eq!(counts(&single(), &[documents, code]), [(1, Rule::Verified)]);
}

#[test]
fn a_verification_that_proves_nothing_here_counts_for_nothing() {
    let provider = said(1, 30, 1).verified(Verification::Provider);
    assert_eq!(
        counts(&single(), &[provider, said(2, 10, 2)]),
        [(2, Rule::Recent)]
    );
}

#[test]
fn what_is_stale_is_only_as_good_as_anything_else() {
    let old = said(1, 400, 1).verified(Verification::Documents);
    assert_eq!(
        counts(&single(), &[old.clone(), said(2, 10, 2)]),
        [(2, Rule::Recent)]
    );
    let said = [old];
    let alone = only(&single(), &said);
    assert_eq!((alone.rule, alone.is_stale), (Rule::Recent, true));
}

#[test]
fn a_value_grows_stale_at_the_very_moment() {
    let one = said(1, 365, 1);
    let younger = Assertion {
        asserted_at: one.asserted_at + Duration::SECOND,
        ..one.clone()
    };
    assert!(only(&single(), &[one]).is_stale);
    assert!(!only(&single(), &[younger]).is_stale);
}

#[test]
fn whoever_says_a_value_again_renews_it_however_it_was_verified() {
    let checked = said(1, 400, 1).verified(Verification::Documents);
    let again = said(2, 10, 1).doing(Act::Confirmed);
    let said = [checked, again];
    let known = only(&single(), &said);
    assert_eq!(
        (known.by.id, known.rule, known.is_stale),
        (said[0].id, Rule::Verified, false)
    );
    assert_eq!(known.said_at, said[1].asserted_at);
}

#[test]
fn an_override_stands_against_everything_said_before_and_what_is_unchecked_after() {
    let verified = said(1, 30, 1).verified(Verification::Documents);
    let overridden = said(2, 20, 2).doing(Act::Overridden);
    let later = said(3, 10, 3).by(Source::BackOffice);
    let said = [verified, overridden, later];
    assert_eq!(counts(&single(), &said), [(2, Rule::Overridden)]);
}

#[test]
fn an_override_gives_way_to_something_verified_after_it() {
    let overridden = said(1, 20, 1).doing(Act::Overridden);
    let verified = said(2, 10, 2).verified(Verification::Code);
    assert_eq!(
        counts(&single(), &[overridden, verified]),
        [(2, Rule::Verified)]
    );
}

#[test]
fn the_last_override_counts() {
    let overrides = [said(1, 20, 1), said(2, 10, 2)].map(|one| one.doing(Act::Overridden));
    assert_eq!(counts(&single(), &overrides), [(2, Rule::Overridden)]);
}

#[test]
fn an_end_ends_what_was_before_and_nothing_comes_back_in_its_place() {
    let history = [
        said(1, 30, 1),
        said(2, 20, 2),
        act(3, 10, Act::Ended, Some(2)),
        said(4, 5, 3),
    ];
    assert!(counts(&single(), &history[..3]).is_empty());
    assert_eq!(counts(&single(), &history), [(3, Rule::Recent)]);
}

#[test]
fn what_is_past_its_day_or_not_yet_true_counts_no_more_and_not_yet() {
    let past = said(2, 20, 2).until(0);
    let coming = said(3, 10, 3).since(date!(2026 - 03 - 28));
    let today = said(4, 5, 1).since(date!(2026 - 03 - 27));
    assert_eq!(
        counts(&single(), &[said(1, 30, 1), past, coming.clone()]),
        [(1, Rule::Recent)]
    );
    assert_eq!(counts(&single(), &[coming, today]), [(1, Rule::Recent)]);
    assert!(
        counts(&single(), &[said(1, -1, 1)]).is_empty(),
        "nor what nobody has said yet"
    );
}

#[test]
fn a_dispute_stands_until_somebody_says_it_again() {
    let history = [
        said(1, 30, 1),
        act(2, 20, Act::Disputed, Some(1)),
        said(3, 10, 1),
    ];
    let disputed = only(&single(), &history[..2]);
    assert_eq!(disputed.dispute.map(|one| one.id), Some(history[1].id));
    assert_eq!(only(&single(), &history).dispute, None);
    let other = [
        said(1, 30, 1),
        act(2, 20, Act::Disputed, Some(1)),
        said(3, 10, 2),
    ];
    assert_eq!(
        only(&single(), &other).dispute,
        None,
        "another value is not disputed"
    );
}

#[test]
fn what_was_said_later_and_nobody_checked_is_told() {
    let verified = said(1, 30, 1).verified(Verification::Documents);
    let said = [verified, said(2, 20, 2), said(3, 10, 1)];
    let known = only(&single(), &said[..2]);
    assert_eq!(known.unchecked.map(|one| one.id), Some(said[1].id));
    assert_eq!(
        only(&single(), &said).unchecked,
        None,
        "they went back to it"
    );
}

#[test]
fn each_of_many_values_is_stated_confirmed_and_ended_by_itself() {
    let history = [
        said(1, 40, 1),
        said(2, 30, 2),
        said(3, 20, 1),
        act(4, 10, Act::Ended, Some(2)),
    ];
    assert_eq!(
        counts(&many(), &history[..3]),
        [(1, Rule::Recent), (2, Rule::Recent)]
    );
    assert_eq!(counts(&many(), &history), [(1, Rule::Recent)]);
    let all = [
        said(1, 40, 1),
        said(2, 30, 2),
        act(3, 20, Act::Ended, None),
        said(4, 10, 3),
    ];
    assert_eq!(counts(&many(), &all), [(3, Rule::Recent)]);
}

#[test]
fn the_end_of_a_value_that_cannot_be_read_ends_no_other() {
    let locked = Assertion {
        value: None,
        ..said(1, 40, 0)
    };
    let history = [locked, said(2, 30, 2), act(3, 20, Act::Ended, Some(1))];
    assert_eq!(counts(&many(), &history), [(2, Rule::Recent)]);
}

#[test]
fn case_and_spaces_make_no_other_value() {
    let text = |text: &str| Answer::Text(text.to_owned());
    assert!(is_same(&text("AB12 CDE"), &text("ab12cde")));
    assert!(is_same(&text("ŁUKASZ  Żak"), &text("łukasz żak")));
    assert!(!is_same(&text("Mary"), &text("Mair")));
    let address = |line_1: &str, line_2: &str| {
        let (line_1, line_2) = (line_1.to_owned(), line_2.to_owned());
        let (town, postcode) = ("Wrekinbridge".to_owned(), "WR1 4QR".to_owned());
        Answer::Address(Address {
            line_1,
            line_2,
            town,
            postcode,
            ..Address::default()
        })
    };
    assert!(is_same(
        &address("14 Quarry Row", ""),
        &address("14 QUARRY ROW", "")
    ));
    assert!(!is_same(
        &address("14 Quarry Row", "Flat 1"),
        &address("14 Quarry Row", "Flat 2")
    ));
}
