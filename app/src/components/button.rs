//! A button, or a link that looks like one.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present};
use super::{Attributes, Html, Plain};

/// A button that submits the form around it; with `href`, a link that looks like one.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Button {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Where a link leads; makes the button a link.
    pub href: Plain,
    /// The name sent with the form, to tell several buttons apart.
    pub name: Plain,
    /// The value sent with the form.
    pub value: Plain,
    /// `submit` unless given, or `button` or `reset`.
    #[serde(rename = "type")]
    pub kind: Plain,
    /// Out of use. Poor contrast and not reachable by keyboard: prefer an error message.
    pub disabled: bool,
    /// Whether a script ignores a second click within a second; the server must not rely on it.
    pub prevent_double_click: Option<bool>,
    /// Whether it is the arrow button that starts a service.
    pub is_start_button: bool,
    /// The element's id.
    pub id: Plain,
    /// Extra classes, for example `govuk-button--secondary`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Button);
from_content!(Button);

impl Button {
    /// A button that submits its form.
    pub fn new(content: impl Into<super::Content>) -> Self {
        content.into().into()
    }

    /// A link that looks like a button.
    pub fn link(content: impl Into<super::Content>, href: impl Into<Plain>) -> Self {
        Self {
            href: href.into(),
            ..Self::new(content)
        }
    }

    /// The button with an arrow that starts a service.
    #[must_use]
    pub fn start(mut self) -> Self {
        self.is_start_button = true;
        self
    }

    /// In the quieter style, beside a main button.
    #[must_use]
    pub fn secondary(self) -> Self {
        self.classes("govuk-button--secondary")
    }

    /// In the red style, for what cannot be undone.
    #[must_use]
    pub fn warning(self) -> Self {
        self.classes("govuk-button--warning")
    }

    /// Sends `name=value` with the form, to tell several buttons apart.
    #[must_use]
    pub fn named(mut self, name: impl Into<Plain>, value: impl Into<Plain>) -> Self {
        self.name = name.into();
        self.value = value.into();
        self
    }

    /// Makes a script ignore a second click within a second.
    #[must_use]
    pub fn prevent_double_click(mut self) -> Self {
        self.prevent_double_click = Some(true);
        self
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let start = if self.is_start_button {
            "govuk-button--start"
        } else {
            ""
        };
        let class = classes("govuk-button", [&self.classes, start]);
        // The start button is a flexbox, which would swallow the spaces between pieces of markup.
        let content = if self.is_start_button && !self.html.is_empty() {
            view! { <span>{self.html.show()}</span> }.into_any()
        } else {
            show(self.text, self.html).into_any()
        };
        let icon = self.is_start_button.then(|| {
            view! {
                <svg
                    class="govuk-button__start-icon"
                    xmlns="http://www.w3.org/2000/svg"
                    width="17.5"
                    height="19"
                    viewBox="0 0 33 40"
                    aria-hidden="true"
                    focusable="false"
                >
                    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
                </svg>
            }
        });
        if !self.href.is_empty() {
            return view! {
                <a
                    href=self.href
                    role="button"
                    draggable="false"
                    class=class
                    data-module="govuk-button"
                    id=present(self.id)
                    {..self.attributes.spread()}
                >
                    {content}
                    {icon}
                </a>
            }
            .into_any();
        }
        let kind = present(self.kind).unwrap_or("submit".into());
        view! {
            <button
                type=kind
                value=present(self.value)
                name=present(self.name)
                disabled=self.disabled
                aria-disabled=self.disabled.then_some("true")
                data-prevent-double-click=self.prevent_double_click.map(|prevent| if prevent { "true" } else { "false" })
                class=class
                data-module="govuk-button"
                id=present(self.id)
                {..self.attributes.spread()}
            >
                {content}
                {icon}
            </button>
        }
        .into_any()
    }
}
