//! `GET /desk/search?q=`: one box finds people, cases, services and articles. A contact's page finds with it too.

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::{
    pages::desk::{
        CaseRow,
        contacts::ServiceHit,
        finding::{self, ArticleHit, Findings},
        people::FoundRow,
    },
    wording::said,
};
use guildhall_database::{CaseFilter, CasePosition, PersonId};
use guildhall_domain::{
    contacts::Rung, knowledge::Readers, people_search::Asked as AskedPeople,
    permissions::Permission, reference::Reference, text::Language,
};
use serde::Deserialize;

use super::{knowledge, people, rows};
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::escaped,
    state::AppState,
};

/// How many of each are shown: together as many as one key each chooses among.
const MOST_PEOPLE: usize = 5;
const MOST_SERVICES: usize = 2;
const MOST_ARTICLES: usize = 2;
/// In characters: as much of a search as is read.
const LONGEST: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeDesk>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let found = find(&state, &staff, &asked.q, (&[], Rung::Proved)).await?;
    let findings = Findings {
        all_people: staff
            .may(Permission::SeePeople)
            .then(|| format!("/desk/people?q={}", escaped(&found.query))),
        all_articles: staff
            .may(Permission::SeeKnowledge)
            .then(|| format!("/desk/knowledge?q={}", escaped(&found.query))),
        query: found.query,
        people: found.people,
        cases: found.cases,
        services: found.services,
        articles: found.articles,
    };
    Ok(frame.at_desk(&staff).show(|| finding::page(findings)))
}

/// What a search found, each kind best first.
#[derive(Debug, Default)]
pub struct Found {
    pub query: String,
    pub people: Vec<FoundRow>,
    pub cases: Vec<CaseRow>,
    pub services: Vec<ServiceHit>,
    pub articles: Vec<ArticleHit>,
}

/// Finds what the reader may see, but for people who are known already; `surest` is the rung that those have reached for
/// whom a service might be started.
pub async fn find(
    state: &AppState,
    staff: &Staff,
    typed: &str,
    (but, surest): (&[PersonId], Rung),
) -> Result<Found> {
    let query: String = typed.trim().chars().take(LONGEST).collect();
    if query.is_empty() {
        return Ok(Found::default());
    }
    Ok(Found {
        people: find_people(state, staff, &query, but).await?,
        cases: find_case(state, staff, &query).await?,
        services: find_services(state, staff, &query, surest).await?,
        articles: find_articles(state, staff, &query).await?,
        query,
    })
}

async fn find_people(
    state: &AppState,
    staff: &Staff,
    query: &str,
    but: &[PersonId],
) -> Result<Vec<FoundRow>> {
    if !staff.may(Permission::SeePeople) {
        return Ok(Vec::new());
    }
    let asked = AskedPeople::read(query, state.clock.today());
    let found = people::find(state, staff, &asked).await?.people.into_iter();
    let others = found
        .filter(|one| !but.contains(&one.person.id) && !staff.is_own(Some(one.person.id)))
        .take(MOST_PEOPLE);
    Ok(others.map(|one| people::found_row(&asked, one)).collect())
}

/// The case whose reference was typed.
async fn find_case(state: &AppState, staff: &Staff, query: &str) -> Result<Vec<CaseRow>> {
    let Ok(reference) = Reference::parse(query) else {
        return Ok(Vec::new());
    };
    if !staff.may(Permission::SeeCases) {
        return Ok(Vec::new());
    }
    let filter = CaseFilter {
        reference: Some(reference.as_str().to_owned()),
        all_but: staff.unseen_services(),
        ..CaseFilter::default()
    };
    let mut connection = state.database.read().await?;
    let found = connection
        .list_cases(&filter, CasePosition::Newest, 1)
        .await?;
    drop(connection);
    rows(state, staff, found.cases).await
}

async fn find_services(
    state: &AppState,
    staff: &Staff,
    query: &str,
    surest: Rung,
) -> Result<Vec<ServiceHit>> {
    let mut services = state.catalogue.search(query, Language::English).await?;
    services.retain(|service| staff.grants.may_for(Permission::StartForms, &service.slug));
    services.truncate(MOST_SERVICES);
    let hits = services.iter().map(|service| ServiceHit {
        slug: service.slug.clone(),
        title: said(&service.service.title),
        summary: said(&service.service.summary),
        needs_check: !surest.suffices_for(service.service.needs),
    });
    Ok(hits.collect())
}

async fn find_articles(state: &AppState, staff: &Staff, query: &str) -> Result<Vec<ArticleHit>> {
    if !staff.may(Permission::SeeKnowledge) {
        return Ok(Vec::new());
    }
    let mut connection = state.database.read().await?;
    let found = connection
        .search_articles(query, Readers::Staff, Language::English, MOST_ARTICLES)
        .await?;
    let hits = found.into_iter().map(|hit| ArticleHit {
        href: knowledge::address(&hit.slug),
        title: hit.title,
        summary: hit.summary,
        language: hit.language,
    });
    Ok(hits.collect())
}
