//! `GET /champion`

use axum::{extract::State, response::Response};
use guildhall_app::pages::champion::{self, Champion};
use guildhall_database::OrganisationId;
use guildhall_domain::permissions::Grant;

use crate::{
    access::{May, needs},
    error::Result,
    page::Frame,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeChampionPage>,
    frame: Frame,
) -> Result<Response> {
    let mut organisations = Vec::new();
    let mut connection = state.database.read().await?;
    for id in staff.grants.held().filter_map(Grant::organisation) {
        let organisation = connection.find_organisation(OrganisationId(id)).await?;
        organisations.extend(organisation.map(|organisation| organisation.name));
    }
    drop(connection);
    let champion = Champion {
        name: staff.name.clone(),
        organisations,
    };
    Ok(frame.at_desk(&staff).show(|| champion::page(champion)))
}
