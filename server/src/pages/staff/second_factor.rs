//! `GET` and `POST /staff/sign-in/second`

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};
use guildhall_app::{
    pages::{
        passkeys::PasskeyForm,
        small_form::SmallForm,
        staff::{self as views, SecondFactor},
    },
    wording::text,
};
use guildhall_database::{Staff as Account, StaffId};
use guildhall_domain::forms::Typed;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::{factors::Factors, usable, welcome};
use crate::{
    access::{Device, Visitor},
    authenticator_apps,
    error::Result,
    page::Frame,
    pages::{
        see,
        small_forms::{again, line},
    },
    passwords::fingerprint,
    security::{
        callers::Caller,
        rate_limits::{self, Credential},
    },
    state::AppState,
};

/// The step between the two factors.
const STEP: &str = "second-factor";
/// How long the password counts before the second factor has to follow.
const PATIENCE: Duration = Duration::minutes(10);

/// Somebody whose password was right, and whose second factor is awaited.
#[derive(Debug, Serialize, Deserialize)]
pub struct Waiting {
    staff: StaffId,
    #[serde(with = "time::serde::timestamp")]
    since: OffsetDateTime,
    /// A hash of what was kept of the password: a new one ends the step.
    password: String,
    next: String,
}

impl Waiting {
    /// Remembers in the browser's session that the password was right, under a new id: one that was planted is worth
    /// nothing.
    pub async fn begin(
        state: &AppState,
        visitor: &mut Visitor,
        account: &Account,
        next: String,
    ) -> Result<()> {
        let waiting = Self {
            staff: account.id,
            since: state.clock.now().into(),
            password: fingerprint(account.password_hash.as_deref()),
            next,
        };
        visitor.set_step(STEP, &waiting).await?;
        visitor.rotate().await
    }

    /// Who is awaited in this browser, if the account can still be used and not too much time has passed.
    async fn find(state: &AppState, visitor: &Visitor) -> Result<Option<(Self, Account, Factors)>> {
        let now: OffsetDateTime = state.clock.now().into();
        let waiting = visitor.step::<Self>(STEP);
        let Some(waiting) = waiting.filter(|waiting| now - waiting.since < PATIENCE) else {
            return Ok(None);
        };
        let mut connection = state.database.read().await?;
        let account = usable(&mut connection, waiting.staff).await?;
        let account = account
            .filter(|account| waiting.password == fingerprint(account.password_hash.as_deref()));
        let Some(account) = account else {
            return Ok(None);
        };
        let factors = Factors::load(&mut connection, account.id).await?;
        Ok((!factors.are_none()).then_some((waiting, account, factors)))
    }
}

pub async fn show(
    State(state): State<AppState>,
    mut visitor: Visitor,
    frame: Frame,
) -> Result<Response> {
    let Some((_, _, factors)) = Waiting::find(&state, &visitor).await? else {
        return Ok(see("/staff/sign-in").into_response());
    };
    let form = SmallForm::empty(visitor.csrf());
    let page = page(&state, &mut visitor, &factors, form).await?;
    Ok(frame.show(|| views::second_factor(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    mut visitor: Visitor,
    (caller, device): (Caller, Device),
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let Some((waiting, account, factors)) = Waiting::find(&state, &visitor).await? else {
        return Ok(see("/staff/sign-in").into_response());
    };
    // A word of its own: whoever knows the password has not got in by that.
    let limited = format!("staff factor {}", account.email);
    let credential = if typed.first("credential").is_some() {
        Credential::Passkey
    } else {
        Credential::SecondFactor
    };
    rate_limits::count(&state, credential, &limited, &caller).await?;
    let method = match prove(&state, &mut visitor, &factors, &typed).await? {
        Ok(method) => method,
        Err(error) => {
            let form = again(visitor.csrf(), &typed, &[], vec![error]);
            let page = page(&state, &mut visitor, &factors, form).await?;
            return Ok(frame.invalid(|| views::second_factor(page)));
        }
    };
    rate_limits::succeeded(&state, credential, &limited, &caller).await?;
    let how = (method, &device);
    let next = welcome(&state, &mut visitor, &account, how, &waiting.next).await?;
    Ok(see(next).into_response())
}

/// How the second factor was proved, or which control is wrong and why.
async fn prove(
    state: &AppState,
    visitor: &mut Visitor,
    factors: &Factors,
    typed: &Typed,
) -> Result<std::result::Result<&'static str, (&'static str, &'static str)>> {
    let now = state.clock.now();
    let mut transaction = state.database.begin().await?;
    if let Some(answer) = typed.first("credential") {
        let known = factors.passkeys.as_slice();
        if answer.is_empty() {
            return Ok(Err(("credential", "passkey-none-sent")));
        }
        let is_right = state
            .passkeys
            .finish_asking_for(&mut transaction, visitor, (known, answer), now)
            .await?;
        transaction.commit().await?;
        return Ok(is_right
            .then_some("password-passkey")
            .ok_or(("credential", "factor-passkey-not-right")));
    }
    let code = line(typed, "code");
    if code.is_empty() {
        return Ok(Err(("code", "factor-code-empty")));
    }
    let is_right =
        authenticator_apps::use_code(&mut transaction, &state.keys, &factors.apps, &code, now)
            .await?;
    transaction.commit().await?;
    Ok(is_right
        .then_some("password-app")
        .ok_or(("code", "factor-code-not-right")))
}

async fn page(
    state: &AppState,
    visitor: &mut Visitor,
    factors: &Factors,
    form: SmallForm,
) -> Result<SecondFactor> {
    let passkey = if factors.passkeys.is_empty() {
        None
    } else {
        Some(PasskeyForm {
            ceremony: state
                .passkeys
                .begin_asking_for(visitor, &factors.passkeys)
                .await?,
            csrf: visitor.csrf(),
            action: "/staff/sign-in/second".to_owned(),
            is_new: false,
            button: text("passkey-sign-in-button"),
            error: form.error("credential"),
        })
    };
    Ok(SecondFactor {
        has_app: !factors.apps.is_empty(),
        passkey,
        form,
    })
}
