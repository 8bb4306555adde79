//! Search as you type. Without scripts it is a plain form that leads to the results.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A service or a person that may be what is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub title: String,
    /// What tells it from others of the same title.
    #[serde(default)]
    pub about: Option<String>,
    pub href: String,
}

/// The box's words, which the server looks up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchWords {
    pub label: String,
    #[serde(default)]
    pub hint: Option<String>,
    pub button: String,
    pub none: String,
    pub one: String,
    /// Holds the word "number" where the number goes.
    pub other: String,
    pub list: String,
}

impl SearchWords {
    fn status(&self, found: usize) -> String {
        match found {
            0 => self.none.clone(),
            1 => self.one.clone(),
            number => self.other.replace("number", &number.to_string()),
        }
    }
}

/// What a box looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finds {
    Services,
    /// For staff who may see people.
    People,
    /// Everything that the desk finds; what is suggested are people.
    Desk,
}

impl Finds {
    /// The page that lists everything that is found.
    fn results(self) -> &'static str {
        match self {
            Self::Services => "/search",
            Self::People => "/desk/people",
            Self::Desk => "/desk/search",
        }
    }

    async fn suggest(self, typed: String) -> Result<Vec<Suggestion>, ServerFnError> {
        match self {
            Self::Services => suggest_services(typed).await,
            Self::People | Self::Desk => suggest_people(typed).await,
        }
    }
}

/// Finds what a box looks for; the server implements it.
#[cfg(feature = "ssr")]
pub trait Finder: Send + Sync {
    /// The best few matches for what has been typed so far.
    fn suggest(
        &self,
        typed: String,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<Vec<Suggestion>, SuggestionsAway>> + Send>>;
}

/// There are no suggestions to be had just now.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuggestionsAway;

#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct ServiceFinder(pub std::sync::Arc<dyn Finder>);

/// Finds the people whom one reader may see: it is in context only for a reader who may.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct PeopleFinder(pub std::sync::Arc<dyn Finder>);

/// Public, as the results page is: it tells nothing that is not on the site already.
#[server(prefix = "/actions", endpoint = "suggest-services", input = leptos::server_fn::codec::GetUrl)]
pub async fn suggest_services(typed: String) -> Result<Vec<Suggestion>, ServerFnError> {
    let ServiceFinder(services) = expect_context();
    services
        .suggest(typed)
        .await
        .map_err(|SuggestionsAway| ServerFnError::new("away"))
}

/// For staff who may see people, as the results page is.
#[server(prefix = "/actions", endpoint = "suggest-people", input = leptos::server_fn::codec::GetUrl)]
pub async fn suggest_people(typed: String) -> Result<Vec<Suggestion>, ServerFnError> {
    let finder = use_context::<PeopleFinder>();
    let Some(PeopleFinder(people)) = finder else {
        return Err(ServerFnError::new("away"));
    };
    people
        .suggest(typed)
        .await
        .map_err(|SuggestionsAway| ServerFnError::new("away"))
}

/// How long to wait after a key before asking, in milliseconds: a poor signal should not carry every letter.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(200);

/// A search box that lists what matches below itself as one types.
#[island]
pub fn SearchBox(query: String, words: SearchWords, finds: Finds) -> impl IntoView {
    let suggestions = RwSignal::new(None::<Vec<Suggestion>>);
    let latest = StoredValue::new(0u32);
    let typed = move |event| {
        let text = event_target_value(&event);
        latest.update_value(|number| *number += 1);
        let number = latest.get_value();
        if text.trim().chars().count() < 2 {
            suggestions.set(None);
            return;
        }
        set_timeout(
            move || {
                if latest.get_value() != number {
                    return;
                }
                leptos::task::spawn_local(async move {
                    let found = finds.suggest(text).await;
                    // An answer that was overtaken, or none at all, changes nothing: Search still works.
                    if latest.try_get_value() == Some(number) {
                        suggestions.set(found.ok());
                    }
                });
            },
            PAUSE,
        );
    };
    let status = {
        let words = words.clone();
        move || {
            suggestions.with(|found| {
                found
                    .as_ref()
                    .map(|found| words.status(found.len()))
                    .unwrap_or_default()
            })
        }
    };
    let list_label = words.list.clone();
    let described_by = words.hint.as_ref().map(|_| "search-hint");
    let hint = words
        .hint
        .map(|hint| view! { <div class="govuk-hint" id="search-hint">{hint}</div> });
    view! {
        <form action=finds.results() method="get" role="search" class="search-box">
            <label class="govuk-label govuk-label--m" for="search">{words.label}</label>
            {hint}
            <div class="search-box__row">
                <input class="govuk-input search-box__input" id="search" name="q" type="search" value=query data-shortcut="/"
                    autocomplete="off" spellcheck="false" enterkeyhint="search" aria-describedby=described_by on:input=typed/>
                <button type="submit" class="govuk-button search-box__button" data-module="govuk-button">{words.button}</button>
            </div>
            <div class="search-suggestions__status govuk-visually-hidden" role="status" aria-live="polite">{status}</div>
            <ul class="govuk-list search-suggestions" aria-label=list_label
                hidden=move || suggestions.with(|found| found.as_ref().is_none_or(Vec::is_empty))>
                <For each=move || suggestions.get().unwrap_or_default()
                    key=|found| (found.href.clone(), found.title.clone(), found.about.clone()) let:found>
                    <li class="search-suggestions__item">
                        <a class="govuk-link search-suggestions__link" href=found.href>
                            {found.title}
                            {found.about.map(|about| view! { <span class="search-suggestions__about">{about}</span> })}
                        </a>
                    </li>
                </For>
            </ul>
        </form>
    }
}
