//! Whether answers exist for which none of a page's links can be taken.

use std::collections::BTreeSet;

use crate::forms::{
    answer::Answer,
    checked::CheckedForm,
    condition::{Condition, Known},
    form::{Field, FieldKind},
};

/// Combinations of answers looked at; beyond this a page counts as a gap, to be on the safe side.
const MOST_COMBINATIONS: usize = 50_000;

/// What may be known of one question.
type Possible = Vec<Option<Option<Answer>>>;

/// Whether some answers match no route of the page but the last one, which the import added.
pub fn is_gap(form: &CheckedForm, page_id: &str) -> bool {
    let Some(page) = form.page(page_id) else {
        return false;
    };
    let conditions: Vec<&Condition> = page
        .next
        .iter()
        .filter_map(|route| route.when.as_ref())
        .collect();
    let names: BTreeSet<&str> = conditions
        .iter()
        .flat_map(|condition| condition.comparisons())
        .map(|comparison| comparison.field.as_str())
        .collect();
    let mut questions: Vec<(&str, Possible)> = Vec::new();
    for name in names {
        let own = page.fields().any(|field| field.name == name);
        match form
            .field(name)
            .and_then(|field| possible(form, field, own))
        {
            Some(possible) => questions.push((name, possible)),
            None => return true,
        }
    }
    let mut combinations = 1_usize;
    for (_, possible) in &questions {
        combinations = combinations.saturating_mul(possible.len());
    }
    combinations > MOST_COMBINATIONS
        || (0..combinations).any(|number| !matches_one(&conditions, &questions, number))
}

fn matches_one(
    conditions: &[&Condition],
    questions: &[(&str, Possible)],
    mut number: usize,
) -> bool {
    let mut known = Vec::new();
    for (name, possible) in questions {
        known.push((
            *name,
            possible
                .get(number % possible.len())
                .and_then(Option::as_ref),
        ));
        number /= possible.len();
    }
    let look_up = |field: &str| match known.iter().find(|(name, _)| *name == field) {
        Some((_, Some(Some(answer)))) => Known::Answered(answer),
        Some((_, Some(None))) => Known::Unanswered,
        _ => Known::NotAsked,
    };
    conditions.iter().any(|condition| condition.holds(&look_up))
}

/// Every answer to a question with choices; nothing for questions that can be answered in endless ways.
fn possible(form: &CheckedForm, field: &Field, own: bool) -> Option<Possible> {
    let mut possible: Possible = Vec::new();
    if !own {
        possible.push(None);
    }
    if field.optional {
        possible.push(Some(None));
    }
    let choices = form.choices(field);
    let answers: Vec<Answer> = match field.kind {
        FieldKind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        FieldKind::Radios { .. } | FieldKind::Select { .. } | FieldKind::Autocomplete { .. } => {
            choices
                .iter()
                .map(|choice| Answer::Choice(choice.value.clone()))
                .collect()
        }
        FieldKind::Checkboxes { .. } if choices.len() <= 12 => (1_u32..1 << choices.len())
            .map(|set| {
                choices
                    .iter()
                    .enumerate()
                    .filter(move |(bit, _)| set & (1 << bit) != 0)
            })
            .map(|chosen| chosen.map(|(_, choice)| choice).collect::<Vec<_>>())
            .filter(|chosen| chosen.len() == 1 || !chosen.iter().any(|choice| choice.exclusive))
            .map(|chosen| {
                Answer::Choices(
                    chosen
                        .into_iter()
                        .map(|choice| choice.value.clone())
                        .collect(),
                )
            })
            .collect(),
        _ => return None,
    };
    possible.extend(answers.into_iter().map(|answer| Some(Some(answer))));
    Some(possible)
}
