//! `/desk/people/{id}/export`, `/account/copy`: everything that is held about somebody, in plain words.

use leptos::prelude::*;

use crate::{
    components::{
        Button, Card, CardTitle, Cell, Html, SummaryList, SummaryRow, SummaryText, Table, Tag,
        WarningText,
    },
    pages::{Page, small_form::way},
    wording::{count_with, text, text_with},
};

/// A copy of somebody's record.
#[derive(Clone, Debug)]
pub struct CopyPage {
    pub name: String,
    /// When it was made.
    pub made: String,
    /// Whoever reads it is the one it is about.
    pub is_own: bool,
    /// Where they ask for what is not in it.
    pub ask: Option<String>,
    /// Where the same is to be had as a file for other programs.
    pub file: String,
    pub back: String,
    pub sections: Vec<CopySection>,
}

/// What one table holds.
#[derive(Clone, Debug)]
pub struct CopySection {
    /// The table's name, and the end of its heading's key.
    pub table: &'static str,
    pub rows: Vec<CopyRow>,
    /// What the person is lawfully not told.
    pub withheld: Vec<CopyRow>,
    /// How many more entries the file has.
    pub unshown: usize,
}

pub type CopyRow = Vec<CopyCell>;

#[derive(Clone, Debug)]
pub struct CopyCell {
    /// The column's name, and the end of its label's key.
    pub column: &'static str,
    pub value: CopyValue,
    /// It may name others, and somebody reads it before it is sent.
    pub is_read_first: bool,
}

#[derive(Clone, Debug)]
pub enum CopyValue {
    Words(String),
    /// Several things under names of their own: questions and answers.
    Parts(Vec<(String, String)>),
    NotShown(NotShown),
}

/// Why a copy does not show something that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotShown {
    /// It could open an account.
    Secret,
    /// Staff wrote it, and somebody reads it before it is sent.
    Waits,
    /// Its holder is not known surely enough.
    NeedsIdentity,
    /// It is sealed and can't be opened now: in a sentence, why.
    NotOpened(String),
    /// It is where somebody lives whose address is for named teams only.
    Protected,
}

impl NotShown {
    /// As a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Secret => text("copy-secret"),
            Self::Waits => text("copy-waits"),
            Self::NeedsIdentity => text("copy-needs-identity"),
            Self::Protected => text("copy-protected"),
            Self::NotOpened(why) => text_with("copy-not-opened", &[("why", why)]),
        }
    }
}

/// How wide a table may be; what has more columns is a list for each entry.
const WIDEST: usize = 6;

/// What a table of the record is called.
pub fn heading(table: &str) -> String {
    text(&format!("copy-table-{table}"))
}

fn label(column: &str) -> String {
    text(&format!("copy-column-{column}"))
}

pub fn page(copy: CopyPage) -> Page {
    let title = if copy.is_own {
        text("copy-own-title")
    } else {
        text_with("copy-title", &[("name", &copy.name)])
    };
    let made = text_with("copy-made", &[("when", &copy.made)]);
    let is_held = |section: &CopySection| !section.rows.is_empty() || !section.withheld.is_empty();
    let (held, empty): (Vec<_>, Vec<_>) = copy.sections.into_iter().partition(is_held);
    let contents = contents(&held);
    let is_own = copy.is_own;
    let sections = held.into_iter().map(|one| section(one, is_own));
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{made}</p>
                    {introduction(is_own, copy.ask)}
                    {Button::link(text("copy-download"), copy.file)}
                    {contents}
                </div>
            </div>
            {sections.collect_view()}
            {nothing(empty)}
        },
    )
    .back_to(copy.back)
}

/// What to know before reading: what is left out, or what to do before sending.
fn introduction(is_own: bool, ask: Option<String>) -> AnyView {
    if !is_own {
        return WarningText::new(text("copy-read-first")).view();
    }
    view! {
        <p class="govuk-body">{text("copy-own-what")}</p>
        <h2 class="govuk-heading-m">{text("copy-own-without")}</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>{text("copy-own-without-notes")}</li>
            <li>{text("copy-own-without-safety")}</li>
            <li>{text("copy-own-without-withheld")}</li>
        </ul>
        {ask.map(|href| way(href, text("copy-own-ask")))}
    }
    .into_any()
}

fn contents(sections: &[CopySection]) -> impl IntoView + use<> {
    let links: Vec<_> = sections
        .iter()
        .map(|section| {
            let href = format!("#{}", section.table);
            view! { <li><a class="govuk-link" href=href>{heading(section.table)}</a></li> }
        })
        .collect();
    view! {
        <h2 class="govuk-heading-m">{text("copy-contents")}</h2>
        <ul class="govuk-list">{links}</ul>
    }
}

fn nothing(sections: Vec<CopySection>) -> Option<impl IntoView> {
    (!sections.is_empty()).then(|| {
        let headings = sections
            .into_iter()
            .map(|section| view! { <li>{heading(section.table)}</li> });
        view! {
            <h2 class="govuk-heading-m">{text("copy-nothing")}</h2>
            <ul class="govuk-list govuk-list--bullet">{headings.collect_view()}</ul>
        }
    })
}

fn section(section: CopySection, is_own: bool) -> AnyView {
    let title = heading(section.table);
    let more = (section.unshown > 0).then(|| {
        let count = i64::try_from(section.unshown).unwrap_or(i64::MAX);
        view! { <p class="govuk-body">{count_with("copy-unshown", count, &[])}</p> }
    });
    let withheld = (!is_own && !section.withheld.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-s">{text("copy-withheld")}</h3>
            <p class="govuk-body">{text("copy-withheld-what")}</p>
            {entries(text_with("copy-withheld-of", &[("heading", &title)]), section.withheld)}
        }
    });
    view! {
        <section>
            <h2 class="govuk-heading-m" id=section.table>{title.clone()}</h2>
            {entries(title.clone(), section.rows)}
            {more}
            {withheld}
        </section>
    }
    .into_any()
}

/// Rows beside each other where they are alike and short, and one after the other where they are not.
fn entries(title: String, rows: Vec<CopyRow>) -> AnyView {
    let mut columns: Vec<&'static str> = Vec::new();
    for cell in rows.iter().flatten() {
        if !columns.contains(&cell.column) {
            columns.push(cell.column);
        }
    }
    let is_long = |cell: &CopyCell| matches!(cell.value, CopyValue::Parts(_));
    if rows.len() > 1 && columns.len() <= WIDEST && !rows.iter().flatten().any(is_long) {
        table(title, &columns, rows)
    } else {
        let lists = rows.into_iter().enumerate();
        lists
            .map(|(place, row)| entry(&title, place + 1, row))
            .collect_view()
            .into_any()
    }
}

fn table(title: String, columns: &[&'static str], rows: Vec<CopyRow>) -> AnyView {
    let head = columns.iter().map(|column| label(column));
    let rows = rows.into_iter().map(|mut row| {
        let cells =
            columns.iter().map(
                |column| match row.iter().position(|cell| cell.column == *column) {
                    Some(place) => Cell::new(Html::view(shown(row.swap_remove(place)))),
                    None => Cell::new(text("copy-none")),
                },
            );
        cells.collect()
    });
    Table {
        caption_classes: "govuk-visually-hidden".into(),
        ..Table::new(title, head, rows)
    }
    .stacked()
    .view()
}

fn entry(title: &str, number: usize, row: CopyRow) -> AnyView {
    let number = number.to_string();
    let title = CardTitle {
        text: text_with("copy-entry", &[("heading", title), ("number", &number)]).into(),
        heading_level: Some(3),
        ..CardTitle::default()
    };
    let rows = row.into_iter().map(|cell| {
        SummaryRow::new(
            label(cell.column),
            SummaryText::from(Html::view(shown(cell))),
        )
    });
    SummaryList {
        card: Some(Card {
            title: Some(title),
            ..Card::default()
        }),
        ..SummaryList::new(rows)
    }
    .view()
}

fn shown(cell: CopyCell) -> AnyView {
    let first = cell.is_read_first.then(|| {
        let tag = Tag::new(text("copy-read-first-tag")).classes("govuk-tag--yellow");
        view! { <p class="govuk-body">{tag}</p> }
    });
    let value = match cell.value {
        CopyValue::Words(words) => view! { <span class="as-typed">{words}</span> }.into_any(),
        CopyValue::NotShown(why) => view! { <em>{why.words()}</em> }.into_any(),
        CopyValue::Parts(parts) => {
            let parts = parts.into_iter().map(|(name, value)| {
                view! { <dt class="govuk-!-font-weight-bold">{name}</dt><dd class="govuk-!-margin-left-0 as-typed">{value}</dd> }
            });
            view! { <dl class="govuk-!-margin-0">{parts.collect_view()}</dl> }.into_any()
        }
    };
    view! {
        {first}
        {value}
    }
    .into_any()
}
