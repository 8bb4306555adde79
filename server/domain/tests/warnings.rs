//! What may be noted about somebody, and for how long.

use guildhall_domain::warnings::{
    Noted, WarningKind, WarningProblem, WarningState, WithholdingGround, latest,
};
use proptest::{option, prelude::*, sample};
use time::{Date, Duration, macros::date};

fn dates() -> impl Strategy<Value = Date> {
    (-800_i64..800).prop_map(|days| date!(2026 - 03 - 27) + Duration::days(days))
}

#[test]
fn two_years_are_two_years() {
    assert_eq!(latest(date!(2026 - 03 - 27)), date!(2028 - 03 - 27));
    assert_eq!(latest(date!(2028 - 02 - 29)), date!(2030 - 02 - 28));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_shown_after_its_last_day_or_once_it_is_ended(today in dates(), expires_on in dates(), is_ended: bool) {
        let state = WarningState::on(today, expires_on, is_ended);
        prop_assert_eq!(state == WarningState::InForce, !is_ended && today <= expires_on);
        prop_assert_eq!(state == WarningState::Ended, is_ended);
        // What is over stays over.
        let later = WarningState::on(today + Duration::DAY, expires_on, is_ended);
        prop_assert!(state == WarningState::InForce || later == state);
    }

    #[test]
    fn what_is_noted_has_a_last_day_within_two_years(
        kind in sample::select(WarningKind::ALL), words in "[a-z]{0,3}", expires_on in option::of(dates()),
        withheld in option::of(sample::select(WithholdingGround::ALL)), today in dates(),
    ) {
        let problems = Noted { kind, words: &words, expires_on, withheld }.problems(today);
        let is_dated = expires_on.is_some_and(|date| today <= date && date <= latest(today));
        let is_undated = problems.iter().any(|problem| matches!(problem, WarningProblem::NoLastDay | WarningProblem::LastDayTooFar));
        prop_assert_eq!(is_dated, !is_undated);
        // Nobody is kept from what is noted of their needs, and no risk goes without its reason.
        prop_assert_eq!(problems.contains(&WarningProblem::NeedWithheld), withheld.is_some() && !kind.is_risk());
        prop_assert!(!(kind.is_risk() && words.is_empty()) || problems.contains(&WarningProblem::NoWords));
        prop_assert!(latest(today) >= today + Duration::days(729) && latest(today) <= today + Duration::days(731));
    }
}
