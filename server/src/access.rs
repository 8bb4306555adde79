//! Who is asking, and what they may do.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use guildhall_database::{FormSession, FormSessionId, StaffId};
use guildhall_domain::actors::Actor;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use tower_sessions::Session;
use uuid::Uuid;

use crate::{
    error::{AppError, Result},
    security::{csrf::Secret, sessions},
    state::AppState,
};

/// How long a member of staff stays signed in: a working day.
const STAFF_SIGNED_IN: Duration = Duration::hours(12);
/// The one key under which a session keeps all that is ours.
const KEY: &str = "guildhall";

/// What a browser's session holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Contents {
    /// Which browser it is: forms begun here belong to it.
    visitor: Uuid,
    /// What this browser's anti-forgery tokens are made from.
    secret: Secret,
    /// When the session was last extended.
    #[serde(with = "time::serde::timestamp")]
    renewed_at: OffsetDateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    staff: Option<SignedIn>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct SignedIn {
    id: StaffId,
    #[serde(with = "time::serde::timestamp")]
    at: OffsetDateTime,
}

/// The browser that is asking. Asking for a visitor begins a session where there is none.
#[derive(Clone, Debug)]
pub struct Visitor {
    session: Session,
    contents: Contents,
    now: OffsetDateTime,
}

impl Visitor {
    /// The visitor whose session this is, if it has been begun.
    pub async fn find(session: &Session, now: OffsetDateTime) -> Result<Option<Self>> {
        let contents: Option<Contents> = session.get(KEY).await?;
        Ok(contents.map(|contents| Self {
            session: session.clone(),
            contents,
            now,
        }))
    }

    async fn find_or_begin(session: Session, now: OffsetDateTime) -> Result<Self> {
        if let Some(visitor) = Self::find(&session, now).await? {
            return visitor.kept_alive().await;
        }
        let visitor = Self {
            contents: Contents {
                visitor: Uuid::new_v4(),
                secret: Secret::random(),
                renewed_at: now,
                staff: None,
            },
            session,
            now,
        };
        visitor.save().await?;
        Ok(visitor)
    }

    /// The id that forms begun in this browser belong to.
    pub fn id(&self) -> Uuid {
        self.contents.visitor
    }

    /// A token for the forms of one page.
    pub fn csrf(&self) -> String {
        self.contents.secret.token()
    }

    /// Whether a posted token was made for this browser.
    pub fn accepts(&self, token: &str) -> bool {
        self.contents.secret.accepts(token)
    }

    /// The member of staff signed in here, unless their day is over.
    pub fn staff(&self) -> Option<StaffId> {
        self.contents
            .staff
            .filter(|signed_in| self.now < signed_in.at + STAFF_SIGNED_IN)
            .map(|signed_in| signed_in.id)
    }

    /// Signs a member of staff in, under a new session id so that one planted before is worth nothing.
    pub async fn sign_in(mut self, staff: StaffId) -> Result<()> {
        self.contents.staff = Some(SignedIn {
            id: staff,
            at: self.now,
        });
        self.contents.secret = Secret::random();
        self.session.cycle_id().await?;
        self.save().await
    }

    /// Ends the session, and with it whatever was signed in.
    pub async fn sign_out(self) -> Result<()> {
        Ok(self.session.flush().await?)
    }

    /// Extends a session that was last extended a while ago: one write in days, not one for each request. What
    /// changes in it makes the session layer store it and send the cookie again.
    async fn kept_alive(mut self) -> Result<Self> {
        if self.now - self.contents.renewed_at > sessions::LIFETIME / 4 {
            self.contents.renewed_at = self.now;
            self.save().await?;
        }
        Ok(self)
    }

    /// Hands the contents to the session layer, which stores them as the answer goes out.
    async fn save(&self) -> Result<()> {
        Ok(self.session.insert(KEY, &self.contents).await?)
    }

    /// Whether this browser is the actor: forms and drafts open to nobody else.
    fn is(&self, actor: Actor) -> bool {
        match actor {
            Actor::Visitor(id) => id == self.id(),
            Actor::Staff(id) => self.staff() == Some(StaffId(id)),
        }
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let session = session(parts)?;
        Self::find_or_begin(session, state.clock.now().into()).await
    }
}

/// Pages that only look do not begin a session.
impl OptionalFromRequestParts<AppState> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Option<Self>> {
        Self::find(&session(parts)?, state.clock.now().into()).await
    }
}

fn session(parts: &Parts) -> Result<Session> {
    parts
        .extensions
        .get::<Session>()
        .cloned()
        .ok_or_else(|| AppError::Broken(anyhow::anyhow!("the session layer is missing")))
}

/// A member of staff, signed in. Whoever is not is sent to sign in and comes back to the page they asked for.
#[derive(Clone, Debug)]
pub struct Staff {
    pub id: StaffId,
    pub name: String,
    pub visitor: Visitor,
}

impl Staff {
    /// The member of staff with this id; none once their account is gone.
    pub async fn load(state: &AppState, visitor: Visitor, id: StaffId) -> Result<Option<Self>> {
        let staff = state.database.read().await?.find_staff(id).await?;
        Ok(staff.map(|staff| Self {
            id: staff.id,
            name: staff.name,
            visitor,
        }))
    }

    pub fn actor(&self) -> Actor {
        Actor::Staff(self.id.0)
    }
}

impl FromRequestParts<AppState> for Staff {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let visitor = Visitor::find(&session(parts)?, state.clock.now().into()).await?;
        let to_sign_in = || {
            let asked_for = parts
                .uri
                .path_and_query()
                .map_or("/desk", |path| path.as_str());
            AppError::SignIn {
                next: asked_for.to_owned(),
            }
        };
        let visitor = visitor.ok_or_else(to_sign_in)?;
        let id = visitor.staff().ok_or_else(to_sign_in)?;
        Self::load(state, visitor, id).await?.ok_or_else(to_sign_in)
    }
}

/// A form session, for the one who is filling it in; to everyone else there is no such thing.
pub async fn form_session(state: &AppState, visitor: &Visitor, id: &str) -> Result<FormSession> {
    let id: FormSessionId = id.parse().map_err(|_| AppError::NotFound)?;
    let session = state.database.read().await?.find_form_session(id).await?;
    session
        .filter(|session| visitor.is(session.actor))
        .ok_or(AppError::NotFound)
}
