//! What happened in a contact, in words.

use leptos::prelude::*;

use crate::wording::{text, text_with};

/// Something that happened, with who did it and when.
#[derive(Clone, Debug)]
pub struct ContactStoryLine {
    pub what: ContactStory,
    /// A member of staff; absent when it was the program, or a resident.
    pub who: Option<String>,
    pub when: String,
}

/// What happened: a message's key with its names, and the words that were written with it.
#[derive(Clone, Debug)]
pub struct ContactStory {
    pub key: &'static str,
    pub names: Vec<(&'static str, String)>,
    pub words: String,
    /// The page of what it is about.
    pub href: Option<String>,
}

impl ContactStory {
    /// What needs no names.
    pub fn plain(key: &'static str) -> Self {
        Self {
            key,
            names: Vec::new(),
            words: String::new(),
            href: None,
        }
    }

    /// With a name in it.
    #[must_use]
    pub fn named(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.names.push((name, value.into()));
        self
    }

    /// With the words that were written.
    #[must_use]
    pub fn saying(mut self, words: &str) -> Self {
        words.clone_into(&mut self.words);
        self
    }

    /// With the page of what it is about.
    #[must_use]
    pub fn leading_to(mut self, href: String) -> Self {
        self.href = Some(href);
        self
    }
}

/// The story, the latest first.
pub(super) fn story(lines: Vec<ContactStoryLine>) -> AnyView {
    let lines = lines.into_iter().rev().map(|line| {
        let who = line.who.unwrap_or_else(|| text("task-made-by-program"));
        let by = text_with("story-by", &[("who", &who), ("when", &line.when)]);
        let names = line.what.names.iter();
        let names: Vec<_> = names.map(|(name, value)| (*name, value.as_str())).collect();
        let what = text_with(line.what.key, &names);
        let what = match line.what.href {
            Some(href) => view! { <a class="govuk-link" href=href>{what}</a> }.into_any(),
            None => what.into_any(),
        };
        let words = (!line.what.words.is_empty()).then(|| {
            view! { <p class="govuk-body timeline__note message-text">{line.what.words.clone()}</p> }
        });
        view! {
            <li class="timeline__item">
                <p class="govuk-body">{what}</p>
                {words}
                <p class="govuk-hint timeline__by">{by}</p>
            </li>
        }
    });
    view! { <ol class="govuk-list timeline">{lines.collect_view()}</ol> }.into_any()
}
