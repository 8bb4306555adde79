//! `/staff/set-up/{secret}`: the link that a new member of staff gets, or one whose second factor was taken away.
//!
//! First the password: a new one for a new account, the current one for an account that has one. Then the second
//! factor, a passkey or an app. Only when that works is the link used up, and its holder signed in.

use axum::{
    Extension,
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    small_form::SmallForm,
    staff::{self as views, FactorChoices, SetUp},
};
use guildhall_database::{Holder, Staff as Account, StaffId, Token, TokenId};
use guildhall_domain::{audit::AuditVerb, forms::Typed};
use serde::{Deserialize, Serialize};

use super::{
    factors::{self, Maker, NewFactor, Place},
    usable, welcome,
};
use crate::{
    access::{Device, Visitor},
    error::{AppError, Result},
    page::Frame,
    pages::{
        see,
        small_forms::{again, password, password_problem},
    },
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
    tokens,
};

/// The step after the password was chosen or typed.
const STEP: &str = "setting-up";

/// Whose link it is, and that their password is known in this browser.
#[derive(Serialize, Deserialize)]
struct SettingUp {
    link: TokenId,
    staff: StaffId,
}

/// A link that still works.
pub struct Opened {
    token: Token,
    account: Account,
    /// There is a password already, which has to be typed.
    has_password: bool,
    secret: String,
}

impl Opened {
    async fn find(state: &AppState, secret: &str) -> Result<Option<Self>> {
        let mut connection = state.database.read().await?;
        let now = state.clock.now();
        for purpose in [tokens::STAFF_INVITATION, tokens::STAFF_RESET] {
            let found = tokens::find_link(&mut connection, purpose, secret, now).await?;
            let Some(token) = found else { continue };
            let Some(id) = token.staff_id else { continue };
            let account = usable(&mut connection, id).await?;
            return Ok(account.map(|account| Self {
                has_password: purpose == tokens::STAFF_RESET,
                secret: secret.to_owned(),
                token,
                account,
            }));
        }
        Ok(None)
    }

    fn at(&self, page: &str) -> String {
        format!("/staff/set-up/{}{page}", self.secret)
    }

    /// Whether the password was chosen or typed in this browser.
    fn is_past_password(&self, visitor: &Visitor) -> bool {
        visitor
            .step::<SettingUp>(STEP)
            .is_some_and(|step| step.link == self.token.id && step.staff == self.account.id)
    }

    fn page(&self, form: SmallForm) -> SetUp {
        SetUp {
            form,
            name: self.account.name.clone(),
            action: self.at(""),
            has_password: self.has_password,
        }
    }

    /// One of the pages after the choice of a factor.
    fn place(&self, page: &str) -> Place {
        Place {
            action: self.at(page).into(),
            back: self.at("/factor").into(),
        }
    }

    fn maker(&self) -> Maker<'_> {
        Maker {
            holder: Holder::Staff(self.account.id),
            email: &self.account.email,
            name: &self.account.name,
        }
    }
}

fn over(frame: Frame) -> Response {
    frame.answer(StatusCode::NOT_FOUND, views::link_over)
}

pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    frame: Frame,
    Path(secret): Path<String>,
) -> Result<Response> {
    let Some(opened) = Opened::find(&state, &secret).await? else {
        return Ok(over(frame));
    };
    let page = opened.page(SmallForm::empty(visitor.csrf()));
    Ok(frame.show(|| views::set_up(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    caller: Caller,
    frame: Frame,
    Path(secret): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    rate_limits::count(&state, Credential::Token, &secret, &caller).await?;
    let Some(opened) = Opened::find(&state, &secret).await? else {
        return Ok(over(frame));
    };
    let typed_password = password(&typed, "password");
    let limited = format!("staff {}", opened.account.email);
    if opened.has_password {
        rate_limits::count(&state, Credential::Password, &limited, &caller).await?;
    }
    if let Some(key) = take_password(&state, &opened, typed_password).await? {
        let form = again(visitor.csrf(), &typed, &[], vec![("password", key)]);
        let page = opened.page(form);
        return Ok(frame.invalid(|| views::set_up(page)));
    }
    if opened.has_password {
        rate_limits::succeeded(&state, Credential::Password, &limited, &caller).await?;
    }
    let step = SettingUp {
        link: opened.token.id,
        staff: opened.account.id,
    };
    visitor.set_step(STEP, &step).await?;
    Ok(see(opened.at("/factor")).into_response())
}

/// Sets a new password or checks the current one; what is wrong with it, if anything is.
async fn take_password(
    state: &AppState,
    opened: &Opened,
    typed: String,
) -> Result<Option<&'static str>> {
    let account = &opened.account;
    if opened.has_password {
        let hash = account.password_hash.clone();
        let is_right = state.passwords.verify(typed, hash).await;
        return Ok((!is_right).then_some("details-current-not-right"));
    }
    if let Some(key) = password_problem(state, &typed, (&account.name, &account.email)) {
        return Ok(Some(key));
    }
    let hash = state.passwords.hash(typed).await?;
    let mut transaction = state.database.begin().await?;
    transaction.lock_staff(account.id).await?;
    // The link may have been used up while the password was worked out.
    let (purpose, now) = (tokens::STAFF_INVITATION, state.clock.now());
    let link = tokens::find_link(&mut transaction, purpose, &opened.secret, now).await?;
    if link.is_none() {
        return Err(AppError::Elsewhere(opened.at("")));
    }
    transaction.set_staff_password(account.id, &hash).await?;
    transaction.commit().await?;
    Ok(None)
}

/// The link of somebody whose password was chosen or typed in this browser, for the pages after that. Others are sent to
/// where they type it.
pub struct PastPassword(Opened);

impl FromRequestParts<AppState> for PastPassword {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> std::result::Result<Self, Response> {
        match Self::find(parts, state).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) => {
                let frame = Frame::from_request_parts(parts, state).await;
                Err(over(frame.unwrap_or_else(|never| match never {})))
            }
            Err(error) => Err(error.into_response()),
        }
    }
}

impl PastPassword {
    /// None where the link does not work any more.
    async fn find(parts: &mut Parts, state: &AppState) -> Result<Option<Self>> {
        let secret = Path::<String>::from_request_parts(parts, state).await;
        let Path(secret) = secret.map_err(|_| AppError::NotFound)?;
        let visitor =
            <Visitor as FromRequestParts<AppState>>::from_request_parts(parts, state).await?;
        let Some(opened) = Opened::find(state, &secret).await? else {
            return Ok(None);
        };
        if !opened.is_past_password(&visitor) {
            return Err(AppError::Elsewhere(opened.at("")));
        }
        Ok(Some(Self(opened)))
    }
}

pub async fn show_factor(
    State(state): State<AppState>,
    frame: Frame,
    PastPassword(opened): PastPassword,
) -> Result<Response> {
    let choices = FactorChoices {
        passkey: opened.at("/passkey"),
        app: state.keys.is_configured().then(|| opened.at("/app")),
        skip: state.is_demo.then_some("/staff/sign-in"),
    };
    Ok(frame.show(|| views::choose_factor(choices)))
}

pub async fn show_app(
    State(state): State<AppState>,
    mut visitor: Visitor,
    frame: Frame,
    PastPassword(opened): PastPassword,
) -> Result<Response> {
    let place = opened.place("/app");
    factors::show_app(&state, &mut visitor, frame, (&opened.account, &place)).await
}

pub async fn submit_app(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    PastPassword(opened): PastPassword,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let limited = opened.account.id.to_string();
    rate_limits::count(&state, Credential::SecondFactor, &limited, &caller).await?;
    let place = opened.place("/app");
    let whose = (&opened.account, &place);
    let read = factors::read_app(&state, &mut visitor, frame.clone(), whose, &typed).await?;
    match read {
        Ok(factor) => {
            rate_limits::succeeded(&state, Credential::SecondFactor, &limited, &caller).await?;
            finish(&state, &mut visitor, frame, (&opened, &factor), &device).await
        }
        Err(page) => Ok(page),
    }
}

pub async fn show_passkey(
    State(state): State<AppState>,
    mut visitor: Visitor,
    frame: Frame,
    PastPassword(opened): PastPassword,
) -> Result<Response> {
    let place = opened.place("/passkey");
    let form = SmallForm::empty(visitor.csrf());
    let whose = (&opened.maker(), &place);
    let page = factors::passkey_page(&state, &mut visitor, whose, form).await?;
    Ok(frame.show(|| page))
}

pub async fn submit_passkey(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    PastPassword(opened): PastPassword,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let limited = opened.account.id.to_string();
    rate_limits::count(&state, Credential::Passkey, &limited, &caller).await?;
    let place = opened.place("/passkey");
    let whose = (&opened.maker(), &place);
    let read = factors::read_passkey(&state, &mut visitor, frame.clone(), whose, &typed).await?;
    match read {
        Ok((made, name)) => {
            rate_limits::succeeded(&state, Credential::Passkey, &limited, &caller).await?;
            let mut connection = state.database.read().await?;
            let taken = connection.find_passkey(&made.credential_id).await?;
            drop(connection);
            if taken.is_some() {
                let errors = vec![("credential", "passkey-taken")];
                let page =
                    factors::passkey_again(&state, &mut visitor, whose, &typed, errors).await?;
                return Ok(frame.invalid(|| page));
            }
            let factor = NewFactor::Passkey { made, name };
            finish(&state, &mut visitor, frame, (&opened, &factor), &device).await
        }
        Err(page) => Ok(page),
    }
}

/// Keeps the factor, uses the link up, ends whatever sign-ins there were, and signs in.
async fn finish(
    state: &AppState,
    visitor: &mut Visitor,
    frame: Frame,
    (opened, factor): (&Opened, &NewFactor),
    device: &Device,
) -> Result<Response> {
    let account = &opened.account;
    let mut transaction = state.database.begin().await?;
    transaction.lock_staff(account.id).await?;
    let is_kept = transaction.use_token(opened.token.id).await?
        && factor.add(&mut transaction, state, account).await?;
    if !is_kept {
        return Ok(over(frame));
    }
    let holder = Holder::Staff(account.id);
    transaction.delete_tokens_of(holder).await?;
    transaction.end_sign_ins(holder, None).await?;
    let verb = AuditVerb::AccountSetUp;
    factors::event(&mut transaction, state, account, verb, factor.kind()).await?;
    transaction.commit().await?;
    let method = format!("password-{}", factor.kind());
    let next = welcome(state, visitor, account, (&method, device), "").await?;
    Ok(see(next).into_response())
}
