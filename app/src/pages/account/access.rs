//! `/account/access`

use leptos::prelude::*;

use crate::{
    pages::{Page, small_form::way, steps},
    wording::{text, text_with},
};

/// Who looked at the resident's record, newest first.
#[derive(Clone, Debug)]
pub struct AccessList {
    pub rows: Vec<AccessRow>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// One reason for which somebody looked.
#[derive(Clone, Debug)]
pub struct AccessRow {
    /// The word of what they were to the council; absent when a command did it.
    pub role: Option<&'static str>,
    pub name: Option<String>,
    pub when: String,
    /// When they looked last, if not only once.
    pub last: Option<String>,
    pub why: Why,
}

/// Why a record was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// To work on the case with this reference.
    Case(String),
    /// The word of how somebody was in touch.
    Contact(&'static str),
    /// In the words of whoever opened it.
    Stated(String),
}

pub fn page(list: AccessList) -> Page {
    let title = text("access-title");
    let shown = if list.rows.is_empty() {
        view! { <p class="govuk-body">{text("access-none")}</p> }.into_any()
    } else {
        view! {
            <ul class="govuk-list account-list">{list.rows.into_iter().map(row).collect_view()}</ul>
            {steps(list.newer, list.older)}
        }
        .into_any()
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("access-what")}</p>
                    {shown}
                    {way("/privacy", text("access-withheld"))}
                </div>
            </div>
        },
    )
    .back_to("/account")
}

fn row(row: AccessRow) -> impl IntoView {
    let role = match row.role {
        Some(role) => text(&format!("access-role-{role}")),
        None => text("access-by-command"),
    };
    let who = match row.name {
        Some(name) => text_with("access-who", &[("role", &role), ("name", &name)]),
        None => role,
    };
    let when = match row.last {
        Some(last) => text_with("access-when-until", &[("when", &row.when), ("last", &last)]),
        None => row.when,
    };
    let why = match row.why {
        Why::Case(reference) => view! {
            {text("access-why-case")}
            " "
            <a class="govuk-link reference" href=format!("/account/cases/{reference}")>{reference.clone()}</a>
        }
        .into_any(),
        Why::Contact(how) => text(&format!("access-why-{how}")).into_any(),
        Why::Stated(words) => view! {
            <span class="as-typed">{text_with("access-why-stated", &[("words", &words)])}</span>
        }
        .into_any(),
    };
    view! {
        <li class="account-case">
            <h2 class="govuk-heading-s">{who}</h2>
            <p class="govuk-body">{why}</p>
            <p class="govuk-body-s">{when}</p>
        </li>
    }
}
