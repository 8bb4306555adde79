//! What goes into a component: plain text, trusted markup, or a view.

use std::borrow::Cow;

use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use serde::{Deserialize, Deserializer};

/// Words that are escaped when they are shown. Literals cost no allocation.
pub type Plain = Cow<'static, str>;

/// Markup that is shown as it stands; wins over the text beside it, as in the Design System.
///
/// There is deliberately no `From<String>`: something a person typed can never become markup by accident.
#[derive(Default)]
pub enum Html {
    /// Nothing; the component falls back to its text.
    #[default]
    None,
    /// Markup that the caller vouches for, for example guidance that has been sanitised.
    Markup(Plain),
    /// Any Leptos view, so that components nest.
    View(AnyView),
}

impl Html {
    /// Markup that has been sanitised or written by us. Never pass what a person typed.
    pub fn trusted(markup: impl Into<Plain>) -> Self {
        Self::Markup(markup.into())
    }

    /// A view, usually one made with `view!`.
    pub fn view(view: impl IntoView + 'static) -> Self {
        Self::View(view.into_view().into_any())
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::None => true,
            Self::Markup(markup) => markup.is_empty(),
            Self::View(_) => false,
        }
    }

    pub(super) fn show(self) -> impl IntoView {
        show(Plain::default(), self)
    }
}

impl From<AnyView> for Html {
    fn from(view: AnyView) -> Self {
        Self::View(view)
    }
}

impl<'de> Deserialize<'de> for Html {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::options::scalar(deserializer).map(|text| match text {
            Some(text) if text != "false" => Self::Markup(text),
            _ => Self::None,
        })
    }
}

/// Either words or markup: what the builders take, so that a caller need not choose a field.
pub enum Content {
    /// Escaped when shown.
    Text(Plain),
    /// Shown as it stands.
    Html(Html),
}

impl Content {
    pub(super) fn split(self) -> (Plain, Html) {
        match self {
            Self::Text(text) => (text, Html::None),
            Self::Html(html) => (Plain::default(), html),
        }
    }
}

impl From<&'static str> for Content {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Plain> for Content {
    fn from(text: Plain) -> Self {
        Self::Text(text)
    }
}

impl From<Html> for Content {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<AnyView> for Content {
    fn from(view: AnyView) -> Self {
        Self::Html(view.into())
    }
}

/// What a form control may have or lack, for example a hint: a value, or an `Option` of one.
pub trait Optional<T> {
    /// The value, if there is one.
    fn optional(self) -> Option<T>;
}

impl<T, V: Into<T>> Optional<T> for Option<V> {
    fn optional(self) -> Option<T> {
        self.map(Into::into)
    }
}

macro_rules! optional {
    ($($value:ty),*) => {$(
        impl<T: From<$value>> Optional<T> for $value {
            fn optional(self) -> Option<T> {
                Some(self.into())
            }
        }
    )*};
}

optional!(
    &'static str,
    String,
    Plain,
    Html,
    AnyView,
    Content,
    super::Hint,
    super::ErrorMessage
);

/// Shows the markup, or else the text.
///
/// An empty text becomes nothing at all; Leptos would write a space for it.
pub(super) fn show(text: Plain, html: Html) -> impl IntoView {
    match html {
        Html::View(view) => EitherOf3::A(view),
        Html::Markup(markup) if !markup.is_empty() => EitherOf3::B(InertElement::new(markup)),
        _ if text.is_empty() => EitherOf3::B(InertElement::new(text)),
        _ => EitherOf3::C(text),
    }
}

/// Shows a heading of the given level, because the level depends on the page around the component.
pub(super) fn heading(
    level: u8,
    class: Plain,
    id: Option<Plain>,
    content: impl IntoView,
) -> impl IntoView {
    let tag = match level {
        1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    };
    leptos::html::custom(tag).class(class).id(id).child(content)
}
