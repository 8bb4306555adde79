//! One answer out of many.

use leptos::prelude::*;
use serde::Deserialize;

use super::form_group::describe;
use super::options::{classes, scalar, scalar_text, truthy_list};
use super::{Attributes, ErrorMessage, FormGroup, Hint, Label, Plain};

/// One answer out of many. Hard to use for many people: prefer radios wherever they fit.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Select {
    /// The element's id; the name unless given.
    pub id: Plain,
    /// The name sent with the form.
    pub name: Plain,
    /// What is asked.
    pub label: Option<Label>,
    /// Help with the question.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error_message: Option<ErrorMessage>,
    /// The choices.
    #[serde(deserialize_with = "truthy_list")]
    pub items: Vec<SelectItem>,
    /// The value chosen before.
    #[serde(deserialize_with = "scalar_text")]
    pub value: Plain,
    /// Out of use.
    pub disabled: bool,
    /// Ids of more text that describes the control.
    pub described_by: Plain,
    /// The element around everything.
    pub form_group: FormGroup,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Select);
described!(Select);

impl Select {
    /// A list that is sent under this name, which is also its id.
    pub fn new(
        name: impl Into<Plain>,
        label: impl Into<Label>,
        items: impl IntoIterator<Item = SelectItem>,
    ) -> Self {
        Self {
            name: name.into(),
            label: Some(label.into()),
            items: items.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Gives the element an id of its own.
    #[must_use]
    pub fn id(mut self, id: impl Into<Plain>) -> Self {
        self.id = id.into();
        self
    }

    /// Shows what was chosen before.
    #[must_use]
    pub fn value(mut self, value: impl Into<Plain>) -> Self {
        self.value = value.into();
        self
    }

    /// As a view.
    pub fn view(mut self) -> AnyView {
        let id = if self.id.is_empty() {
            self.name.clone()
        } else {
            self.id
        };
        let described_by = describe(
            &id,
            &self.described_by,
            &mut self.hint,
            &mut self.error_message,
        );
        let error = self.error_message.is_some();
        let label = self.label.map(|label| {
            Label {
                for_id: id.clone(),
                ..label
            }
            .view()
        });
        let error_class = if error { "govuk-select--error" } else { "" };
        let group = self.form_group;
        let items = self
            .items
            .into_iter()
            .map(|item| item.view(&self.value))
            .collect_view();
        let control = view! {
            <select
                {..self.attributes.spread()}
                class=classes("govuk-select", [&self.classes, error_class])
                id=id
                name=self.name
                disabled=self.disabled
                aria-describedby=described_by
            >
                {items}
            </select>
        };
        let inside = (
            label,
            self.hint.map(Hint::view),
            self.error_message.map(ErrorMessage::view),
            group.before_input.show(),
            control,
            group.after_input.show(),
        );
        FormGroup::around(group.classes, group.attributes, error, inside.into_any())
    }
}

/// One choice of the list.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SelectItem {
    /// The value sent with the form; the words unless given.
    #[serde(deserialize_with = "scalar")]
    pub value: Option<Plain>,
    /// The words.
    pub text: Plain,
    /// Whether it is chosen; by the list's value unless given.
    pub selected: Option<bool>,
    /// Out of use.
    pub disabled: bool,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl SelectItem {
    /// A choice with this value and these words.
    pub fn new(value: impl Into<Plain>, text: impl Into<Plain>) -> Self {
        Self {
            value: Some(value.into()),
            text: text.into(),
            ..Self::default()
        }
    }

    fn view(self, chosen: &str) -> impl IntoView {
        let effective = self.value.as_ref().unwrap_or(&self.text);
        let selected = self
            .selected
            .unwrap_or(!chosen.is_empty() && effective == chosen);
        view! {
            <option value=self.value selected=selected disabled=self.disabled {..self.attributes.spread()}>
                {self.text}
            </option>
        }
    }
}
