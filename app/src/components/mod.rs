//! The Design System's components: the same HTML as govuk-frontend 6 for the same options.
//!
//! Every component is a struct of options whose fields are named after those of the Nunjucks macros, so that the
//! Design System's own guidance can be read beside them. All are written and used in one way: make it with `new`
//! (what it cannot do without), add what is special with short methods or a field, and put it between braces
//! in a view.
//!
//! ```
//! use guildhall_app::components::*;
//! use leptos::prelude::*;
//!
//! fn question(hint: Option<String>, typed: String, error: Option<String>) -> impl IntoView {
//!     view! {
//!         {ErrorSummary::new(error.clone().map(|error| ("email", error)))}
//!         {Input::new("email", "Email address")
//!             .hint(hint)
//!             .autocomplete("email")
//!             .value(typed)
//!             .error(error)}
//!         {Button::new("Continue").prevent_double_click()}
//!     }
//! }
//! ```
//!
//! In braces a component becomes an `AnyView`; `.view()` gives the same where a view is wanted elsewhere, for example
//! in a list: `rows.into_iter().map(|row| Tag::new(row.status).view()).collect_view()`. Options are used up when they
//! are shown, and may hold a view, so they are not `Clone`.
//!
//! - *Text or markup.* What may hold either takes [`Content`]: a `&'static str` or `String` is escaped; a view or
//!   [`Html::trusted`] is shown as it stands.
//! - *Absent* is an empty text, as in the Nunjucks macros. `hint` and `error` take an `Option` too, because a form has
//!   them or not.
//! - *Our words* ("Error", "There is a problem", "Next") come from `app/wording/*/components.ftl` where the caller gives
//!   no others.
//! - *Ids* follow the Design System: hint `{id}-hint`, error `{id}-error`, the first radio or checkbox has the id of its
//!   group, so that `#{id}` in an error summary always leads to a control.

/// Lets a component stand between braces in a view, and gives it what every component has.
macro_rules! component {
    ($component:ident) => {
        impl leptos::prelude::IntoRender for $component {
            type Output = leptos::prelude::AnyView;

            fn into_render(self) -> leptos::prelude::AnyView {
                self.view()
            }
        }

        impl $component {
            /// Adds classes to the component's element.
            #[must_use]
            pub fn classes(mut self, classes: impl Into<super::Plain>) -> Self {
                let classes = classes.into();
                self.classes = if self.classes.is_empty() {
                    classes
                } else {
                    [&*self.classes, " ", &classes].concat().into()
                };
                self
            }

            /// Adds an attribute to the component's element.
            #[must_use]
            pub fn attribute(
                mut self,
                name: impl Into<super::Plain>,
                value: impl Into<super::Plain>,
            ) -> Self {
                self.attributes.push(name, value);
                self
            }
        }
    };
}

/// Lets a component with `text` and `html` be made from either.
macro_rules! from_content {
    ($component:ident) => {
        impl<C: Into<super::Content>> From<C> for $component {
            fn from(content: C) -> Self {
                let (text, html) = content.into().split();
                Self {
                    text,
                    html,
                    ..Self::default()
                }
            }
        }
    };
}

/// What a control in a form group has beside itself.
macro_rules! described {
    ($component:ident) => {
        impl $component {
            /// Adds a hint, which a screen reader reads with the control.
            #[must_use]
            pub fn hint(mut self, hint: impl super::Optional<super::Hint>) -> Self {
                self.hint = hint.optional();
                self
            }

            /// Adds an error that says how to put it right, which a screen reader reads with the control.
            #[must_use]
            pub fn error(mut self, error: impl super::Optional<super::ErrorMessage>) -> Self {
                self.error_message = error.optional();
                self
            }
        }
    };
}

mod back_link;
mod breadcrumbs;
mod button;
mod character_count;
mod checkboxes;
mod choices;
mod content;
mod date_input;
mod details;
mod error_message;
mod error_summary;
mod exit_this_page;
mod fieldset;
mod footer;
mod form_group;
mod generic_header;
mod hint;
mod input;
mod inset_text;
mod label;
mod notification_banner;
mod options;
mod pagination;
mod panel;
mod password_input;
mod phase_banner;
mod radios;
mod select;
mod service_navigation;
mod skip_link;
mod summary_list;
mod table;
mod tag;
mod textarea;
mod warning_text;

pub use back_link::BackLink;
pub use breadcrumbs::{Breadcrumb, Breadcrumbs};
pub use button::Button;
pub use character_count::{CharacterCount, CountMessage};
pub use checkboxes::Checkboxes;
pub use choices::{Choice, Conditional};
pub use content::{Content, Html, Optional, Plain};
pub use date_input::{DateInput, DateItem};
pub use details::Details;
pub use error_message::ErrorMessage;
pub use error_summary::{ErrorLink, ErrorSummary};
pub use exit_this_page::ExitThisPage;
pub use fieldset::{Fieldset, Legend};
pub use footer::{ContentLicence, Footer, FooterLink, FooterMeta, FooterSection};
pub use form_group::FormGroup;
pub use generic_header::GenericHeader;
pub use hint::Hint;
pub use input::{Affix, Input, InputWrapper};
pub use inset_text::InsetText;
pub use label::Label;
pub use notification_banner::NotificationBanner;
pub use options::Attributes;
pub use pagination::{PageLink, Pagination, StepLink};
pub use panel::{Panel, PanelAction, PanelActions};
pub use password_input::PasswordInput;
pub use phase_banner::PhaseBanner;
pub use radios::Radios;
pub use select::{Select, SelectItem};
pub use service_navigation::{EndSlot, NavigationItem, ServiceNavigation, Slots};
pub use skip_link::SkipLink;
pub use summary_list::{
    Card, CardTitle, RowAction, RowActions, SummaryList, SummaryRow, SummaryText,
};
pub use table::{Cell, Table};
pub use tag::Tag;
pub use textarea::Textarea;
pub use warning_text::WarningText;
