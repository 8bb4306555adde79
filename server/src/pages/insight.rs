//! `GET /insight`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::insight::{self, Insight, ServiceCount};
use guildhall_database::ReuseCount;
use guildhall_domain::text::Language;
use serde::Deserialize;
use time::{Duration, OffsetDateTime};

use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    state::AppState,
};

/// For which period to count. What makes no sense is the shortest.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    days: String,
}

impl Asked {
    fn days(&self) -> u16 {
        let asked = self.days.parse().ok();
        let offered = asked.filter(|days| insight::PERIODS.contains(days));
        offered.unwrap_or(insight::PERIODS[0])
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeInsight>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let days = asked.days();
    let now = OffsetDateTime::from(state.clock.now());
    let since = now - Duration::days(days.into());
    let mut connection = state.database.read().await?;
    let counts = connection.count_reuse(since.into()).await?;
    drop(connection);
    let mut services = Vec::with_capacity(counts.len());
    for count in counts {
        services.push(service_count(&state, count).await?);
    }
    Ok(frame
        .at_desk(&staff)
        .show(|| insight::page(Insight { days, services })))
}

async fn service_count(state: &AppState, count: ReuseCount) -> Result<ServiceCount> {
    let title = match state.catalogue.published(&count.slug).await {
        Ok(service) => service
            .service
            .title
            .in_language(Language::English)
            .to_owned(),
        Err(AppError::NotFound) => count.slug,
        Err(error) => return Err(error),
    };
    Ok(ServiceCount {
        title,
        forms_sent: count.forms_sent,
        answers_needed: count.answers_needed,
        answers_reused: count.answers_reused,
        pages_saved: count.pages_saved,
        keystrokes_saved: count.keystrokes_saved,
    })
}
