//! Times of day and opening hours in words.

use guildhall_domain::opening_hours::{END_OF_DAY, Now, OpeningHours, WEEK};
use leptos::prelude::*;
use time::Date;

use crate::{
    components::{SummaryList, SummaryRow, Tag},
    pages::forms::answers::date_words,
    wording::{text, text_with},
};

/// The days of the week as messages and controls name them, Monday first.
pub const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// "9am", "5:30pm", "midday": a minute of the day as the GOV.UK style writes it.
pub fn minute_words(minute: u16) -> String {
    match minute {
        0 | END_OF_DAY => return text("time-midnight"),
        720 => return text("time-midday"),
        _ => {}
    }
    let (hour, of_hour) = (minute / 60, minute % 60);
    let twelve = if hour.is_multiple_of(12) {
        12
    } else {
        hour % 12
    };
    let time = if of_hour == 0 {
        twelve.to_string()
    } else {
        format!("{twelve}:{of_hour:02}")
    };
    let key = if hour < 12 { "time-am" } else { "time-pm" };
    text_with(key, &[("time", &time)])
}

/// "30 March 2026 at 4pm"; the day alone where it is due by its end.
pub fn moment_words(date: Date, minute: u16) -> String {
    let date = date_words(date);
    if minute >= END_OF_DAY {
        return date;
    }
    let time = minute_words(minute);
    text_with("date-at-time", &[("date", &date), ("time", &time)])
}

/// Whether a team is there now, as a tag with words.
pub(super) fn now_view(now: Now) -> AnyView {
    let (key, colour, words) = match now {
        Now::Open(until) => {
            let until = minute_words(until);
            let words = text_with("hours-open-until", &[("time", &until)]);
            ("hours-open", "govuk-tag--green", words)
        }
        Now::Closed(Some((date, minute))) => {
            let when = moment_words(date, minute);
            let words = text_with("hours-opens", &[("when", &when)]);
            ("hours-closed", "govuk-tag--grey", words)
        }
        Now::Closed(None) => ("hours-closed", "govuk-tag--grey", String::new()),
    };
    view! { {Tag::new(text(key)).classes(colour)}" "{words} }.into_any()
}

/// The hours of a week, and the dates on which they do not hold.
pub(super) fn week_view(hours: &OpeningHours, today: Date) -> AnyView {
    let day = |place: usize| text(&format!("day-{}", DAYS[place]));
    let rows = (0..WEEK.len()).map(|place| {
        let times = match hours.week()[place] {
            Some(times) => text_with(
                "hours-from-to",
                &[
                    ("from", &minute_words(times.opens())),
                    ("to", &minute_words(times.closes())),
                ],
            ),
            None => text("hours-closed"),
        };
        SummaryRow::new(day(place), times)
    });
    let closed: Vec<_> = hours
        .closed()
        .iter()
        .filter(|date| **date >= today)
        .map(|date| view! { <li>{date_words(*date)}</li> })
        .collect();
    let closed = (!closed.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-s">{text("hours-closed-on")}</h3>
            <ul class="govuk-list">{closed}</ul>
        }
    });
    view! {
        {SummaryList::new(rows.collect::<Vec<_>>()).view()}
        {closed}
    }
    .into_any()
}
