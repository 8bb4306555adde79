//! Help that opens on demand.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Content, Html, Plain};

/// Help that some people need and the others can leave closed. It works without scripts.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Details {
    /// The words that open it.
    pub summary_text: Plain,
    /// Markup instead of those words.
    pub summary_html: Html,
    /// The words inside.
    pub text: Plain,
    /// Markup instead of the words inside.
    pub html: Html,
    /// The element's id.
    pub id: Plain,
    /// Whether it starts open.
    pub open: bool,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Details);

impl Details {
    /// Help behind these words.
    pub fn new(summary: impl Into<Content>, inside: impl Into<Content>) -> Self {
        let (summary_text, summary_html) = summary.into().split();
        let (text, html) = inside.into().split();
        Self {
            summary_text,
            summary_html,
            text,
            html,
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        view! {
            <details
                id=present(self.id)
                class=classes("govuk-details", [&self.classes])
                open=self.open
                {..self.attributes.spread()}
            >
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">{show(self.summary_text, self.summary_html)}</span>
                </summary>
                <div class="govuk-details__text">{show(self.text, self.html)}</div>
            </details>
        }
        .into_any()
    }
}
