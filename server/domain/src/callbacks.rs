//! Callbacks: somebody wants to be rung. A callback is a task with a telephone number, tried until somebody is reached
//! or it is given up with an outcome.

use serde::{Deserialize, Serialize};
use time::{Date, PrimitiveDateTime};

use crate::{
    actors::UnknownWord,
    audit::words,
    opening_hours::OpeningHours,
    tasks::{Act, Standing, TaskState},
};

/// How many questions a team may have.
pub const MOST_QUESTIONS: usize = 10;
/// In characters.
pub const LONGEST_QUESTION: usize = 200;
/// In characters.
pub const LONGEST_ANSWER: usize = 1_000;
/// What is written of one try, in characters.
pub const LONGEST_NOTE: usize = 3_000;
/// Within how many open hours a team may say that it rings back.
pub const MOST_HOURS: i64 = 200;

words! {
    /// What came of a try. A new one needs the message `callback-outcome-{word}`.
    Outcome {
        Spoke = "spoke",
        NoAnswer = "no-answer",
        LeftMessage = "left-message",
        WrongNumber = "wrong-number",
    }
}

impl Serialize for Outcome {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}

/// A question that a team wants answered before it rings, and the answer; empty where there was none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub question: String,
    pub answer: String,
}

/// By when a callback is made that is asked for now: a day and a minute of it. Where a team is hardly ever open, office
/// hours count.
pub fn due(hours: &OpeningHours, open_hours: i64, now: PrimitiveDateTime) -> (Date, u16) {
    let minutes = u32::try_from(open_hours.clamp(1, MOST_HOURS) * 60).unwrap_or(60);
    hours
        .after(now, minutes)
        .or_else(|| OpeningHours::office().after(now, minutes))
        .unwrap_or((now.date(), crate::opening_hours::END_OF_DAY))
}

/// Why a try can't be written down, or a callback not be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTried {
    #[error("it must be said what came of it")]
    NoOutcome,
    #[error("it is done")]
    IsDone,
}

/// What is done to the task when somebody has tried: the try is written down, and with it the callback is finished if
/// they say so. It is never finished without an outcome.
pub fn acts(
    standing: Standing,
    outcome: Option<Outcome>,
    is_finished: bool,
) -> Result<Vec<Act>, NotTried> {
    if standing.state == TaskState::Done {
        return Err(NotTried::IsDone);
    }
    let tried = Act::Attempt(outcome.ok_or(NotTried::NoOutcome)?);
    Ok(if is_finished {
        vec![tried, Act::Finish]
    } else {
        vec![tried]
    })
}

/// The questions of a team as they are typed, one on a line: without empty lines, each once. None where there are too
/// many or one is too long.
pub fn parse_questions(text: &str) -> Option<Vec<String>> {
    let mut questions: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.chars().count() > LONGEST_QUESTION {
            return None;
        }
        if !questions.iter().any(|known| known == line) {
            questions.push(line.to_owned());
        }
    }
    (questions.len() <= MOST_QUESTIONS).then_some(questions)
}
