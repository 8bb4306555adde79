//! `GET /actions/suggest-people?typed=`: the suggestions of the search box at the desk.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::islands::search::{Finder, PeopleFinder, Suggestion, SuggestionsAway};
use guildhall_domain::{
    people_search::{Asked, asked::LONGEST},
    text::Language,
};
use leptos::prelude::{Owner, provide_context};

use super::{find, row};
use crate::{
    access::{May, needs},
    error::Result,
    state::AppState,
};

/// As many suggestions as fit above a telephone's keyboard.
const SUGGESTIONS: usize = 6;

/// Finds people for somebody who may see them: it can't be made for anybody else.
struct ForStaff {
    state: AppState,
    staff: May<needs::SeePeople>,
}

pub async fn suggest(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    request: Request,
) -> Response {
    let people = PeopleFinder(Arc::new(ForStaff { state, staff }));
    leptos_axum::handle_server_fns_with_context(move || provide_context(people.clone()), request)
        .await
        .into_response()
}

impl ForStaff {
    async fn find(
        state: AppState,
        staff: May<needs::SeePeople>,
        typed: &str,
    ) -> Result<Vec<Suggestion>> {
        let asked = Asked::read(typed, state.clock.today());
        let found = find(&state, &staff, &asked).await?;
        // The words about each are of a language, which stands in a view's context.
        let suggestions = Owner::new().with(|| {
            provide_context(Language::English);
            let people = found
                .people
                .into_iter()
                .take(SUGGESTIONS)
                .map(|found| row(found.person));
            let suggestions = people.map(|person| Suggestion {
                about: person.about(),
                href: format!("/desk/people/{}", person.id),
                title: person.name,
            });
            suggestions.collect()
        });
        Ok(suggestions)
    }
}

impl Finder for ForStaff {
    fn suggest(
        &self,
        typed: String,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<Vec<Suggestion>, SuggestionsAway>> + Send>>
    {
        let (state, staff) = (self.state.clone(), self.staff.clone());
        Box::pin(async move {
            let typed: String = typed.chars().take(LONGEST).collect();
            Self::find(state, staff, &typed)
                .await
                .map_err(|_| SuggestionsAway)
        })
    }
}
