//! Valid answers for any question, as a browser would post them.

use guildhall_domain::forms::{CheckedForm, DateBound, Field, FieldKind, Typed, typed};
use time::{Date, Duration};

/// How long a long answer is when nothing limits it, in characters: a short paragraph.
const PARAGRAPH: usize = 200;
const LINE: usize = 18;

/// Posts a valid answer to the question.
pub fn post(
    typed: &mut Typed,
    form: &CheckedForm,
    field: &Field,
    today: Date,
    random: &mut fastrand::Rng,
) {
    let name = field.name.as_str();
    let chosen = |random: &mut fastrand::Rng| {
        let choices = form.choices(field);
        let choice = (!choices.is_empty()).then(|| &choices[random.usize(..choices.len())]);
        choice
            .map(|choice| choice.value.clone())
            .unwrap_or_default()
    };
    match &field.kind {
        FieldKind::Text { max_length, .. } => typed.push(name, words(limit(*max_length, LINE))),
        FieldKind::LongText {
            max_length,
            max_words,
            ..
        } => {
            // No word of ours is shorter than two letters, so this many characters hold few enough words.
            let most =
                max_words.map_or(PARAGRAPH, |words| (words as usize * 3).clamp(2, PARAGRAPH));
            typed.push(name, words(limit(*max_length, most)));
        }
        FieldKind::Email => typed.push(name, "sam.taylor@example.com"),
        FieldKind::Telephone => typed.push(name, "01632 960 123"),
        FieldKind::Website => typed.push(name, "https://www.example.com/about"),
        FieldKind::Number { min, max, .. } => typed.push(name, number(*min, *max)),
        FieldKind::YesNo => typed.push(name, if random.bool() { "yes" } else { "no" }),
        FieldKind::Radios { .. }
        | FieldKind::Checkboxes { .. }
        | FieldKind::Select { .. }
        | FieldKind::Autocomplete { .. } => typed.push(name, chosen(random)),
        FieldKind::Date { earliest, latest } => {
            let date = date(earliest.as_ref(), latest.as_ref(), today);
            let parts = [
                date.day().to_string(),
                u8::from(date.month()).to_string(),
                date.year().to_string(),
            ];
            for (part, value) in typed::DATE_PARTS.into_iter().zip(parts) {
                typed.push(format!("{name}-{part}"), value);
            }
        }
        FieldKind::Address => {
            let lines = ["12 Mill Lane", "", "Wrekinbridge", "", "WR1 1AA"];
            for (part, value) in typed::ADDRESS_PARTS.into_iter().zip(lines) {
                typed.push(format!("{name}-{part}"), value);
            }
        }
    }
}

fn limit(set: Option<u32>, usual: usize) -> usize {
    set.map_or(usual, |set| usual.min(set as usize))
}

/// Words of this many characters in all, without a space at either end.
fn words(length: usize) -> String {
    let mut words: String = "every second Tuesday morning "
        .chars()
        .cycle()
        .take(length)
        .collect();
    if words.ends_with(' ') {
        words.pop();
        words.push('s');
    }
    words
}

/// A whole number within the bounds.
fn number(min: Option<f64>, max: Option<f64>) -> String {
    let number = 12.0_f64;
    let number = min.map_or(number, |min| number.max(min.ceil()));
    let number = max.map_or(number, |max| number.min(max.floor()));
    format!("{number:.0}")
}

fn date(earliest: Option<&DateBound>, latest: Option<&DateBound>, today: Date) -> Date {
    let usual = today.saturating_sub(Duration::days(30));
    let date = earliest.map_or(usual, |bound| usual.max(bound.date(today)));
    latest.map_or(date, |bound| date.min(bound.date(today)))
}
