//! What can go wrong, and the page that says so. Absence is 404, refusal is typed, breakage is 500; a failure
//! is logged once, here.

use axum::{
    Extension,
    extract::{FromRequestParts as _, Request, State},
    http::{StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use guildhall_app::pages::errors;

use crate::{
    access::{Staff, Visitor},
    page::Frame,
    state::AppState,
};

pub type Result<T> = std::result::Result<T, AppError>;

/// Why a page can't be shown as asked.
#[derive(Debug)]
pub enum AppError {
    /// There is no such thing, or not for whoever asks.
    NotFound,
    /// A page of the desk that is known to be there, but is not for this member of staff's roles.
    Forbidden,
    /// A member of staff's own case or record, which colleagues work on.
    OwnRecord,
    /// Somebody has to sign in first, and then goes to `next`.
    SignIn { next: String, whose: Whose },
    /// Somebody is signed in, but so long ago that they have to prove again who they are; then they go to `next`.
    SignInAgain { next: String, whose: Whose },
    /// Something else comes first: the page at this path.
    Elsewhere(String),
    /// Tried too often; after this time it may be tried again.
    TooMany { wait: time::Duration },
    /// The database is away; it may be back in a moment.
    Unavailable(guildhall_database::Error),
    /// A defect of ours.
    Broken(anyhow::Error),
}

/// Whose sign-in a page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Resident,
    Staff,
}

impl Whose {
    /// The page to sign in at, which leads to `next` afterwards.
    pub fn sign_in_at(self, next: &str) -> String {
        let page = match self {
            Self::Resident => "/sign-in",
            Self::Staff => "/staff/sign-in",
        };
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        format!("{page}?next={next}")
    }

    /// The same for whoever is signed in, and has to prove again who they are.
    pub fn sign_in_again_at(self, next: &str) -> String {
        format!("{}&needs=again", self.sign_in_at(next))
    }
}

impl AppError {
    /// Sends whoever asked to sign in, and back to what they asked for.
    pub fn sign_in(parts: &Parts, whose: Whose) -> Self {
        let asked_for = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        Self::SignIn {
            next: asked_for.to_owned(),
            whose,
        }
    }
}

impl From<guildhall_database::Error> for AppError {
    fn from(error: guildhall_database::Error) -> Self {
        use guildhall_database::Error;
        match &error {
            Error::Io(_)
            | Error::Tls(_)
            | Error::PoolTimedOut
            | Error::PoolClosed
            | Error::WorkerCrashed => Self::Unavailable(error),
            Error::Database(refusal) if is_going_away(refusal.code().as_deref()) => {
                Self::Unavailable(error)
            }
            _ => Self::Broken(error.into()),
        }
    }
}

/// PostgreSQL's codes for "shutting down", "crashed", "starting up", "too many connections" and connection
/// failures (class 08); SQLite's for a file that can't be opened, read or locked.
fn is_going_away(code: Option<&str>) -> bool {
    code.is_some_and(|code| {
        code.starts_with("57P")
            || code.starts_with("08")
            || code == "53300"
            || matches!(code, "5" | "10" | "14")
    })
}

impl From<tower_sessions::session::Error> for AppError {
    fn from(error: tower_sessions::session::Error) -> Self {
        match error {
            // The store can fail only because the database did.
            tower_sessions::session::Error::Store(
                tower_sessions::session_store::Error::Backend(reason),
            ) => Self::Unavailable(guildhall_database::Error::Io(std::io::Error::other(reason))),
            other => Self::Broken(other.into()),
        }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

/// Marks an answer because of [`AppError::SignInAgain`], for what was sent to wait.
#[derive(Clone, Copy, Debug)]
pub struct SigningInAgain(pub Whose);

/// Marks a refusal because of [`AppError::OwnRecord`], whose page says so.
#[derive(Clone, Copy, Debug)]
struct ItIsOnesOwn;

/// A status without words; [`pages`] gives it its page.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
            Self::OwnRecord => (StatusCode::FORBIDDEN, Extension(ItIsOnesOwn)).into_response(),
            Self::Elsewhere(path) => Redirect::to(&path).into_response(),
            Self::SignIn { next, whose } => {
                let mut response = Redirect::to(&whose.sign_in_at(&next)).into_response();
                response.extensions_mut().insert(whose);
                response
            }
            Self::SignInAgain { next, whose } => {
                let mut response = Redirect::to(&whose.sign_in_again_at(&next)).into_response();
                response.extensions_mut().insert(SigningInAgain(whose));
                response
            }
            Self::TooMany { wait } => {
                let seconds = wait.whole_seconds().max(1).to_string();
                (
                    StatusCode::TOO_MANY_REQUESTS,
                    [(header::RETRY_AFTER, seconds)],
                )
                    .into_response()
            }
            Self::Unavailable(error) => {
                tracing::warn!(%error, "the database is away");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
            Self::Broken(error) => {
                tracing::error!("{error:#}");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// The desk's frame round a page that is not of the desk, so that staff find their way, and the way out, from there too.
pub async fn at_desk(state: &AppState, visitor: &Visitor, frame: Frame) -> Frame {
    let Some(id) = visitor.staff() else {
        return frame;
    };
    match Staff::load(state, visitor.clone(), id).await {
        Ok(Some(staff)) => frame.at_desk(&staff),
        // The failure may be the database's.
        Ok(None) | Err(_) => frame,
    }
}

/// Gives every failure a page that says what happened and what to do next.
pub async fn pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut frame = Frame::from_request_parts(&mut parts, &state)
        .await
        .unwrap_or_else(|never| match never {});
    let is_for_people = !["/health/", "/static/", "/actions/"]
        .iter()
        .any(|part| parts.uri.path().starts_with(part));
    let is_staffs = ["/desk", "/champion"]
        .iter()
        .any(|part| parts.uri.path().starts_with(part));
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    let has_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_failure || has_page || !is_for_people {
        return response;
    }
    let contact = errors::HowToReachUs {
        telephone: state.config.contact.telephone.clone(),
        email: state.config.contact.email.clone(),
    };
    if let Some(visitor) = response.extensions().get::<Visitor>() {
        frame = frame.seen_by(visitor);
        if is_staffs {
            frame = at_desk(&state, visitor, frame).await;
        }
    }
    let mut page = match status {
        StatusCode::SERVICE_UNAVAILABLE => frame.answer(status, || errors::unavailable(contact)),
        StatusCode::PAYLOAD_TOO_LARGE => frame.answer(status, || errors::too_large(contact)),
        StatusCode::FORBIDDEN if response.extensions().get::<ItIsOnesOwn>().is_some() => {
            frame.answer(status, || errors::own_record(contact))
        }
        StatusCode::FORBIDDEN => frame.answer(status, || errors::forbidden(contact)),
        StatusCode::TOO_MANY_REQUESTS => {
            let wait = response.headers().get(header::RETRY_AFTER);
            let wait = wait.and_then(|wait| wait.to_str().ok()?.parse::<i64>().ok());
            let minutes = wait.map_or(1, |seconds| (seconds + 59) / 60);
            frame.answer(status, || errors::too_many(minutes, contact))
        }
        status if status.is_server_error() => frame.answer(status, || errors::broken(contact)),
        StatusCode::NOT_FOUND => frame.answer(status, || errors::not_found(contact)),
        status => frame.answer(status, || errors::refused(contact)),
    };
    for (name, value) in response.headers() {
        if name == header::SET_COOKIE || name == header::ALLOW || name == header::RETRY_AFTER {
            page.headers_mut().append(name, value.clone());
        }
    }
    page
}
