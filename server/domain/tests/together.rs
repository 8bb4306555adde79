//! One draft, two people: codes, and how long a draft is the resident's to type in.

use guildhall_domain::{
    actors::Channel,
    together::{CODE_LASTS, Code, GuestEnding, IDLE, Lending, Over, Standing},
};
use proptest::prelude::*;
use time::{Duration, OffsetDateTime, macros::datetime};

const MADE: OffsetDateTime = datetime!(2026-03-27 10:00 UTC);

fn lending() -> Lending {
    Lending {
        made_at: MADE,
        taken_at: None,
        last_seen_at: None,
        ended: None,
    }
}

#[test]
fn a_code_waits_for_a_quarter_of_an_hour() {
    let code = lending();
    let just = MADE + CODE_LASTS - Duration::seconds(1);
    assert_eq!(code.standing(just), Standing::Waiting);
    assert_eq!(
        code.standing(MADE + CODE_LASTS),
        Standing::Over(Over::Lapsed)
    );
}

#[test]
fn nothing_shows_after_twenty_minutes_of_nothing() {
    let open = Lending {
        taken_at: Some(MADE),
        last_seen_at: Some(MADE + Duration::minutes(5)),
        ..lending()
    };
    let last = MADE + Duration::minutes(5) + IDLE;
    assert_eq!(
        open.standing(last - Duration::seconds(1)),
        Standing::Open,
        "it counts from what was done last, not from when it was taken"
    );
    assert_eq!(open.standing(last), Standing::Over(Over::Idle));
}

#[test]
fn only_whoever_is_beside_the_resident_hands_them_a_keyboard() {
    let together: Vec<_> = Channel::ASSISTED
        .into_iter()
        .filter(|channel| channel.is_face_to_face())
        .collect();
    assert_eq!(together, [Channel::Counter, Channel::HomeVisit]);
}

proptest! {
    #[test]
    fn a_code_is_read_as_people_type_it(random: u64, lower: bool, gap in "[ \\-–]{0,2}") {
        let code = Code::from_random(random);
        let shown = code.to_string().replace('-', &gap);
        let typed = if lower { shown.to_lowercase() } else { shown };
        prop_assert_eq!(Code::parse(&typed), Some(code.clone()));
        prop_assert_eq!(Code::parse(&format!("{typed}C")), None);
        prop_assert!(!code.letters().contains(['0', 'O', '1', 'I', 'L', '2', 'Z', '5', 'S', '8', 'B', 'U', 'Q', 'G']));
    }

    #[test]
    fn anything_may_be_typed_for_a_code(typed in "\\PC*") {
        if let Some(code) = Code::parse(&typed) {
            prop_assert_eq!(code.letters().len(), 8);
        }
    }

    #[test]
    fn different_numbers_make_different_codes(one in 0..Code::COUNT, other in 0..Code::COUNT) {
        prop_assert_eq!(one == other, Code::from_random(one) == Code::from_random(other));
    }

    #[test]
    fn what_is_over_stays_over(
        taken in proptest::option::of(0_i64..900), seen in 0_i64..2_000, ended: bool, at in 0_i64..10_000, later in 0_i64..10_000,
    ) {
        let lending = Lending {
            taken_at: taken.map(|after| MADE + Duration::seconds(after)),
            last_seen_at: taken.map(|after| MADE + Duration::seconds(after + seen)),
            ended: ended.then_some(GuestEnding::TakenBack),
            ..lending()
        };
        let at = MADE + Duration::seconds(at);
        if let Standing::Over(why) = lending.standing(at) {
            prop_assert_eq!(lending.standing(at + Duration::seconds(later)), Standing::Over(why));
        }
    }
}
