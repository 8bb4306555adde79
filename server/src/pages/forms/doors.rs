//! The two ways to a form's pages: `/forms/{session}/…` for whoever has it in hand, and `/together/{guest}/form/…` for the
//! resident who types in it at the side of staff.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use crate::{
    access::{self, OpenDraft, Visitor},
    error::{AppError, Result},
    state::AppState,
};

/// By which way a page of a form was asked for, and which.
#[derive(Clone, Debug)]
pub struct Door {
    pub is_guest: bool,
    /// The id of the form session, or of the time that the resident has it for.
    pub id: String,
    /// The last part of the page's URL; empty for the form as such.
    pub page: String,
}

impl FromRequestParts<AppState> for Door {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_| AppError::NotFound)?;
        let find = |wanted: &str| {
            let found = params.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.to_owned())
        };
        let last = || {
            let path = parts.uri.path();
            let (_, last) = path.rsplit_once('/').unwrap_or_default();
            last.to_owned()
        };
        let (is_guest, id) = match find("guest") {
            Some(id) => (true, id),
            None => (false, find("session").ok_or(AppError::NotFound)?),
        };
        let page = find("page").unwrap_or_else(last);
        Ok(Self {
            is_guest,
            page: if page == id { String::new() } else { page },
            id,
        })
    }
}

impl Door {
    /// What is behind it, for whoever may open it.
    pub async fn open(&self, state: &AppState, visitor: &Visitor) -> Result<OpenDraft> {
        if self.is_guest {
            access::guest_draft(state, visitor, &self.id).await
        } else {
            access::form_session(state, visitor, &self.id).await
        }
    }
}
