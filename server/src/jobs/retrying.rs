//! When to try again, and when to stop.

use time::Duration;

/// After so many the job is given up, some two days after the first: a mail server that is away for a weekend is
/// waited for.
pub const MOST_ATTEMPTS: i64 = 18;

const FIRST: Duration = Duration::seconds(30);
const LONGEST: Duration = Duration::hours(6);

/// How long to wait after this many attempts. The time doubles with each, up to six hours; between half and all of
/// it is waited, as `jitter` (from 0 to 1) says, so that what failed together does not come back together.
pub fn back_off(attempts: i64, jitter: f64) -> Duration {
    let doublings = attempts.saturating_sub(1).clamp(0, 20);
    let doublings = u32::try_from(doublings).unwrap_or_default();
    let whole = (FIRST * 2_i32.saturating_pow(doublings)).min(LONGEST);
    whole / 2 + (whole / 2) * jitter.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn waiting_grows_stays_within_bounds_and_is_spread(attempts in 1_i64..1_000, jitter in 0.0..1.0_f64, more in 0.0..1.0_f64) {
            let wait = back_off(attempts, jitter);
            prop_assert!(wait >= FIRST / 2 && wait <= LONGEST);
            prop_assert!(back_off(attempts + 1, jitter) >= wait);
            let (less, more) = if jitter < more { (jitter, more) } else { (more, jitter) };
            prop_assert!(back_off(attempts, less) <= back_off(attempts, more));
            prop_assert_eq!(back_off(attempts, 0.0) * 2, back_off(attempts, 1.0));
        }

        #[test]
        fn no_attempt_and_no_jitter_break_it(attempts in any::<i64>(), jitter in any::<f64>()) {
            let wait = back_off(attempts, if jitter.is_nan() { 0.0 } else { jitter });
            prop_assert!(wait >= FIRST / 2 && wait <= LONGEST);
        }
    }

    #[test]
    fn a_job_is_tried_for_some_two_days() {
        let waits = |jitter| {
            (1..MOST_ATTEMPTS)
                .map(|attempt| back_off(attempt, jitter))
                .sum::<Duration>()
        };
        assert!(waits(0.0) > Duration::hours(24), "{}", waits(0.0));
        assert!(waits(1.0) < Duration::hours(72), "{}", waits(1.0));
    }
}
