//! `GET` and `POST /sign-in/link`, `GET` and `POST /sign-in/link/{secret}`

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{sign_in as views, small_form::SmallForm};
use guildhall_database::{Connection, Identity, Token};
use guildhall_domain::{forms::Typed, text::Language};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{Asked, SENT, Sending, accounts, chosen, lifetime, welcome};
use crate::{
    access::{Device, Visitor},
    emails::{self, NoAccount, Recipient, SignInLink},
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{again, is_email, line, problems},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens::{self, Whose},
};

/// What a link to sign in does.
#[derive(Debug, Serialize, Deserialize)]
struct SigningIn {
    email: String,
    next: String,
}

/// An address that something is to be sent to.
#[derive(Debug, Validate)]
pub struct Address {
    #[validate(custom(function = "is_email"))]
    pub email: String,
}

pub async fn show_ask(visitor: Visitor, frame: Frame, Query(asked): Query<Asked>) -> Response {
    let mut form = SmallForm::empty(visitor.csrf());
    form.typed.push(("next", asked.next));
    frame.show(|| views::ask_for_link(&form))
}

pub async fn submit_ask(
    State(state): State<AppState>,
    mut visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let Address { email } = match read(&typed) {
        Ok(address) => address,
        Err(errors) => {
            let form = again(visitor.csrf(), &typed, &["email", "next"], errors);
            return Ok(frame.invalid(|| views::ask_for_link(&form)));
        }
    };
    rate_limits::count(&state, Credential::Message, &email, &caller).await?;
    send(&state, visitor.id(), &email, line(&typed, "next")).await?;
    visitor.set_step(SENT, &Sending::SignInLink(email)).await?;
    Ok(see("/sign-in/sent").into_response())
}

/// The address that was typed, or what is wrong with it.
pub fn read(typed: &Typed) -> std::result::Result<Address, Vec<(&'static str, &'static str)>> {
    let address = Address {
        email: line(typed, "email"),
    };
    let errors = problems(&address, &["email"]);
    if errors.is_empty() {
        Ok(address)
    } else {
        Err(errors)
    }
}

/// Sends the link; an address without an account is told so, by the same work.
async fn send(state: &AppState, visitor: Uuid, email: &str, next: String) -> Result<()> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    let identities = transaction.list_identities_by_email(email).await?;
    let does = SigningIn {
        email: email.to_owned(),
        next,
    };
    let secret = tokens::make_link(
        &mut transaction,
        tokens::SIGN_IN,
        (Whose::Address(email), visitor),
        &does,
        now,
    )
    .await?;
    let to = Recipient::new(email, Language::English);
    match names(&identities) {
        Some(name) => {
            let message = SignInLink {
                name,
                link: state.links.to(&format!("/sign-in/link/{secret}")),
                minutes: tokens::SIGN_IN.lifetime.whole_minutes(),
            };
            emails::queue(&mut transaction, state, &to, &message).await?;
        }
        None => no_account(&mut transaction, state, &to).await?,
    }
    Ok(transaction.commit().await?)
}

/// Tells whoever reads mail at an address that there is no account with it.
pub async fn no_account(
    connection: &mut Connection,
    state: &AppState,
    to: &Recipient,
) -> Result<()> {
    let message = NoAccount {
        register_link: state.links.to("/register"),
    };
    emails::queue(connection, state, to, &message).await?;
    Ok(())
}

/// How to greet everybody who shares an address.
pub fn names(identities: &[Identity]) -> Option<String> {
    let names: Vec<&str> = identities
        .iter()
        .map(|identity| identity.name.as_str())
        .collect();
    (!names.is_empty()).then(|| names.join(" / "))
}

/// A link with everybody whose account it opens.
struct Opened {
    token: Token,
    does: SigningIn,
    identities: Vec<Identity>,
}

async fn open(state: &AppState, secret: &str) -> Result<Option<Opened>> {
    let mut connection = state.database.read().await?;
    let found =
        tokens::find_link(&mut connection, tokens::SIGN_IN, secret, state.clock.now()).await?;
    let Some(token) = found else {
        return Ok(None);
    };
    let does: SigningIn = tokens::payload(&token)?;
    let identities = connection.list_identities_by_email(&does.email).await?;
    Ok((!identities.is_empty()).then_some(Opened {
        token,
        does,
        identities,
    }))
}

pub async fn show_open(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(secret): Path<String>,
) -> Result<Response> {
    let Some(opened) = open(&state, &secret).await? else {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/sign-in/link")));
    };
    let form = SmallForm::empty(visitor.csrf());
    let action = format!("/sign-in/link/{secret}");
    Ok(frame.show(|| views::open_link(&form, action, accounts(&opened.identities))))
}

pub async fn submit_open(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    Path(secret): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    rate_limits::count(&state, Credential::Token, &secret, &caller).await?;
    let Some(opened) = open(&state, &secret).await? else {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/sign-in/link")));
    };
    let Some(identity) = chosen(&opened.identities, &typed) else {
        let form = again(
            visitor.csrf(),
            &typed,
            &["public"],
            vec![("account", "which-empty")],
        );
        let action = format!("/sign-in/link/{secret}");
        return Ok(frame.invalid(|| views::open_link(&form, action, accounts(&opened.identities))));
    };
    if !state
        .database
        .write()
        .await?
        .use_token(opened.token.id)
        .await?
    {
        return Ok(frame.answer(StatusCode::NOT_FOUND, || views::link_over("/sign-in/link")));
    }
    let how = ("link", lifetime(&typed), &device);
    welcome(&state, &mut visitor, identity.id, how, &opened.does.next).await
}
