//! Everything that is wrong with a page.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::classes;
use super::{Attributes, Content, Html, Plain};

/// Everything that is wrong with a page, each a link to the control that puts it right.
///
/// [`ErrorSummary::new`] makes it take the focus when the page opens, with scripts or without, so that a screen reader
/// reads it first. It belongs at the top of the main content, above the heading.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ErrorSummary {
    /// The heading.
    pub title_text: Plain,
    /// Markup instead of the heading's words.
    pub title_html: Html,
    /// A sentence below the heading; rarely needed.
    pub description_text: Plain,
    /// Markup instead of that sentence.
    pub description_html: Html,
    /// The errors, in the order of the controls on the page.
    pub error_list: Vec<ErrorLink>,
    /// Whether a script leaves the focus where it is.
    pub disable_auto_focus: Option<bool>,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(ErrorSummary);

impl ErrorSummary {
    /// A summary of these errors, each the id of its control and the same words as beside it; nothing when there are
    /// none.
    pub fn new<Id: AsRef<str>, Words: Into<Content>>(
        errors: impl IntoIterator<Item = (Id, Words)>,
    ) -> Self {
        let error_list: Vec<_> = errors
            .into_iter()
            .map(|(id, words)| {
                let (text, html) = words.into().split();
                let href = ["#", id.as_ref()].concat().into();
                ErrorLink {
                    href,
                    text,
                    html,
                    ..ErrorLink::default()
                }
            })
            .collect();
        if error_list.is_empty() {
            return Self::default();
        }
        Self {
            title_text: crate::wording::text("component-error-summary-title").into(),
            error_list,
            attributes: [("tabindex", "-1"), ("autofocus", "")].into(),
            ..Self::default()
        }
    }

    /// As a view; a summary without a title and errors is nothing.
    pub fn view(self) -> AnyView {
        if self.title_text.is_empty() && self.title_html.is_empty() && self.error_list.is_empty() {
            return ().into_any();
        }
        let description = (!self.description_text.is_empty() || !self.description_html.is_empty())
            .then(|| view! { <p>{show(self.description_text, self.description_html)}</p> });
        let errors = (!self.error_list.is_empty()).then(|| {
            let errors = self
                .error_list
                .into_iter()
                .map(ErrorLink::view)
                .collect_view();
            view! { <ul class="govuk-list govuk-error-summary__list">{errors}</ul> }
        });
        // The alert is inside the element that takes the focus; on one element, screen readers lose one of the two.
        view! {
            <div
                class=classes("govuk-error-summary", [&self.classes])
                data-disable-auto-focus=self.disable_auto_focus.map(|disable| if disable { "true" } else { "false" })
                data-module="govuk-error-summary"
                {..self.attributes.spread()}
            >
                <div role="alert">
                    <h2 class="govuk-error-summary__title">{show(self.title_text, self.title_html)}</h2>
                    <div class="govuk-error-summary__body">{description} {errors}</div>
                </div>
            </div>
        }
        .into_any()
    }
}

/// One error in the summary.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ErrorLink {
    /// The words, the same as beside the control.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Leads to the control.
    pub href: Plain,
    /// Extra attributes of the link.
    pub attributes: Attributes,
}

impl ErrorLink {
    fn view(self) -> AnyView {
        let content = show(self.text, self.html);
        if self.href.is_empty() {
            view! { <li>{content}</li> }.into_any()
        } else {
            view! {
                <li>
                    <a href=self.href {..self.attributes.spread()}>
                        {content}
                    </a>
                </li>
            }
            .into_any()
        }
    }
}
