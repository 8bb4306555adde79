//! Questions and answers side by side.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::{heading, show};
use super::options::{classes, truthy_list};
use super::{Attributes, Content, Html, Plain};

/// Questions and answers side by side: check your answers, the details of a case.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SummaryList {
    /// The rows.
    #[serde(deserialize_with = "truthy_list")]
    pub rows: Vec<SummaryRow>,
    /// A box with a title around the list.
    pub card: Option<Card>,
    /// Extra classes, for example `govuk-summary-list--no-border`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(SummaryList);

impl SummaryList {
    /// A list of these rows.
    pub fn new(rows: impl IntoIterator<Item = SummaryRow>) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Puts a box with this title around the list.
    #[must_use]
    pub fn card(mut self, title: impl Into<Content>) -> Self {
        let (text, html) = title.into().split();
        let title = CardTitle {
            text,
            html,
            ..CardTitle::default()
        };
        self.card = Some(Card {
            title: Some(title),
            ..Card::default()
        });
        self
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let any_actions = self
            .rows
            .iter()
            .any(|row| row.actions.as_ref().is_some_and(|a| !a.items.is_empty()));
        let title = self.card.as_ref().and_then(|card| card.title.as_ref());
        let in_card = title.and_then(CardTitle::repeated);
        let rows: Vec<_> = self
            .rows
            .into_iter()
            .map(|row| row.view(any_actions, in_card.as_ref()))
            .collect();
        let list = view! {
            <dl class=classes("govuk-summary-list", [&self.classes]) {..self.attributes.spread()}>
                {rows}
            </dl>
        };
        match self.card {
            Some(card) => card.around(list, in_card).into_any(),
            None => list.into_any(),
        }
    }
}

/// A question and its answer.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SummaryRow {
    /// The question.
    pub key: SummaryText,
    /// The answer.
    pub value: SummaryText,
    /// Links to change it.
    pub actions: Option<RowActions>,
    /// Extra classes.
    pub classes: Plain,
}

/// One side of a row.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SummaryText {
    /// The words.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// Extra classes.
    pub classes: Plain,
}

from_content!(SummaryText);

impl SummaryRow {
    /// A question and its answer.
    pub fn new(key: impl Into<SummaryText>, value: impl Into<SummaryText>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            ..Self::default()
        }
    }

    /// Adds a link, usually "Change", and what it changes in words for screen readers, who may hear it out of context.
    #[must_use]
    pub fn action(
        mut self,
        content: impl Into<Content>,
        href: impl Into<Plain>,
        visually_hidden: impl Into<Plain>,
    ) -> Self {
        let (text, html) = content.into().split();
        let visually_hidden_text = visually_hidden.into();
        let action = RowAction {
            text,
            html,
            href: href.into(),
            visually_hidden_text,
            ..RowAction::default()
        };
        self.actions.get_or_insert_default().items.push(action);
        self
    }

    fn view(self, any_actions: bool, card: Option<&Plain>) -> AnyView {
        // An empty list of links is not the same as none: only without one does a row get the wider value.
        let no_actions = if any_actions && self.actions.is_none() {
            "govuk-summary-list__row--no-actions"
        } else {
            ""
        };
        view! {
            <div class=classes("govuk-summary-list__row", [no_actions, &self.classes])>
                <dt class=classes("govuk-summary-list__key", [&self.key.classes])>
                    {show(self.key.text, self.key.html)}
                </dt>
                <dd class=classes("govuk-summary-list__value", [&self.value.classes])>
                    {show(self.value.text, self.value.html)}
                </dd>
                {self.actions.filter(|actions| !actions.items.is_empty()).map(|actions| actions.in_row(card))}
            </div>
        }
        .into_any()
    }
}

/// Links to change an answer.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct RowActions {
    /// The links.
    pub items: Vec<RowAction>,
    /// Extra classes.
    pub classes: Plain,
}

impl RowActions {
    fn in_row(self, card: Option<&Plain>) -> impl IntoView {
        let single = self.items.len() == 1;
        let links = self.items.into_iter().map(|action| action.view(card));
        let links = if single {
            links.collect_view().into_any()
        } else {
            let links = links.map(
                |link| view! { <li class="govuk-summary-list__actions-list-item">{link}</li> },
            );
            view! { <ul class="govuk-summary-list__actions-list">{links.collect_view()}</ul> }
                .into_any()
        };
        view! { <dd class=classes("govuk-summary-list__actions", [&self.classes])>{links}</dd> }
    }

    fn in_card(self, card: Option<&Plain>) -> AnyView {
        let class = classes("govuk-summary-card__actions", [&self.classes]);
        let single = self.items.len() == 1;
        let links = self.items.into_iter().map(|action| action.view(card));
        if single {
            view! { <div class=class>{links.collect_view()}</div> }.into_any()
        } else {
            let links =
                links.map(|link| view! { <li class="govuk-summary-card__action">{link}</li> });
            view! { <ul class=class>{links.collect_view()}</ul> }.into_any()
        }
    }
}

/// A link to change an answer.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct RowAction {
    /// The words, usually "Change".
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// What it changes, for screen readers, because the word alone is said out of context.
    pub visually_hidden_text: Plain,
    /// Where it leads.
    pub href: Plain,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl RowAction {
    fn view(self, card: Option<&Plain>) -> AnyView {
        let hidden = (!self.visually_hidden_text.is_empty() || card.is_some()).then(|| {
            let card = card.map_or("", |card| card);
            let (open, close) = if card.is_empty() {
                ("", "")
            } else {
                (" (", ")")
            };
            let space = if self.visually_hidden_text.is_empty() {
                ""
            } else {
                " "
            };
            let words = [space, &*self.visually_hidden_text, open, card, close].concat();
            view! { <span class="govuk-visually-hidden">{words}</span> }
        });
        view! {
            <a class=classes("govuk-link", [&self.classes]) href=self.href {..self.attributes.spread()}>
                {show(self.text, self.html)}
                {hidden}
            </a>
        }
        .into_any()
    }
}

/// A box with a title around a list.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Card {
    /// The title.
    pub title: Option<CardTitle>,
    /// Links for the whole list.
    pub actions: Option<RowActions>,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// The title of a box.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CardTitle {
    /// The words, which every link inside repeats for screen readers.
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// The heading's level; 2 unless given.
    pub heading_level: Option<u8>,
    /// Extra classes.
    pub classes: Plain,
}

impl CardTitle {
    /// The words that links repeat. A view cannot be shown twice, so a title made of one is not repeated.
    fn repeated(&self) -> Option<Plain> {
        match &self.html {
            Html::Markup(markup) if !markup.is_empty() => Some(markup.clone()),
            Html::View(_) => None,
            _ => Some(self.text.clone()).filter(|text| !text.is_empty()),
        }
    }
}

impl Card {
    fn around(self, list: impl IntoView, repeated: Option<Plain>) -> impl IntoView {
        let title = self.title.map(|title| {
            heading(
                title.heading_level.unwrap_or(2),
                classes("govuk-summary-card__title", [&title.classes]),
                None,
                show(title.text, title.html),
            )
        });
        let actions = self.actions.filter(|actions| !actions.items.is_empty());
        view! {
            <div class=classes("govuk-summary-card", [&self.classes]) {..self.attributes.spread()}>
                <div class="govuk-summary-card__title-wrapper">
                    {title}
                    {actions.map(|actions| actions.in_card(repeated.as_ref()))}
                </div>
                <div class="govuk-summary-card__content">{list}</div>
            </div>
        }
    }
}
