//! `/desk/staff`

use guildhall_domain::permissions::Role;
use leptos::prelude::*;

use super::role_words;
use crate::{
    components::{Button, Cell, Input},
    pages::{Page, steps},
    wording::text,
};

/// A member of staff as a list shows them.
#[derive(Clone, Debug)]
pub struct StaffRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
}

/// A page of the accounts that can be used, or of those that were ended.
#[derive(Clone, Debug)]
pub struct StaffList {
    pub query: String,
    pub are_ended: bool,
    pub staff: Vec<StaffRow>,
    pub next: Option<String>,
}

pub fn list(list: StaffList) -> Page {
    let (title, other, href) = if list.are_ended {
        ("staff-ended-title", "staff-current", "/desk/staff")
    } else {
        ("staff-title", "staff-ended", "/desk/staff?ended=yes")
    };
    let found = if list.staff.is_empty() {
        let key = match (list.query.is_empty(), list.are_ended) {
            (false, _) => "staff-none-found",
            (true, true) => "staff-none-ended",
            (true, false) => "staff-none",
        };
        view! { <p class="govuk-body">{text(key)}</p> }.into_any()
    } else {
        view! {
            {staff_table(list.staff)}
            {steps(None, list.next)}
        }
        .into_any()
    };
    let hidden = list
        .are_ended
        .then(|| view! { <input type="hidden" name="ended" value="yes"/> });
    Page::new(
        text(title),
        view! {
            <h1 class="govuk-heading-l">{text(title)}</h1>
            <form action="/desk/staff" method="get" role="search">
                {hidden}
                {Input::new("q", text("staff-search-label")).kind("search").classes("govuk-input--width-30").value(list.query)
                    .attribute("autocomplete", "off")}
                {Button::new(text("people-search-button"))}
            </form>
            {found}
            {Button::link(text("staff-add"), "/desk/staff/new").secondary()}
            <p class="govuk-body"><a class="govuk-link" href=href>{text(other)}</a></p>
        },
    )
}

fn staff_table(staff: Vec<StaffRow>) -> AnyView {
    let labels = ["person-name", "person-email", "staff-roles"].map(text);
    let rows = staff.into_iter().map(|one| {
        let href = format!("/desk/staff/{}", one.id);
        let roles: Vec<_> = one.roles.into_iter().map(role_words).collect();
        let cells = [
            view! { <a class="govuk-link as-typed" href=href>{one.name}</a> }.into_any(),
            view! { <span class="as-typed">{one.email}</span> }.into_any(),
            roles.join(", ").into_any(),
        ];
        cells.map(Cell::new).into()
    });
    super::super::table(text("staff-found"), labels, rows.collect())
}
