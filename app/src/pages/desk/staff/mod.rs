//! `/desk/staff` and the pages of an account.

mod list;
mod question;
mod roles;

use leptos::prelude::*;

pub use list::{StaffList, StaffRow, list};
pub use question::{Question, ask};
use roles::role_controls;
pub use roles::{RoleChoices, RoleFor, role_words};

use crate::{
    components::{Button, ErrorSummary, Html, Input, NotificationBanner, SummaryList, SummaryRow},
    pages::{Page, csrf_control},
    wording::{text, text_with},
};

/// What can't be done to an account as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffProblem {
    NameEmpty,
    NameTooLong,
    EmailWrong,
    EmailTaken,
    NoRole,
    /// Nobody takes the administrator's role from themselves: another one has to.
    OwnAdministrator,
    OwnAccount,
    /// Nobody could give roles any more.
    LastAdministrator,
    /// Nothing is sent to an account that ended.
    Ended,
    SetUpAlready,
    NotSetUp,
    /// What one does about one's own sign-in, one does on its own page.
    OwnSignIn,
}

impl StaffProblem {
    /// The problem that a check calls by this name.
    pub fn named(code: &str) -> Option<Self> {
        match code {
            "name-empty" => Some(Self::NameEmpty),
            "name-too-long" => Some(Self::NameTooLong),
            "email-wrong" => Some(Self::EmailWrong),
            "no-role" => Some(Self::NoRole),
            _ => None,
        }
    }

    fn control_and_key(self) -> (&'static str, &'static str) {
        match self {
            Self::NameEmpty => ("name", "staff-name-empty"),
            Self::NameTooLong => ("name", "staff-name-too-long"),
            Self::EmailWrong => ("email", "person-email-wrong"),
            Self::EmailTaken => ("email", "staff-email-taken"),
            Self::NoRole => ("grant", "staff-no-role"),
            Self::OwnAdministrator => ("grant", "staff-own-administrator"),
            Self::OwnAccount => ("act", "staff-own-account"),
            Self::LastAdministrator => ("grant", "staff-last-administrator"),
            Self::Ended => ("act", "staff-has-ended"),
            Self::SetUpAlready => ("act", "staff-set-up-already"),
            Self::NotSetUp => ("act", "staff-not-set-up"),
            Self::OwnSignIn => ("act", "staff-own-sign-in"),
        }
    }
}

/// A new account, as typed so far.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    pub csrf: String,
    pub name: String,
    pub email: String,
    pub roles: RoleChoices,
    pub problems: Vec<StaffProblem>,
}

pub fn new(form: NewAccount) -> Page {
    let title = text("staff-add");
    let has_error = !form.problems.is_empty();
    let error = |control: &str| error(&form.problems, control);
    let (name_error, email_error, role_error) = (error("name"), error("email"), error("grant"));
    let inputs = view! {
        {Input::new("name", text("person-name")).value(form.name).error(name_error).attribute("autocomplete", "off")}
        {Input::new("email", text("person-email")).kind("email").spellcheck(false).value(form.email).error(email_error)
            .attribute("autocomplete", "off")}
        {role_controls(form.roles, role_error)}
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary(&form.problems)}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("staff-add-what")}</p>
                    <form method="post" action="/desk/staff/new" novalidate>
                        {csrf_control(form.csrf)}
                        {inputs}
                        {Button::new(text("staff-add-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to("/desk/staff")
}

/// An account.
#[derive(Clone, Debug)]
pub struct AccountPage {
    pub csrf: String,
    pub id: String,
    pub name: String,
    pub email: String,
    /// The reader's own account.
    pub is_self: bool,
    /// Absent until an invitation is taken up.
    pub has_password: bool,
    /// A passkey or an authenticator app.
    pub has_factor: bool,
    pub added: String,
    /// Since when it can't be used any more.
    pub ended: Option<String>,
    pub roles: RoleChoices,
    pub own_records: Vec<OwnRecordRow>,
    pub problem: Option<StaffProblem>,
    /// What was just done: `invite`, `reset` or `sign-out`.
    pub done: Option<&'static str>,
}

/// A record that is the account holder's own, as a resident.
#[derive(Clone, Debug)]
pub struct OwnRecordRow {
    pub person: String,
    pub name: String,
    pub linked: String,
}

pub fn account(account: AccountPage) -> Page {
    let problems: Vec<_> = account.problem.into_iter().collect();
    let action = format!("/desk/staff/{}", account.id);
    let done = account
        .done
        .map(|act| NotificationBanner::success(text(&format!("staff-done-{act}"))).view());
    let roles = role_controls(account.roles.clone(), error(&problems, "grant"));
    let back = if account.ended.is_some() {
        "/desk/staff?ended=yes"
    } else {
        "/desk/staff"
    };
    Page::new(
        account.name.clone(),
        view! {
            {done}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary(&problems)}
                    <h1 class="govuk-heading-l">{account.name.clone()}</h1>
                    {about(&account)}
                    <h2 class="govuk-heading-m">{text("staff-roles")}</h2>
                    <form method="post" action=action novalidate>
                        {csrf_control(account.csrf.clone())}
                        {roles}
                        {Button::new(text("staff-save-roles")).prevent_double_click()}
                    </form>
                    {own_records(&account)}
                    {access(&account)}
                    {end_or_restore(&account)}
                </div>
            </div>
        },
    )
    .with_error(!problems.is_empty())
    .back_to(back)
}

fn about(account: &AccountPage) -> AnyView {
    let state = match (&account.ended, account.has_password, account.has_factor) {
        (Some(ended), ..) => text_with("staff-state-ended", &[("when", ended)]),
        (None, false, _) => text("staff-state-invited"),
        (None, true, false) => text("staff-state-no-factor"),
        (None, true, true) => text("staff-state-in-use"),
    };
    let trail = format!("/desk/audit?thing={}", account.id);
    let trail = view! { <a class="govuk-link" href=trail>{text("staff-trail-see")}</a> };
    SummaryList::new([
        SummaryRow::new(text("person-email"), account.email.clone()),
        SummaryRow::new(text("staff-state"), state),
        SummaryRow::new(text("staff-added"), account.added.clone()),
        SummaryRow::new(text("staff-trail"), Html::view(trail)),
    ])
    .view()
}

fn own_records(account: &AccountPage) -> AnyView {
    let heading = view! { <h2 class="govuk-heading-m">{text("staff-own-records")}</h2> };
    if account.own_records.is_empty() {
        return view! { {heading}<p class="govuk-body">{text("staff-own-records-none")}</p> }
            .into_any();
    }
    let rows = account.own_records.iter().map(|record| {
        let row = SummaryRow::new(
            record.name.clone(),
            text_with("staff-own-record-linked", &[("when", &record.linked)]),
        );
        if account.is_self {
            return row;
        }
        let href = format!("/desk/staff/{}/own-records/{}", account.id, record.person);
        row.action(
            text("staff-own-record-forget"),
            href,
            super::teams::of(&record.name),
        )
    });
    view! {
        {heading}
        <p class="govuk-body">{text("staff-own-records-what")}</p>
        {SummaryList::new(rows)}
    }
    .into_any()
}

/// How they get in: what an administrator can do about it.
fn access(account: &AccountPage) -> Option<AnyView> {
    if account.ended.is_some() {
        return None;
    }
    let heading = view! { <h2 class="govuk-heading-m">{text("staff-access")}</h2> };
    if account.is_self {
        let own =
            view! { <a class="govuk-link" href="/desk/account">{text("staff-access-own")}</a> };
        return Some(view! { {heading} <p class="govuk-body">{own}</p> }.into_any());
    }
    let link = |act: &str| {
        let href = format!("/desk/staff/{}/access/{act}", account.id);
        Button::link(text(&format!("staff-access-{act}")), href)
            .secondary()
            .view()
    };
    let links = match (account.has_password, account.has_factor) {
        (true, true) => vec![link("reset"), link("sign-out")],
        // Whoever lost both gets both anew.
        (true, false) => vec![link("reset"), link("invite"), link("sign-out")],
        (false, _) => vec![link("invite")],
    };
    Some(view! { {heading} <div class="govuk-button-group">{links}</div> }.into_any())
}

fn end_or_restore(account: &AccountPage) -> Option<AnyView> {
    if account.is_self {
        return None;
    }
    let link =
        |key: &str, act: &str| Button::link(text(key), format!("/desk/staff/{}/{act}", account.id));
    Some(if account.ended.is_some() {
        link("staff-restore", "restore").secondary().view()
    } else {
        link("staff-end", "end").warning().view()
    })
}

fn error(problems: &[StaffProblem], control: &str) -> Option<String> {
    let mut said = problems.iter().map(|problem| problem.control_and_key());
    said.find(|(wrong, _)| *wrong == control)
        .map(|(_, key)| text(key))
}

fn summary(problems: &[StaffProblem]) -> AnyView {
    let said = problems.iter().map(|problem| problem.control_and_key());
    ErrorSummary::new(said.map(|(control, key)| (control, text(key)))).view()
}
