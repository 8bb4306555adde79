//! Details of components: numbers, dates, widths, hints and paragraphs.

use crate::{
    forms::{
        form::{Content, DateBound, FieldKind},
        sanitise::{sanitise, words_only},
        xgov::format::{Component, number},
    },
    text::Text,
};

pub fn whole(number: f64) -> Option<u32> {
    let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    fits.then_some(number as u32)
}

pub fn number_kind(component: &Component) -> FieldKind {
    let schema = |key: &str| component.schema(key).and_then(number);
    let precision = schema("precision")
        .and_then(whole)
        .and_then(|places| u8::try_from(places).ok());
    let integer = component
        .schema("integer")
        .and_then(serde_json::Value::as_bool)
        == Some(true);
    FieldKind::Number {
        min: schema("min"),
        max: schema("max"),
        decimal_places: if integer { Some(0) } else { precision },
        prefix: component.text_option("prefix").map(Text::Plain),
        suffix: component.text_option("suffix").map(Text::Plain),
    }
}

pub fn date_kind(component: &Component) -> FieldKind {
    let days = |option: &str| {
        component
            .option(option)
            .and_then(number)
            .and_then(whole)
            .and_then(|days| i32::try_from(days).ok())
    };
    FieldKind::Date {
        earliest: days("maxDaysInPast").map(|days| DateBound::FromToday(-days)),
        latest: days("maxDaysInFuture").map(DateBound::FromToday),
    }
}

/// The widths both have: `govuk-input--width-10`.
pub fn width(component: &Component) -> Option<u8> {
    let classes = component.text_option("classes")?;
    let width = classes
        .split_whitespace()
        .find_map(|class| class.strip_prefix("govuk-input--width-"))?;
    width
        .parse()
        .ok()
        .filter(|width| [2, 3, 4, 5, 10, 20, 30].contains(width))
}

/// A hint is words, read out with its control. One with a list or a link becomes guidance before the question.
pub fn hint_of(component: &Component) -> (Option<String>, Option<String>) {
    let hint = component.hint();
    let rich = ["<ul", "<ol", "<a ", "<table"]
        .iter()
        .any(|tag| hint.to_lowercase().contains(tag));
    if rich {
        return (None, Some(sanitise(&hint)));
    }
    let words = if hint.contains(['<', '&']) {
        words_only(&hint)
    } else {
        hint
    };
    (Some(words).filter(|words| !words.is_empty()), None)
}

/// A paragraph of plain words, or HTML when there is markup in it.
pub fn paragraph(content: &str) -> Content {
    if !content.contains(['<', '&']) {
        return Content::Paragraph {
            text: Text::Plain(content.trim().to_owned()),
        };
    }
    let lower = content.to_lowercase();
    let blocks = ["<p", "<ul", "<ol", "<div", "<h", "<table", "<details"]
        .iter()
        .any(|tag| lower.contains(tag));
    let html = if blocks {
        content.to_owned()
    } else {
        format!("<p class=\"govuk-body\">{content}</p>")
    };
    Content::Html {
        html: Text::Plain(sanitise(&html)),
    }
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
