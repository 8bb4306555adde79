//! `GET /desk/cases`

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::{
    pages::desk::cases::{self, Cases},
    wording::said,
};
use guildhall_database::{CaseFilter, CaseKey, CasePosition};
use guildhall_domain::permissions::Permission;
use serde::Deserialize;

use super::{options, reachable, rows};
use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, escaped},
    state::AppState,
};

/// Where in a list of cases a page starts. A key that makes no sense starts at the newest.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    after: Option<String>,
    before: Option<String>,
}

impl Place {
    pub fn position(&self) -> CasePosition {
        let key = |text: &Option<String>| {
            text.as_deref()
                .and_then(|text| text.parse::<CaseKey>().ok())
        };
        match (key(&self.after), key(&self.before)) {
            (Some(key), _) => CasePosition::After(key),
            (None, Some(key)) => CasePosition::Before(key),
            (None, None) => CasePosition::Newest,
        }
    }
}

/// Which cases to list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    service: String,
    status: String,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeCases>,
    frame: Frame,
    Query(asked): Query<Asked>,
    Query(place): Query<Place>,
) -> Result<Response> {
    let chosen = |value: &String| Some(value.clone()).filter(|value| !value.is_empty());
    let filter = CaseFilter {
        slug: chosen(&asked.service),
        status: chosen(&asked.status),
        subject: None,
        organisation: None,
        opened_by: None,
        reference: None,
        all_but: staff.unseen_services(),
    };
    let page = state
        .database
        .read()
        .await?
        .list_cases(&filter, place.position(), PAGE_SIZE)
        .await?;
    let services = reachable(&state, &staff, Permission::SeeCases).await?;
    let mut statuses = BTreeMap::new();
    for service in &services {
        for (word, status) in &service.service.case.statuses {
            statuses
                .entry(word.clone())
                .or_insert_with(|| said(&status.label));
        }
    }
    let link = |way: &str, key: CaseKey| {
        let (service, status) = (escaped(&asked.service), escaped(&asked.status));
        format!("/desk/cases?service={service}&status={status}&{way}={key}")
    };
    let list = Cases {
        newer: page.newer.map(|key| link("before", key)),
        older: page.older.map(|key| link("after", key)),
        cases: rows(&state, &staff, page.cases).await?,
        services: options(&services),
        statuses: statuses.into_iter().collect(),
        service: asked.service,
        status: asked.status,
    };
    Ok(frame.at_desk(&staff).show(|| cases::page(list)))
}
