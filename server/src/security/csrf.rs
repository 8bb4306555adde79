//! Forged requests: every form carries a token made for its browser, and nothing that writes runs without it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use guildhall_app::pages::errors;
use guildhall_domain::forms::Typed;
use serde::{Deserialize, Serialize};

use super::body::{self, Unreadable};
use crate::{
    access::Visitor,
    error::{AppError, SigningInAgain, Whose, at_desk},
    page::Frame,
    pages::sign_in::CARRY_ON,
    state::AppState,
};

/// The name of the hidden control.
pub const CONTROL: &str = "csrf";
const LENGTH: usize = 32;

/// What a browser's tokens are made from; it never leaves the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn random() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; LENGTH]>()))
    }

    /// A token, different each time: a page that is compressed must not tell by its length what is in it
    /// (BREACH), so the secret is hidden under a fresh pad.
    pub fn token(&self) -> String {
        let pad: [u8; LENGTH] = rand::random();
        let secret = self.bytes().unwrap_or_default();
        let mut token = [0; 2 * LENGTH];
        for place in 0..LENGTH {
            token[place] = pad[place];
            token[LENGTH + place] = pad[place] ^ secret[place];
        }
        BASE64_URL_SAFE_NO_PAD.encode(token)
    }

    /// Whether the token was made from this secret; takes as long whichever byte differs.
    pub fn accepts(&self, token: &str) -> bool {
        let Some(secret) = self.bytes() else {
            return false;
        };
        let Ok(token) = BASE64_URL_SAFE_NO_PAD.decode(token) else {
            return false;
        };
        if token.len() != 2 * LENGTH {
            return false;
        }
        let difference = (0..LENGTH).fold(0, |difference, place| {
            difference | (token[place] ^ token[LENGTH + place] ^ secret[place])
        });
        difference == 0
    }

    fn bytes(&self) -> Option<[u8; LENGTH]> {
        BASE64_URL_SAFE_NO_PAD.decode(&self.0).ok()?.try_into().ok()
    }
}

/// Reads what was posted, refuses it without the right token, and hands it on as [`Typed`]. It stands before
/// every page, so that none can forget it.
pub async fn protect(
    State(state): State<AppState>,
    visitor: Option<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return next.run(request).await;
    }
    let (mut parts, posted) = request.into_parts();
    let typed = match body::read(&parts.headers, posted).await {
        Ok(typed) => typed,
        Err(Unreadable::TooLarge) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(Unreadable::NotAForm) => return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
        Err(Unreadable::Broken) => return StatusCode::BAD_REQUEST.into_response(),
    };
    let token = typed.first(CONTROL).unwrap_or_default();
    let Some(visitor) = visitor.filter(|visitor| visitor.accepts(token)) else {
        return refuse(&state, parts, &typed)
            .await
            .unwrap_or_else(AppError::into_response);
    };
    parts.extensions.insert(typed.clone());
    let path = parts.uri.path_and_query().map(ToString::to_string);
    let response = next
        .run(Request::from_parts(parts, axum::body::Body::empty()))
        .await;
    let path = path.unwrap_or_default();
    let lapsed = response.extensions().get::<Whose>().copied();
    let again = response.extensions().get::<SigningInAgain>().copied();
    let (whose, sign_in) = match (lapsed, again) {
        (Some(whose), _) => (whose, whose.sign_in_at(CARRY_ON)),
        (None, Some(SigningInAgain(whose))) => (whose, whose.sign_in_again_at(CARRY_ON)),
        (None, None) => return response,
    };
    waiting(visitor, (&path, &typed), (whose, &sign_in), response)
        .await
        .unwrap_or_else(AppError::into_response)
}

/// What was sent after a sign-in lapsed, or by one that is not recent enough, waits for the next one, and is then one
/// button away from being sent.
async fn waiting(
    mut visitor: Visitor,
    (path, typed): (&str, &Typed),
    (whose, sign_in): (Whose, &str),
    response: Response,
) -> crate::error::Result<Response> {
    if !visitor.hold(path, typed, whose).await? {
        return Ok(response);
    }
    Ok(Redirect::to(sign_in).into_response())
}

/// The page that says why nothing happened. What was typed is on it, ready to be sent again, unless another
/// site sent it: nobody is to be talked into pressing that button.
async fn refuse(
    state: &AppState,
    mut parts: axum::http::request::Parts,
    typed: &Typed,
) -> crate::error::Result<Response> {
    use axum::extract::FromRequestParts as _;
    let is_ours = is_from_here(&parts.headers);
    let mut frame = Frame::from_request_parts(&mut parts, state)
        .await
        .unwrap_or_else(|never| match never {});
    let known = parts.extensions.get::<Visitor>().cloned();
    if let Some(visitor) = known.filter(|visitor| visitor.resident().is_none()) {
        frame = at_desk(state, &visitor, frame).await;
    }
    if !is_ours {
        return Ok(frame.answer(StatusCode::FORBIDDEN, || errors::forged(None)));
    }
    let visitor = <Visitor as axum::extract::FromRequestParts<AppState>>::from_request_parts(
        &mut parts, state,
    )
    .await?;
    let resend = errors::Resend {
        action: parts
            .uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        csrf: visitor.csrf(),
        typed: repeatable(parts.uri.path(), typed),
    };
    Ok(frame.answer(StatusCode::FORBIDDEN, || errors::forged(Some(resend))))
}

/// What was typed, as it may wait to be sent again: without the token, and without passwords, codes and passkeys, which
/// are kept nowhere. A control for a password says so in its name; what a council's own form calls its questions is its
/// own affair.
pub fn repeatable(path: &str, typed: &Typed) -> Vec<(String, String)> {
    let is_question =
        path.starts_with("/forms/") || path.starts_with("/together/") && path.contains("/form/");
    let is_kept = |name: &str| {
        let is_secret = name.contains("password") || ["code", "credential"].contains(&name);
        name != CONTROL && (is_question || !is_secret)
    };
    let pairs = typed.pairs().iter();
    pairs.filter(|(name, _)| is_kept(name)).cloned().collect()
}

/// Whether the browser says that one of our own pages sent the request. Browsers of the last years all say;
/// an older one that says nothing gets the benefit of the doubt, for its token was refused already.
fn is_from_here(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = value("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (value(header::ORIGIN.as_str()), value(header::HOST.as_str())) {
        (Some(origin), Some(host)) => origin.split("://").nth(1) == Some(host),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_is_accepted_by_its_own_secret_only() {
        let (secret, other) = (Secret::random(), Secret::random());
        let (first, second) = (secret.token(), secret.token());
        assert_ne!(first, second);
        assert!(secret.accepts(&first) && secret.accepts(&second));
        assert!(!other.accepts(&first));
    }

    proptest! {
        #[test]
        fn nothing_else_is_accepted(token in "\\PC*") {
            prop_assert!(!Secret::random().accepts(&token));
        }
    }
}
