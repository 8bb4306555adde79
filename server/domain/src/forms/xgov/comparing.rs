//! One comparison of that format, in our words.

use serde_json::Value as Json;

use super::{format::words, naming::Named};
use crate::forms::{
    condition::{Comparison, Condition, Operator, Value},
    iso_date,
};

pub fn all_of(mut conditions: Vec<Condition>) -> Condition {
    match conditions.pop() {
        Some(only) if conditions.is_empty() => only,
        Some(last) => {
            conditions.push(last);
            Condition::All(conditions)
        }
        None => Condition::All(conditions),
    }
}

/// One comparison with one of our questions.
pub fn compare(question: &Named, operator: &str, value: &Json) -> Result<Condition, String> {
    if value
        .get("type")
        .and_then(Json::as_str)
        .is_some_and(|kind| kind != "Value")
    {
        return Err(format!(
            "it compares {} with a time that moves, which is not supported",
            question.name
        ));
    }
    let written = value
        .get("value")
        .map(words)
        .unwrap_or_else(|| words(value));
    let operators = operators(&question.kind, operator, &written)
        .map_err(|why| format!("it compares {} {why}", question.name))?;
    let is_not = matches!(operators.as_slice(), [Operator::IsNot(_)]);
    let comparisons = operators
        .into_iter()
        .map(|operator| on(question, operator))
        .collect();
    let condition = all_of(comparisons);
    // There, an optional question left blank is not the value; here it is compared with nothing.
    Ok(if is_not && question.optional {
        Condition::Any(vec![condition, on(question, Operator::Answered(false))])
    } else {
        condition
    })
}

fn on(question: &Named, operator: Operator) -> Condition {
    Condition::Compare(Comparison {
        field: question.name.clone(),
        operator,
    })
}

fn operators(kind: &str, operator: &str, written: &str) -> Result<Vec<Operator>, String> {
    let number = || {
        let number = written
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        number.ok_or_else(|| format!("with \"{written}\", which is not a number"))
    };
    let date = || {
        iso_date::parse(written.trim())
            .ok_or_else(|| format!("with \"{written}\", which is not a date"))
    };
    let length = || {
        written
            .trim()
            .parse::<u32>()
            .map_err(|_| format!("with \"{written}\", which is not a length"))
    };
    let one = match (operator, kind) {
        ("is", _) => Operator::Is(plain_value(kind, written)?),
        ("is not", _) => Operator::IsNot(plain_value(kind, written)?),
        ("contains", "CheckboxesField") => Operator::Contains(written.to_owned()),
        ("does not contain", "CheckboxesField") => Operator::DoesNotContain(written.to_owned()),
        ("is more than", "NumberField") => Operator::MoreThan(number()?),
        ("is less than", "NumberField") => Operator::LessThan(number()?),
        ("is at least", "NumberField") => Operator::AtLeast(number()?),
        ("is at most", "NumberField") => Operator::AtMost(number()?),
        ("is before", "DateField" | "DatePartsField") => Operator::Before(date()?),
        ("is after", "DateField" | "DatePartsField") => Operator::After(date()?),
        ("is longer than", "TextField" | "MultilineTextField" | "EmailAddressField") => {
            Operator::LongerThan(length()?)
        }
        ("is shorter than", "TextField" | "MultilineTextField" | "EmailAddressField") => {
            Operator::ShorterThan(length()?)
        }
        ("has length", "TextField" | "MultilineTextField" | "EmailAddressField") => {
            let length = length()?;
            let longer = length.checked_sub(1).map(Operator::LongerThan);
            return Ok(longer
                .into_iter()
                .chain([Operator::ShorterThan(length.saturating_add(1))])
                .collect());
        }
        _ => {
            return Err(format!(
                "by \"{operator}\", which is not supported for a {kind}"
            ));
        }
    };
    Ok(vec![one])
}

fn plain_value(kind: &str, written: &str) -> Result<Value, String> {
    match (kind, written) {
        ("CheckboxesField", _) => {
            Err("by \"is\", which is not supported for a CheckboxesField".to_owned())
        }
        ("YesNoField", "true" | "yes") => Ok(Value::YesNo(true)),
        ("YesNoField", "false" | "no") => Ok(Value::YesNo(false)),
        ("YesNoField", _) => Err(format!(
            "with \"{written}\", which is neither true nor false"
        )),
        ("NumberField", _) => match written.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Number(number)),
            _ => Err(format!("with \"{written}\", which is not a number")),
        },
        _ => Ok(Value::Text(written.to_owned())),
    }
}
