//! `GET /desk/people?q=`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::desk::people::{self, FoundRow, People};
use guildhall_database::FoundPerson;
use guildhall_domain::{
    people_search::{
        Asked, Match,
        asked::LONGEST,
        scoring::{How, What},
    },
    permissions::Permission,
};
use serde::Deserialize;

use super::{find, row};
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{escaped, page_of},
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    pub q: String,
    pub page: usize,
}

impl Search {
    /// What was typed, as much of it as is read.
    pub fn typed(&self) -> String {
        self.q.trim().chars().take(LONGEST).collect()
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeePeople>,
    frame: Frame,
    Query(search): Query<Search>,
) -> Result<Response> {
    let query = search.typed();
    let asked = Asked::read(&query, state.clock.today());
    let found = find(&state, &staff, &asked).await?;
    let total = found.people.len();
    let (found_here, previous, next) = page_of(found.people, search.page);
    let link = |page: usize| format!("/desk/people?q={}&page={page}", escaped(&query));
    let found_here = found_here.into_iter().map(|found| found_row(&asked, found));
    let people = People {
        people: found_here.collect(),
        total,
        is_cut: found.is_cut,
        previous: previous.map(link),
        next: next.map(link),
        add: staff
            .may(Permission::AddPeople)
            .then(|| format!("/desk/people/new?q={}", escaped(&query))),
        no_dates: asked.no_dates,
        query,
    };
    Ok(frame.at_desk(&staff).show(|| people::search(people)))
}

pub fn found_row(asked: &Asked, found: FoundPerson) -> FoundRow {
    let is_matched = |part: usize| found.matches.iter().any(|matched| matched.part == part);
    let not_matched = asked.parts.iter().enumerate();
    let not_matched = not_matched.filter(|(number, _)| !is_matched(*number));
    FoundRow {
        not_matched: not_matched.map(|(_, part)| part.typed.clone()).collect(),
        matched: found.matches.iter().map(words).collect(),
        person: row(found.person),
    }
}

/// What somebody was found by, and how: the ends of the keys of what to say.
fn words(found: &Match) -> (&'static str, &'static str) {
    let what = match found.what {
        What::Name => "name",
        What::FormerName => "former-name",
        What::DateOfBirth => "born",
        What::Postcode => "postcode",
        What::Email => "email",
        What::Telephone => "telephone",
        What::Case => "case",
    };
    let how = match found.how {
        How::Exactly => "exactly",
        How::Alike => "alike",
        How::Slip => "slip",
        How::InPart => "in-part",
    };
    (what, how)
}
