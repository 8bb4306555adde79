//! The browser that is asking is found out once, before any page.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts, Request, State},
    http::{HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use tower_sessions::Session;

use super::Visitor;
use crate::{
    error::{AppError, Result},
    state::AppState,
};

/// Recognises the browser before any page: the pages find it in the request. Where somebody is signed in, nothing
/// of the answer stays on the machine.
pub async fn recognise(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let is_question = request.uri().path() == crate::pages::sign_in::REMAINING;
    let recognised = async {
        let mut visitor = Visitor::find(&session, &state).await?;
        if let Some(visitor) = visitor.as_mut().filter(|_| !is_question) {
            visitor.seen_again(&state).await?;
        }
        Ok::<_, AppError>(visitor)
    };
    let visitor = match recognised.await {
        Ok(visitor) => visitor,
        Err(error) => return error.into_response(),
    };
    if let Some(guest) = visitor.as_ref().and_then(Visitor::turned)
        && !is_for_guest(&request, &guest.to_string())
    {
        let mut response = Redirect::to(&format!("/together/{guest}")).into_response();
        let no_store = HeaderValue::from_static("no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
        return response;
    }
    let is_signed_in = visitor
        .as_ref()
        .is_some_and(|visitor| visitor.resident().is_some() || visitor.staff().is_some());
    if let Some(visitor) = visitor.clone() {
        request.extensions_mut().insert(visitor);
    }
    let mut response = next.run(request).await;
    if is_signed_in && !response.headers().contains_key(header::CACHE_CONTROL) {
        let no_store = HeaderValue::from_static("no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
    }
    if let Some(visitor) = visitor {
        response.extensions_mut().insert(visitor);
    }
    response
}

/// Whether a browser whose screen is turned may ask for this: its own draft. What another tab of the desk sends is let
/// through, finds nobody signed in, and waits for them.
fn is_for_guest(request: &Request, guest: &str) -> bool {
    let path = request.uri().path();
    let own = path
        .strip_prefix("/together/")
        .and_then(|rest| rest.strip_prefix(guest));
    let is_own = own.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_sent_elsewhere = request.method() == Method::POST
        && ["/desk/", "/forms/"]
            .iter()
            .any(|area| path.starts_with(area));
    is_own || is_sent_elsewhere || path == crate::pages::sign_in::REMAINING
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        if let Some(visitor) = parts.extensions.get::<Self>() {
            return Ok(visitor.clone());
        }
        let session = parts.extensions.get::<Session>().cloned();
        let session = session.ok_or_else(|| anyhow::anyhow!("the session layer is missing"))?;
        let visitor = Self::begin(session, state).await?;
        parts.extensions.insert(visitor.clone());
        Ok(visitor)
    }
}

/// Pages that only look do not begin a session.
impl OptionalFromRequestParts<AppState> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Option<Self>> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}
