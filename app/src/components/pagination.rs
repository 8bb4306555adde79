//! Links between the pages of a list.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, or_wording, present, scalar_text, truthy_list};
use super::{Attributes, Content, Html, Plain};

/// Links between the pages of a list, or to the neighbours of a page.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Pagination {
    /// The page before.
    pub previous: Option<StepLink>,
    /// The numbered pages.
    #[serde(deserialize_with = "items")]
    pub items: Option<Vec<PageLink>>,
    /// The page after.
    pub next: Option<StepLink>,
    /// What the landmark is called; "Pagination" unless given.
    pub landmark_label: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Pagination);

impl Pagination {
    /// Links to the page before and after, where there are any; for lists paged by key.
    pub fn new<Href: Into<Plain>>(previous: Option<Href>, next: Option<Href>) -> Self {
        let step = |href: Href| StepLink {
            href: href.into(),
            ..StepLink::default()
        };
        Self {
            previous: previous.map(step),
            next: next.map(step),
            ..Self::default()
        }
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let block = self.items.is_none() && (self.previous.is_some() || self.next.is_some());
        let block_class = if block { "govuk-pagination--block" } else { "" };
        let items = self.items.map(|items| {
            let items = items.into_iter().map(PageLink::view).collect_view();
            view! { <ul class="govuk-pagination__list">{items}</ul> }
        });
        view! {
            <nav
                class=classes("govuk-pagination", [block_class, &self.classes])
                aria-label=or_wording(self.landmark_label, "component-pagination-label")
                {..self.attributes.spread()}
            >
                {self.previous.filter(|link| !link.href.is_empty()).map(|link| link.view(Step::Previous, block))}
                {items}
                {self.next.filter(|link| !link.href.is_empty()).map(|link| link.view(Step::Next, block))}
            </nav>
        }
        .into_any()
    }
}

fn items<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<PageLink>>, D::Error> {
    let items: Vec<PageLink> = truthy_list(deserializer)?;
    Ok(Some(
        items
            .into_iter()
            .filter(|item| item.ellipsis || !item.number.is_empty())
            .collect(),
    ))
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Previous,
    Next,
}

/// A link to the page before or after.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct StepLink {
    /// The words; "Next page" or "Previous page" unless given.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// What that page is about, between neighbours that are not numbered.
    pub label_text: Plain,
    /// Where it leads.
    pub href: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl StepLink {
    /// A link to this address with these words.
    pub fn new(href: impl Into<Plain>, content: impl Into<Content>) -> Self {
        let (text, html) = content.into().split();
        Self {
            href: href.into(),
            text,
            html,
            ..Self::default()
        }
    }

    fn view(self, step: Step, block: bool) -> AnyView {
        let (outer, rel) = match step {
            Step::Previous => ("govuk-pagination__prev", "prev"),
            Step::Next => ("govuk-pagination__next", "next"),
        };
        let title = if self.text.is_empty() && self.html.is_empty() {
            let (words, hidden) = match step {
                Step::Previous => (
                    "component-pagination-previous",
                    "component-pagination-previous-hidden",
                ),
                Step::Next => (
                    "component-pagination-next",
                    "component-pagination-next-hidden",
                ),
            };
            view! {
                {crate::wording::text(words)}
                <span class="govuk-visually-hidden">{[" ", &crate::wording::text(hidden)].concat()}</span>
            }
            .into_any()
        } else {
            show(self.text, self.html).into_any()
        };
        let decorated = if block && self.label_text.is_empty() {
            "govuk-pagination__link-title--decorated"
        } else {
            ""
        };
        let label = (block && !self.label_text.is_empty()).then(|| {
            view! {
                <span class="govuk-visually-hidden">":"</span>
                <span class="govuk-pagination__link-label">{self.label_text}</span>
            }
        });
        let arrow_first = block || step == Step::Previous;
        view! {
            <div class=outer>
                <a
                    {..self.attributes.spread()}
                    class="govuk-link govuk-pagination__link"
                    href=self.href
                    rel=rel
                >
                    {arrow_first.then(|| arrow(step))}
                    <span class=classes("govuk-pagination__link-title", [decorated])>{title}</span>
                    {label}
                    {(!arrow_first).then(|| arrow(step))}
                </a>
            </div>
        }
        .into_any()
    }
}

fn arrow(step: Step) -> AnyView {
    match step {
        Step::Previous => view! {
            <svg
                class="govuk-pagination__icon govuk-pagination__icon--prev"
                xmlns="http://www.w3.org/2000/svg"
                height="13"
                width="15"
                aria-hidden="true"
                focusable="false"
                viewBox="0 0 15 13"
            >
                <path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path>
            </svg>
        }
        .into_any(),
        Step::Next => view! {
            <svg
                class="govuk-pagination__icon govuk-pagination__icon--next"
                xmlns="http://www.w3.org/2000/svg"
                height="13"
                width="15"
                aria-hidden="true"
                focusable="false"
                viewBox="0 0 15 13"
            >
                <path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path>
            </svg>
        }
        .into_any(),
    }
}

/// A numbered page, or the gap between two.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PageLink {
    /// The number.
    #[serde(deserialize_with = "scalar_text")]
    pub number: Plain,
    /// What a screen reader says; "Page" and the number unless given.
    pub visually_hidden_text: Plain,
    /// Where it leads.
    pub href: Plain,
    /// Whether it is the page that is shown.
    pub current: bool,
    /// Whether it stands for pages left out.
    pub ellipsis: bool,
    /// Extra attributes of the link.
    pub attributes: Attributes,
}

impl PageLink {
    /// A link to the page of this number.
    pub fn new(number: impl Into<Plain>, href: impl Into<Plain>) -> Self {
        Self {
            number: number.into(),
            href: href.into(),
            ..Self::default()
        }
    }

    fn view(self) -> AnyView {
        let current = if self.current {
            "govuk-pagination__item--current"
        } else {
            ""
        };
        let ellipsis = if self.ellipsis {
            "govuk-pagination__item--ellipsis"
        } else {
            ""
        };
        let class = classes("govuk-pagination__item", [current, ellipsis]);
        if self.ellipsis {
            return view! { <li class=class>"⋯"</li> }.into_any();
        }
        let label = present(self.visually_hidden_text).unwrap_or_else(|| {
            [
                &crate::wording::text("component-pagination-page"),
                " ",
                &*self.number,
            ]
            .concat()
            .into()
        });
        view! {
            <li class=class>
                <a
                    class="govuk-link govuk-pagination__link"
                    href=self.href
                    aria-label=label
                    aria-current=self.current.then_some("page")
                    {..self.attributes.spread()}
                >
                    {self.number}
                </a>
            </li>
        }
        .into_any()
    }
}
