//! Pages that are little more than a heading and a form: registering, signing in, changing one thing.

use leptos::prelude::*;

use super::{Page, csrf_control};
use crate::{
    components::{ErrorSummary, Input, PasswordInput},
    wording::text,
};

/// What was typed in a small form, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct SmallForm {
    pub csrf: String,
    /// By the names of the controls. Passwords are never among them.
    pub typed: Vec<(&'static str, String)>,
    /// The wrong controls in the order of the page, each with the key of what to say.
    pub errors: Vec<(&'static str, &'static str)>,
}

impl SmallForm {
    /// A form in which nothing was typed yet.
    pub fn empty(csrf: String) -> Self {
        Self {
            csrf,
            ..Self::default()
        }
    }

    /// What was typed in a control.
    pub fn value(&self, name: &str) -> String {
        let typed = self.typed.iter().find(|(control, _)| *control == name);
        typed.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// What is wrong with a control.
    pub fn error(&self, name: &str) -> Option<String> {
        let wrong = self.errors.iter().find(|(control, _)| *control == name);
        wrong.map(|(_, key)| text(key))
    }

    /// A single line with what was typed in it.
    pub fn input(&self, name: &'static str, label: String) -> Input {
        Input::new(name, label)
            .value(self.value(name))
            .error(self.error(name))
    }

    /// An e-mail address, which a browser may fill in.
    pub fn email(&self, name: &'static str, label: String, autocomplete: &'static str) -> Input {
        self.input(name, label)
            .kind("email")
            .spellcheck(false)
            .autocomplete(autocomplete)
    }

    /// A password, new or current.
    pub fn password(
        &self,
        name: &'static str,
        label: String,
        autocomplete: &'static str,
    ) -> PasswordInput {
        let mut password = PasswordInput::new(name, label).error(self.error(name));
        password.autocomplete = autocomplete.into();
        password
    }

    /// A page with this heading and one form with these controls; what goes below the form comes last.
    pub fn page(
        &self,
        title: String,
        action: impl Into<String>,
        controls: impl IntoView + 'static,
        below: impl IntoView + 'static,
    ) -> Page {
        let summary = ErrorSummary::new(
            self.errors
                .iter()
                .map(|(control, key)| (*control, text(key)))
                .collect::<Vec<_>>(),
        )
        .view();
        Page::new(
            title.clone(),
            view! {
                <div class="govuk-grid-row">
                    <div class="govuk-grid-column-two-thirds">
                        {summary}
                        <h1 class="govuk-heading-l">{title}</h1>
                        <form method="post" action=action.into() novalidate>
                            {csrf_control(self.csrf.clone())}
                            {controls}
                        </form>
                        {below}
                    </div>
                </div>
            },
        )
        .with_error(!self.errors.is_empty())
    }
}

/// Paragraphs of a page that only says something.
pub(crate) fn paragraphs(all: Vec<String>) -> impl IntoView {
    all.into_iter()
        .map(|words| view! { <p class="govuk-body">{words}</p> })
        .collect_view()
}

/// A page with a heading and paragraphs, and what follows them.
pub fn notice(title: String, all: Vec<String>, more: impl IntoView + 'static) -> Page {
    Page::new(
        title.clone(),
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">{title}</h1>
                    {paragraphs(all)}
                    {more}
                </div>
            </div>
        },
    )
}

/// A link in a paragraph of its own.
pub(crate) fn way(href: impl Into<String>, words: String) -> impl IntoView {
    let href: String = href.into();
    view! { <p class="govuk-body"><a class="govuk-link" href=href>{words}</a></p> }
}
