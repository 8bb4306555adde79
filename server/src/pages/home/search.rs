//! `GET /search?q=`, and the suggestions of its search box.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{
    extract::{Query, Request, State},
    response::{IntoResponse, Response},
};
use guildhall_app::{
    islands::search::{Finder, ServiceFinder, Suggestion, SuggestionsAway},
    pages::home::search::{self, Results},
    wording::{said, text},
};
use guildhall_database::{ArticleHit, MOST_ARTICLES};
use guildhall_domain::{knowledge::Readers, text::Language};
use leptos::prelude::provide_context;
use serde::Deserialize;

use super::{guidance, line};
use crate::{
    catalogue::ServiceForm,
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
    let found = find(&state, &query, MOST_ARTICLES).await?;
    let total = found.len();
    let (found, previous, next) = page_of(found, asked.page);
    let (services, guidance) = apart(found);
    let link = |page: usize| format!("/search?q={}&page={page}", escaped(&query));
    let results = Results {
        previous: previous.map(link),
        next: next.map(link),
        query: query.clone(),
        services: Vec::new(),
        guidance: guidance.into_iter().map(guidance::line).collect(),
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
    let services = ServiceFinder(Arc::new(PublicFinder(state)));
    leptos_axum::handle_server_fns_with_context(move || provide_context(services.clone()), request)
        .await
        .into_response()
}

/// What residents may look for.
enum Found {
    Service(Arc<ServiceForm>),
    Guidance(ArticleHit),
}

/// The services that answer a search, and after them the guidance, each best first.
async fn find(state: &AppState, query: &str, limit: usize) -> Result<Vec<Found>> {
    let services = state.catalogue.search(query, Language::default()).await?;
    let mut connection = state.database.read().await?;
    let guidance = connection
        .search_articles(query, Readers::Residents, Language::default(), limit)
        .await?;
    let services = services.into_iter().map(Found::Service);
    Ok(services
        .chain(guidance.into_iter().map(Found::Guidance))
        .collect())
}

fn apart(found: Vec<Found>) -> (Vec<Arc<ServiceForm>>, Vec<ArticleHit>) {
    let (mut services, mut guidance) = (Vec::new(), Vec::new());
    for one in found {
        match one {
            Found::Service(service) => services.push(service),
            Found::Guidance(hit) => guidance.push(hit),
        }
    }
    (services, guidance)
}

/// Suggests what the page of results would list first.
struct PublicFinder(AppState);

impl Finder for PublicFinder {
    fn suggest(
        &self,
        typed: String,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<Vec<Suggestion>, SuggestionsAway>> + Send>>
    {
        let state = self.0.clone();
        Box::pin(async move {
            let typed: String = typed.chars().take(LONGEST).collect();
            let found = find(&state, &typed, SUGGESTIONS)
                .await
                .map_err(|_| SuggestionsAway)?;
            let suggestions = found.into_iter().take(SUGGESTIONS).map(|one| match one {
                Found::Service(service) => Suggestion {
                    title: said(&service.service.title),
                    about: None,
                    href: format!("/services/{}", service.slug),
                },
                Found::Guidance(hit) => Suggestion {
                    href: guidance::address(&hit.slug, hit.language),
                    title: hit.title,
                    about: Some(text("guidance-suggestion")),
                },
            });
            Ok(suggestions.collect())
        })
    }
}
