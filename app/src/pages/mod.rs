//! A view for each page; mirrors the server's pages. A view gets all it shows as props and asks for nothing.

pub mod account;
pub mod champion;
pub mod copies;
pub mod desk;
pub mod errors;
pub mod forms;
pub mod home;
pub mod information;
pub mod insight;
pub mod passkeys;
pub mod record;
pub mod sign_in;
pub mod small_form;
pub mod staff;
pub mod together;

use leptos::prelude::*;

use crate::components::{BackLink, Pagination};

/// What a view hands to the document around it.
pub struct Page {
    pub title: String,
    pub has_error: bool,
    /// Back links and banners, which come before the main landmark.
    pub before_main: AnyView,
    pub main: AnyView,
    /// The browser needs the program for this page.
    pub has_islands: bool,
    /// A form on the page asks the browser for a passkey.
    pub has_passkeys: bool,
}

impl Page {
    pub fn new(title: impl Into<String>, main: impl IntoView + 'static) -> Self {
        Self {
            title: title.into(),
            has_error: false,
            before_main: ().into_any(),
            main: main.into_view().into_any(),
            has_islands: false,
            has_passkeys: false,
        }
    }

    /// Says in the title that something on the page must be put right.
    #[must_use]
    pub fn with_error(mut self, has_error: bool) -> Self {
        self.has_error = has_error;
        self
    }

    /// Puts something between the header and the main landmark.
    #[must_use]
    pub fn after(mut self, before_main: impl IntoView + 'static) -> Self {
        self.before_main = before_main.into_view().into_any();
        self
    }

    /// Puts a link to the page before this one above it.
    #[must_use]
    pub fn back_to(self, href: impl Into<String>) -> Self {
        let link = BackLink::new(href.into());
        self.after(view! { {link} })
    }

    #[must_use]
    pub fn with_passkeys(mut self) -> Self {
        self.has_passkeys = true;
        self
    }

    #[must_use]
    pub fn with_islands(mut self) -> Self {
        self.has_islands = true;
        self
    }
}

/// An address with one thing more in its query: `name=value`, escaped already.
pub fn with_query(path: &str, more: &str) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{more}")
}

/// Links to the page before and after in a list; nothing for a list of one page.
pub(crate) fn steps(previous: Option<String>, next: Option<String>) -> Option<AnyView> {
    (previous.is_some() || next.is_some()).then(|| Pagination::new(previous, next).view())
}

/// The hidden control that proves that a form came from this browser's own page.
pub(crate) fn csrf_control(token: String) -> impl IntoView {
    view! { <input type="hidden" name="csrf" value=token/> }
}
