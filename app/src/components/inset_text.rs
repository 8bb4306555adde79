//! A paragraph that stands out.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Html, Plain};

/// A paragraph that stands out from the text around it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct InsetText {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// The element's id.
    pub id: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(InsetText);
from_content!(InsetText);

impl InsetText {
    /// A paragraph with these words.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        view! {
            <div id=present(self.id) class=classes("govuk-inset-text", [&self.classes]) {..self.attributes.spread()}>
                {show(self.text, self.html)}
            </div>
        }
        .into_any()
    }
}
