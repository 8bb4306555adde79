//! The first link of every page.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Html, Plain};

/// The first link of every page, visible when it has the focus: past everything that is the same on each page
/// (WCAG 2.4.1).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SkipLink {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Where it leads; `#content` unless given.
    pub href: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(SkipLink);

impl SkipLink {
    /// A link to the main content, whose id is given with its `#`.
    pub fn new(href: impl Into<Plain>) -> Self {
        Self {
            text: crate::wording::text("component-skip-link").into(),
            href: href.into(),
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        view! {
            <a
                href=present(self.href).unwrap_or("#content".into())
                class=classes("govuk-skip-link", [&self.classes])
                data-module="govuk-skip-link"
                {..self.attributes.spread()}
            >
                {show(self.text, self.html)}
            </a>
        }
        .into_any()
    }
}
