//! The council's own words, from message catalogues in `app/wording/{language}`, so that every language says
//! the same things and no view has words of its own.

use std::{collections::HashMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use guildhall_domain::text::{Language, Text};
use leptos::prelude::use_context;
use unic_langid::{LanguageIdentifier, langid};

/// The catalogues of a language: a file for each part of the site.
const ENGLISH: &[&str] = &[
    include_str!("../wording/en/components.ftl"),
    include_str!("../wording/en/document.ftl"),
    include_str!("../wording/en/home.ftl"),
    include_str!("../wording/en/sign_in.ftl"),
    include_str!("../wording/en/account.ftl"),
    include_str!("../wording/en/passkeys.ftl"),
    include_str!("../wording/en/forms.ftl"),
    include_str!("../wording/en/together.ftl"),
    include_str!("../wording/en/answers.ftl"),
    include_str!("../wording/en/export.ftl"),
    include_str!("../wording/en/information.ftl"),
    include_str!("../wording/en/insight.ftl"),
    include_str!("../wording/en/contacts.ftl"),
    include_str!("../wording/en/verification.ftl"),
    include_str!("../wording/en/desk.ftl"),
    include_str!("../wording/en/tasks.ftl"),
    include_str!("../wording/en/knowledge.ftl"),
    include_str!("../wording/en/callbacks.ftl"),
    include_str!("../wording/en/directory.ftl"),
    include_str!("../wording/en/work.ftl"),
    include_str!("../wording/en/people.ftl"),
    include_str!("../wording/en/warnings.ftl"),
    include_str!("../wording/en/organisations.ftl"),
    include_str!("../wording/en/staff.ftl"),
    include_str!("../wording/en/trust.ftl"),
    include_str!("../wording/en/record.ftl"),
    include_str!("../wording/en/errors.ftl"),
    include_str!("../wording/en/emails.ftl"),
    include_str!("../wording/en/outbox.ftl"),
];

static BUNDLES: LazyLock<HashMap<Language, FluentBundle<FluentResource>>> =
    LazyLock::new(|| HashMap::from([(Language::English, bundle(langid!("en-GB"), ENGLISH))]));

fn bundle(language: LanguageIdentifier, catalogues: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks round each value would reach titles and e-mail subjects, and both our languages run
    // from left to right.
    bundle.set_use_isolating(false);
    for catalogue in catalogues {
        let resource = FluentResource::try_new((*catalogue).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("a message catalogue does not parse: {errors:?}"));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|errors| panic!("a message is written twice: {errors:?}"));
    }
    bundle
}

/// The language of the page being made: English unless the page's context names another.
pub fn language() -> Language {
    use_context::<Language>().unwrap_or_default()
}

/// The message with this key.
pub fn text(key: &str) -> String {
    message(language(), key, None)
}

/// The message with this key and its values: `text_with("case-title", &[("reference", "BCD-FGH-JKM")])`.
pub fn text_with(key: &str, values: &[(&'static str, &str)]) -> String {
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        arguments.set(*name, FluentValue::from(*value));
    }
    message(language(), key, Some(&arguments))
}

/// The message with this key, worded for a number: `count_with("cases", 3, &[])`; the number is `$count`.
pub fn count_with(key: &str, count: i64, values: &[(&'static str, &str)]) -> String {
    let mut arguments = FluentArgs::with_capacity(values.len() + 1);
    arguments.set("count", FluentValue::from(count));
    for (name, value) in values {
        arguments.set(*name, FluentValue::from(*value));
    }
    message(language(), key, Some(&arguments))
}

/// What a council wrote, in the language of the page.
pub fn said(text: &Text) -> String {
    text.in_language(language()).to_owned()
}

fn message(language: Language, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
    let found = [language, Language::English]
        .into_iter()
        .find_map(|language| {
            let bundle = BUNDLES.get(&language)?;
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            let words = bundle
                .format_pattern(pattern, arguments, &mut errors)
                .into_owned();
            debug_assert!(errors.is_empty(), "message {key}: {errors:?}");
            Some(words)
        });
    debug_assert!(found.is_some(), "no message {key}");
    found.unwrap_or_else(|| key.to_owned())
}
