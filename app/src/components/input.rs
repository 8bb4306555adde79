//! A single line of text.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::form_group::describe;
use super::options::{classes, present, scalar};
use super::{Attributes, ErrorMessage, FormGroup, Hint, Html, Label, Plain};

/// A single line of text with its label, hint and error.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Input {
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
    #[serde(deserialize_with = "scalar")]
    pub value: Option<Plain>,
    /// `text` unless given. For whole numbers use `inputmode` instead of `number`, which scrolls and swallows letters.
    #[serde(rename = "type")]
    pub kind: Plain,
    /// The on-screen keyboard, for example `numeric`.
    pub inputmode: Option<Plain>,
    /// What a browser may fill in (WCAG 1.3.5), for example `email`.
    pub autocomplete: Option<Plain>,
    /// Whether an on-screen keyboard starts with capitals.
    pub autocapitalize: Option<Plain>,
    /// A pattern for the value; old browsers take the keyboard from it.
    pub pattern: Option<Plain>,
    /// Whether the browser checks the spelling; `false` for names, references and e-mail addresses.
    pub spellcheck: Option<bool>,
    /// Out of use.
    pub disabled: bool,
    /// Ids of more text that describes the input.
    pub described_by: Plain,
    /// A unit shown before the input, for example £. Hidden from screen readers: say it in the label too.
    pub prefix: Option<Affix>,
    /// A unit shown after the input.
    pub suffix: Option<Affix>,
    /// The element around prefix, input and suffix.
    pub input_wrapper: InputWrapper,
    /// The element around everything.
    pub form_group: FormGroup,
    /// Extra classes, for example `govuk-input--width-10`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Input);
described!(Input);

impl Input {
    /// An input that is sent under this name, which is also its id.
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
        self.value = present(value.into());
        self
    }

    /// Sets the type, for example `email` or `tel`.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<Plain>) -> Self {
        self.kind = kind.into();
        self
    }

    /// Says what a browser may fill in (WCAG 1.3.5).
    #[must_use]
    pub fn autocomplete(mut self, token: impl Into<Plain>) -> Self {
        self.autocomplete = present(token.into());
        self
    }

    /// Chooses the on-screen keyboard.
    #[must_use]
    pub fn inputmode(mut self, mode: impl Into<Plain>) -> Self {
        self.inputmode = present(mode.into());
        self
    }

    /// Switches the browser's spelling checks on or off.
    #[must_use]
    pub fn spellcheck(mut self, check: bool) -> Self {
        self.spellcheck = Some(check);
        self
    }

    /// Shows a unit before the input.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<Affix>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// Shows a unit after the input.
    #[must_use]
    pub fn suffix(mut self, suffix: impl Into<Affix>) -> Self {
        self.suffix = Some(suffix.into());
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
        let error_class = if error { "govuk-input--error" } else { "" };
        let class = classes("govuk-input", [&self.classes, error_class]);
        let input = view! {
            <input
                class=class
                id=id
                name=self.name
                type=present(self.kind).unwrap_or("text".into())
                spellcheck=self.spellcheck.map(|check| if check { "true" } else { "false" })
                value=self.value
                disabled=self.disabled
                aria-describedby=described_by
                autocomplete=self.autocomplete
                autocapitalize=self.autocapitalize
                pattern=self.pattern
                inputmode=self.inputmode
                {..self.attributes.spread()}
            />
        };
        let prefix = self.prefix.filter(|affix| !affix.is_empty());
        let suffix = self.suffix.filter(|affix| !affix.is_empty());
        let group = self.form_group;
        let wrapped = prefix.is_some()
            || suffix.is_some()
            || !group.before_input.is_empty()
            || !group.after_input.is_empty();
        let control = if wrapped {
            view! {
                <div
                    class=classes("govuk-input__wrapper", [&self.input_wrapper.classes])
                    {..self.input_wrapper.attributes.spread()}
                >
                    {group.before_input.show()}
                    {prefix.map(|affix| affix.view("govuk-input__prefix"))}
                    {input}
                    {suffix.map(|affix| affix.view("govuk-input__suffix"))}
                    {group.after_input.show()}
                </div>
            }
            .into_any()
        } else {
            input.into_any()
        };
        FormGroup::around(
            group.classes,
            group.attributes,
            error,
            (
                label,
                self.hint.map(Hint::view),
                self.error_message.map(ErrorMessage::view),
                control,
            )
                .into_any(),
        )
    }
}

/// A unit beside an input.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Affix {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

from_content!(Affix);

impl Affix {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.html.is_empty()
    }

    fn view(self, class: &'static str) -> impl IntoView {
        view! {
            <div class=classes(class, [&self.classes]) aria-hidden="true" {..self.attributes.spread()}>
                {show(self.text, self.html)}
            </div>
        }
    }
}

/// The element around prefix, input and suffix.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct InputWrapper {
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}
