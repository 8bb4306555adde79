//! `/desk/account`: a member of staff's own sign-in.

use guildhall_domain::permissions::Role;
use leptos::prelude::*;

use super::staff::role_words;
use crate::{
    components::{Button, ErrorSummary, NotificationBanner, SummaryList, SummaryRow},
    pages::{
        Page,
        account::{
            passkeys::{PasskeyRow, times},
            sign_ins::{self, SignInRow},
        },
        csrf_control,
        small_form::way,
    },
    wording::{text, text_with},
};

/// A member of staff's own account.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    pub csrf: String,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    /// Authenticator apps, which have no name of their own.
    pub apps: Vec<PasskeyRow>,
    pub passkeys: Vec<PasskeyRow>,
    /// Whether an app can be added: a key is set up to seal its secret with.
    pub may_add_app: bool,
    pub sign_ins: Vec<SignInRow>,
    /// What was just done, as the key of a message.
    pub done: Option<&'static str>,
}

pub fn page(account: OwnAccount) -> Page {
    let title = text("own-account-title");
    let banner = account
        .done
        .map(|key| NotificationBanner::success(text(key)).view());
    let roles: Vec<_> = account.roles.into_iter().map(role_words).collect();
    let about = SummaryList::new([
        SummaryRow::new(text("person-name"), account.name),
        SummaryRow::new(text("person-email"), account.email),
        SummaryRow::new(text("staff-roles"), roles.join(", ")),
    ]);
    let add_app = account.may_add_app.then(|| {
        Button::link(text("own-account-add-app"), "/desk/account/app")
            .secondary()
            .view()
    });
    Page::new(
        title.clone(),
        view! {
            {banner}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {about}
                    <h2 class="govuk-heading-m">{text("own-account-factors")}</h2>
                    {factors(account.apps, account.passkeys)}
                    <div class="govuk-button-group">
                        {Button::link(text("passkeys-add"), "/desk/account/passkey").secondary()}
                        {add_app}
                    </div>
                    <h2 class="govuk-heading-m">{text("sign-in-password")}</h2>
                    {way("/desk/account/password", text("new-password-title"))}
                    <h2 class="govuk-heading-m">{text("account-sign-ins")}</h2>
                    {sign_ins::list(account.csrf, "/desk/account/sign-ins", account.sign_ins)}
                </div>
            </div>
        },
    )
}

fn factors(apps: Vec<PasskeyRow>, passkeys: Vec<PasskeyRow>) -> AnyView {
    if apps.is_empty() && passkeys.is_empty() {
        return view! { <p class="govuk-body">{text("own-account-no-factor")}</p> }.into_any();
    }
    let rows = passkeys.into_iter().chain(apps).map(|factor| {
        let href = format!("/desk/account/factors/{}/remove", factor.id);
        let remove = text_with("passkeys-remove", &[("name", &factor.name)]);
        view! {
            <li class="account-case">
                <h3 class="govuk-heading-s as-typed">{factor.name.clone()}</h3>
                <p class="govuk-body-s">{times(&factor)}</p>
                <p class="govuk-body-s"><a class="govuk-link" href=href>{remove}</a></p>
            </li>
        }
    });
    view! { <ul class="govuk-list account-list">{rows.collect_view()}</ul> }.into_any()
}

/// Asks before a second factor is removed.
#[derive(Clone, Debug)]
pub struct RemoveFactor {
    pub csrf: String,
    pub id: String,
    pub name: String,
    /// It is the only one: without it nobody gets in.
    pub is_last: bool,
}

pub fn remove_factor(factor: RemoveFactor) -> Page {
    let title = text_with("passkeys-remove-title", &[("name", &factor.name)]);
    let action = format!("/desk/account/factors/{}/remove", factor.id);
    let errors = factor
        .is_last
        .then(|| ("act", text("own-account-last-factor")));
    let has_error = errors.is_some();
    let button = Button {
        id: "act".into(),
        ..Button::new(text("own-account-remove"))
    };
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {ErrorSummary::new(errors).view()}
                    <h1 class="govuk-heading-l">{title}</h1>
                    <p class="govuk-body">{text("passkeys-remove-what")}</p>
                    <form method="post" action=action>
                        {csrf_control(factor.csrf)}
                        <div class="govuk-button-group">
                            {button.warning().prevent_double_click()}
                            <a class="govuk-link" href="/desk/account">{text("account-cancel")}</a>
                        </div>
                    </form>
                </div>
            </div>
        },
    )
    .with_error(has_error)
    .back_to("/desk/account")
}
