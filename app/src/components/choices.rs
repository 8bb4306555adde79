//! What radios and checkboxes have in common: one choice with its label, hint and conditional question.

use leptos::prelude::*;
use serde::Deserialize;

use super::options::{classes, present, scalar_text};
use super::{Attributes, Hint, Html, Label, Plain};

/// One radio or checkbox, or the divider between two.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Choice {
    /// The words of the label.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// The value sent with the form.
    #[serde(deserialize_with = "scalar_text")]
    pub value: Plain,
    /// The element's id; from the group and the position unless given.
    pub id: Plain,
    /// The name sent with the form where it differs from the group's; for checkboxes only.
    pub name: Plain,
    /// Classes and attributes of the label.
    pub label: Option<Label>,
    /// Help with this choice.
    pub hint: Option<Hint>,
    /// Whether it is chosen; by the group's value unless given.
    pub checked: Option<bool>,
    /// Out of use.
    pub disabled: bool,
    /// `exclusive` for a checkbox such as "None of these", which a script keeps apart from the others.
    pub behaviour: Plain,
    /// Asked only when this is chosen. Without scripts it is always visible, so the server must not demand it blindly.
    pub conditional: Option<Conditional>,
    /// Makes this a divider with these words instead of a choice.
    pub divider: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// A question inside a choice.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Conditional {
    /// The question.
    pub html: Html,
}

impl Choice {
    /// A choice with this value and label.
    pub fn new(value: impl Into<Plain>, label: impl Into<super::Content>) -> Self {
        let (text, html) = label.into().split();
        Self {
            value: value.into(),
            text,
            html,
            ..Self::default()
        }
    }

    /// A divider, usually "or".
    pub fn divider(words: impl Into<Plain>) -> Self {
        Self {
            divider: words.into(),
            ..Self::default()
        }
    }

    /// Adds help with this choice.
    #[must_use]
    pub fn hint(mut self, hint: impl super::Optional<Hint>) -> Self {
        self.hint = hint.optional();
        self
    }

    /// Marks it chosen or not, whatever the group's value.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Asks this when the choice is chosen.
    #[must_use]
    pub fn conditional(mut self, question: impl IntoView + 'static) -> Self {
        self.conditional = Some(Conditional {
            html: Html::view(question),
        });
        self
    }

    /// Makes a checkbox "None of these".
    #[must_use]
    pub fn exclusive(mut self) -> Self {
        self.behaviour = "exclusive".into();
        self
    }
}

/// The names of one of the two kinds of group.
pub(super) struct Kind {
    pub input_type: &'static str,
    pub item: &'static str,
    pub input: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub divider: &'static str,
    pub conditional: &'static str,
    pub conditional_hidden: &'static str,
}

/// The group around one choice.
pub(super) struct Group<'a> {
    pub kind: &'static Kind,
    pub id_prefix: &'a str,
    pub name: &'a Plain,
    /// Ids that describe every choice, where there is no fieldset to carry them.
    pub described_by: &'a str,
}

impl Group<'_> {
    /// Shows the choice at this position, counted from 1.
    ///
    /// The first has the id of the group, so that an error summary can lead to it.
    pub(super) fn choice(&self, position: usize, choice: Choice, chosen_by_value: bool) -> AnyView {
        let kind = self.kind;
        if !choice.divider.is_empty() {
            return view! { <div class=kind.divider>{choice.divider}</div> }.into_any();
        }
        let id = if !choice.id.is_empty() {
            choice.id
        } else if position > 1 {
            format!("{}-{position}", self.id_prefix).into()
        } else {
            self.id_prefix.to_owned().into()
        };
        let name = if choice.name.is_empty() {
            self.name.clone()
        } else {
            choice.name
        };
        let checked = choice.checked == Some(true) || (choice.checked.is_none() && chosen_by_value);
        let conditional = choice
            .conditional
            .filter(|conditional| !conditional.html.is_empty());
        let conditional_id = conditional.as_ref().map(|_| ["conditional-", &id].concat());
        let controls = conditional_id.clone();
        let hint = choice
            .hint
            .filter(|hint| !hint.text.is_empty() || !hint.html.is_empty());
        let hint_id = hint.as_ref().map(|_| [&id, "-item-hint"].concat());
        let described_by = classes(
            "",
            [self.described_by, hint_id.as_deref().unwrap_or_default()],
        );
        let label = choice.label.unwrap_or_default();
        let label = Label {
            text: choice.text,
            html: choice.html,
            for_id: id.clone(),
            classes: classes(kind.label, [&label.classes]),
            ..label
        };
        let hint = hint.map(|hint| {
            Hint {
                id: hint_id.unwrap_or_default().into(),
                classes: classes(kind.hint, [&hint.classes]),
                ..hint
            }
            .view()
        });
        let conditional = conditional.map(|conditional| {
            let hidden = if checked { "" } else { kind.conditional_hidden };
            view! {
                <div class=classes(kind.conditional, [hidden]) id=conditional_id>
                    {conditional.html.show()}
                </div>
            }
        });
        view! {
            <div class=kind.item>
                <input
                    class=kind.input
                    id=id
                    name=name
                    type=kind.input_type
                    value=choice.value
                    checked=checked
                    disabled=choice.disabled
                    data-aria-controls=controls
                    data-behaviour=present(choice.behaviour)
                    aria-describedby=present(described_by)
                    {..choice.attributes.spread()}
                />
                {label.view()}
                {hint}
            </div>
            {conditional}
        }
        .into_any()
    }
}
