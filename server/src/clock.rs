//! The time, passed in: tests set it, and nothing else in the program reads the machine's.

use std::{fmt, sync::Arc};

use guildhall_database::Timestamp;
use guildhall_domain::opening_hours::minute_of;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(OffsetDateTime::now_utc))
    }

    /// A clock that always shows the same moment.
    pub fn fixed(moment: OffsetDateTime) -> Self {
        Self(Arc::new(move || moment))
    }

    pub fn now(&self) -> Timestamp {
        (self.0)().into()
    }

    /// Today's date where the council is.
    pub fn today(&self) -> Date {
        date_of(self.now())
    }

    /// What the council's own clocks show.
    pub fn local(&self) -> PrimitiveDateTime {
        local_time(self.now())
    }

    /// Today's date where the council is, and the minute of the day.
    pub fn day_and_minute(&self) -> (Date, u16) {
        let local = self.local();
        (local.date(), minute_of(local.time()))
    }
}

/// What the council's own clocks show at a moment, to the minute.
pub fn local_time(moment: Timestamp) -> PrimitiveDateTime {
    let shown = local(moment);
    let time = Time::from_hms(
        shown.hour().unsigned_abs(),
        shown.minute().unsigned_abs(),
        0,
    );
    PrimitiveDateTime::new(date_of(moment), time.unwrap_or(Time::MIDNIGHT))
}

/// The date of a moment where the council is.
pub fn date_of(moment: Timestamp) -> Date {
    let local = local(moment);
    let month = Month::try_from(local.month().unsigned_abs()).unwrap_or(Month::January);
    Date::from_calendar_date(local.year().into(), month, local.day().unsigned_abs())
        .unwrap_or(Date::MIN)
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Clock")
    }
}

/// "23 November 2026 at 9:05am", in UK time, as the GOV.UK style writes it.
pub fn in_words(moment: Timestamp) -> String {
    let local = local(moment);
    let time = match (local.hour(), local.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (hour, minute) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 {
                format!("{hour}{half}")
            } else {
                format!("{hour}:{minute:02}{half}")
            }
        }
    };
    format!("{} at {time}", local.strftime("%-d %B %Y"))
}

/// "23 November 2026", in UK time.
pub fn day_in_words(moment: Timestamp) -> String {
    local(moment).strftime("%-d %B %Y").to_string()
}

fn local(moment: Timestamp) -> jiff::Zoned {
    let microseconds = OffsetDateTime::from(moment).unix_timestamp_nanos() / 1_000;
    let instant = i64::try_from(microseconds)
        .ok()
        .and_then(|microseconds| jiff::Timestamp::from_microsecond(microseconds).ok())
        .unwrap_or_default();
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap_or(jiff::tz::TimeZone::UTC);
    instant.to_zoned(zone)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn british_summer_time_is_an_hour_ahead() {
        assert_eq!(
            in_words(datetime!(2026-07-01 23:05 UTC).into()),
            "2 July 2026 at 12:05am"
        );
        assert_eq!(
            in_words(datetime!(2026-12-01 13:00 UTC).into()),
            "1 December 2026 at 1pm"
        );
        assert_eq!(
            in_words(datetime!(2026-12-01 12:00 UTC).into()),
            "1 December 2026 at midday"
        );
        assert_eq!(
            Clock::fixed(datetime!(2026-07-01 23:05 UTC)).today(),
            date!(2026 - 07 - 02)
        );
        assert_eq!(
            Clock::fixed(datetime!(2026-07-01 23:05:59 UTC)).day_and_minute(),
            (date!(2026 - 07 - 02), 5)
        );
    }
}
