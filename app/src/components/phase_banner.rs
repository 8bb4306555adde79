//! How finished the service is.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::classes;
use super::{Attributes, Content, Html, Plain, Tag};

/// A line that says how finished the service is, and where to tell us what is wrong with it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PhaseBanner {
    /// The phase, for example "Beta".
    pub tag: Tag,
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(PhaseBanner);

impl PhaseBanner {
    /// A line with this phase and these words.
    pub fn new(phase: impl Into<Tag>, content: impl Into<Content>) -> Self {
        let (text, html) = content.into().split();
        Self {
            tag: phase.into(),
            text,
            html,
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let tag = Tag {
            classes: classes("govuk-phase-banner__content__tag", [&self.tag.classes]),
            ..self.tag
        };
        view! {
            <div class=classes("govuk-phase-banner govuk-width-container", [&self.classes]) {..self.attributes.spread()}>
                <p class="govuk-phase-banner__content">
                    {tag}
                    <span class="govuk-phase-banner__text">{show(self.text, self.html)}</span>
                </p>
            </div>
        }
        .into_any()
    }
}
