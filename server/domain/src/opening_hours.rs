//! When a team is there, and by when it has done what it does within so many hours of being there.
//!
//! All times are those of the council's own clocks, so that a team that opens at 9 opens at 9 in summer and in winter.
//! When clocks change, at night, no team is open; one that were would count that hour twice or not at all.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, PrimitiveDateTime, Time, Weekday};

use crate::forms::{formats, iso_date};

/// Monday first, as a table shows them and as they are stored.
pub const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// How many dates on which it is closed a team may name.
pub const MOST_CLOSED_DATES: usize = 100;

/// In minutes: the end of a day.
pub const END_OF_DAY: u16 = 24 * 60;

/// How far ahead an opening is looked for, in days: whoever is closed for longer has none.
const HORIZON: u16 = 366;

/// From when until when somebody is there on one day, in minutes since midnight: from the first to before the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u16, u16)", into = "(u16, u16)")]
pub struct Times {
    opens: u16,
    closes: u16,
}

/// Why two times are no opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it must close after it opens, on the same day")]
pub struct ClosesBeforeItOpens;

impl Times {
    /// From one minute of the day until another. An open minute at least lies between them.
    pub fn new(opens: u16, closes: u16) -> Result<Self, ClosesBeforeItOpens> {
        if opens < closes && closes <= END_OF_DAY {
            Ok(Self { opens, closes })
        } else {
            Err(ClosesBeforeItOpens)
        }
    }

    pub fn opens(self) -> u16 {
        self.opens
    }

    pub fn closes(self) -> u16 {
        self.closes
    }

    fn contain(self, minute: u16) -> bool {
        (self.opens..self.closes).contains(&minute)
    }
}

impl TryFrom<(u16, u16)> for Times {
    type Error = ClosesBeforeItOpens;

    fn try_from((opens, closes): (u16, u16)) -> Result<Self, ClosesBeforeItOpens> {
        Self::new(opens, closes)
    }
}

impl From<Times> for (u16, u16) {
    fn from(times: Times) -> Self {
        (times.opens, times.closes)
    }
}

/// The hours of each day of a week, and the dates on which they do not hold because it is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// In the order of [`WEEK`]; none is closed.
    week: [Option<Times>; 7],
    #[serde(
        default,
        with = "closed_dates",
        skip_serializing_if = "BTreeSet::is_empty"
    )]
    closed: BTreeSet<Date>,
}

/// How opening hours look at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// Open until this minute of today.
    Open(u16),
    /// Closed, until this day and minute; none where nobody knows when it opens again.
    Closed(Option<(Date, u16)>),
}

impl OpeningHours {
    pub fn new(week: [Option<Times>; 7], closed: BTreeSet<Date>) -> Self {
        Self { week, closed }
    }

    /// What is counted with where a team has not said when it is there: Monday to Friday from 9am to 5pm.
    pub fn office() -> Self {
        let day = Times::new(9 * 60, 17 * 60).ok();
        Self::new([day, day, day, day, day, None, None], BTreeSet::new())
    }

    pub fn week(&self) -> &[Option<Times>; 7] {
        &self.week
    }

    pub fn closed(&self) -> &BTreeSet<Date> {
        &self.closed
    }

    /// The hours of a date; none where it is closed.
    pub fn on(&self, date: Date) -> Option<Times> {
        if self.closed.contains(&date) {
            return None;
        }
        let day = usize::from(date.weekday().number_days_from_monday());
        self.week.get(day).copied().flatten()
    }

    pub fn is_open(&self, at: PrimitiveDateTime) -> bool {
        let minute = minute_of(at.time());
        self.on(at.date())
            .is_some_and(|times| times.contain(minute))
    }

    /// How it looks at a moment.
    pub fn now(&self, at: PrimitiveDateTime) -> Now {
        let minute = minute_of(at.time());
        match self.on(at.date()) {
            Some(times) if times.contain(minute) => Now::Open(times.closes),
            _ => Now::Closed(self.next_opening(at)),
        }
    }

    /// When it opens next, after a moment at which it is closed.
    fn next_opening(&self, at: PrimitiveDateTime) -> Option<(Date, u16)> {
        let minute = minute_of(at.time());
        days_from(at.date()).find_map(|date| {
            let times = self.on(date)?;
            (date != at.date() || times.opens > minute).then_some((date, times.opens))
        })
    }

    /// The moment at which so many open minutes have passed: a day and a minute of it. None where it is hardly ever
    /// open.
    pub fn after(&self, from: PrimitiveDateTime, open_minutes: u32) -> Option<(Date, u16)> {
        let mut left = open_minutes;
        days_from(from.date()).find_map(|date| {
            let times = self.on(date)?;
            let begins = if date == from.date() {
                times.opens.max(minute_of(from.time()))
            } else {
                times.opens
            };
            let there = u32::from(times.closes.saturating_sub(begins));
            if there == 0 || there < left {
                left -= there;
                return None;
            }
            let minute = u32::from(begins) + left;
            Some((date, u16::try_from(minute).unwrap_or(END_OF_DAY)))
        })
    }
}

fn days_from(date: Date) -> impl Iterator<Item = Date> {
    (0..HORIZON).filter_map(move |days| date.checked_add(Duration::days(days.into())))
}

/// The minute of the day that a time is in.
pub fn minute_of(time: Time) -> u16 {
    u16::from(time.hour()) * 60 + u16::from(time.minute())
}

/// A time of day as people type it, as the minute of the day: "9am", "9:30", "17.00", "5.30 pm", "midday", "midnight",
/// which ends a day.
pub fn parse_time(text: &str) -> Option<u16> {
    let typed: String = text.to_lowercase().split_whitespace().collect();
    match typed.as_str() {
        "midday" | "noon" | "12noon" => return Some(12 * 60),
        "midnight" | "24:00" => return Some(END_OF_DAY),
        _ => {}
    }
    let halves = [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)];
    let half = halves
        .iter()
        .find_map(|(word, hours)| Some((typed.strip_suffix(word)?, *hours)));
    let digits = half.map_or(typed.as_str(), |(rest, _)| rest);
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((_, minute)) if minute.len() != 2 => return None,
        Some((hour, minute)) => (hour, minute),
        None => (digits, "00"),
    };
    if hour.len() > 2 || ![hour, minute].iter().all(|part| is_digits(part)) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some((_, after)) if (1..=12).contains(&hour) => hour % 12 + after,
        None if hour < 24 => hour,
        _ => return None,
    };
    (minute < 60).then_some(hour * 60 + minute)
}

fn is_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// A date on one line as people type it: "25 December 2026", "25/12/2026", "25 12 2026".
pub fn parse_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '-' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    let month = formats::month(month)?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

mod closed_dates {
    use serde::{Deserializer, Serializer, de::Error as _};

    use super::*;

    pub fn serialize<S: Serializer>(
        dates: &BTreeSet<Date>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(dates.iter().map(|date| iso_date::format(*date)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeSet<Date>, D::Error> {
        let dates = Vec::<String>::deserialize(deserializer)?;
        let parse = |date: &String| {
            iso_date::parse(date).ok_or_else(|| D::Error::custom("a closed date is no date"))
        };
        dates.iter().map(parse).collect()
    }
}
