//! A group of controls that belong to one question.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Html, Plain};

/// Groups controls under a legend, which screen readers say when they enter the group.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Fieldset {
    /// The question that the controls answer together.
    pub legend: Option<Legend>,
    /// What is inside.
    pub html: Html,
    /// Ids of what describes the group, for example a hint.
    pub described_by: Plain,
    /// An ARIA role; `group` for text inputs, whose description some screen readers would leave out otherwise.
    pub role: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Fieldset);

impl Fieldset {
    /// A group with this legend around what is inside.
    pub fn new(legend: impl Into<Legend>, inside: impl IntoView + 'static) -> Self {
        Self {
            legend: Some(legend.into()),
            html: Html::view(inside),
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let class = classes("govuk-fieldset", [&self.classes]);
        view! {
            <fieldset
                class=class
                role=present(self.role)
                aria-describedby=present(self.described_by)
                {..self.attributes.spread()}
            >
                {self.legend.map(Legend::view)}
                {self.html.show()}
            </fieldset>
        }
        .into_any()
    }
}

/// The question that a group of controls answers.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Legend {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Whether the legend is also the page's heading, which spares screen readers hearing the question twice.
    pub is_page_heading: bool,
    /// Extra classes, for example `govuk-fieldset__legend--l`.
    pub classes: Plain,
}

from_content!(Legend);

impl Legend {
    /// A legend with these words.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// A legend that is also the page's heading, in the large size.
    pub fn page_heading(content: impl Into<super::Content>) -> Self {
        Self {
            is_page_heading: true,
            classes: "govuk-fieldset__legend--l".into(),
            ..Self::new(content)
        }
    }

    fn view(self) -> AnyView {
        if self.text.is_empty() && self.html.is_empty() {
            return ().into_any();
        }
        let class = classes("govuk-fieldset__legend", [&self.classes]);
        let content = show(self.text, self.html);
        if self.is_page_heading {
            view! {
                <legend class=class>
                    <h1 class="govuk-fieldset__heading">{content}</h1>
                </legend>
            }
            .into_any()
        } else {
            view! { <legend class=class>{content}</legend> }.into_any()
        }
    }
}
