//! The council's bar at the head of every page.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Content, Html, Plain};

/// The bar with the council's name or logo, for the inside of a `<header>` element.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct GenericHeader {
    /// The council's name.
    pub logo_text: Plain,
    /// A logo instead; it needs words for those who cannot see it.
    pub logo_html: Html,
    /// Where it leads; `/` unless given.
    pub url: Plain,
    /// Classes of the inner container instead of `govuk-width-container`.
    pub container_classes: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(GenericHeader);

impl GenericHeader {
    /// A bar with this name or logo, which leads home.
    pub fn new(logo: impl Into<Content>) -> Self {
        let (logo_text, logo_html) = logo.into().split();
        Self {
            logo_text,
            logo_html,
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let container = present(self.container_classes).unwrap_or("govuk-width-container".into());
        view! {
            <div class=classes("govuk-generic-header", [&self.classes]) {..self.attributes.spread()}>
                <div class=classes("govuk-generic-header__container", [&container])>
                    <div class="govuk-generic-header__logo">
                        <a href=present(self.url).unwrap_or("/".into()) class="govuk-generic-header__homepage-link">
                            {show(self.logo_text, self.logo_html)}
                        </a>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }
}
