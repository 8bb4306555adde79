//! Where a page stands in the site.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, or_wording};
use super::{Attributes, Content, Html, Plain};

/// The way from the home page to this one; never inside a form, where a back link serves.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Breadcrumbs {
    /// The pages, from the top down.
    pub items: Vec<Breadcrumb>,
    /// What the landmark is called; "Breadcrumb" unless given.
    pub label_text: Plain,
    /// Whether narrow screens show the first and last only.
    pub collapse_on_mobile: bool,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Breadcrumbs);

impl Breadcrumbs {
    /// Links to these pages, from the top down: words and address of each.
    pub fn new<Words: Into<Content>, Href: Into<Plain>>(
        pages: impl IntoIterator<Item = (Words, Href)>,
    ) -> Self {
        let items = pages
            .into_iter()
            .map(|(words, href)| {
                let (text, html) = words.into().split();
                Breadcrumb {
                    text,
                    html,
                    href: href.into(),
                    ..Breadcrumb::default()
                }
            })
            .collect();
        Self {
            items,
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let collapse = if self.collapse_on_mobile {
            "govuk-breadcrumbs--collapse-on-mobile"
        } else {
            ""
        };
        view! {
            <nav
                class=classes("govuk-breadcrumbs", [&self.classes, collapse])
                aria-label=or_wording(self.label_text, "component-breadcrumbs-label")
                {..self.attributes.spread()}
            >
                <ol class="govuk-breadcrumbs__list">
                    {self.items.into_iter().map(Breadcrumb::view).collect_view()}
                </ol>
            </nav>
        }
        .into_any()
    }
}

/// One page on the way; without an address, the page itself.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Breadcrumb {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Where it leads.
    pub href: Plain,
    /// Extra attributes of the link.
    pub attributes: Attributes,
}

impl Breadcrumb {
    fn view(self) -> AnyView {
        let content = show(self.text, self.html);
        if self.href.is_empty() {
            view! {
                <li class="govuk-breadcrumbs__list-item" aria-current="page">
                    {content}
                </li>
            }
            .into_any()
        } else {
            view! {
                <li class="govuk-breadcrumbs__list-item">
                    <a class="govuk-breadcrumbs__link" href=self.href {..self.attributes.spread()}>
                        {content}
                    </a>
                </li>
            }
            .into_any()
        }
    }
}
