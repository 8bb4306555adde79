//! `GET /search?q=`, and the suggestions of its search box.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{
    extract::{Query, Request, State},
    response::{IntoResponse, Response},
};
use guildhall_app::{
    islands::search::{Finder, ServiceFinder, Suggestion, SuggestionsAway},
    pages::home::search::{self, Results},
};
use guildhall_domain::text::Language;
use leptos::prelude::provide_context;
use serde::Deserialize;

use super::line;
use crate::{
    catalogue::Catalogue,
    error::Result,
    page::Frame,
    pages::{escaped, page_of},
    state::AppState,
};

/// As many suggestions as fit above a telephone's keyboard.
const SUGGESTIONS: usize = 5;
/// The longest search that is looked at, in characters.
const LONGEST: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    page: usize,
}

pub async fn show(
    State(state): State<AppState>,
    frame: Frame,
    Query(asked): Query<Search>,
) -> Result<Response> {
    let query: String = asked.q.trim().chars().take(LONGEST).collect();
    let found = state.catalogue.search(&query, Language::English).await?;
    let total = found.len();
    let (services, previous, next) = page_of(found, asked.page);
    let link = |page: usize| format!("/search?q={}&page={page}", escaped(&query));
    let results = Results {
        previous: previous.map(link),
        next: next.map(link),
        query: query.clone(),
        services: Vec::new(),
        total,
    };
    Ok(frame.show(|| {
        let services = services.iter().map(|service| line(service)).collect();
        search::page(Results {
            services,
            ..results
        })
    }))
}

/// `GET /actions/suggest-services?typed=`
pub async fn suggest(State(state): State<AppState>, request: Request) -> Response {
    let services = ServiceFinder(Arc::new(state.catalogue));
    leptos_axum::handle_server_fns_with_context(move || provide_context(services.clone()), request)
        .await
        .into_response()
}

impl Finder for Catalogue {
    fn suggest(
        &self,
        typed: String,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<Vec<Suggestion>, SuggestionsAway>> + Send>>
    {
        let catalogue = self.clone();
        Box::pin(async move {
            let typed: String = typed.chars().take(LONGEST).collect();
            let found = catalogue
                .search(&typed, Language::English)
                .await
                .map_err(|_| SuggestionsAway)?;
            let suggestions = found
                .into_iter()
                .take(SUGGESTIONS)
                .map(|service| Suggestion {
                    title: service
                        .service
                        .title
                        .in_language(Language::English)
                        .to_owned(),
                    about: None,
                    href: format!("/services/{}", service.slug),
                });
            Ok(suggestions.collect())
        })
    }
}
