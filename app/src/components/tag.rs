//! A status in a word or two.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::classes;
use super::{Attributes, Html, Plain};

/// A status in a word or two. Its colour must never say more than its words (WCAG 1.4.1).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Tag {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Extra classes, for example `govuk-tag--green`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Tag);
from_content!(Tag);

impl Tag {
    /// A tag with these words.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        view! {
            <strong class=classes("govuk-tag", [&self.classes]) {..self.attributes.spread()}>
                {show(self.text, self.html)}
            </strong>
        }
        .into_any()
    }
}
