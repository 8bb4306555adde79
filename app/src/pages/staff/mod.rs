//! `/staff`: how staff and champions get in.

mod setting_up;

pub use setting_up::{
    AppForm, FactorChoices, SecondFactor, SetUp, add_app, add_passkey, choose_factor, link_over,
    new_password, no_second_factor, password_changed, recover, recover_over, second_factor, sent,
    set_up,
};

use leptos::prelude::*;

use super::{Page, csrf_control, small_form::way};
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
    /// They are signed in, and about to change how they sign in.
    pub is_again: bool,
    pub problems: Vec<SignInProblem>,
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
    fn control_and_key(self) -> (&'static str, &'static str) {
        match self {
            Self::NoEmail => ("email", "sign-in-no-email"),
            Self::NoPassword => ("password", "sign-in-no-password"),
            Self::NotRight => ("email", "sign-in-not-right"),
        }
    }
}

pub fn sign_in(form: SignIn) -> Page {
    let title = text("staff-sign-in-title");
    let has_error = !form.problems.is_empty();
    let problems: Vec<_> = form
        .problems
        .into_iter()
        .map(SignInProblem::control_and_key)
        .map(|(control, key)| (control, text(key)))
        .collect();
    let error = |control: &str| {
        let problem = problems.iter().find(|(wrong, _)| *wrong == control);
        problem.map(|(_, words)| words.clone())
    };
    let email = Input::new("email", text("sign-in-email"))
        .kind("email")
        .spellcheck(false)
        .autocomplete("username")
        .value(form.email)
        .error(error("email"));
    let password =
        PasswordInput::new("password", text("sign-in-password")).error(error("password"));
    let summary = ErrorSummary::new(problems).view();
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {summary}
                    <h1 class="govuk-heading-l">{title}</h1>
                    {form.is_again.then(|| view! { <p class="govuk-body">{text("sign-in-why-again")}</p> })}
                    <form method="post" action="/staff/sign-in" novalidate>
                        {csrf_control(form.csrf)}
                        <input type="hidden" name="next" value=form.next/>
                        <input type="hidden" name="needs" value=if form.is_again { "again" } else { "" }/>
                        {email}
                        {password}
                        {Button::new(text("sign-in-button")).prevent_double_click()}
                    </form>
                    {way("/staff/recover", text("sign-in-recover"))}
                </div>
            </div>
        },
    )
    .with_error(has_error)
}
