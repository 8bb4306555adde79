//! `GET` and `POST /desk/organisations`

use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::{
    organisations::{self as views, OrganisationRow, Organisations},
    teams::{NameForm, NameProblem},
};
use guildhall_database::{Organisation, OrganisationId};
use guildhall_domain::{
    audit::{AuditDetail, AuditVerb},
    forms::Typed,
    permissions::Permission,
};
use serde::Deserialize;

use super::event;
use crate::{
    access::{May, Staff, needs},
    error::Result,
    page::Frame,
    pages::{PAGE_SIZE, desk::teams::Name, escaped, see},
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    /// The organisation that the page before this one ended with.
    after: Option<OrganisationId>,
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeOrganisations>,
    frame: Frame,
    Query(search): Query<Search>,
) -> Result<Response> {
    let list = list(&state, &staff, search, NameForm::default()).await?;
    Ok(frame.at_desk(&staff).show(|| views::list(list)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::KeepOrganisations>,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let name = Name::read(&typed);
    let mut problem = name.problem();
    if problem.is_none() {
        let now = state.clock.now();
        let mut transaction = state.database.begin().await?;
        if let Some(id) = transaction.add_organisation(&name.name, now).await? {
            let event = event(&staff, AuditVerb::OrganisationAdded, id)
                .with(AuditDetail::Name, name.name.as_str());
            transaction.add_audit_event(&event, now).await?;
            transaction.commit().await?;
            return Ok(see(format!("/desk/organisations/{id}")).into_response());
        }
        problem = Some(NameProblem::Taken);
    }
    let form = NameForm {
        name: name.name,
        problem,
    };
    let list = list(&state, &staff, Search::default(), form).await?;
    Ok(frame.at_desk(&staff).invalid(|| views::list(list)))
}

async fn list(
    state: &AppState,
    staff: &Staff,
    search: Search,
    form: NameForm,
) -> Result<Organisations> {
    let query: String = search.q.trim().chars().take(100).collect();
    let mut connection = state.database.read().await?;
    let after = match search.after {
        Some(organisation) => connection.find_organisation(organisation).await?,
        None => None,
    };
    let one_more = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
    let mut found = connection
        .search_organisations(&query, after.as_ref(), one_more)
        .await?;
    drop(connection);
    let is_more = found.len() > PAGE_SIZE;
    found.truncate(PAGE_SIZE);
    let last = found.last().map(|last| last.id).filter(|_| is_more);
    let row = |organisation: Organisation| OrganisationRow {
        id: organisation.id.to_string(),
        name: organisation.name,
        has_champions: organisation.champions_since.is_some(),
    };
    Ok(Organisations {
        csrf: staff.visitor.csrf(),
        next: last.map(|last| format!("/desk/organisations?q={}&after={last}", escaped(&query))),
        found: found.into_iter().map(row).collect(),
        form: staff.may(Permission::KeepOrganisations).then_some(form),
        query,
    })
}
