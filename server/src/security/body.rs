//! What a browser posted, read once and within limits.

use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use guildhall_domain::forms::Typed;
use http_body_util::BodyExt as _;

/// The most a form may send: several pages' worth of long answers in any script.
pub const LIMIT: usize = 1024 * 1024;
/// How much more is read and thrown away, so that the sender gets to see the answer.
const DRAIN: usize = 64 * 1024 * 1024;

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Over [`LIMIT`].
    TooLarge,
    /// Something other than a web form.
    NotAForm,
    /// The sender went away.
    Broken,
}

/// Reads a posted form. Bytes that are not UTF-8 become replacement characters.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<Typed, Unreadable> {
    let bytes = collect(body).await?;
    if bytes.is_empty() {
        return Ok(Typed::default());
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Unreadable::NotAForm);
    }
    let mut typed = Typed::default();
    for (name, value) in form_urlencoded::parse(&bytes) {
        typed.push(name, value);
    }
    Ok(typed)
}

async fn collect(mut body: Body) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let mut total = 0usize;
    while let Some(frame) = body.frame().await {
        let Ok(chunk) = frame.map_err(|_| Unreadable::Broken)?.into_data() else {
            continue;
        };
        total = total.saturating_add(chunk.len());
        if total > DRAIN {
            return Err(Unreadable::TooLarge);
        }
        if total <= LIMIT {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    if total > LIMIT {
        Err(Unreadable::TooLarge)
    } else {
        Ok(bytes)
    }
}
