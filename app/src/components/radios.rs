//! A question with one answer out of a few.

use leptos::prelude::*;
use serde::Deserialize;

use super::choices::{Group, Kind};
use super::form_group::describe;
use super::options::classes;
use super::{Attributes, Choice, ErrorMessage, Fieldset, FormGroup, Hint, Html, Legend, Plain};

const KIND: Kind = Kind {
    input_type: "radio",
    item: "govuk-radios__item",
    input: "govuk-radios__input",
    label: "govuk-radios__label",
    hint: "govuk-radios__hint",
    divider: "govuk-radios__divider",
    conditional: "govuk-radios__conditional",
    conditional_hidden: "govuk-radios__conditional--hidden",
};

/// A question with one answer out of a few, each visible at once.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Radios {
    /// What the ids begin with; the name unless given.
    pub id_prefix: Plain,
    /// The name sent with the form.
    pub name: Plain,
    /// The group; its legend is what is asked.
    pub fieldset: Option<Fieldset>,
    /// Help with the question.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error_message: Option<ErrorMessage>,
    /// The choices.
    pub items: Vec<Choice>,
    /// The value chosen before.
    pub value: Plain,
    /// The element around everything.
    pub form_group: FormGroup,
    /// Extra classes, for example `govuk-radios--inline`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Radios);
described!(Radios);

impl Radios {
    /// Radios that are sent under this name, which is also the id of the first.
    pub fn new(
        name: impl Into<Plain>,
        legend: impl Into<Legend>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self {
            name: name.into(),
            fieldset: Some(Fieldset {
                legend: Some(legend.into()),
                ..Fieldset::default()
            }),
            items: choices.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Shows what was chosen before.
    #[must_use]
    pub fn value(mut self, value: impl Into<Plain>) -> Self {
        self.value = value.into();
        self
    }

    /// Begins the ids with something other than the name.
    #[must_use]
    pub fn id(mut self, id: impl Into<Plain>) -> Self {
        self.id_prefix = id.into();
        self
    }

    /// Sets two short choices, such as yes and no, side by side.
    #[must_use]
    pub fn inline(self) -> Self {
        self.classes("govuk-radios--inline")
    }

    /// As a view.
    pub fn view(mut self) -> AnyView {
        let id_prefix = if self.id_prefix.is_empty() {
            self.name.clone()
        } else {
            self.id_prefix
        };
        let described_by = self
            .fieldset
            .as_mut()
            .map(|fieldset| std::mem::take(&mut fieldset.described_by));
        let described_by = describe(
            &id_prefix,
            &described_by.unwrap_or_default(),
            &mut self.hint,
            &mut self.error_message,
        );
        let error = self.error_message.is_some();
        let group = Group {
            kind: &KIND,
            id_prefix: &id_prefix,
            name: &self.name,
            described_by: "",
        };
        let choices = self.items.into_iter().enumerate().map(|(index, choice)| {
            let chosen = !self.value.is_empty() && choice.value == self.value;
            group.choice(index + 1, choice, chosen)
        });
        let inside = view! {
            {self.hint.map(Hint::view)}
            {self.error_message.map(ErrorMessage::view)}
            <div
                class=classes("govuk-radios", [&self.classes])
                data-module="govuk-radios"
                {..self.attributes.spread()}
            >
                {self.form_group.before_input.show()}
                {choices.collect_view()}
                {self.form_group.after_input.show()}
            </div>
        }
        .into_any();
        let inside = match self.fieldset {
            Some(fieldset) => Fieldset {
                described_by: described_by.unwrap_or_default(),
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
