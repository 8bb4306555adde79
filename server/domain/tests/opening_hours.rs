//! Opening hours and deadlines, held against counting minute by minute.

use std::collections::BTreeSet;

use guildhall_domain::{
    callbacks::{self, NotTried, Outcome},
    opening_hours::{END_OF_DAY, Now, OpeningHours, Times, minute_of, parse_date, parse_time},
    tasks::{Act, Due, Standing, TaskEvent, TaskState},
};
use proptest::{array, collection, option, prelude::*, sample};
use time::{
    Date, Duration, PrimitiveDateTime,
    macros::{date, datetime},
};
use uuid::Uuid;

fn times() -> impl Strategy<Value = Times> {
    (0_u16..END_OF_DAY, 1_u16..=END_OF_DAY).prop_filter_map("it closes first", |(opens, closes)| {
        Times::new(opens, closes).ok()
    })
}

fn dates() -> impl Strategy<Value = Date> {
    (0_i64..40).prop_map(|days| date!(2026 - 03 - 20) + Duration::days(days))
}

fn hours() -> impl Strategy<Value = OpeningHours> {
    let week = array::uniform7(option::of(times()));
    (week, collection::btree_set(dates(), 0..8))
        .prop_map(|(week, closed)| OpeningHours::new(week, closed))
}

fn moments() -> impl Strategy<Value = PrimitiveDateTime> {
    (dates(), 0_i64..1440).prop_map(|(date, minute)| date.midnight() + Duration::minutes(minute))
}

/// Each minute from a moment on, for four weeks.
fn minutes_from(from: PrimitiveDateTime) -> impl Iterator<Item = PrimitiveDateTime> {
    (0..4 * 7 * 1440).map(move |minutes| from + Duration::minutes(minutes))
}

/// A day and a minute of it as one moment.
fn moment((date, minute): (Date, u16)) -> PrimitiveDateTime {
    date.midnight() + Duration::minutes(minute.into())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_deadline_is_when_so_many_open_minutes_have_passed(hours in hours(), from in moments(), wanted in 1_u32..3_000) {
        let counted = minutes_from(from).filter(|at| hours.is_open(*at)).nth(wanted as usize - 1);
        // The minute that is the last of them is over when the deadline comes.
        let expected = counted.map(|last| last + Duration::minutes(1));
        if let Some(expected) = expected {
            let found = hours.after(from, wanted);
            prop_assert_eq!(found.map(moment), Some(expected));
            prop_assert!(found.unwrap().1 > 0);
        }
    }

    #[test]
    fn a_later_call_is_never_due_earlier(hours in hours(), from in moments(), wait in 0_i64..5_000, wanted in 1_u32..3_000) {
        if let (Some(first), Some(second)) = (hours.after(from, wanted), hours.after(from + Duration::minutes(wait), wanted)) {
            prop_assert!(moment(first) <= moment(second));
        }
    }

    #[test]
    fn it_opens_next_at_the_first_open_minute(hours in hours(), at in moments()) {
        match hours.now(at) {
            Now::Open(until) => {
                prop_assert!(hours.is_open(at));
                prop_assert!(minute_of(at.time()) < until);
                let times = hours.on(at.date()).unwrap();
                prop_assert_eq!(times.closes(), until);
            }
            Now::Closed(next) => {
                prop_assert!(!hours.is_open(at));
                let first = minutes_from(at).find(|at| hours.is_open(*at));
                if let Some(first) = first {
                    prop_assert_eq!(next.map(moment), Some(first));
                }
            }
        }
    }

    #[test]
    fn nobody_is_there_on_a_closed_date(hours in hours(), minute in 0_i64..1440) {
        for date in hours.closed() {
            prop_assert!(hours.on(*date).is_none());
            prop_assert!(!hours.is_open(date.midnight() + Duration::minutes(minute)));
        }
    }

    #[test]
    fn hours_are_read_as_they_were_written(hours in hours()) {
        let json = serde_json::to_string(&hours).unwrap();
        prop_assert_eq!(serde_json::from_str::<OpeningHours>(&json).unwrap(), hours);
    }

    #[test]
    fn a_callback_is_always_due_after_it_was_asked_for(hours in hours(), at in moments(), open_hours in -3_i64..400) {
        let due = callbacks::due(&hours, open_hours, at);
        prop_assert!(moment(due) > at);
        let never = OpeningHours::default();
        prop_assert!(moment(callbacks::due(&never, open_hours, at)) > at);
    }

    #[test]
    fn every_minute_is_read_as_it_is_written(minute in 0_u16..1440) {
        let (hour, of_hour) = (minute / 60, minute % 60);
        let half = if hour < 12 { "am" } else { "pm" };
        let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        prop_assert_eq!(parse_time(&format!("{hour:02}:{of_hour:02}")), Some(minute));
        prop_assert_eq!(parse_time(&format!(" {twelve}.{of_hour:02} {half}")), Some(minute));
    }

    #[test]
    fn nothing_typed_breaks_the_reading(text in ".{0,12}") {
        if let Some(minute) = parse_time(&text) {
            prop_assert!(minute <= END_OF_DAY);
        }
        let _ = parse_date(&text);
    }

    #[test]
    fn a_callback_is_finished_with_an_outcome_alone(
        state in sample::select(TaskState::ALL), outcome in option::of(sample::select(Outcome::ALL)), is_finished: bool,
    ) {
        let standing = Standing { state, team: None, owner: None };
        let decided = callbacks::acts(standing, outcome, is_finished);
        match (state, outcome) {
            (TaskState::Done, _) => prop_assert_eq!(decided, Err(NotTried::IsDone)),
            (_, None) => prop_assert_eq!(decided, Err(NotTried::NoOutcome)),
            (_, Some(outcome)) => {
                let mut standing = standing;
                let acts = decided.unwrap();
                prop_assert_eq!(acts[0], Act::Attempt(outcome));
                for act in acts {
                    standing = standing.after(act, Uuid::nil()).unwrap();
                }
                prop_assert_eq!(standing.state == TaskState::Done, is_finished);
                prop_assert!(standing.state != TaskState::Open, "whoever rang knows of it");
            }
        }
    }
}

#[test]
fn office_hours_skip_the_weekend_and_closed_dates() {
    let office = OpeningHours::office();
    // A Friday afternoon: an hour is left, and seven hours of the Monday.
    let friday = datetime!(2026-03-27 16:00);
    assert_eq!(
        callbacks::due(&office, 8, friday),
        (date!(2026 - 03 - 30), 16 * 60)
    );
    let closed = BTreeSet::from([date!(2026 - 03 - 30)]);
    let easter = OpeningHours::new(*office.week(), closed);
    assert_eq!(
        callbacks::due(&easter, 8, friday),
        (date!(2026 - 03 - 31), 16 * 60)
    );
    assert_eq!(easter.now(friday), Now::Open(17 * 60));
    assert_eq!(
        easter.now(datetime!(2026-03-27 17:00)),
        Now::Closed(Some((date!(2026 - 03 - 31), 9 * 60)))
    );
    assert_eq!(OpeningHours::default().now(friday), Now::Closed(None));
    // Exactly a day's worth is due as it closes.
    assert_eq!(
        callbacks::due(&office, 8, datetime!(2026-03-27 08:00)),
        (date!(2026 - 03 - 27), 17 * 60)
    );
}

#[test]
fn times_and_dates_that_are_none_are_refused() {
    for wrong in [
        "", "25:00", "9:5", "13pm", "0am", "nine", "9:60", "-1", "9:00:00", "900", "am", ":30",
        "1\u{661}",
    ] {
        assert_eq!(parse_time(wrong), None, "{wrong}");
    }
    assert_eq!(parse_time("midday"), Some(720));
    assert_eq!(parse_time("Midnight"), Some(END_OF_DAY));
    assert_eq!(parse_time("12am"), Some(0));
    assert_eq!(parse_date("25 December 2026"), Some(date!(2026 - 12 - 25)));
    assert_eq!(parse_date("25/12/2026"), Some(date!(2026 - 12 - 25)));
    for wrong in [
        "31 February 2026",
        "31/02/2026",
        "25 December",
        "25 12 26",
        "2026-12-25",
        "tomorrow",
        "1 2 3 2026",
    ] {
        assert_eq!(parse_date(wrong), None, "{wrong}");
    }
    assert!(
        Times::new(600, 600).is_err()
            && Times::new(600, 540).is_err()
            && Times::new(0, 1441).is_err()
    );
    assert!(serde_json::from_str::<Times>("[600, 540]").is_err());
}

#[test]
fn questions_are_few_short_and_different() {
    let typed = " What is your reference? \n\nWhich bin?\nWhich bin?\r\n";
    let questions = callbacks::parse_questions(typed).unwrap();
    assert_eq!(questions, ["What is your reference?", "Which bin?"]);
    let many = |count: usize| {
        (0..count)
            .map(|number| format!("Question {number}\n"))
            .collect::<String>()
    };
    assert_eq!(callbacks::parse_questions(&many(10)).unwrap().len(), 10);
    assert!(callbacks::parse_questions(&many(11)).is_none());
    assert!(callbacks::parse_questions(&"x".repeat(201)).is_none());
    assert!(callbacks::parse_questions("").unwrap().is_empty());
}

#[test]
fn a_task_is_late_from_its_minute_on_and_one_of_a_day_after_that_day() {
    let today = date!(2026 - 03 - 27);
    assert!(!Due::is_late((today, 600), (today, 599)));
    assert!(Due::is_late((today, 600), (today, 600)));
    assert!(!Due::is_late((today, END_OF_DAY), (today, END_OF_DAY - 1)));
    assert!(Due::is_late(
        (today - Duration::days(1), END_OF_DAY),
        (today, 0)
    ));
}

#[test]
fn a_try_is_told_with_its_note() {
    let event = TaskEvent::of(Act::Attempt(Outcome::NoAnswer), "Rang twice");
    let json = serde_json::to_string(&event).unwrap();
    assert_eq!(
        json,
        r#"{"event":"attempted","outcome":"no-answer","note":"Rang twice"}"#
    );
    assert_eq!(serde_json::from_str::<TaskEvent>(&json).unwrap(), event);
}
