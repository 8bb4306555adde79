//! Help that belongs to one question.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Html, Plain};

/// Help that belongs to one question; the control points at it with `aria-describedby`.
///
/// Screen readers read it out without its structure, so keep it to short text: no lists, no links.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Hint {
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
}

component!(Hint);
from_content!(Hint);

impl Hint {
    /// A hint with these words.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let class = classes("govuk-hint", [&self.classes]);
        view! {
            <div {..self.attributes.spread()} id=present(self.id) class=class>
                {show(self.text, self.html)}
            </div>
        }
        .into_any()
    }
}
