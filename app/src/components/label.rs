//! The name of a form control.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Html, Plain};

/// The name of a form control: read out with it, and a bigger target to click.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Label {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// The id of the control; set by the control itself.
    #[serde(rename = "for")]
    pub for_id: Plain,
    /// Whether the label is also the page's heading, which spares screen readers hearing the question twice.
    pub is_page_heading: bool,
    /// Extra classes, for example `govuk-label--l`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Label);
from_content!(Label);

impl Label {
    /// A label with these words.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// A label that is also the page's heading, in the large size.
    pub fn page_heading(content: impl Into<super::Content>) -> Self {
        Self {
            is_page_heading: true,
            classes: "govuk-label--l".into(),
            ..Self::new(content)
        }
    }

    /// As a view; a label without words is nothing.
    pub fn view(self) -> AnyView {
        if self.text.is_empty() && self.html.is_empty() {
            return ().into_any();
        }
        let class = classes("govuk-label", [&self.classes]);
        let label = view! {
            <label class=class for=present(self.for_id) {..self.attributes.spread()}>
                {show(self.text, self.html)}
            </label>
        };
        if self.is_page_heading {
            view! { <h1 class="govuk-label-wrapper">{label}</h1> }.into_any()
        } else {
            label.into_any()
        }
    }
}
