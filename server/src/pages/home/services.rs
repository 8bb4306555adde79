//! `GET /services`

use axum::{
    extract::{Query, State},
    response::Response,
};
use guildhall_app::pages::home::services::{self, AllServices};
use serde::Deserialize;

use super::line;
use crate::{error::Result, page::Frame, pages::page_of, state::AppState};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: usize,
}

pub async fn show(
    State(state): State<AppState>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let all = state.catalogue.list().await?;
    let total = all.len();
    let (services, previous, next) = page_of(all, asked.page);
    let link = |page: usize| format!("/services?page={page}");
    Ok(frame.show(|| {
        services::page(AllServices {
            services: services.iter().map(|service| line(service)).collect(),
            total,
            previous: previous.map(link),
            next: next.map(link),
        })
    }))
}
