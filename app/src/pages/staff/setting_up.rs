//! The second factor: asking for it, setting it up, and passwords that were forgotten.

use leptos::prelude::*;

use crate::{
    components::{Button, Input, InsetText, WarningText},
    pages::{
        Page,
        account::passkeys::asking,
        csrf_control,
        passkeys::PasskeyForm,
        small_form::{SmallForm, notice, paragraphs, way},
    },
    wording::{text, text_with},
};

/// What a member of staff may prove with who they are, after the password.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    pub form: SmallForm,
    /// They have an authenticator app.
    pub has_app: bool,
    /// They have a passkey.
    pub passkey: Option<PasskeyForm>,
}

const SECOND: &str = "/staff/sign-in/second";

/// Asks for the second factor.
pub fn second_factor(second: SecondFactor) -> Page {
    let form = &second.form;
    let csrf = form.csrf.clone();
    let app = second.has_app.then(|| {
        view! {
            <form method="post" action=SECOND novalidate>
                {csrf_control(csrf)}
                {code(form, text("factor-code"))}
                {Button::new(text("form-go-on")).prevent_double_click()}
            </form>
        }
    });
    let heading = (second.has_app && second.passkey.is_some())
        .then(|| view! { <h2 class="govuk-heading-m">{text("factor-or-passkey")}</h2> });
    let passkey = second.passkey.map(|passkey| passkey.view(()));
    let page = asking(
        text("factor-title"),
        form,
        (),
        view! { {app} {heading} {passkey} },
        view! { <p class="govuk-body">{text("factor-lost")}</p> },
    );
    page.back_to("/staff/sign-in")
}

/// The control for the code of an authenticator app.
fn code(form: &SmallForm, label: String) -> Input {
    form.input("code", label)
        .hint(text("factor-code-hint"))
        .classes("govuk-input--width-10 govuk-input--extra-letter-spacing")
        .inputmode("numeric")
        .autocomplete("one-time-code")
        .spellcheck(false)
}

/// The password was right, but there is nothing else to prove with who it is.
pub fn no_second_factor() -> Page {
    notice(
        text("factor-missing-title"),
        vec![text("factor-missing"), text("factor-missing-next")],
        way("/staff/sign-in", text("factor-back")),
    )
}

/// The first page of setting an account up.
#[derive(Clone, Debug)]
pub struct SetUp {
    pub form: SmallForm,
    pub name: String,
    pub action: String,
    /// There is a password: it is asked for instead of a new one.
    pub has_password: bool,
}

/// Asks for a new password, or for the one there is.
pub fn set_up(page: SetUp) -> Page {
    let form = &page.form;
    let (title, what, password) = if page.has_password {
        let current = form.password(
            "password",
            text("details-current-password"),
            "current-password",
        );
        ("set-up-factor-title", "set-up-factor-what", current)
    } else {
        let new = form
            .password("password", text("register-password"), "new-password")
            .hint(text("register-password-hint"));
        ("set-up-title", "set-up-what", new)
    };
    form.page(
        text(title),
        page.action,
        view! {
            <p class="govuk-body">{text_with(what, &[("name", &page.name)])}</p>
            {password}
            {Button::new(text("form-go-on")).prevent_double_click()}
        },
        (),
    )
}

/// Which second factors there are to choose from, with the pages that set them up.
#[derive(Clone, Debug)]
pub struct FactorChoices {
    pub passkey: String,
    /// None where no key is set up to seal an app's secret with.
    pub app: Option<String>,
    /// The page to go on to without one; only where none is needed.
    pub skip: Option<&'static str>,
}

/// Asks which second factor to set up.
pub fn choose_factor(choices: FactorChoices) -> Page {
    let app = choices.app.map(|app| {
        view! {
            <h2 class="govuk-heading-m">{text("choose-app")}</h2>
            <p class="govuk-body">{text("choose-app-what")}</p>
            {Button::link(text("choose-app-button"), app).secondary()}
        }
    });
    notice(
        text("choose-factor-title"),
        vec![text("choose-factor-what")],
        view! {
            <h2 class="govuk-heading-m">{text("choose-passkey")}</h2>
            <p class="govuk-body">{text("choose-passkey-what")}</p>
            {Button::link(text("choose-passkey-button"), choices.passkey).secondary()}
            {app}
            {choices.skip.map(|skip| way(skip, text("choose-factor-skip")))}
        },
    )
}

/// An authenticator app on its way.
#[derive(Clone, Debug)]
pub struct AppForm {
    pub form: SmallForm,
    pub action: String,
    pub back: String,
    /// In base32, for typing.
    pub secret: String,
    /// SVG path data, in a square of so many units.
    pub picture: String,
    pub picture_size: i32,
}

/// Shows what the app has to know, and asks for its first code.
pub fn add_app(app: AppForm) -> Page {
    let secret: Vec<String> = app
        .secret
        .as_bytes()
        .chunks(4)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect();
    // Four units of white on each side, as readers of such codes want.
    let frame = format!("-4 -4 {0} {0}", app.picture_size + 8);
    let form = &app.form;
    let page = form.page(
        text("app-title"),
        app.action,
        view! {
            <p class="govuk-body">{text("app-scan")}</p>
            <svg class="qr-code" role="img" aria-label=text("app-picture") viewBox=frame>
                <path d=app.picture></path>
            </svg>
            <p class="govuk-body">{text("app-type")}</p>
            {InsetText::new(secret.join(" "))}
            {code(form, text("app-code"))}
            {Button::new(text("app-button")).prevent_double_click()}
        },
        (),
    );
    page.back_to(app.back)
}

/// Makes a passkey as a second factor.
pub fn add_passkey(form: &SmallForm, ask: PasskeyForm, back: String) -> Page {
    crate::pages::account::passkeys::add(form, ask, back)
}

/// Asks for the address to which a link to a new password goes.
pub fn recover(form: &SmallForm) -> Page {
    form.page(
        text("recover-title"),
        "/staff/recover",
        view! {
            <p class="govuk-body">{text("staff-recover-how")}</p>
            {form.email("email", text("sign-in-email"), "username")}
            {Button::new(text("recover-button")).prevent_double_click()}
        },
        (),
    )
    .back_to("/staff/sign-in")
}

/// A link is on its way, if there is such an account.
pub fn sent(address: &str) -> Page {
    notice(
        text("sent-title"),
        vec![
            text_with("staff-sent", &[("address", address)]),
            text("sent-not-there"),
        ],
        way("/staff/recover", text("sent-again")),
    )
}

/// Sets a new password; with the current one where there is no link that says who it is.
pub fn new_password(form: &SmallForm, action: String, asks_current: bool) -> Page {
    let current = asks_current.then(|| {
        form.password(
            "current-password",
            text("details-current-password"),
            "current-password",
        )
        .view()
    });
    let warning = (!asks_current).then(|| WarningText::new(text("staff-recover-factor")).view());
    form.page(
        text("new-password-title"),
        action,
        view! {
            {paragraphs(vec![text("details-password-how")])}
            {warning}
            {current}
            {form
                .password("password", text("new-password"), "new-password")
                .hint(text("register-password-hint"))}
            {Button::new(text("new-password-button")).prevent_double_click()}
        },
        (),
    )
}

/// A link to set an account up that was used, is too old, or never was one.
pub fn link_over() -> Page {
    notice(
        text("link-over-title"),
        vec![text("link-over-why"), text("set-up-over-next")],
        way("/staff/sign-in", text("factor-back")),
    )
}

/// The same for a link to a new password.
pub fn recover_over() -> Page {
    crate::pages::sign_in::link_over("/staff/recover")
}

/// The password is new: sign in with it.
pub fn password_changed() -> Page {
    notice(
        text("new-password-done-title"),
        vec![text("new-password-done")],
        Button::link(text("sign-in-button"), "/staff/sign-in").view(),
    )
}
