//! The adviser's desk.

pub mod case;
pub mod cases;
pub mod front;
pub mod jobs;
pub mod mail;
pub mod people;
pub mod person;
mod start;

use guildhall_app::{
    pages::desk::{CaseRow, ServiceOption},
    wording::said,
};
use guildhall_database::CaseLine;
use guildhall_domain::services::Service;

use crate::{catalogue::ServiceForm, clock, error::Result, state::AppState};

/// Cases as a list shows them, each in the words of the form version it was opened with.
async fn rows(state: &AppState, cases: Vec<CaseLine>) -> Result<Vec<CaseRow>> {
    let mut rows = Vec::with_capacity(cases.len());
    for case in cases {
        let version = state.catalogue.version(case.form_id).await?;
        let status = version.service.case.statuses.get(&case.status);
        rows.push(CaseRow {
            service: said(&version.service.title),
            person: case.subject_name,
            channel: case.channel.word(),
            is_closed: status.is_some_and(|status| status.closed),
            status: status_words(&version.service, &case.status),
            opened: clock::in_words(case.opened_at),
            reference: case.reference,
        });
    }
    Ok(rows)
}

/// What staff call a status; a word no longer in use stands for itself.
fn status_words(service: &Service, status: &str) -> String {
    service
        .case
        .statuses
        .get(status)
        .map_or_else(|| status.to_owned(), |status| said(&status.label))
}

fn options(services: &[std::sync::Arc<ServiceForm>]) -> Vec<ServiceOption> {
    let option = |service: &std::sync::Arc<ServiceForm>| ServiceOption {
        slug: service.slug.clone(),
        title: said(&service.service.title),
    };
    services.iter().map(option).collect()
}
