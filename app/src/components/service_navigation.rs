//! The service's name and the links between its parts.

use leptos::either::Either;
use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, or_wording, present, truthy_list};
use super::{Attributes, Content, Html, Plain};

/// The service's name and the links between its parts, below the header.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ServiceNavigation {
    /// The service's name.
    pub service_name: Plain,
    /// Where the name leads.
    pub service_url: Plain,
    /// The links.
    #[serde(deserialize_with = "truthy_list")]
    pub navigation: Vec<NavigationItem>,
    /// What the landmark is called; "Service information" unless given.
    pub aria_label: Plain,
    /// What the links are called; the words of the menu button unless given.
    pub navigation_label: Plain,
    /// The id of the links; `navigation` unless given.
    pub navigation_id: Plain,
    /// Extra classes of the links.
    pub navigation_classes: Plain,
    /// Whether a script folds the links behind a button on narrow screens; from two links on unless given.
    pub collapse_navigation_on_mobile: Option<bool>,
    /// The words of the menu button; "Menu" unless given.
    pub menu_button_text: Plain,
    /// The menu button's name for screen readers, where it differs from its words.
    pub menu_button_label: Plain,
    /// What else stands in the bar.
    pub slots: Slots,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(ServiceNavigation);

/// What else stands in the bar.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Slots {
    /// Before everything.
    pub start: Html,
    /// After everything.
    pub end: EndSlot,
    /// Before the links.
    pub navigation_start: Html,
    /// After the links, for example a sign-out button in an `<li>`.
    pub navigation_end: Html,
}

/// What stands after everything.
#[derive(Default, Deserialize)]
#[serde(from = "EndSlotOptions")]
pub struct EndSlot {
    /// What to show.
    pub html: Html,
    /// Whether it stands on the same line.
    pub inline: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum EndSlotOptions {
    Html(Html),
    Aligned { html: Html, align: Plain },
}

impl From<EndSlotOptions> for EndSlot {
    fn from(options: EndSlotOptions) -> Self {
        match options {
            EndSlotOptions::Html(html) => Self {
                html,
                inline: false,
            },
            EndSlotOptions::Aligned { html, align } => Self {
                html,
                inline: align == "inline",
            },
        }
    }
}

impl ServiceNavigation {
    /// A bar with these links.
    pub fn new(navigation: impl IntoIterator<Item = NavigationItem>) -> Self {
        Self {
            navigation: navigation.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Shows the service's name, as a link to its start.
    #[must_use]
    pub fn service(mut self, name: impl Into<Plain>, url: impl Into<Plain>) -> Self {
        self.service_name = name.into();
        self.service_url = url.into();
        self
    }

    /// Shows this at the end of the links; it must be an `<li>`.
    #[must_use]
    pub fn navigation_end(mut self, item: impl IntoView + 'static) -> Self {
        self.slots.navigation_end = Html::view(item);
        self
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let menu = or_wording(self.menu_button_text, "component-service-navigation-menu");
        let id = present(self.navigation_id).unwrap_or("navigation".into());
        let collapse = self
            .collapse_navigation_on_mobile
            .unwrap_or(self.navigation.len() > 1);
        let Slots {
            start,
            end,
            navigation_start,
            navigation_end,
        } = self.slots;
        let is_section = !self.service_name.is_empty() || !start.is_empty() || !end.html.is_empty();
        let service_name = (!self.service_name.is_empty()).then(|| {
            let name = if self.service_url.is_empty() {
                Either::Left(view! { <span class="govuk-service-navigation__text">{self.service_name}</span> })
            } else {
                Either::Right(view! {
                    <a href=self.service_url class="govuk-service-navigation__link">
                        {self.service_name}
                    </a>
                })
            };
            view! { <span class="govuk-service-navigation__service-name">{name}</span> }
        });
        let has_navigation = !self.navigation.is_empty()
            || !navigation_start.is_empty()
            || !navigation_end.is_empty();
        let navigation = has_navigation.then(|| {
            let label = present(self.navigation_label).unwrap_or_else(|| menu.clone());
            let toggle = collapse.then(|| {
                let label = present(self.menu_button_label).filter(|label| *label != menu);
                view! {
                    <button
                        type="button"
                        class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
                        aria-controls=id.clone()
                        aria-label=label
                        hidden=true
                        aria-hidden="true"
                    >
                        {menu.clone()}
                    </button>
                }
            });
            let items = self
                .navigation
                .into_iter()
                .map(NavigationItem::view)
                .collect_view();
            view! {
                <nav
                    aria-label=label
                    class=classes("govuk-service-navigation__wrapper", [&self.navigation_classes])
                >
                    {toggle}
                    <ul class="govuk-service-navigation__list" id=id.clone()>
                        {navigation_start.show()}
                        {items}
                        {navigation_end.show()}
                    </ul>
                </nav>
            }
        });
        let inline = if end.inline {
            "govuk-service-navigation__inlining-container"
        } else {
            ""
        };
        let inside = view! {
            <div class=classes("govuk-width-container", [inline])>
                {start.show()}
                <div class="govuk-service-navigation__container">{service_name} {navigation}</div>
                {end.html.show()}
            </div>
        };
        let class = classes("govuk-service-navigation", [&self.classes]);
        if is_section {
            view! {
                <section
                    aria-label=or_wording(self.aria_label, "component-service-navigation-label")
                    class=class
                    data-module="govuk-service-navigation"
                    {..self.attributes.spread()}
                >
                    {inside}
                </section>
            }
            .into_any()
        } else {
            view! {
                <div class=class data-module="govuk-service-navigation" {..self.attributes.spread()}>
                    {inside}
                </div>
            }
            .into_any()
        }
    }
}

/// A link of the bar.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NavigationItem {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Where it leads.
    pub href: Plain,
    /// Whether the page shown belongs to this part.
    pub active: bool,
    /// Whether it is the page shown.
    pub current: bool,
    /// Extra attributes of the link.
    pub attributes: Attributes,
}

impl NavigationItem {
    /// A link with these words to this address.
    pub fn new(content: impl Into<Content>, href: impl Into<Plain>) -> Self {
        let (text, html) = content.into().split();
        Self {
            text,
            html,
            href: href.into(),
            ..Self::default()
        }
    }

    /// Marks the part that the page shown belongs to.
    #[must_use]
    pub fn active(mut self, active: bool) -> Self {
        self.active = active;
        self
    }

    fn view(self) -> AnyView {
        let marked = self.active || self.current;
        let class = classes(
            "govuk-service-navigation__item",
            [if marked {
                "govuk-service-navigation__item--active"
            } else {
                ""
            }],
        );
        let aria_current = marked.then_some(if self.current { "page" } else { "true" });
        let is_empty = self.text.is_empty() && self.html.is_empty();
        let words = show(self.text, self.html);
        // Strong, so that the mark survives a person's own colours and styles.
        let words = if marked {
            Either::Left(
                view! { <strong class="govuk-service-navigation__active-fallback">{words}</strong> },
            )
        } else {
            Either::Right(words)
        };
        let inside = if !self.href.is_empty() {
            view! {
                <a
                    {..self.attributes.spread()}
                    class="govuk-service-navigation__link"
                    href=self.href
                    aria-current=aria_current
                >
                    {words}
                </a>
            }
            .into_any()
        } else if is_empty {
            ().into_any()
        } else {
            view! {
                <span class="govuk-service-navigation__text" aria-current=aria_current>
                    {words}
                </span>
            }
            .into_any()
        };
        view! { <li class=class>{inside}</li> }.into_any()
    }
}
