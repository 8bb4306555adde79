//! The adviser's desk.

pub mod audit;
pub mod callbacks;
pub mod carry_on;
pub mod case;
pub mod cases;
pub mod contacts;
pub mod directory;
pub mod export;
pub mod finding;
pub mod front;
pub mod hand_over;
pub mod identities;
pub mod jobs;
pub mod joining;
pub mod knowledge;
pub mod mail;
pub mod organisations;
pub mod own_account;
pub mod own_factors;
pub mod people;
pub mod person;
pub mod protection;
pub mod record;
mod said_by;
pub mod staff;
mod start;
pub mod tasks;
pub mod teams;
pub mod warnings;
pub mod why;
pub mod withheld;
pub mod work;

use std::sync::Arc;

use guildhall_app::{
    pages::desk::{CaseRow, ServiceOption},
    wording::said,
};
use guildhall_database::CaseLine;
use guildhall_domain::{permissions::Permission, services::Service};

use crate::{access::Staff, catalogue::ServiceForm, clock, error::Result, state::AppState};

/// Cases as a list shows them, each in the words of the form version it was opened with.
async fn rows(state: &AppState, staff: &Staff, cases: Vec<CaseLine>) -> Result<Vec<CaseRow>> {
    let mut rows = Vec::with_capacity(cases.len());
    for case in cases {
        let version = state.catalogue.version(case.form_id).await?;
        let status = version.service.case.statuses.get(&case.status);
        rows.push(CaseRow {
            is_own: staff.is_own(case.subject_id),
            service: said(&version.service.title),
            person: case.subject_name,
            organisation: case.organisation_name,
            channel: case.channel.word(),
            is_closed: status.is_some_and(|status| status.closed),
            status: status_words(&version.service, &case.status),
            opened: clock::in_words(case.opened_at),
            age: (state.clock.today() - clock::date_of(case.opened_at)).whole_days(),
            reference: case.reference,
        });
    }
    Ok(rows)
}

/// The services for which a member of staff may do this.
async fn reachable(
    state: &AppState,
    staff: &Staff,
    permission: Permission,
) -> Result<Vec<Arc<ServiceForm>>> {
    let mut services = state.catalogue.list().await?;
    services.retain(|service| staff.grants.may_for(permission, &service.slug));
    Ok(services)
}

/// What staff call a status; a word no longer in use stands for itself.
fn status_words(service: &Service, status: &str) -> String {
    service
        .case
        .statuses
        .get(status)
        .map_or_else(|| status.to_owned(), |status| said(&status.label))
}

/// Services to choose from.
fn options(services: &[Arc<ServiceForm>]) -> Vec<ServiceOption> {
    let option = |service: &Arc<ServiceForm>| ServiceOption {
        slug: service.slug.clone(),
        title: said(&service.service.title),
    };
    services.iter().map(option).collect()
}
