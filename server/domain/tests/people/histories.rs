//! Records of random histories, worked out both ways.

use guildhall_domain::people::{
    Act, Assertion, Attribute, Source, Verification,
    record::{Moment, current},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    oracle::{Verdict, verdicts},
    world::{MOMENT, NOW, attribute, value},
};

/// Half-days, so that much falls on the same moment.
fn moment() -> impl Strategy<Value = OffsetDateTime> {
    (-12_i64..2).prop_map(|halves| NOW + Duration::hours(12 * halves))
}

fn assertion() -> impl Strategy<Value = (Assertion, Option<usize>)> {
    let acts = vec![
        Act::Stated,
        Act::Stated,
        Act::Stated,
        Act::Confirmed,
        Act::Confirmed,
        Act::Overridden,
        Act::Disputed,
        Act::Ended,
    ];
    let verified = vec![
        Verification::Unverified,
        Verification::Unverified,
        Verification::Code,
        Verification::Documents,
        Verification::Provider,
    ];
    let sources = vec![Source::Resident, Source::Adviser, Source::BackOffice];
    let number = prop_oneof![9 => (0_u8..3).prop_map(Some), 1 => Just(None)];
    let days = || prop_oneof![3 => Just(None), 1 => (-2_i64..3).prop_map(Some)];
    let about = option::of(0_usize..20);
    let what = (
        select(acts),
        number,
        0_u8..3,
        select(verified),
        select(sources),
    );
    let when = (moment(), days(), days(), any::<u8>());
    (what, when, about).prop_map(
        |((act, number, spelling, verified, source), (asserted_at, since, until, id), about)| {
            let says = !matches!(act, Act::Disputed | Act::Ended);
            let assertion = Assertion {
                id: Uuid::from_u128(u128::from(id)),
                act,
                value: number
                    .filter(|_| says)
                    .map(|number| value(number, spelling)),
                since: since.map(|days| MOMENT.today + Duration::days(days)),
                valid_until: until.map(|days| NOW + Duration::days(days)),
                source,
                verified,
                about: None,
                reason: None,
                asserted_at,
                told_in: None,
            };
            (assertion, about)
        },
    )
}

/// Ids are made to differ; what they are about may be anything in the history, later things and nothing too.
fn history() -> impl Strategy<Value = Vec<Assertion>> {
    vec(assertion(), 0..14).prop_map(|drawn| {
        let ids: Vec<Uuid> = drawn
            .iter()
            .enumerate()
            .map(|(place, (one, _))| Uuid::from_u128(one.id.as_u128() * 100 + place as u128))
            .collect();
        let assertions = drawn.into_iter().zip(&ids).map(|((one, about), id)| {
            let unknown = Uuid::from_u128(u128::MAX);
            let about = about.map(|place| ids.get(place).copied().unwrap_or(unknown));
            Assertion {
                id: *id,
                about,
                ..one
            }
        });
        assertions.collect()
    })
}

fn any_attribute() -> impl Strategy<Value = Attribute> {
    let words = |words: &'static [&'static str]| {
        proptest::sample::subsequence(words, 0..=words.len()).prop_shuffle()
    };
    let verified_by = words(&["documents", "provider", "code"]);
    let authoritative = words(&["back-office", "adviser"]);
    let fresh = option::of(1_u32..5);
    (any::<bool>(), verified_by, authoritative, fresh).prop_map(
        |(many, verified_by, authoritative, fresh_for_days)| Attribute {
            many,
            verified_by: verified_by.into_iter().map(str::to_owned).collect(),
            authoritative: authoritative.into_iter().map(str::to_owned).collect(),
            fresh_for_days,
            ..attribute()
        },
    )
}

fn worked_out(attribute: &Attribute, said: &[Assertion], moment: Moment) -> Vec<Verdict> {
    let known = current(attribute, said, moment).into_iter();
    let verdicts = known.map(|known| {
        assert_eq!(Some(known.value), known.by.value.as_ref());
        Verdict {
            by: known.by.id,
            rule: known.rule,
            said_at: known.said_at,
            is_stale: known.is_stale,
            dispute: known.dispute.map(|one| one.id),
            unchecked: known.unchecked.map(|one| one.id),
        }
    });
    verdicts.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn the_record_is_what_the_slow_way_says(attribute in any_attribute(), said in history()) {
        prop_assert_eq!(
            worked_out(&attribute, &said, MOMENT),
            verdicts(&attribute, &said, MOMENT)
        );
    }

    #[test]
    fn the_order_in_which_assertions_arrive_is_nothing(
        attribute in any_attribute(),
        (said, shuffled) in history().prop_flat_map(|said| (Just(said.clone()), Just(said).prop_shuffle())),
    ) {
        prop_assert_eq!(
            worked_out(&attribute, &said, MOMENT),
            worked_out(&attribute, &shuffled, MOMENT)
        );
    }
}
