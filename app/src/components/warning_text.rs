//! What happens if someone does not act.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, or_wording};
use super::{Attributes, Html, Plain};

/// Something with consequences, for example a fine. The mark is said as a word to those who cannot see it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct WarningText {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// The word for the mark; "Warning" unless given.
    pub icon_fallback_text: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(WarningText);
from_content!(WarningText);

impl WarningText {
    /// A warning with these words.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        view! {
            <div class=classes("govuk-warning-text", [&self.classes]) {..self.attributes.spread()}>
                <span class="govuk-warning-text__icon" aria-hidden="true">
                    "!"
                </span>
                <strong class="govuk-warning-text__text">
                    <span class="govuk-visually-hidden">
                        {or_wording(self.icon_fallback_text, "component-warning")}
                    </span>
                    " "
                    {show(self.text, self.html)}
                </strong>
            </div>
        }
        .into_any()
    }
}
