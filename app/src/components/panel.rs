//! The big box at the end of a journey.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::{heading, show};
use super::options::classes;
use super::{Attributes, Button, Content, Html, Plain};

/// The big box at the end of a journey: it worked, and this is the reference. Also, as `govuk-panel--interruption`,
/// a page that asks a person to stop and think.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Panel {
    /// The heading.
    pub title_text: Plain,
    /// Markup instead of the heading's words.
    pub title_html: Html,
    /// The heading's level; 1 unless given.
    pub heading_level: Option<u8>,
    /// What stands below.
    pub text: Plain,
    /// Markup instead.
    pub html: Html,
    /// Buttons and links of an interruption.
    pub actions: Option<PanelActions>,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Panel);

impl Panel {
    /// A box that says that something worked, and what to keep, usually the reference.
    pub fn new(title: impl Into<Content>, below: impl Into<Content>) -> Self {
        let (title_text, title_html) = title.into().split();
        let (text, html) = below.into().split();
        Self {
            title_text,
            title_html,
            text,
            html,
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let interruption = self.classes.contains("govuk-panel--interruption");
        let confirmation = if interruption {
            ""
        } else {
            "govuk-panel--confirmation"
        };
        let body = (!self.text.is_empty() || !self.html.is_empty())
            .then(|| view! { <div class="govuk-panel__body">{show(self.text, self.html)}</div> });
        let title = show(self.title_text, self.title_html);
        view! {
            <div class=classes("govuk-panel", [confirmation, &self.classes]) {..self.attributes.spread()}>
                {heading(self.heading_level.unwrap_or(1), "govuk-panel__title".into(), None, title)}
                {body}
                {self.actions.filter(|_| interruption).map(PanelActions::view)}
            </div>
        }
        .into_any()
    }
}

/// Buttons and links of an interruption.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PanelActions {
    /// The buttons and links.
    pub items: Vec<PanelAction>,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl PanelActions {
    fn view(self) -> impl IntoView {
        let items = (!self.items.is_empty()).then(|| {
            let items = self.items.into_iter().map(PanelAction::view).collect_view();
            view! { <div class="govuk-button-group">{items}</div> }
        });
        view! {
            <div class=classes("govuk-panel__actions", [&self.classes]) {..self.attributes.spread()}>
                {items}
            </div>
        }
    }
}

/// A button, or with `href` a link.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PanelAction {
    /// The words.
    pub text: Plain,
    /// Where a link leads.
    pub href: Plain,
    /// `button` unless given; with `href` and `button`, a link that looks like a button.
    #[serde(rename = "type")]
    pub kind: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl PanelAction {
    fn view(self) -> AnyView {
        if self.href.is_empty() || self.kind == "button" {
            return Button {
                text: self.text,
                kind: if self.kind.is_empty() {
                    "button".into()
                } else {
                    self.kind
                },
                classes: classes("govuk-button--inverse", [&self.classes]),
                href: self.href,
                attributes: self.attributes,
                ..Button::default()
            }
            .view();
        }
        view! {
            <a
                class=classes("govuk-link govuk-link--inverse", [&self.classes])
                href=self.href
                {..self.attributes.spread()}
            >
                {self.text}
            </a>
        }
        .into_any()
    }
}
