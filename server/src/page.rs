//! A view becomes a response.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse as _, Response},
};
use guildhall_app::{
    document::{Area, SignInEnding, SignedIn, Surroundings, document},
    pages::{
        Page,
        desk::contacts::{Checked, InContact},
    },
};
use guildhall_database::{ContactId, ContactPerson, SignIn};
use guildhall_domain::{accounts::Lifetime, text::Language};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::{
    access::{Staff, Visitor},
    clock,
    security::headers::PageNonce,
    state::AppState,
};

/// What surrounds a page's own view: who the council is, where the files are, whose part of the site it is.
#[derive(Clone, Debug)]
pub struct Frame {
    state: AppState,
    nonce: String,
    path: String,
    area: Area,
    ending: Option<SignInEnding>,
    has_exit: bool,
    /// The contact in which a page of the desk is shown.
    contact: Option<ContactId>,
    /// Whose record or case is open within it.
    checked: Option<ContactPerson>,
}

impl FromRequestParts<AppState> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let nonce = parts
            .extensions
            .get::<PageNonce>()
            .map(|nonce| nonce.0.clone());
        let frame = Self {
            state: state.clone(),
            nonce: nonce.unwrap_or_default(),
            path: parts.uri.path().to_owned(),
            area: if parts.uri.path().starts_with("/together/") {
                Area::Draft
            } else {
                Area::Public {
                    resident: SignedIn::No,
                }
            },
            ending: None,
            has_exit: false,
            checked: None,
            contact: contact_in(parts.uri.path(), parts.uri.query().unwrap_or_default()),
        };
        Ok(match parts.extensions.get::<Visitor>() {
            Some(visitor) => frame.seen_by(visitor),
            None => frame,
        })
    }
}

impl Frame {
    /// The same frame for this visitor, who may be signed in as a resident.
    pub fn seen_by(mut self, visitor: &Visitor) -> Self {
        if self.area == Area::Draft {
            return self;
        }
        if visitor.turned().is_some() {
            self.area = Area::Draft;
            self.ending = None;
            return self;
        }
        if let Some(sign_in) = visitor.resident_sign_in() {
            self.area = Area::Public {
                resident: SignedIn::Yes {
                    csrf: visitor.csrf(),
                },
            };
            self.ending = ending(visitor, sign_in);
        }
        self
    }

    /// The same frame as a stranger sees it, for the page that says that nobody is signed in any more.
    pub fn signed_out(mut self) -> Self {
        self.area = Area::Public {
            resident: SignedIn::No,
        };
        self.ending = None;
        self
    }

    /// The same frame with a way out, for somebody who must not be seen on the page; nothing of it is kept.
    pub fn with_exit(mut self, has_exit: bool) -> Self {
        self.has_exit = has_exit;
        self
    }

    /// The same frame round a page of the desk.
    pub fn at_desk(mut self, staff: &Staff) -> Self {
        let sign_in = staff.visitor.staff_sign_in();
        self.ending = sign_in.and_then(|sign_in| ending(&staff.visitor, sign_in));
        self.checked = staff.checked().cloned();
        self.area = Area::Desk {
            staff_name: staff.name.clone(),
            csrf: staff.visitor.csrf(),
            permissions: staff.grants.permissions(),
        };
        self
    }

    /// The same frame within this contact.
    pub fn in_contact(mut self, contact: Option<ContactId>) -> Self {
        self.contact = contact;
        self
    }

    /// A page that was asked for and is there.
    pub fn show(self, view: impl FnOnce() -> Page) -> Response {
        self.answer(StatusCode::OK, view)
    }

    /// A page again, because of what was typed in it.
    pub fn invalid(self, view: impl FnOnce() -> Page) -> Response {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, view)
    }

    /// Renders the page as a whole document. Its data is loaded already, so nothing is awaited: the view is
    /// made and written in one go, under an owner that islands take their names from.
    pub fn answer(self, status: StatusCode, view: impl FnOnce() -> Page) -> Response {
        let is_draft = self.area == Area::Draft;
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            provide_context(Language::English);
            let is_desk = matches!(self.area, Area::Desk { .. });
            if let Some(contact) = self.contact.filter(|_| is_desk) {
                provide_context(InContact(contact.to_string()));
            }
            if let Some(one) = self.checked {
                provide_context(Checked {
                    person: one.person_id.to_string(),
                    rung: one.rung,
                    method: one.method(),
                    when: one.verified_at.map(clock::in_words).unwrap_or_default(),
                    name: one.name,
                });
            }
            let page = view();
            let surroundings = Surroundings {
                title: page.title,
                has_error: page.has_error,
                council: self.state.config.council.clone(),
                area: self.area,
                ending: self.ending,
                has_exit: self.has_exit,
                files: self.state.static_files.for_pages(),
                nonce: self.nonce,
                has_islands: page.has_islands,
                has_passkeys: page.has_passkeys,
                path: self.path,
            };
            document(surroundings, page.before_main, page.main).to_html()
        });
        let mut response = (status, Html(html)).into_response();
        if self.has_exit || is_draft {
            let no_store = HeaderValue::from_static("no-store");
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, no_store);
        }
        response
    }
}

/// The contact whose page it is, or in which the page is asked for.
fn contact_in(path: &str, query: &str) -> Option<ContactId> {
    if let Some(rest) = path.strip_prefix("/desk/contacts/") {
        return rest.split('/').next()?.parse().ok();
    }
    let mut query = form_urlencoded::parse(query.as_bytes());
    let (_, id) = query.find(|(name, _)| name == "contact")?;
    id.parse().ok()
}

/// When a sign-in ends, for the warning on the page.
fn ending(visitor: &Visitor, sign_in: &SignIn) -> Option<SignInEnding> {
    Some(SignInEnding {
        after: visitor.remaining(sign_in)?.whole_seconds(),
        warning: Lifetime::WARNING.whole_seconds(),
        csrf: visitor.csrf(),
    })
}
