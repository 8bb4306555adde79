//! What is wrong with one answer.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Html, Plain};

/// What is wrong with one answer and how to put it right, beside the control that points at it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ErrorMessage {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// What the control points at; set by the control itself.
    pub id: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
    /// What only screen readers hear first, because they cannot see the red: "Error" unless given, nothing when empty.
    pub visually_hidden_text: Option<Plain>,
}

component!(ErrorMessage);
from_content!(ErrorMessage);

impl ErrorMessage {
    /// An error with these words.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let class = classes("govuk-error-message", [&self.classes]);
        let mut prefix = match self.visually_hidden_text {
            Some(prefix) => prefix.into_owned(),
            None => crate::wording::text("component-error-prefix"),
        };
        let prefix = (!prefix.is_empty()).then(|| {
            prefix.push(':');
            view! {
                <span class="govuk-visually-hidden">{prefix}</span>
                " "
            }
        });
        view! {
            <p {..self.attributes.spread()} id=present(self.id) class=class>
                {prefix}
                {show(self.text, self.html)}
            </p>
        }
        .into_any()
    }
}
