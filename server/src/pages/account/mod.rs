//! `/account`: a resident's home at the council.

pub mod access;
pub mod approvals;
pub mod cases;
pub mod changes;
pub mod claims;
pub mod close;
mod codes;
pub mod copy;
pub mod details;
pub mod drafts;
pub mod email;
pub mod front;
pub mod held;
pub mod identity;
pub mod notifications;
pub mod passkeys;
pub mod password;
pub mod records;
pub mod sign_ins;
pub mod warnings;

use std::sync::Arc;

use guildhall_app::{pages::account::CaseRow, wording::said};
use guildhall_database::{CaseLine, PersonId};
use guildhall_domain::services::Service;
use serde::Deserialize;

use crate::{catalogue::ServiceForm, clock, error::Result, state::AppState};

/// `?done=`: what was just done, to be said at the top of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

impl Done {
    /// The key of the message, if it is one of these.
    pub fn key(&self, keys: &[&'static str]) -> Option<&'static str> {
        keys.iter().find(|key| **key == self.done).copied()
    }
}

/// Cases as the resident's lists show them, with their services. What might put them in danger is left out.
async fn rows(state: &AppState, cases: Vec<CaseLine>) -> Result<Vec<(CaseRow, Arc<ServiceForm>)>> {
    let mut rows = Vec::new();
    for case in cases {
        let service = state.catalogue.version(case.form_id).await?;
        if service.service.sensitive {
            continue;
        }
        rows.push((row(case, &service.service), service));
    }
    Ok(rows)
}

fn row(case: CaseLine, service: &Service) -> CaseRow {
    let status = service.case.statuses.get(&case.status);
    CaseRow {
        reference: case.reference,
        service: said(&service.title),
        status: status.map_or(case.status, |status| said(&status.for_resident)),
        is_closed: status.is_some_and(|status| status.closed),
        is_waiting: status.is_some_and(|status| status.waits_for_resident),
        opened: clock::in_words(case.opened_at),
    }
}

/// Whether a case's subject is this person or a record joined to theirs.
async fn is_theirs(state: &AppState, person: PersonId, subject: Option<PersonId>) -> Result<bool> {
    let Some(subject) = subject else {
        return Ok(false);
    };
    Ok(state
        .database
        .read()
        .await?
        .is_record_of(person, subject)
        .await?)
}
