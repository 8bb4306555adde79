//! The pages that show a copy of a record: at the desk and in the account.

use std::{collections::HashMap, sync::Arc};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::{
        copies::{CopyCell, CopyPage, CopySection, CopyValue},
        desk::audit::said_detail,
        forms::answers::{answer_words, date_words},
    },
    wording::{said, text, text_with},
};
use guildhall_database::{HeldColumn, Kind, Timestamp, Use};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    cases::CaseEvent,
    forms::{Answer, Asked, Progress, Snapshot, iso_date},
    text::Text,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    catalogue::ServiceForm,
    clock,
    copies::{Held, Reader, RecordCopy, Row, Section},
    error::Result,
    state::AppState,
};

/// How many entries of a table a page shows; the file has them all.
const SHOWN: usize = 1_000;

/// The service with which somebody asks for what a person has to read first.
const ASKING: &str = "see-what-we-hold-about-you";

/// The file of a copy, for other programs. It is kept nowhere on the way.
pub fn file(copy: &RecordCopy, name: &str) -> Result<Response> {
    let text = serde_json::to_string_pretty(&copy.to_json()).map_err(anyhow::Error::from)?;
    let disposition = format!("attachment; filename=\"{name}.json\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(anyhow::Error::from)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

/// Keeps a page with a copy on it out of every cache.
pub fn not_stored(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

/// What a page shows of a copy, in plain words.
pub async fn page(
    state: &AppState,
    copy: &RecordCopy,
    file: String,
    back: String,
) -> Result<CopyPage> {
    let services = state.catalogue.list().await?.into_iter();
    let words = Words {
        state,
        is_officer: matches!(copy.reader, Reader::Officer { .. }),
        services: services
            .map(|service| (service.slug.clone(), service))
            .collect(),
    };
    let asks = words.services.contains_key(ASKING);
    Ok(CopyPage {
        name: copy.person.name.clone(),
        made: clock::in_words(copy.made_at),
        is_own: !words.is_officer,
        ask: asks.then(|| format!("/services/{ASKING}")),
        sections: copy.sections.iter().map(|one| words.section(one)).collect(),
        file,
        back,
    })
}

/// Turns what is stored into what people read.
struct Words<'copy> {
    state: &'copy AppState,
    is_officer: bool,
    services: HashMap<String, Arc<ServiceForm>>,
}

impl Words<'_> {
    fn section(&self, section: &Section) -> CopySection {
        let rows = |rows: &[Row]| -> Vec<Vec<CopyCell>> {
            let shown = rows.iter().take(SHOWN);
            shown.map(|row| self.row(section, row)).collect()
        };
        CopySection {
            table: section.table.name,
            rows: rows(&section.rows),
            withheld: rows(&section.withheld),
            unshown: section.rows.len().saturating_sub(SHOWN),
        }
    }

    fn row(&self, section: &Section, row: &Row) -> Vec<CopyCell> {
        let cells = section.columns.iter().filter_map(|column| {
            let value = match row.get(column.name)? {
                Held::NotShown(why) => CopyValue::NotShown(why.clone()),
                Held::Value(value) => self.value(section.table.name, column, row, value)?,
            };
            Some(CopyCell {
                column: column.name,
                value,
                is_read_first: self.is_officer && column.is_read_first,
            })
        });
        cells.collect()
    }

    /// A value in words; none for what only names rows to each other.
    fn value(
        &self,
        table: &str,
        column: &HeldColumn,
        row: &Row,
        value: &Value,
    ) -> Option<CopyValue> {
        let word = value.as_str().unwrap_or_default();
        let special = match (table, column.name) {
            ("assertions", "value" | "sealed") => self.assertion(row, value),
            ("assertions", "attribute") => {
                let attribute = self.state.dictionary.get(word);
                attribute.map(|attribute| CopyValue::Words(said(&attribute.label)))
            }
            ("submissions", "snapshot") => parsed(value).map(|snapshot| asked(&snapshot)),
            ("form_sessions", "progress") => {
                parsed(value).map(|progress| self.typed(row, &progress))
            }
            ("case_events", "event") => parsed(value).map(|event| CopyValue::Words(story(&event))),
            ("cases", "status") => self.status(row, word),
            ("audit_events", "details") => Some(details(value)),
            (_, "slug" | "form_id") => {
                let service = self.services.get(word);
                service.map(|service| CopyValue::Words(said(&service.service.title)))
            }
            (_, name) => coded(name, word).map(CopyValue::Words),
        };
        special.or_else(|| plain(column, value))
    }

    /// What was told of somebody, with the labels of choices.
    fn assertion(&self, row: &Row, value: &Value) -> Option<CopyValue> {
        let answer: Answer = parsed(value)?;
        let attribute = self.state.dictionary.get(word_of(row, "attribute"));
        let label = |chosen: &String| {
            let choices = attribute.map(|attribute| attribute.choices.as_slice());
            let choice = choices
                .unwrap_or_default()
                .iter()
                .find(|choice| choice.value == *chosen);
            choice.map_or_else(|| chosen.clone(), |choice| said(&choice.label))
        };
        Some(CopyValue::Words(match &answer {
            Answer::Choice(chosen) => label(chosen),
            Answer::Choices(chosen) => chosen.iter().map(label).collect::<Vec<_>>().join(", "),
            other => answer_words(other),
        }))
    }

    /// What was typed in a form, under the words of its questions.
    fn typed(&self, row: &Row, progress: &Progress) -> CopyValue {
        let service = self.services.get(word_of(row, "form_id"));
        let label = |name: &str| {
            let pages = service.map(|service| service.form.form().pages.iter());
            let mut fields = pages.into_iter().flatten().flat_map(|page| page.fields());
            let field = fields.find(|field| field.name == name);
            field.map_or_else(|| spaced(name), |field| said(&field.label))
        };
        let answers = progress.answers.iter();
        CopyValue::Parts(
            answers
                .map(|(name, answer)| (label(name), answer_words(answer)))
                .collect(),
        )
    }

    fn status(&self, row: &Row, word: &str) -> Option<CopyValue> {
        let service = self.services.get(word_of(row, "slug"))?;
        let status = service.service.case.statuses.get(word)?;
        let words = if self.is_officer {
            &status.label
        } else {
            &status.for_resident
        };
        Some(CopyValue::Words(said(words)))
    }
}

fn word_of<'row>(row: &'row Row, column: &str) -> &'row str {
    match row.get(column) {
        Some(Held::Value(Value::String(word))) => word,
        _ => "",
    }
}

fn parsed<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// The questions that were asked, with the answers as they read at the time.
fn asked(snapshot: &Snapshot) -> CopyValue {
    let questions = snapshot.pages.iter().flat_map(|page| &page.questions);
    let answers = questions.filter_map(|question| match &question.asked {
        Asked::NotAsked => None,
        Asked::Unanswered => Some((said(&question.label), text("answer-not-given"))),
        // It went into the record too, and is told there.
        Asked::Sealed { .. } => Some((said(&question.label), text("copy-sealed-answer"))),
        Asked::Answered { answer, labels } if labels.is_empty() => {
            Some((said(&question.label), answer_words(answer)))
        }
        Asked::Answered { labels, .. } => {
            let labels: Vec<String> = labels.iter().map(|label: &Text| said(label)).collect();
            Some((said(&question.label), labels.join(", ")))
        }
    });
    CopyValue::Parts(answers.collect())
}

fn story(event: &CaseEvent) -> String {
    match event {
        CaseEvent::CaseOpened { .. } => text("story-opened"),
        CaseEvent::Claimed => text("story-claimed"),
        CaseEvent::NoteAdded { text } => text.clone(),
        CaseEvent::StatusChanged { from, to } => {
            let (from, to) = (spaced(from), spaced(to));
            text_with("story-status", &[("from", &from), ("to", &to)])
        }
    }
}

/// What an event of the audit trail says beside what was done, on one line.
fn details(value: &Value) -> CopyValue {
    let details = value.as_object().into_iter().flatten();
    let parts = details.map(|(name, value)| {
        let value = value.as_str().unwrap_or_default();
        match name.parse::<AuditDetail>() {
            Ok(detail) => said_detail(detail.word(), value.to_owned()),
            Err(_) => format!("{}: {value}", spaced(name)),
        }
    });
    CopyValue::Words(parts.collect::<Vec<_>>().join("; "))
}

/// A word of the program in a person's words.
fn coded(column: &str, word: &str) -> Option<String> {
    match column {
        "channel" => Some(text(&format!("channel-{word}"))),
        "actor_kind" => Some(text(&format!("copy-by-{word}"))),
        "verb" => {
            let verb = word.parse::<AuditVerb>().ok()?;
            Some(text(&format!("audit-verb-{}", verb.word())))
        }
        "thing_kind" => {
            let thing = word.parse::<AuditThing>().ok()?;
            Some(text(&format!("audit-thing-{}", thing.word())))
        }
        "date_of_birth" | "died_on" | "since" => iso_date::parse(word).map(date_words),
        "kind" | "purpose" | "lifetime" | "act" | "source" | "verified" | "method" | "known_as"
        | "verified_how" | "how" => Some(spaced(word)),
        _ => None,
    }
}

/// A value that needs no words of its own; none where there is nothing to read.
fn plain(column: &HeldColumn, value: &Value) -> Option<CopyValue> {
    match (column.used, value) {
        (Use::Told(Kind::Id), _) => None,
        (Use::Told(Kind::Moment), Value::String(moment)) => {
            let moment = OffsetDateTime::parse(moment, &Rfc3339).ok()?;
            Some(CopyValue::Words(clock::in_words(Timestamp::from(moment))))
        }
        (_, Value::String(words)) => Some(CopyValue::Words(words.clone())),
        (_, Value::Object(_) | Value::Array(_)) => {
            let mut parts = Vec::new();
            flatten("", value, &mut parts);
            (!parts.is_empty()).then_some(CopyValue::Parts(parts))
        }
        (_, other) => Some(CopyValue::Words(other.to_string())),
    }
}

/// What lies in JSON, one part a line, each under the way to it.
fn flatten(place: &str, value: &Value, parts: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let place = format!("{place} {}", spaced(name));
                flatten(place.trim(), member, parts);
            }
        }
        Value::Array(members) if members.iter().all(Value::is_string) => {
            let words: Vec<&str> = members.iter().filter_map(Value::as_str).collect();
            parts.push((place.to_owned(), words.join(", ")));
        }
        Value::Array(members) => {
            for (number, member) in members.iter().enumerate() {
                flatten(&format!("{place} {}", number + 1), member, parts);
            }
        }
        Value::Null => {}
        Value::Bool(is_so) => {
            let key = if *is_so { "yes" } else { "no" };
            parts.push((place.to_owned(), text(key)));
        }
        Value::String(words) => parts.push((place.to_owned(), words.clone())),
        Value::Number(number) => parts.push((place.to_owned(), number.to_string())),
    }
}

/// A word of the program, readable.
fn spaced(word: &str) -> String {
    word.replace(['-', '_'], " ")
}
