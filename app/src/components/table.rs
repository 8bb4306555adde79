//! Rows and columns.

use leptos::prelude::*;
use serde::Deserialize;

use super::content::show;
use super::options::{classes, present, scalar_text, truthy_list};
use super::{Attributes, Content, Html, Plain};

/// Rows and columns that can be compared; never for layout.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Table {
    /// What the table shows; every table needs one, if only for screen readers.
    pub caption: Plain,
    /// Extra classes of the caption, for example `govuk-visually-hidden`.
    pub caption_classes: Plain,
    /// The headings of the columns.
    pub head: Vec<Cell>,
    /// The rows.
    #[serde(deserialize_with = "truthy_list")]
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of each row names the row.
    pub first_cell_is_header: bool,
    /// Whether narrow screens show each row as a block with the headings beside the values; see [`Table::stacked`].
    #[serde(skip)]
    pub stacked: bool,
    /// Extra classes, for example `govuk-table--small-text-until-tablet`.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

component!(Table);

impl Table {
    /// A table with these headings and rows.
    pub fn new<Heading: Into<Cell>>(
        caption: impl Into<Plain>,
        head: impl IntoIterator<Item = Heading>,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Self {
        Self {
            caption: caption.into(),
            head: head.into_iter().map(Into::into).collect(),
            rows: rows.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Shows each row as a block on narrow screens (WCAG 1.4.10), each value beside its heading.
    ///
    /// Changing a table's `display` makes some browsers forget that it is one, so every part says its role.
    #[must_use]
    pub fn stacked(mut self) -> Self {
        self.stacked = true;
        self
    }

    /// Names each row by its first cell.
    #[must_use]
    pub fn named_rows(mut self) -> Self {
        self.first_cell_is_header = true;
        self
    }

    /// As a view.
    pub fn view(self) -> AnyView {
        let stacked = self.stacked;
        let role = |role: &'static str| stacked.then_some(role);
        let labels: Vec<Plain> = if stacked {
            self.head.iter().map(|cell| cell.text.clone()).collect()
        } else {
            vec![]
        };
        let caption = (!self.caption.is_empty()).then(|| {
            view! {
                <caption class=classes("govuk-table__caption", [&self.caption_classes])>{self.caption}</caption>
            }
        });
        let head = (!self.head.is_empty()).then(|| {
            let cells = self
                .head
                .into_iter()
                .map(|cell| cell.heading(role("columnheader")))
                .collect_view();
            view! {
                <thead class="govuk-table__head" role=role("rowgroup")>
                    <tr class="govuk-table__row" role=role("row")>
                        {cells}
                    </tr>
                </thead>
            }
        });
        let named = self.first_cell_is_header;
        let rows = self.rows.into_iter().map(|row| {
            let cells = row.into_iter().enumerate().map(|(index, cell)| {
                let label = labels.get(index).cloned().and_then(present);
                if index == 0 && named {
                    cell.row_heading(role("rowheader"), label)
                } else {
                    cell.value(role("cell"), label)
                }
            });
            view! {
                <tr class="govuk-table__row" role=role("row")>
                    {cells.collect_view()}
                </tr>
            }
        });
        let stacked_class = if stacked { "stacked-table" } else { "" };
        view! {
            <table
                class=classes("govuk-table", [stacked_class, &self.classes])
                role=role("table")
                {..self.attributes.spread()}
            >
                {caption}
                {head}
                <tbody class="govuk-table__body" role=role("rowgroup")>
                    {rows.collect_view()}
                </tbody>
            </table>
        }
        .into_any()
    }
}

/// A cell.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Cell {
    /// The words.
    #[serde(deserialize_with = "scalar_text")]
    pub text: Plain,
    /// Markup instead of the words.
    pub html: Html,
    /// `numeric` to align numbers to the right.
    pub format: Plain,
    /// Over how many columns it goes.
    pub colspan: Option<u16>,
    /// Over how many rows it goes.
    pub rowspan: Option<u16>,
    /// Extra classes.
    pub classes: Plain,
    /// Extra attributes.
    pub attributes: Attributes,
}

from_content!(Cell);

impl Cell {
    /// A cell with these words.
    pub fn new(content: impl Into<Content>) -> Self {
        content.into().into()
    }

    /// A cell with a number, aligned to the right.
    pub fn numeric(content: impl Into<Content>) -> Self {
        Self {
            format: "numeric".into(),
            ..Self::new(content)
        }
    }

    fn heading(self, role: Option<&'static str>) -> AnyView {
        let format = format_class("govuk-table__header--", &self.format);
        let class = classes("govuk-table__header", [&format, &self.classes]);
        self.th("col", class, role, None)
    }

    fn row_heading(self, role: Option<&'static str>, label: Option<Plain>) -> AnyView {
        let class = classes("govuk-table__header", [&self.classes]);
        self.th("row", class, role, label)
    }

    fn th(
        self,
        scope: &'static str,
        class: Plain,
        role: Option<&'static str>,
        label: Option<Plain>,
    ) -> AnyView {
        view! {
            <th
                scope=scope
                class=class
                role=role
                data-label=label
                colspan=self.colspan
                rowspan=self.rowspan
                {..self.attributes.spread()}
            >
                {show(self.text, self.html)}
            </th>
        }
        .into_any()
    }

    fn value(self, role: Option<&'static str>, label: Option<Plain>) -> AnyView {
        let format = format_class("govuk-table__cell--", &self.format);
        view! {
            <td
                class=classes("govuk-table__cell", [&format, &self.classes])
                role=role
                data-label=label
                colspan=self.colspan
                rowspan=self.rowspan
                {..self.attributes.spread()}
            >
                {show(self.text, self.html)}
            </td>
        }
        .into_any()
    }
}

fn format_class(prefix: &str, format: &str) -> String {
    if format.is_empty() {
        String::new()
    } else {
        [prefix, format].concat()
    }
}
