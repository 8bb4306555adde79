//! News about the page or what was just done.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::{heading, show};
use super::options::classes;
use super::{Attributes, Content, Html, Plain};

/// News that is not about an answer: something to know, or that something worked.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NotificationBanner {
    /// What to know; shown as a heading of its own.
    pub text: Plain,
    /// Markup instead.
    pub html: Html,
    /// The bar above it; "Important" or "Success" unless given.
    pub title_text: Plain,
    /// Markup instead of the bar's words.
    pub title_html: Html,
    /// The bar's heading level; 2 unless given.
    pub title_heading_level: Option<u8>,
    /// The bar's id, by which the banner is named.
    pub title_id: Plain,
    /// `success` for the green banner, which is announced at once.
    #[serde(rename = "type")]
    pub kind: Plain,
    /// The role; `region`, or `alert` for success, unless given.
    pub role: Plain,
    /// Whether a script leaves the focus where it is.
    pub disable_auto_focus: Option<bool>,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(NotificationBanner);
from_content!(NotificationBanner);

impl NotificationBanner {
    /// Something to know.
    pub fn new(content: impl Into<Content>) -> Self {
        content.into().into()
    }

    /// Something that worked. It takes the focus, with scripts or without, so that a screen reader says it first.
    pub fn success(content: impl Into<Content>) -> Self {
        Self {
            kind: "success".into(),
            attributes: [("tabindex", "-1"), ("autofocus", "")].into(),
            ..Self::new(content)
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let success = self.kind == "success";
        let (success_class, default_role, title_key) = if success {
            (
                "govuk-notification-banner--success",
                "alert",
                "component-notification-banner-success",
            )
        } else {
            ("", "region", "component-notification-banner-important")
        };
        let role = if self.role.is_empty() {
            default_role.into()
        } else {
            self.role
        };
        let id = if self.title_id.is_empty() {
            "govuk-notification-banner-title".into()
        } else {
            self.title_id
        };
        let title = if self.title_text.is_empty() && self.title_html.is_empty() {
            crate::wording::text(title_key).into()
        } else {
            self.title_text
        };
        let content = if !self.html.is_empty() {
            self.html.show().into_any()
        } else if !self.text.is_empty() {
            view! { <p class="govuk-notification-banner__heading">{self.text}</p> }.into_any()
        } else {
            ().into_any()
        };
        let labelled_by = id.clone();
        view! {
            <div
                class=classes("govuk-notification-banner", [success_class, &self.classes])
                role=role
                aria-labelledby=labelled_by
                data-module="govuk-notification-banner"
                data-disable-auto-focus=self.disable_auto_focus.map(|disable| if disable { "true" } else { "false" })
                {..self.attributes.spread()}
            >
                <div class="govuk-notification-banner__header">
                    {heading(
                        self.title_heading_level.unwrap_or(2),
                        "govuk-notification-banner__title".into(),
                        Some(id),
                        show(title, self.title_html),
                    )}
                </div>
                <div class="govuk-notification-banner__content">{content}</div>
            </div>
        }
        .into_any()
    }
}
