//! `/staff/sign-in`

use leptos::prelude::*;

use super::{Page, csrf_control};
use crate::{
    components::{Button, ErrorSummary, Input, PasswordInput},
    wording::text,
};

/// The staff's sign-in form.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    pub csrf: String,
    pub email: String,
    /// Where to go after signing in.
    pub next: String,
    pub problem: Option<SignInProblem>,
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    NoEmail,
    NoPassword,
    /// Not said which of the two is wrong: that would tell who works here.
    NotRight,
}

impl SignInProblem {
    fn key(self) -> &'static str {
        match self {
            Self::NoEmail => "sign-in-no-email",
            Self::NoPassword => "sign-in-no-password",
            Self::NotRight => "sign-in-not-right",
        }
    }
}

pub fn sign_in(form: SignIn) -> Page {
    let title = text("staff-sign-in-title");
    let words = form.problem.map(|problem| text(problem.key()));
    let at_password = form.problem == Some(SignInProblem::NoPassword);
    let control = if at_password { "password" } else { "email" };
    let summary = words.clone().map(|words| {
        ErrorSummary::new([(control, words)])
            .attribute("tabindex", "-1")
            .attribute("autofocus", "")
            .view()
    });
    let email = Input::new("email", text("sign-in-email"))
        .kind("email")
        .spellcheck(false)
        .autocomplete("username")
        .value(form.email)
        .error(words.clone().filter(|_| !at_password));
    let password = PasswordInput::new("password", text("sign-in-password"))
        .error(words.filter(|_| at_password));
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <form method="post" action="/staff/sign-in" novalidate>
                        {csrf_control(form.csrf)}
                        <input type="hidden" name="next" value=form.next/>
                        {email}
                        {password}
                        {Button::new(text("sign-in-button")).prevent_double_click()}
                    </form>
                </div>
            </div>
        },
    )
    .with_error(form.problem.is_some())
}
