//! Several lines of text.

use leptos::prelude::*;
use serde::Deserialize;

use super::form_group::describe;
use super::options::{classes, present};
use super::{Attributes, ErrorMessage, FormGroup, Hint, Label, Plain};

/// Several lines of text with their label, hint and error.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Textarea {
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
    /// What was typed before.
    pub value: Plain,
    /// How many lines it is high; 5 unless given.
    pub rows: Option<u16>,
    /// What a browser may fill in (WCAG 1.3.5).
    pub autocomplete: Plain,
    /// Whether the browser checks the spelling.
    pub spellcheck: Option<bool>,
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

component!(Textarea);
described!(Textarea);

impl Textarea {
    /// A text area that is sent under this name, which is also its id.
    pub fn new(name: impl Into<Plain>, label: impl Into<Label>) -> Self {
        Self {
            name: name.into(),
            label: Some(label.into()),
            ..Self::default()
        }
    }

    /// Gives the element an id of its own.
    #[must_use]
    pub fn id(mut self, id: impl Into<Plain>) -> Self {
        self.id = id.into();
        self
    }

    /// Shows what was typed before.
    #[must_use]
    pub fn value(mut self, value: impl Into<Plain>) -> Self {
        self.value = value.into();
        self
    }

    /// Says how many lines it is high.
    #[must_use]
    pub fn rows(mut self, rows: u16) -> Self {
        self.rows = Some(rows);
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
        let error_class = if error { "govuk-textarea--error" } else { "" };
        let group = self.form_group;
        let control = view! {
            <textarea
                class=classes("govuk-textarea", [error_class, &self.classes])
                id=id
                name=self.name
                rows=self.rows.unwrap_or(5)
                spellcheck=self.spellcheck.map(|check| if check { "true" } else { "false" })
                disabled=self.disabled
                aria-describedby=described_by
                autocomplete=present(self.autocomplete)
                inner_html=typed(&self.value)
                {..self.attributes.spread()}
            ></textarea>
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

/// What was typed, escaped as the inside of a `textarea`.
///
/// As a Leptos child an empty text would come back as a space, and the parser drops one line feed at the start.
fn typed(value: &str) -> String {
    let mut html = String::with_capacity(value.len() + 1);
    if value.starts_with(['\n', '\r']) {
        html.push('\n');
    }
    for character in value.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}
