//! Reading what was typed on a page into answers, or into problems that say what to put right.
//!
//! No wording here: a [`Problem`] says what is wrong, and the pages say it in the reader's language.

use time::Date;

use super::{
    answer::Answer,
    checked::CheckedForm,
    form::{DateBound, Field, FieldKind, Item, Page},
    formats,
    progress::Progress,
    typed::Typed,
};
use parts::{read_address, read_date};
use values::{clean, find_choice, read_checkboxes, read_number, single, within, within_words};

mod parts;
mod values;

/// Characters a text answer may have when its question sets no limit of its own.
pub const LONGEST_TEXT: u32 = 10_000;

/// The answers of one page: every question that was asked, `None` where an optional one was left blank.
pub type PageAnswers = Vec<(String, Option<Answer>)>;

/// One thing to put right.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    pub field: String,
    /// The control to put the focus on: its name and, for the first of several, its id.
    pub control: String,
    pub problem: Problem,
}

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    Empty,
    /// In characters.
    TooLong {
        limit: u32,
        over: u32,
    },
    TooManyWords {
        limit: u32,
        over: u32,
    },
    NotAnEmail,
    NotATelephone,
    NotAWebsite,
    NotANumber,
    /// A whole number was asked for.
    NotAWholeNumber,
    TooManyDecimals {
        limit: u8,
    },
    TooSmall {
        min: f64,
    },
    TooBig {
        max: f64,
    },
    NotAChoice,
    /// "None of these" was chosen together with something else.
    ExclusiveMixed,
    DateIncomplete {
        missing: Vec<DatePart>,
    },
    YearNotFourFigures,
    NotARealDate,
    /// Before `date`, which is what `bound` means today.
    TooEarly {
        bound: DateBound,
        date: Date,
    },
    TooLate {
        bound: DateBound,
        date: Date,
    },
    AddressLineMissing,
    TownMissing,
    PostcodeMissing,
    NotAPostcode,
    /// One answer was asked for and several different ones came.
    Repeated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    Day,
    Month,
    Year,
}

impl CheckedForm {
    /// Reads what was typed for the questions that the page asks, given the answers so far. Names that belong
    /// to no such question are ignored.
    ///
    /// # Errors
    /// Everything to put right, in the order of the page.
    pub fn read(
        &self,
        page: &Page,
        progress: &Progress,
        typed: &Typed,
        today: Date,
    ) -> Result<PageAnswers, Vec<FieldError>> {
        let mut answers = PageAnswers::new();
        let mut errors = Vec::new();
        for item in self.asked_items(page, progress) {
            let Item::Field(field) = item else { continue };
            match self.read_field(field, typed, today) {
                Ok(answer) => answers.push((field.name.clone(), answer)),
                Err(problems) => errors.extend(problems),
            }
        }
        if errors.is_empty() {
            Ok(answers)
        } else {
            Err(errors)
        }
    }

    /// Reads one question.
    ///
    /// # Errors
    /// What to put right: one thing for most kinds, several for an address.
    pub fn read_field(
        &self,
        field: &Field,
        typed: &Typed,
        today: Date,
    ) -> Result<Option<Answer>, Vec<FieldError>> {
        let one = |problem| vec![field.error(&field.name, problem)];
        let answer = match &field.kind {
            FieldKind::Address => return read_address(field, typed),
            FieldKind::Date { earliest, latest } => {
                read_date(field, typed, today, earliest.as_ref(), latest.as_ref())
                    .map_err(|error| vec![error])?
            }
            FieldKind::Checkboxes { .. } => {
                read_checkboxes(self.choices(field), typed.all(&field.name)).map_err(one)?
            }
            _ => {
                let text = single(typed, &field.name).map_err(one)?;
                self.read_text(field, text).map_err(one)?
            }
        };
        if answer.is_none() && !field.optional {
            return Err(vec![
                field.error(&field.controls().swap_remove(0), Problem::Empty),
            ]);
        }
        Ok(answer)
    }

    fn read_text(&self, field: &Field, typed: &str) -> Result<Option<Answer>, Problem> {
        let several_lines = matches!(field.kind, FieldKind::LongText { .. });
        let limit = field.longest().unwrap_or(LONGEST_TEXT);
        // What is far too long is not even cleaned.
        within(typed, limit, limit.saturating_mul(2))?;
        let text = clean(typed, several_lines);
        if text.is_empty() {
            return Ok(None);
        }
        within(&text, limit, limit)?;
        let written = |text: Option<String>, problem| text.map(Answer::Text).ok_or(problem);
        let answer = match &field.kind {
            FieldKind::Email => written(formats::email(&text), Problem::NotAnEmail)?,
            FieldKind::Telephone => written(formats::telephone(&text), Problem::NotATelephone)?,
            FieldKind::Website => written(formats::website(&text), Problem::NotAWebsite)?,
            FieldKind::Number { .. } => Answer::Number(read_number(&field.kind, &text)?),
            FieldKind::YesNo => match text.as_str() {
                "yes" => Answer::YesNo(true),
                "no" => Answer::YesNo(false),
                _ => return Err(Problem::NotAChoice),
            },
            FieldKind::Radios { .. }
            | FieldKind::Select { .. }
            | FieldKind::Autocomplete { .. } => Answer::Choice(self.read_choice(field, &text)?),
            FieldKind::LongText { max_words, .. } => {
                within_words(&text, *max_words)?;
                Answer::Text(text)
            }
            _ => Answer::Text(text),
        };
        Ok(Some(answer))
    }

    fn read_choice(&self, field: &Field, text: &str) -> Result<String, Problem> {
        let choices = self.choices(field);
        let by_value = find_choice(choices, text);
        // An autocomplete may post what its reader sees rather than the value behind it.
        let by_label = || {
            matches!(field.kind, FieldKind::Autocomplete { .. })
                .then(|| choices.iter().find(|choice| choice.label.is_worded(text)))
                .flatten()
        };
        by_value
            .or_else(by_label)
            .map(|choice| choice.value.clone())
            .ok_or(Problem::NotAChoice)
    }
}

impl Field {
    fn error(&self, control: &str, problem: Problem) -> FieldError {
        FieldError {
            field: self.name.clone(),
            control: control.to_owned(),
            problem,
        }
    }

    fn longest(&self) -> Option<u32> {
        match self.kind {
            FieldKind::Text { max_length, .. } | FieldKind::LongText { max_length, .. } => {
                max_length
            }
            _ => None,
        }
    }
}
