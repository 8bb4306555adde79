//! The second factors of a member of staff, and setting up a new one, wherever that happens.

use std::borrow::Cow;

use anyhow::Context as _;
use axum::response::Response;
use guildhall_app::{
    emails::{SignInMethodAdded, SignInMethodRemoved},
    pages::{
        passkeys::PasskeyForm,
        small_form::SmallForm,
        staff::{self as views, AppForm},
    },
    wording::{text, text_with},
};
use guildhall_database::{
    AuthenticatorApp, Connection, Holder, NewAuditEvent, NewPasskey, Passkey, Staff as Account,
    StaffId, Transaction,
};
use guildhall_domain::{
    actors::Actor,
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::Typed,
    text::Language,
};

use crate::{
    access::Visitor,
    authenticator_apps::{NewApp, belongs_to},
    clock,
    emails::{self, Recipient},
    error::Result,
    page::Frame,
    pages::small_forms::{again, line},
    passkeys::Made,
    state::AppState,
};

/// The step under which the secret of an app that is being set up waits, sealed.
const APP: &str = "app-adding";
/// In characters.
const LONGEST_NAME: usize = 100;

/// What a member of staff can prove with who they are, beside the password.
pub struct Factors {
    pub apps: Vec<AuthenticatorApp>,
    pub passkeys: Vec<Passkey>,
}

impl Factors {
    pub async fn load(connection: &mut Connection, staff: StaffId) -> Result<Self> {
        Ok(Self {
            apps: connection.list_authenticator_apps(staff).await?,
            passkeys: connection.list_passkeys(Holder::Staff(staff)).await?,
        })
    }

    pub fn are_none(&self) -> bool {
        self.count() == 0
    }

    pub fn count(&self) -> usize {
        self.apps.len() + self.passkeys.len()
    }
}

/// A second factor that was just proved to work.
pub enum NewFactor {
    App { sealed_secret: String, step: i64 },
    Passkey { made: Made, name: String },
}

impl NewFactor {
    /// Keeps it, writes it into the audit trail and tells its owner by e-mail. False for a passkey that is known
    /// already.
    pub async fn add(
        &self,
        transaction: &mut Transaction,
        state: &AppState,
        account: &Account,
    ) -> Result<bool> {
        let now = state.clock.now();
        let is_new = match self {
            Self::App {
                sealed_secret,
                step,
            } => {
                transaction
                    .add_authenticator_app(account.id, sealed_secret, *step, now)
                    .await?;
                true
            }
            Self::Passkey { made, name } => {
                let passkey = NewPasskey {
                    holder: Holder::Staff(account.id),
                    credential_id: &made.credential_id,
                    credential: made.credential.clone(),
                    name,
                };
                transaction.add_passkey(&passkey, now).await?.is_some()
            }
        };
        if is_new {
            event(
                transaction,
                state,
                account,
                AuditVerb::FactorAdded,
                self.kind(),
            )
            .await?;
            let message = SignInMethodAdded {
                name: account.name.clone(),
                method: self.in_words(),
                when: clock::in_words(now),
            };
            let to = Recipient::new(&account.email, Language::English);
            emails::queue(transaction, state, &to, &message).await?;
        }
        Ok(is_new)
    }

    /// The word in the audit trail, and in the list of sign-ins.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::App { .. } => "app",
            Self::Passkey { .. } => "passkey",
        }
    }

    fn in_words(&self) -> String {
        match self {
            Self::App { .. } => text("method-app"),
            Self::Passkey { name, .. } => text_with("method-passkey", &[("name", name)]),
        }
    }
}

/// Writes into the audit trail what somebody did with a second factor of their own.
pub async fn event(
    transaction: &mut Transaction,
    state: &AppState,
    account: &Account,
    verb: AuditVerb,
    kind: &str,
) -> Result<()> {
    let actor = Some(Actor::Staff(account.id.0));
    let event = NewAuditEvent::new(actor, verb, AuditThing::Staff)
        .on(account.id.0)
        .with(AuditDetail::Factor, kind);
    Ok(transaction
        .add_audit_event(&event, state.clock.now())
        .await?)
}

/// Tells the owner of an account by e-mail that a second factor of theirs is gone.
pub async fn tell_removed(
    connection: &mut Connection,
    state: &AppState,
    account: &Account,
    name: &str,
    kind: &str,
) -> Result<()> {
    let method = if kind == "passkey" {
        text_with("method-passkey", &[("name", name)])
    } else {
        text("method-app")
    };
    let message = SignInMethodRemoved {
        name: account.name.clone(),
        method,
        when: clock::in_words(state.clock.now()),
    };
    let to = Recipient::new(&account.email, Language::English);
    emails::queue(connection, state, &to, &message).await?;
    Ok(())
}

/// Where a factor is being set up: the page itself and the one before it.
#[derive(Clone, Debug)]
pub struct Place {
    pub action: Cow<'static, str>,
    pub back: Cow<'static, str>,
}

impl Place {
    pub const fn new(action: &'static str, back: &'static str) -> Self {
        Self {
            action: Cow::Borrowed(action),
            back: Cow::Borrowed(back),
        }
    }
}

/// The app being set up in this browser: one secret until it is done, however often the page is loaded.
async fn app(
    state: &AppState,
    visitor: &mut Visitor,
    account: &Account,
) -> Result<(NewApp, String)> {
    let council = &state.config.council;
    let belongs_to = belongs_to(account.id);
    if let Some(sealed) = visitor.step::<String>(APP)
        && let Ok(secret) = state.keys.open(&sealed, &belongs_to)
    {
        return Ok((NewApp::again(&secret, council, &account.email)?, sealed));
    }
    let app = NewApp::new(council, &account.email)?;
    let sealed = state
        .keys
        .seal(&app.secret, &belongs_to)
        .context("an authenticator app can't be set up")?;
    visitor.set_step(APP, &sealed).await?;
    Ok((app, sealed))
}

/// The page that sets an app up.
pub async fn show_app(
    state: &AppState,
    visitor: &mut Visitor,
    frame: Frame,
    (account, place): (&Account, &Place),
) -> Result<Response> {
    let (app, _) = app(state, visitor, account).await?;
    let form = SmallForm::empty(visitor.csrf());
    let page = app_page(&app, form, place)?;
    Ok(frame.show(|| views::add_app(page)))
}

/// The app whose first code was typed, or the page again.
pub async fn read_app(
    state: &AppState,
    visitor: &mut Visitor,
    frame: Frame,
    (account, place): (&Account, &Place),
    typed: &Typed,
) -> Result<std::result::Result<NewFactor, Response>> {
    let (app, sealed_secret) = app(state, visitor, account).await?;
    let code = line(typed, "code");
    if let Some(step) = app.step(&code, state.clock.now()) {
        visitor.clear_step(APP).await?;
        return Ok(Ok(NewFactor::App {
            sealed_secret,
            step,
        }));
    }
    let key = if code.is_empty() {
        "factor-code-empty"
    } else {
        "app-code-not-right"
    };
    let form = again(visitor.csrf(), typed, &[], vec![("code", key)]);
    let page = app_page(&app, form, place)?;
    Ok(Err(frame.invalid(|| views::add_app(page))))
}

fn app_page(app: &NewApp, form: SmallForm, place: &Place) -> Result<AppForm> {
    let picture = app.picture()?;
    Ok(AppForm {
        form,
        action: place.action.to_string(),
        back: place.back.to_string(),
        secret: app.secret.clone(),
        picture: picture.path,
        picture_size: picture.size,
    })
}

/// Whose passkey is to be made.
pub struct Maker<'a> {
    pub holder: Holder,
    pub email: &'a str,
    pub name: &'a str,
}

/// The page that makes a passkey, with what was typed and what was wrong with it.
pub async fn passkey_page(
    state: &AppState,
    visitor: &mut Visitor,
    (maker, place): (&Maker<'_>, &Place),
    form: SmallForm,
) -> Result<guildhall_app::pages::Page> {
    let known = state
        .database
        .read()
        .await?
        .list_passkeys(maker.holder)
        .await?;
    let ceremony = state
        .passkeys
        .begin_adding(visitor, maker.holder, (maker.email, maker.name), &known)
        .await?;
    let ask = PasskeyForm {
        csrf: visitor.csrf(),
        action: place.action.to_string(),
        ceremony,
        is_new: true,
        button: text("passkeys-add-button"),
        error: form.error("credential"),
    };
    Ok(views::add_passkey(&form, ask, place.back.to_string()))
}

/// The passkey that a browser made and the name that was typed for it, or the page again.
pub async fn read_passkey(
    state: &AppState,
    visitor: &mut Visitor,
    frame: Frame,
    (maker, place): (&Maker<'_>, &Place),
    typed: &Typed,
) -> Result<std::result::Result<(Made, String), Response>> {
    let name = line(typed, "name");
    let answer = typed.first("credential").unwrap_or_default();
    let mut errors = Vec::new();
    match name.chars().count() {
        0 => errors.push(("name", "passkey-name-empty")),
        length if length > LONGEST_NAME => errors.push(("name", "passkey-name-too-long")),
        _ => {}
    }
    if errors.is_empty() && answer.is_empty() {
        errors.push(("credential", "passkey-none-sent"));
    }
    if errors.is_empty() {
        match state.passkeys.finish_adding(visitor, answer).await? {
            Some(made) => return Ok(Ok((made, name))),
            None => errors.push(("credential", "passkey-refused")),
        }
    }
    let page = passkey_again(state, visitor, (maker, place), typed, errors).await?;
    Ok(Err(frame.invalid(|| page)))
}

/// The page that makes a passkey again, because of what was wrong.
pub async fn passkey_again(
    state: &AppState,
    visitor: &mut Visitor,
    where_and_whose: (&Maker<'_>, &Place),
    typed: &Typed,
    errors: Vec<(&'static str, &'static str)>,
) -> Result<guildhall_app::pages::Page> {
    let form = again(visitor.csrf(), typed, &["name"], errors);
    passkey_page(state, visitor, where_and_whose, form).await
}
