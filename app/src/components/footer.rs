//! The foot of every page.

use leptos::prelude::*;
use serde::Deserialize;
use serde::Deserializer;

use super::content::show;
use super::options::{classes, or_wording, present};
use super::{Attributes, Html, Plain};

/// The foot of every page, for the inside of a `<footer>` element.
///
/// The Design System's own shows the crown and Crown copyright, which a council must not use: this one has neither.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Footer {
    /// Links in columns.
    pub navigation: Vec<FooterSection>,
    /// The small print: accessibility statement, privacy, cookies.
    pub meta: Option<FooterMeta>,
    /// The licence of what the pages say; none unless given.
    #[serde(
        default = "ContentLicence::open_government",
        deserialize_with = "ContentLicence::or_null"
    )]
    pub content_licence: Option<ContentLicence>,
    /// Extra classes of the inner container.
    pub container_classes: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Footer);

impl Footer {
    /// A footer with these small links: words and address of each.
    pub fn new<Words: Into<Plain>, Href: Into<Plain>>(
        links: impl IntoIterator<Item = (Words, Href)>,
    ) -> Self {
        let items = links
            .into_iter()
            .map(|(words, href)| FooterLink::new(words, href))
            .collect();
        Self {
            meta: Some(FooterMeta {
                items,
                ..FooterMeta::default()
            }),
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let navigation = (!self.navigation.is_empty()).then(|| {
            view! {
                <div class="govuk-footer__navigation">
                    {self.navigation.into_iter().map(FooterSection::view).collect_view()}
                </div>
                <hr class="govuk-footer__section-break" />
            }
        });
        view! {
            <div class=classes("govuk-footer", [&self.classes]) {..self.attributes.spread()}>
                <div class=classes("govuk-width-container", [&self.container_classes])>
                    {navigation}
                    <div class="govuk-footer__meta">
                        <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
                            {self.meta.map(FooterMeta::view)}
                            {self.content_licence.map(ContentLicence::view)}
                        </div>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }
}

/// A column of links.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FooterSection {
    /// The heading.
    pub title: Plain,
    /// In how many columns the links stand.
    pub columns: Option<u8>,
    /// The width, for example `two-thirds`; full unless given.
    pub width: Plain,
    /// The links.
    pub items: Vec<FooterLink>,
}

impl FooterSection {
    fn view(self) -> AnyView {
        let width = [
            "govuk-grid-column-",
            if self.width.is_empty() {
                "full"
            } else {
                &self.width
            },
        ]
        .concat();
        let columns = self
            .columns
            .map(|columns| format!("govuk-footer__list--columns-{columns}"))
            .unwrap_or_default();
        let list = (!self.items.is_empty()).then(|| {
            let items = self.items.into_iter().filter(|item| !item.href.is_empty() && !item.text.is_empty());
            let items = items.map(|item| view! { <li class="govuk-footer__list-item">{item.view()}</li> });
            view! { <ul class=classes("govuk-footer__list", [&columns])>{items.collect_view()}</ul> }
        });
        view! {
            <div class=classes("govuk-footer__section", [&width])>
                <h2 class="govuk-footer__heading govuk-heading-m">{self.title}</h2>
                {list}
            </div>
        }
        .into_any()
    }
}

/// The small print.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FooterMeta {
    /// A heading for screen readers; "Support links" unless given.
    pub visually_hidden_title: Plain,
    /// The links.
    pub items: Vec<FooterLink>,
    /// More words.
    pub text: Plain,
    /// Markup instead of those words.
    pub html: Html,
}

impl FooterMeta {
    fn view(self) -> impl IntoView {
        let links = (!self.items.is_empty()).then(|| {
            let items = self.items.into_iter();
            let items = items.map(
                |item| view! { <li class="govuk-footer__inline-list-item">{item.view()}</li> },
            );
            view! { <ul class="govuk-footer__inline-list">{items.collect_view()}</ul> }
        });
        let more = (!self.text.is_empty() || !self.html.is_empty()).then(
            || view! { <div class="govuk-footer__meta-custom">{show(self.text, self.html)}</div> },
        );
        view! {
            <h2 class="govuk-visually-hidden">
                {or_wording(self.visually_hidden_title, "component-footer-meta-title")}
            </h2>
            {links}
            {more}
        }
    }
}

/// A link at the foot of the page.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FooterLink {
    /// The words.
    pub text: Plain,
    /// Where it leads.
    pub href: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl FooterLink {
    /// A link with these words to this address.
    pub fn new(text: impl Into<Plain>, href: impl Into<Plain>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            ..Self::default()
        }
    }

    fn view(self) -> impl IntoView {
        view! {
            <a class="govuk-footer__link" href=present(self.href) {..self.attributes.spread()}>
                {self.text}
            </a>
        }
    }
}

/// The licence of what the pages say; the Open Government Licence when it has no words of its own.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ContentLicence {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
}

impl<C: Into<super::Content>> From<C> for ContentLicence {
    fn from(content: C) -> Self {
        let (text, html) = content.into().split();
        Self { text, html }
    }
}

impl ContentLicence {
    fn open_government() -> Option<Self> {
        Some(Self::default())
    }

    fn or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Option::deserialize(deserializer)
    }

    fn view(self) -> impl IntoView {
        let words = if self.text.is_empty() && self.html.is_empty() {
            view! {
                {crate::wording::text("component-footer-licence-before")}
                " "
                <a
                    class="govuk-footer__link"
                    href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
                    rel="license"
                >
                    {crate::wording::text("component-footer-licence-link")}
                </a>
                {crate::wording::text("component-footer-licence-after")}
            }
            .into_any()
        } else {
            show(self.text, self.html).into_any()
        };
        view! {
            <svg
                aria-hidden="true"
                focusable="false"
                class="govuk-footer__licence-logo"
                xmlns="http://www.w3.org/2000/svg"
                viewBox="0 0 483.2 195.7"
                height="17"
                width="41"
            >
                <path
                    fill="currentColor"
                    d="M421.5 142.8V.1l-50.7 32.3v161.1h112.4v-50.7zm-122.3-9.6A47.12 47.12 0 0 1 221 97.8c0-26 21.1-47.1 47.1-47.1 16.7 0 31.4 8.7 39.7 21.8l42.7-27.2A97.63 97.63 0 0 0 268.1 0c-36.5 0-68.3 20.1-85.1 49.7A98 98 0 0 0 97.8 0C43.9 0 0 43.9 0 97.8s43.9 97.8 97.8 97.8c36.5 0 68.3-20.1 85.1-49.7a97.76 97.76 0 0 0 149.6 25.4l19.4 22.2h3v-87.8h-80l24.3 27.5zM97.8 145c-26 0-47.1-21.1-47.1-47.1s21.1-47.1 47.1-47.1 47.2 21 47.2 47S123.8 145 97.8 145"
                />
            </svg>
            <span class="govuk-footer__licence-description">{words}</span>
        }
    }
}
