//! Who works here and what they may do.

pub mod account;
pub mod ending;
pub mod inviting;
pub mod list;
pub mod new;
pub mod own_records;

use std::collections::BTreeSet;

use guildhall_app::pages::desk::staff::{RoleChoices, RoleFor};
use guildhall_database::{Connection, Organisation, Staff as Account, StaffId, Team};
use guildhall_domain::{forms::Typed, permissions::Grant};

use crate::error::{AppError, Result};

/// The account with this id, also when it was ended.
async fn find(connection: &mut Connection, id: &str) -> Result<Account> {
    let id: StaffId = id.parse().map_err(|_| AppError::NotFound)?;
    let account = connection.find_staff(id).await?;
    account.ok_or(AppError::NotFound)
}

/// What roles can be held for.
struct Places {
    teams: Vec<Team>,
    organisations: Vec<Organisation>,
}

impl Places {
    async fn load(connection: &mut Connection) -> Result<Self> {
        Ok(Self {
            teams: connection.list_teams().await?,
            organisations: connection.list_organisations_of_champions().await?,
        })
    }

    /// All roles to choose from, these chosen.
    fn choices(&self, chosen: &BTreeSet<Grant>) -> RoleChoices {
        let place = |id: uuid::Uuid, name: &String| RoleFor {
            id: id.to_string(),
            name: name.clone(),
        };
        let teams = self.teams.iter().map(|team| place(team.id.0, &team.name));
        let organisations = self.organisations.iter();
        RoleChoices {
            teams: teams.collect(),
            organisations: organisations
                .map(|organisation| place(organisation.id.0, &organisation.name))
                .collect(),
            chosen: chosen.iter().map(ToString::to_string).collect(),
        }
    }

    /// The roles that were chosen; what was not offered is not among them.
    fn read(&self, typed: &Typed) -> BTreeSet<Grant> {
        let chosen = typed.pairs().iter().filter(|(name, _)| name == "grant");
        chosen
            .filter_map(|(_, value)| value.parse().ok())
            .filter(|grant| self.is_offered(grant))
            .collect()
    }

    fn is_offered(&self, grant: &Grant) -> bool {
        let has_team = |id| self.teams.iter().any(|team| team.id.0 == id);
        let has_organisation = |id| self.organisations.iter().any(|one| one.id.0 == id);
        grant.team().is_none_or(has_team) && grant.organisation().is_none_or(has_organisation)
    }

    /// Roles as the audit trail keeps them: in words that stay when a team is renamed.
    fn in_words(&self, grants: &BTreeSet<Grant>) -> String {
        let words = grants.iter().map(|grant| {
            let role = grant.role().word();
            match self.name(*grant) {
                Some(held_for) => format!("{role} ({held_for})"),
                None => role.to_owned(),
            }
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// The name of the team or organisation that a role is held for.
    fn name(&self, grant: Grant) -> Option<&str> {
        let team = self
            .teams
            .iter()
            .find(|team| grant.team() == Some(team.id.0));
        let mut organisations = self.organisations.iter();
        let organisation = organisations.find(|one| grant.organisation() == Some(one.id.0));
        team.map(|team| team.name.as_str())
            .or(organisation.map(|organisation| organisation.name.as_str()))
    }
}
