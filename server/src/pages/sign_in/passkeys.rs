//! `GET` and `POST /sign-in/passkey`

use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use guildhall_app::{
    pages::{
        Page, account::passkeys as account_views, passkeys::PasskeyForm, sign_in as views,
        small_form::SmallForm,
    },
    wording::text,
};
use guildhall_database::Holder;
use guildhall_domain::forms::Typed;

use super::{Asked, lifetime, passwords::query, welcome};
use crate::{
    access::{Device, Visitor},
    error::Result,
    page::Frame,
    pages::small_forms::{again, line},
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    mut visitor: Visitor,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mut form = SmallForm::empty(visitor.csrf());
    form.typed.push(("next", asked.next));
    let page = page(&state, &mut visitor, &form).await?;
    Ok(frame.show(|| page))
}

async fn page(state: &AppState, visitor: &mut Visitor, form: &SmallForm) -> Result<Page> {
    let ask = PasskeyForm {
        ceremony: state.passkeys.begin_asking(visitor).await?,
        csrf: visitor.csrf(),
        action: "/sign-in/passkey".to_owned(),
        is_new: false,
        button: text("passkey-sign-in-button"),
        error: form.error("credential"),
    };
    let other_ways = format!("/sign-in{}", query(&form.value("next")));
    let controls = views::passkey_controls(form);
    Ok(account_views::sign_in(form, ask, controls, other_ways))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    // Which account it is, the passkey says: until then the browser stands in for it.
    let limited = visitor.id().to_string();
    rate_limits::count(&state, Credential::Passkey, &limited, &caller).await?;
    let answer = typed.first("credential").unwrap_or_default();
    let mut found = None;
    if !answer.is_empty() {
        let mut transaction = state.database.begin().await?;
        let now = state.clock.now();
        found = state
            .passkeys
            .finish_asking(&mut transaction, &mut visitor, answer, now)
            .await?;
        transaction.commit().await?;
    }
    // A passkey of a member of staff opens the desk's door only, after their password.
    if let Some(Holder::Resident(identity)) = found {
        rate_limits::succeeded(&state, Credential::Passkey, &limited, &caller).await?;
        let how = ("passkey", lifetime(&typed), &device);
        return welcome(&state, &mut visitor, identity, how, &line(&typed, "next")).await;
    }
    let key = if answer.is_empty() {
        "passkey-none-sent"
    } else {
        "passkey-not-right"
    };
    let errors = vec![("credential", key)];
    let form = again(visitor.csrf(), &typed, &["public", "next"], errors);
    let page = page(&state, &mut visitor, &form).await?;
    Ok(frame.invalid(|| page))
}
