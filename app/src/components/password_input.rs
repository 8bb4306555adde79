//! A password that can be shown.

use leptos::prelude::*;
use serde::Deserialize;

use super::options::{classes, or_wording, present};
use super::{
    Attributes, Button, ErrorMessage, FormGroup, Hint, Html, Input, InputWrapper, Label, Plain,
};

/// A password with a button that shows it. The button is hidden until a script makes it work.
///
/// Paste and password managers stay possible (WCAG 3.3.8).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PasswordInput {
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
    /// The password. A page should never send one back.
    pub value: Option<Plain>,
    /// `current-password` unless given; `new-password` where one is chosen.
    pub autocomplete: Plain,
    /// Out of use.
    pub disabled: bool,
    /// Ids of more text that describes the input.
    pub described_by: Plain,
    /// The button's words while the password is hidden.
    pub show_password_text: Plain,
    /// The button's words while the password is visible.
    pub hide_password_text: Plain,
    /// The button's name for screen readers while the password is hidden.
    pub show_password_aria_label_text: Plain,
    /// The button's name for screen readers while the password is visible.
    pub hide_password_aria_label_text: Plain,
    /// What screen readers hear when it becomes visible.
    pub password_shown_announcement_text: Plain,
    /// What screen readers hear when it is hidden again.
    pub password_hidden_announcement_text: Plain,
    /// The element around everything.
    pub form_group: FormGroup,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(PasswordInput);
described!(PasswordInput);

impl PasswordInput {
    /// A password that is sent under this name, which is also its id.
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

    /// Says which password a browser may fill in.
    #[must_use]
    pub fn autocomplete(mut self, token: impl Into<Plain>) -> Self {
        self.autocomplete = token.into();
        self
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let id = if self.id.is_empty() {
            self.name.clone()
        } else {
            self.id
        };
        let mut attributes = Attributes::from([("data-module", "govuk-password-input")]);
        for (name, words) in [
            ("data-i18n.show-password", &self.show_password_text),
            ("data-i18n.hide-password", &self.hide_password_text),
            (
                "data-i18n.show-password-aria-label",
                &self.show_password_aria_label_text,
            ),
            (
                "data-i18n.hide-password-aria-label",
                &self.hide_password_aria_label_text,
            ),
            (
                "data-i18n.password-shown-announcement",
                &self.password_shown_announcement_text,
            ),
            (
                "data-i18n.password-hidden-announcement",
                &self.password_hidden_announcement_text,
            ),
        ] {
            if !words.is_empty() {
                attributes.push(name, words.clone());
            }
        }
        attributes.extend("", self.form_group.attributes);
        let show_label = or_wording(
            self.show_password_aria_label_text,
            "component-password-input-show-label",
        );
        let button = Button {
            kind: "button".into(),
            text: or_wording(self.show_password_text, "component-password-input-show"),
            classes: "govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle".into(),
            attributes: [
                ("aria-controls", id.clone()),
                ("aria-label", show_label),
                ("hidden", Plain::default()),
            ]
            .into(),
            ..Button::default()
        };
        Input {
            id,
            name: self.name,
            kind: "password".into(),
            label: self.label,
            hint: self.hint,
            error_message: self.error_message,
            value: self.value,
            spellcheck: Some(false),
            autocapitalize: Some("none".into()),
            autocomplete: Some(present(self.autocomplete).unwrap_or("current-password".into())),
            disabled: self.disabled,
            described_by: self.described_by,
            input_wrapper: InputWrapper {
                classes: "govuk-password-input__wrapper".into(),
                ..InputWrapper::default()
            },
            form_group: FormGroup {
                classes: classes("govuk-password-input", [&self.form_group.classes]),
                attributes,
                before_input: self.form_group.before_input,
                after_input: Html::view((button.view(), self.form_group.after_input.show())),
            },
            classes: classes(
                "govuk-password-input__input govuk-js-password-input-input",
                [&self.classes],
            ),
            attributes: self.attributes,
            ..Input::default()
        }
        .view()
    }
}
