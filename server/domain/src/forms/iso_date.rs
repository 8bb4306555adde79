//! Dates as `2026-04-01`, whatever way `time` would choose to write them.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use time::{Date, format_description::BorrowedFormatItem, macros::format_description};

const FORMAT: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// `2026-04-01`, or nothing when the text is no such date.
pub fn parse(text: &str) -> Option<Date> {
    Date::parse(text, FORMAT).ok()
}

pub fn format(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format(*date))
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is not a date like 2026-04-01")))
}
