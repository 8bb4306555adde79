//! `GET` and `POST /desk/teams`, `GET` and `POST /desk/teams/{id}`

use std::collections::BTreeSet;

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::desk::teams::{
    self as views, Member, NameForm, NameProblem, TeamName, TeamPage, Teams,
};
use guildhall_database::{Connection, NewAuditEvent, Team, TeamId, TeamMember};
use guildhall_domain::{
    audit::{AuditDetail, AuditThing, AuditVerb},
    forms::Typed,
    permissions::Permission,
};
use validator::{Validate, ValidationError};

use super::options;
use crate::{
    access::{May, Staff, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{see, small_forms::line},
    state::AppState,
};

/// A name for a team or an organisation.
#[derive(Debug, Validate)]
pub(super) struct Name {
    #[validate(
        length(min = 1, code = "name-empty"),
        custom(function = "is_short_enough")
    )]
    pub name: String,
}

fn is_short_enough(name: &str) -> std::result::Result<(), ValidationError> {
    (name.chars().count() <= 100)
        .then_some(())
        .ok_or(ValidationError::new("name-too-long"))
}

impl Name {
    pub fn read(typed: &Typed) -> Self {
        Self {
            name: line(typed, "name"),
        }
    }

    pub fn problem(&self) -> Option<NameProblem> {
        let errors = self.validate().err()?;
        let errors = errors.field_errors();
        NameProblem::named(errors.get("name")?.first()?.code.as_ref())
    }
}

pub async fn show(
    State(state): State<AppState>,
    staff: May<needs::SeeTeams>,
    frame: Frame,
) -> Result<Response> {
    let teams = state.database.read().await?.list_teams().await?;
    let list = list(&staff, teams, NameForm::default());
    Ok(frame.at_desk(&staff).show(|| views::list(list)))
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
        if let Some(id) = transaction.add_team(&name.name, now).await? {
            let event =
                event(&staff, AuditVerb::TeamAdded, id).with(AuditDetail::Name, name.name.as_str());
            transaction.add_audit_event(&event, now).await?;
            transaction.commit().await?;
            return Ok(see(format!("/desk/teams/{id}")).into_response());
        }
        problem = Some(NameProblem::Taken);
    }
    let teams = transaction.list_teams().await?;
    let form = NameForm {
        name: name.name,
        problem,
    };
    let list = list(&staff, teams, form);
    Ok(frame.at_desk(&staff).invalid(|| views::list(list)))
}

fn list(staff: &Staff, teams: Vec<Team>, form: NameForm) -> Teams {
    let name = |team: Team| TeamName {
        id: team.id.to_string(),
        name: team.name,
    };
    Teams {
        csrf: staff.visitor.csrf(),
        teams: teams.into_iter().map(name).collect(),
        form: staff.may(Permission::ManageTeams).then_some(form),
    }
}

pub async fn show_one(
    State(state): State<AppState>,
    staff: May<needs::SeeTeams>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut connection = state.database.read().await?;
    let team = find(&mut connection, &id).await?;
    let chosen = services_of(&mut connection, team.id).await?;
    let members = connection.list_team_members(team.id).await?;
    drop(connection);
    let form = NameForm {
        name: team.name.clone(),
        problem: None,
    };
    let page = page(&state, &staff, team, members, &chosen, form).await?;
    Ok(frame.at_desk(&staff).show(|| views::page(page)))
}

pub async fn submit_one(
    State(state): State<AppState>,
    staff: May<needs::ManageTeams>,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let offered = state.catalogue.list().await?;
    let mut transaction = state.database.begin().await?;
    let team = find(&mut transaction, &id).await?;
    let before = services_of(&mut transaction, team.id).await?;
    let name = Name::read(&typed);
    let is_offered = |slug: &&str| offered.iter().any(|service| service.slug == **slug);
    let chosen = typed.all("service").filter(is_offered);
    let mut after: BTreeSet<String> = chosen.map(str::to_owned).collect();
    // What is not published just now is not on the page, and stays with the team.
    let unlisted = before.iter().filter(|slug| !is_offered(&slug.as_str()));
    after.extend(unlisted.cloned());
    let mut problem = name.problem();
    let other = transaction.find_team_by_name(&name.name).await?;
    if other.is_some_and(|other| other.id != team.id) {
        problem = Some(NameProblem::Taken);
    }
    if problem.is_some() {
        let members = transaction.list_team_members(team.id).await?;
        drop(transaction);
        let form = NameForm {
            name: name.name,
            problem,
        };
        let page = page(&state, &staff, team, members, &after, form).await?;
        return Ok(frame.at_desk(&staff).invalid(|| views::page(page)));
    }
    if name.name != team.name || after != before {
        transaction.rename_team(team.id, &name.name).await?;
        transaction.set_team_services(team.id, &after).await?;
        let words = |slugs: &BTreeSet<String>| {
            let slugs: Vec<&str> = slugs.iter().map(String::as_str).collect();
            slugs.join(", ")
        };
        let event = event(&staff, AuditVerb::TeamChanged, team.id)
            .with(AuditDetail::NameBefore, team.name)
            .with(AuditDetail::Name, name.name)
            .with(AuditDetail::ServicesBefore, words(&before))
            .with(AuditDetail::Services, words(&after));
        transaction
            .add_audit_event(&event, state.clock.now())
            .await?;
        transaction.commit().await?;
    }
    Ok(see(format!("/desk/teams/{}", team.id)).into_response())
}

fn event(staff: &May<needs::ManageTeams>, verb: AuditVerb, team: TeamId) -> NewAuditEvent {
    NewAuditEvent::new(Some(staff.actor()), verb, AuditThing::Team).on(team.0)
}

async fn find(connection: &mut Connection, id: &str) -> Result<Team> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    connection.find_team(id).await?.ok_or(AppError::NotFound)
}

async fn services_of(connection: &mut Connection, team: TeamId) -> Result<BTreeSet<String>> {
    let all = connection.list_team_services().await?;
    let of_team = all.into_iter().filter(|(id, _)| *id == team.0);
    Ok(of_team.map(|(_, slug)| slug).collect())
}

/// Members as a team's or an organisation's page shows them; their accounts only for those who manage them.
pub(super) fn members(staff: &Staff, members: Vec<TeamMember>) -> Vec<Member> {
    let may_open = staff.may(Permission::ManageStaff);
    let member = |member: TeamMember| Member {
        name: member.name,
        role: member.role,
        href: may_open.then(|| format!("/desk/staff/{}", member.id)),
    };
    members.into_iter().map(member).collect()
}

async fn page(
    state: &AppState,
    staff: &Staff,
    team: Team,
    members_of: Vec<TeamMember>,
    chosen: &BTreeSet<String>,
    form: NameForm,
) -> Result<TeamPage> {
    let services = state.catalogue.list().await?;
    Ok(TeamPage {
        csrf: staff.visitor.csrf(),
        id: team.id.to_string(),
        name: team.name,
        members: members(staff, members_of),
        services: options(&services),
        chosen: chosen.clone(),
        form: staff.may(Permission::ManageTeams).then_some(form),
    })
}
