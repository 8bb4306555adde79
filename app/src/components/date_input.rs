//! A date in three parts.

use leptos::prelude::*;
use serde::Deserialize;

use super::form_group::describe;
use super::options::{classes, present, scalar, truthy};
use super::{
    Attributes, ErrorMessage, Fieldset, FormGroup, Hint, Html, Input, Label, Legend, Plain,
};

/// A date that a person knows, such as a date of birth, in three parts: easier for everyone than a calendar.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DateInput {
    /// What the ids begin with.
    pub id: Plain,
    /// What the parts' names begin with, before a dash.
    pub name_prefix: Plain,
    /// The group; its legend is what is asked.
    pub fieldset: Option<Fieldset>,
    /// Help with the question, usually an example.
    pub hint: Option<Hint>,
    /// What is wrong with the date.
    pub error_message: Option<ErrorMessage>,
    /// The day, or none to leave it out.
    #[serde(deserialize_with = "truthy")]
    pub day: Option<DateItem>,
    /// The month, or none to leave it out.
    #[serde(deserialize_with = "truthy")]
    pub month: Option<DateItem>,
    /// The year, or none to leave it out.
    #[serde(deserialize_with = "truthy")]
    pub year: Option<DateItem>,
    /// Other parts instead of these three.
    pub items: Vec<DateItem>,
    /// What was typed before, by the names of the parts.
    pub values: Attributes,
    /// The element around everything.
    pub form_group: FormGroup,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(DateInput);
described!(DateInput);

impl Default for DateInput {
    fn default() -> Self {
        Self {
            id: Plain::default(),
            name_prefix: Plain::default(),
            fieldset: None,
            hint: None,
            error_message: None,
            day: Some(DateItem::default()),
            month: Some(DateItem::default()),
            year: Some(DateItem::default()),
            items: Vec::new(),
            values: Attributes::default(),
            form_group: FormGroup::default(),
            classes: Plain::default(),
            attributes: Attributes::default(),
        }
    }
}

/// One part of a date.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DateItem {
    /// The element's id; from the group and the name unless given.
    pub id: Plain,
    /// The name, without the prefix: `day`, `month` or `year` unless given.
    pub name: Plain,
    /// The label; from the name unless given.
    pub label: Plain,
    /// What was typed before.
    #[serde(deserialize_with = "scalar")]
    pub value: Option<Plain>,
    /// Whether this part is wrong. Without any such mark, an error marks all parts.
    pub error: Option<bool>,
    /// What a browser may fill in (WCAG 1.3.5), for example `bday-day`.
    pub autocomplete: Option<Plain>,
    /// The on-screen keyboard; `numeric` unless given.
    pub inputmode: Plain,
    /// A pattern for the value.
    pub pattern: Option<Plain>,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl DateItem {
    fn is_wrong(&self) -> bool {
        self.error == Some(true) || self.classes.contains("govuk-input--error")
    }
}

impl DateInput {
    /// A date whose parts are sent as `{name}-day`, `{name}-month` and `{name}-year`, which are also their ids.
    pub fn new(name: impl Into<Plain>, legend: impl Into<Legend>) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            name_prefix: name,
            fieldset: Some(Fieldset {
                legend: Some(legend.into()),
                ..Fieldset::default()
            }),
            ..Self::default()
        }
    }

    /// Shows what was typed before, even where it is no date.
    #[must_use]
    pub fn typed(
        self,
        day: impl Into<Plain>,
        month: impl Into<Plain>,
        year: impl Into<Plain>,
    ) -> Self {
        let (day, month, year) = (day.into(), month.into(), year.into());
        self.each(
            move |item| item.value = present(day),
            move |item| item.value = present(month),
            move |item| item.value = present(year),
        )
    }

    /// Marks the parts that are wrong; an error without a mark is about the whole date.
    #[must_use]
    pub fn wrong(self, day: bool, month: bool, year: bool) -> Self {
        self.each(
            move |item| item.error = Some(day),
            move |item| item.error = Some(month),
            move |item| item.error = Some(year),
        )
    }

    /// Lets a browser fill in the date of birth (WCAG 1.3.5).
    #[must_use]
    pub fn birthday(self) -> Self {
        self.each(
            |item| item.autocomplete = Some("bday-day".into()),
            |item| item.autocomplete = Some("bday-month".into()),
            |item| item.autocomplete = Some("bday-year".into()),
        )
    }

    fn each(
        mut self,
        day: impl FnOnce(&mut DateItem),
        month: impl FnOnce(&mut DateItem),
        year: impl FnOnce(&mut DateItem),
    ) -> Self {
        self.day.as_mut().map(day);
        self.month.as_mut().map(month);
        self.year.as_mut().map(year);
        self
    }

    /// As a view.
    pub fn view(mut self) -> AnyView {
        let described_by = self
            .fieldset
            .as_mut()
            .map(|fieldset| std::mem::take(&mut fieldset.described_by));
        let described_by = describe(
            &self.id,
            &described_by.unwrap_or_default(),
            &mut self.hint,
            &mut self.error_message,
        );
        let error = self.error_message.is_some();
        let parts = if self.items.is_empty() {
            let parts = [
                ("day", 2, self.day),
                ("month", 2, self.month),
                ("year", 4, self.year),
            ];
            let named = |(name, width, part): (&'static str, u8, Option<DateItem>)| {
                let part = part?;
                let name = present(part.name).unwrap_or(name.into());
                Some((width, DateItem { name, ..part }))
            };
            parts.into_iter().filter_map(named).collect()
        } else {
            let year = self.year.and_then(|year| year.value);
            let sized = |mut part: DateItem| {
                if part.name != "year" {
                    return (2, part);
                }
                part.value = part.value.or_else(|| year.clone());
                (4, part)
            };
            self.items.into_iter().map(sized).collect::<Vec<_>>()
        };
        // Where no part is marked, the error is about the whole date.
        let all_wrong = error && !parts.iter().any(|(_, part)| part.is_wrong());
        let around = Around {
            id: &self.id,
            name_prefix: &self.name_prefix,
            values: &self.values,
            all_wrong,
        };
        let inputs: Vec<_> = parts
            .into_iter()
            .map(|(width, part)| around.part(width, part))
            .collect();
        let inside = view! {
            {self.hint.map(Hint::view)}
            {self.error_message.map(ErrorMessage::view)}
            <div class=classes("govuk-date-input", [&self.classes]) id=present(self.id) {..self.attributes.spread()}>
                {self.form_group.before_input.show()}
                {inputs}
                {self.form_group.after_input.show()}
            </div>
        }
        .into_any();
        let inside = match self.fieldset {
            Some(fieldset) => Fieldset {
                described_by: described_by.unwrap_or_default(),
                role: "group".into(),
                html: Html::View(inside),
                ..fieldset
            }
            .view(),
            None => inside,
        };
        FormGroup::around(
            self.form_group.classes,
            self.form_group.attributes,
            error,
            inside,
        )
    }
}

/// What a part needs to know of the whole date.
struct Around<'a> {
    id: &'a str,
    name_prefix: &'a str,
    values: &'a Attributes,
    all_wrong: bool,
}

impl Around<'_> {
    fn part(&self, width: u8, item: DateItem) -> AnyView {
        let wrong = item.is_wrong() || (item.error != Some(false) && self.all_wrong);
        let error = if wrong && !item.classes.contains("govuk-input--error") {
            "govuk-input--error"
        } else {
            ""
        };
        let width = match width {
            _ if item.classes.contains("govuk-input--width-") => "",
            4 => "govuk-input--width-4",
            _ => "govuk-input--width-2",
        };
        let label = if !item.label.is_empty() {
            item.label
        } else {
            match &*item.name {
                "day" => crate::wording::text("component-date-input-day").into(),
                "month" => crate::wording::text("component-date-input-month").into(),
                "year" => crate::wording::text("component-date-input-year").into(),
                other => capitalised(other).into(),
            }
        };
        let name = if self.name_prefix.is_empty() {
            item.name.clone()
        } else {
            [self.name_prefix, "-", &item.name].concat().into()
        };
        let value = item
            .value
            .or_else(|| self.values.get(&item.name))
            .or_else(|| self.values.get(&name));
        let input = Input {
            id: present(item.id).unwrap_or_else(|| [self.id, "-", &item.name].concat().into()),
            name,
            label: Some(Label {
                text: label,
                classes: "govuk-date-input__label".into(),
                ..Label::default()
            }),
            value,
            inputmode: Some(present(item.inputmode).unwrap_or("numeric".into())),
            autocomplete: item.autocomplete,
            pattern: item.pattern,
            classes: classes("govuk-date-input__input", [error, width, &item.classes]),
            attributes: item.attributes,
            ..Input::default()
        };
        view! { <div class="govuk-date-input__item">{input}</div> }.into_any()
    }
}

fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + &characters.as_str().to_lowercase()
}
