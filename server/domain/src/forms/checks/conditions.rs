//! Whether a condition looks at a question that exists, was asked before, and can be answered that way.

use std::collections::BTreeMap;

use crate::forms::{
    condition::{Comparison, Condition, Operator, Value},
    form::{Choice, Choices, Field, FieldKind, Form},
    graph::Graph,
    iso_date,
};

/// What is needed to judge conditions, looked up once for the whole form.
pub(super) struct ConditionChecks<'form> {
    form: &'form Form,
    graph: &'form Graph,
    fields: BTreeMap<&'form str, (usize, &'form Field)>,
}

impl<'form> ConditionChecks<'form> {
    pub fn new(form: &'form Form, graph: &'form Graph) -> Self {
        let pages = form.pages.iter().enumerate();
        let fields = pages
            .flat_map(|(place, page)| page.fields().map(move |field| (place, field)))
            .map(|(place, field)| (field.name.as_str(), (place, field)))
            .collect();
        Self {
            form,
            graph,
            fields,
        }
    }

    /// What is wrong with a condition of the page at `place`; the condition of a route may look at its own page.
    pub fn problems(&self, condition: &Condition, place: usize, own_page: bool) -> Vec<String> {
        let comparisons = condition.comparisons();
        let problems = comparisons
            .into_iter()
            .filter_map(|comparison| self.problem(comparison, place, own_page).err());
        let empty = has_empty_group(condition)
            .then(|| "its condition has an all or any with nothing in it: remove it".to_owned());
        problems.chain(empty).collect()
    }

    fn problem(&self, comparison: &Comparison, place: usize, own_page: bool) -> Result<(), String> {
        let name = &comparison.field;
        let Some((asked_on, field)) = self.fields.get(name.as_str()) else {
            return Err(format!(
                "its condition looks at \"{name}\", which is not a field of this form"
            ));
        };
        let allowed =
            (own_page && *asked_on == place) || self.graph.can_come_before(*asked_on, place);
        if !allowed {
            let page = &self.form.pages[*asked_on].id;
            return Err(format!(
                "its condition looks at \"{name}\", which is asked on page {page}, and that never comes before: \
                 look at an earlier page"
            ));
        }
        self.operator_problem(field, &comparison.operator)
    }

    fn operator_problem(&self, field: &Field, operator: &Operator) -> Result<(), String> {
        let (kind, name) = (field.kind.name(), &field.name);
        match (operator, &field.kind) {
            (Operator::Answered(_), _) => Ok(()),
            (Operator::Is(value) | Operator::IsNot(value), _) => self.value_problem(field, value),
            (
                Operator::Contains(value) | Operator::DoesNotContain(value),
                FieldKind::Checkboxes { choices },
            ) => self.choice_problem(name, choices, value),
            (
                Operator::MoreThan(_)
                | Operator::LessThan(_)
                | Operator::AtLeast(_)
                | Operator::AtMost(_),
                FieldKind::Number { .. },
            )
            | (Operator::Before(_) | Operator::After(_), FieldKind::Date { .. })
            | (
                Operator::LongerThan(_) | Operator::ShorterThan(_),
                FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email,
            ) => Ok(()),
            _ => Err(format!(
                "its condition asks whether \"{name}\" {}, which does not suit a {kind} field: use {}",
                operator.name(),
                suitable(&field.kind)
            )),
        }
    }

    fn value_problem(&self, field: &Field, value: &Value) -> Result<(), String> {
        let name = &field.name;
        match (&field.kind, value) {
            (FieldKind::Checkboxes { .. } | FieldKind::Address, _) => Err(format!(
                "its condition asks whether \"{name}\" is something, which does not suit a {} field: use {}",
                field.kind.name(),
                suitable(&field.kind)
            )),
            (FieldKind::YesNo, Value::YesNo(_)) => Ok(()),
            (FieldKind::YesNo, Value::Text(text)) if text == "yes" || text == "no" => Ok(()),
            (FieldKind::YesNo, _) => Err(format!(
                "its condition compares \"{name}\" with {value}: compare it with yes or no"
            )),
            (FieldKind::Number { .. }, Value::Number(_)) => Ok(()),
            (FieldKind::Number { .. }, _) => Err(format!(
                "its condition compares \"{name}\" with \"{value}\": compare it with a number"
            )),
            (FieldKind::Date { .. }, Value::Text(text)) if iso_date::parse(text).is_some() => {
                Ok(())
            }
            (FieldKind::Date { .. }, _) => Err(format!(
                "its condition compares \"{name}\" with {value}: compare it with a date like 2026-04-01"
            )),
            (kind, _) => match kind.choices() {
                Some(choices) => self.choice_problem(name, choices, &value.to_string()),
                None => Ok(()),
            },
        }
    }

    fn choice_problem(&self, field: &str, choices: &Choices, value: &str) -> Result<(), String> {
        let choices: &[Choice] = match choices {
            Choices::Listed(choices) => choices,
            // An unknown list is a problem of the field itself.
            Choices::Named(list) => match self.form.lists.get(list) {
                Some(choices) => choices,
                None => return Ok(()),
            },
        };
        if choices.iter().any(|choice| choice.value == value) {
            return Ok(());
        }
        let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
        Err(format!(
            "its condition compares \"{field}\" with \"{value}\", which is not among its choices: {}",
            values.join(", ")
        ))
    }
}

fn has_empty_group(condition: &Condition) -> bool {
    match condition {
        Condition::All(group) | Condition::Any(group) => {
            group.is_empty() || group.iter().any(has_empty_group)
        }
        Condition::Not(condition) => has_empty_group(condition),
        Condition::Compare(_) => false,
    }
}

fn suitable(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Checkboxes { .. } => "contains, does_not_contain or answered",
        FieldKind::Number { .. } => {
            "is, is_not, more_than, less_than, at_least, at_most or answered"
        }
        FieldKind::Date { .. } => "is, is_not, before, after or answered",
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email => {
            "is, is_not, longer_than, shorter_than or answered"
        }
        FieldKind::Address => "answered",
        _ => "is, is_not or answered",
    }
}
