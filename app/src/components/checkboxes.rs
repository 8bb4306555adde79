//! A question with any number of answers out of a few.

use leptos::prelude::*;
use serde::Deserialize;

use super::choices::{Group, Kind};
use super::form_group::describe;
use super::options::{classes, scalars};
use super::{Attributes, Choice, ErrorMessage, Fieldset, FormGroup, Hint, Html, Legend, Plain};

const KIND: Kind = Kind {
    input_type: "checkbox",
    item: "govuk-checkboxes__item",
    input: "govuk-checkboxes__input",
    label: "govuk-checkboxes__label",
    hint: "govuk-checkboxes__hint",
    divider: "govuk-checkboxes__divider",
    conditional: "govuk-checkboxes__conditional",
    conditional_hidden: "govuk-checkboxes__conditional--hidden",
};

/// A question with any number of answers out of a few, or one statement to agree with.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Checkboxes {
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
    /// The values chosen before.
    #[serde(deserialize_with = "scalars")]
    pub values: Vec<Plain>,
    /// Ids of more text that describes the choices.
    pub described_by: Plain,
    /// The element around everything.
    pub form_group: FormGroup,
    /// Extra classes, for example `govuk-checkboxes--small`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Checkboxes);
described!(Checkboxes);

impl Checkboxes {
    /// Checkboxes that are sent under this name, which is also the id of the first.
    pub fn new(
        name: impl Into<Plain>,
        legend: impl Into<Legend>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self {
            fieldset: Some(Fieldset {
                legend: Some(legend.into()),
                ..Fieldset::default()
            }),
            ..Self::single(name, choices)
        }
    }

    /// Checkboxes without a legend, for one statement that explains itself.
    pub fn single(name: impl Into<Plain>, choices: impl IntoIterator<Item = Choice>) -> Self {
        Self {
            name: name.into(),
            items: choices.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Shows what was chosen before.
    #[must_use]
    pub fn values<V: Into<Plain>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.values = values.into_iter().map(Into::into).collect();
        self
    }

    /// Begins the ids with something other than the name.
    #[must_use]
    pub fn id(mut self, id: impl Into<Plain>) -> Self {
        self.id_prefix = id.into();
        self
    }

    /// As a view.
    pub fn view(mut self) -> AnyView {
        let id_prefix = if self.id_prefix.is_empty() {
            self.name.clone()
        } else {
            self.id_prefix
        };
        let by_fieldset = self
            .fieldset
            .as_mut()
            .map(|fieldset| std::mem::take(&mut fieldset.described_by));
        let described_by = by_fieldset
            .filter(|ids| !ids.is_empty())
            .unwrap_or(self.described_by);
        let described_by = describe(
            &id_prefix,
            &described_by,
            &mut self.hint,
            &mut self.error_message,
        );
        // Without a fieldset to carry it, the description belongs to each checkbox.
        let each = described_by
            .as_deref()
            .filter(|_| self.fieldset.is_none())
            .unwrap_or_default();
        let error = self.error_message.is_some();
        let group = Group {
            kind: &KIND,
            id_prefix: &id_prefix,
            name: &self.name,
            described_by: each,
        };
        let choices = self.items.into_iter().enumerate().map(|(index, choice)| {
            let chosen = self.values.contains(&choice.value);
            group.choice(index + 1, choice, chosen)
        });
        let choices = choices.collect_view();
        let inside = view! {
            {self.hint.map(Hint::view)}
            {self.error_message.map(ErrorMessage::view)}
            <div
                class=classes("govuk-checkboxes", [&self.classes])
                data-module="govuk-checkboxes"
                {..self.attributes.spread()}
            >
                {self.form_group.before_input.show()}
                {choices}
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
