//! Answers in words: the same at check-your-answers, in the account and at the desk.

use guildhall_domain::{
    forms::{Answer, Asked, Question, Snapshot, SnapshotPage},
    text::Text,
};
use leptos::prelude::*;
use time::{Date, Month};

use crate::wording::{said, text, text_with};

/// What someone answered, or that they left it blank.
pub fn answer(question: &Question) -> AnyView {
    match &question.asked {
        Asked::Answered { answer, labels } => answered(question, answer, labels),
        Asked::Sealed { .. } => text("answer-sealed").into_any(),
        Asked::Unanswered => text("answer-not-given").into_any(),
        Asked::NotAsked => text("answer-not-asked").into_any(),
    }
}

/// An answer by itself, with the labels of the choices taken.
pub fn value(answer: &Answer, labels: &[Text]) -> AnyView {
    plain(answer, labels)
}

/// An answer on one line.
pub fn answer_words(answer: &Answer) -> String {
    match answer {
        Answer::Text(words) | Answer::Number(words) | Answer::Choice(words) => words.clone(),
        Answer::YesNo(true) => text("yes"),
        Answer::YesNo(false) => text("no"),
        Answer::Choices(chosen) => chosen.join(", "),
        Answer::Date(date) => date_words(*date),
        Answer::Address(address) => address.lines().collect::<Vec<_>>().join(", "),
    }
}

fn answered(question: &Question, answer: &Answer, labels: &[Text]) -> AnyView {
    match answer {
        Answer::Number(digits) => {
            let affix = |text: &Option<Text>| text.as_ref().map(said).unwrap_or_default();
            let suffix = affix(&question.suffix);
            let gap = if suffix.is_empty() { "" } else { " " };
            format!("{}{digits}{gap}{suffix}", affix(&question.prefix)).into_any()
        }
        other => plain(other, labels),
    }
}

fn plain(answer: &Answer, labels: &[Text]) -> AnyView {
    match answer {
        Answer::Text(words) => lines(words.lines().map(str::to_owned)),
        Answer::Number(digits) => digits.clone().into_any(),
        Answer::YesNo(true) => text("yes").into_any(),
        Answer::YesNo(false) => text("no").into_any(),
        Answer::Choice(value) => labels
            .first()
            .map_or_else(|| value.clone(), said)
            .into_any(),
        Answer::Choices(_) => {
            let labels = labels
                .iter()
                .map(|label| view! { <li>{said(label)}</li> })
                .collect_view();
            view! { <ul class="govuk-list govuk-list--bullet answer-list">{labels}</ul> }.into_any()
        }
        Answer::Date(date) => date_words(*date).into_any(),
        Answer::Address(address) => lines(address.lines().map(str::to_owned)),
    }
}

fn lines(lines: impl Iterator<Item = String>) -> AnyView {
    let mut shown = Vec::new();
    for (place, line) in lines.enumerate() {
        shown.push((place > 0).then(|| view! { <br/> }).into_any());
        shown.push(line.into_any());
    }
    shown.into_any()
}

/// "27 March 2026".
pub fn date_words(date: Date) -> String {
    let month = match date.month() {
        Month::January => "month-1",
        Month::February => "month-2",
        Month::March => "month-3",
        Month::April => "month-4",
        Month::May => "month-5",
        Month::June => "month-6",
        Month::July => "month-7",
        Month::August => "month-8",
        Month::September => "month-9",
        Month::October => "month-10",
        Month::November => "month-11",
        Month::December => "month-12",
    };
    let (day, year) = (date.day().to_string(), date.year().to_string());
    text_with(
        "date-in-words",
        &[("day", &day), ("month", &text(month)), ("year", &year)],
    )
}

/// The pages that were shown and asked something, by section; sections that come twice stay apart.
pub fn sections(snapshot: &Snapshot) -> Vec<(Option<&Text>, Vec<&SnapshotPage>)> {
    let mut groups: Vec<(Option<&Text>, Vec<&SnapshotPage>)> = Vec::new();
    for page in snapshot
        .pages
        .iter()
        .filter(|page| page.shown && !page.questions.is_empty())
    {
        match groups.last_mut() {
            Some((section, pages)) if *section == page.section.as_ref() => pages.push(page),
            _ => groups.push((page.section.as_ref(), vec![page])),
        }
    }
    groups
}
