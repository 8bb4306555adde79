//! A link to the page before.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, or_wording, present};
use super::{Attributes, Html, Plain};

/// A link to the page before, at the top of a question page; not every browser's Back button is easy to reach.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct BackLink {
    /// The words; "Back" unless given.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Where it leads.
    pub href: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(BackLink);

impl BackLink {
    /// A link back to this address.
    pub fn new(href: impl Into<Plain>) -> Self {
        Self {
            href: href.into(),
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let text = if self.html.is_empty() {
            or_wording(self.text, "component-back-link")
        } else {
            Plain::default()
        };
        view! {
            <a
                href=present(self.href).unwrap_or("#".into())
                class=classes("govuk-back-link", [&self.classes])
                {..self.attributes.spread()}
            >
                {show(text, self.html)}
            </a>
        }
        .into_any()
    }
}
