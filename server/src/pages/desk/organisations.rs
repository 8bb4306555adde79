//! `GET` and `POST /desk/organisations`, `GET` and `POST /desk/organisations/{id}`

use std::collections::BTreeSet;

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::groups::{
    self, Group, GroupKind, GroupPage, Groups, NameForm, NameProblem,
};
use guildhall_database::{Connection, NewAuditEvent, Organisation, OrganisationId, TeamMember};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::Typed,
};

use super::teams::{Name, members};
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::see,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::ManageTeams>,
    frame: Frame,
) -> Result<Response> {
    let organisations = state.database.read().await?.list_organisations().await?;
    let list = list(&staff, organisations, NameForm::default());
    Ok(frame.at_desk(&staff).show(|| groups::list(list)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: May<needs::ManageTeams>,
    frame: Frame,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let name = Name::read(&typed);
    let mut problem = name.problem();
    let mut transaction = state.database.begin().await?;
    if problem.is_none() {
        let now = state.clock.now();
        if let Some(id) = transaction.add_organisation(&name.name, now).await? {
            let event = event(&staff, AuditVerb::OrganisationAdded, id)
                .with(AuditDetail::Name, name.name.as_str());
            transaction.add_audit_event(&event, now).await?;
            transaction.commit().await?;
            return Ok(see(format!("/desk/organisations/{id}")).into_response());
        }
        problem = Some(NameProblem::Taken);
    }
    let organisations = transaction.list_organisations().await?;
    let form = NameForm {
        name: name.name,
        problem,
    };
    let list = list(&staff, organisations, form);
    Ok(frame.at_desk(&staff).invalid(|| groups::list(list)))
}

fn list(
    staff: &May<needs::ManageTeams>,
    organisations: Vec<Organisation>,
    form: NameForm,
) -> Groups {
    let group = |organisation: Organisation| Group {
        id: organisation.id.to_string(),
        name: organisation.name,
    };
    Groups {
        kind: GroupKind::Organisations,
        csrf: staff.visitor.csrf(),
        groups: organisations.into_iter().map(group).collect(),
        form: Some(form),
    }
}

pub async fn show_one(
    State(state): State<AppState>,
    staff: May<needs::ManageTeams>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let organisation = find(&mut connection, &id).await?;
    let champions = connection.list_champions(organisation.id).await?;
    drop(connection);
    let form = NameForm {
        name: organisation.name.clone(),
        problem: None,
    };
    let page = page(&staff, organisation, champions, form);
    Ok(frame.at_desk(&staff).show(|| groups::page(page)))
}

pub async fn submit_one(
    State(state): State<AppState>,
    staff: May<needs::ManageTeams>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let mut transaction = state.database.begin().await?;
    let organisation = find(&mut transaction, &id).await?;
    let name = Name::read(&typed);
    let mut problem = name.problem();
    let other = transaction.find_organisation_by_name(&name.name).await?;
    if other.is_some_and(|other| other.id != organisation.id) {
        problem = Some(NameProblem::Taken);
    }
    if problem.is_some() {
        let champions = transaction.list_champions(organisation.id).await?;
        let form = NameForm {
            name: name.name,
            problem,
        };
        let page = page(&staff, organisation, champions, form);
        return Ok(frame.at_desk(&staff).invalid(|| groups::page(page)));
    }
    let id = organisation.id;
    if name.name != organisation.name {
        transaction.rename_organisation(id, &name.name).await?;
        let event = event(&staff, AuditVerb::OrganisationRenamed, id)
            .with(AuditDetail::NameBefore, organisation.name)
            .with(AuditDetail::Name, name.name);
        transaction
            .add_audit_event(&event, state.clock.now())
            .await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/organisations/{id}")).into_response())
}

fn event(
    staff: &May<needs::ManageTeams>,
    verb: AuditVerb,
    organisation: OrganisationId,
) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Organisation).on(organisation.0)
}

async fn find(connection: &mut Connection, id: &str) -> Result<Organisation> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let organisation = connection.find_organisation(id).await?;
    organisation.ok_or(AppError::NotFound)
}

fn page(
    staff: &May<needs::ManageTeams>,
    organisation: Organisation,
    champions: Vec<TeamMember>,
    form: NameForm,
) -> GroupPage {
    GroupPage {
        kind: GroupKind::Organisations,
        csrf: staff.visitor.csrf(),
        id: organisation.id.to_string(),
        name: organisation.name,
        members: members(staff, champions),
        services: Vec::new(),
        chosen: BTreeSet::new(),
        form: Some(form),
    }
}
