//! `/sign-in`, `/register`, `/recover`: how residents get into their accounts.

mod links;
mod passwords;
mod registering;

pub use links::{Sent, ask_for_link, check_your_email, link_over, open_link};
pub use passwords::{changed, choose_account, new_password, recover, sign_in, signed_out};
pub use registering::{confirm, register};

use leptos::prelude::*;

use super::small_form::SmallForm;
use crate::{
    components::{Checkboxes, Choice, Legend, Radios},
    wording::text,
};

/// One account of several that share an e-mail address.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: String,
    pub name: String,
}

/// "Others use this computer", on every page that signs somebody in.
fn public_computer(form: &SmallForm) -> Checkboxes {
    let choice = Choice::new("yes", text("sign-in-public")).hint(text("sign-in-public-hint"));
    let chosen = form.value("public");
    Checkboxes::single("public", [choice]).values((!chosen.is_empty()).then_some(chosen))
}

/// What is asked beside a passkey: whether others use the computer, and where to go afterwards.
pub fn passkey_controls(form: &SmallForm) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="next" value=form.value("next")/>
        {public_computer(form)}
    }
}

/// Which of several people who share an address this is; there is nothing to choose for one alone.
fn which_account(form: &SmallForm, accounts: Vec<Account>) -> Option<AnyView> {
    if accounts.len() < 2 {
        return None;
    }
    let choices = accounts
        .into_iter()
        .map(|account| Choice::new(account.id, account.name));
    let radios = Radios::new("account", Legend::new(text("which-account")), choices);
    Some(
        radios
            .value(form.value("account"))
            .error(form.error("account"))
            .view(),
    )
}
