//! Teams, and the services that they look after.

use std::collections::BTreeSet;

use guildhall_domain::permissions::Role;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Connection, StaffId, TeamId, Timestamp};

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub created_at: Timestamp,
}

/// Somebody who holds a role in a team.
#[derive(Clone, Debug, FromRow)]
pub struct TeamMember {
    pub id: StaffId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub role: Role,
}

#[derive(FromRow)]
struct LookedAfter {
    team_id: Uuid,
    slug: String,
}

impl Connection {
    /// Adds a team; none if one has the name already, however it is capitalised.
    pub async fn add_team(&mut self, name: &str, now: Timestamp) -> sqlx::Result<Option<TeamId>> {
        let id = TeamId::new();
        let added = self
            .query("INSERT INTO teams (id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(id)
            .bind(name.to_owned())
            .bind(now)
            .execute()
            .await?;
        Ok((added > 0).then_some(id))
    }

    pub async fn find_team(&mut self, id: TeamId) -> sqlx::Result<Option<Team>> {
        self.query("SELECT * FROM teams WHERE id = $1")
            .bind(id)
            .fetch_optional()
            .await
    }

    pub async fn find_team_by_name(&mut self, name: &str) -> sqlx::Result<Option<Team>> {
        self.query("SELECT * FROM teams WHERE lower(name) = lower($1)")
            .bind(name.trim().to_owned())
            .fetch_optional()
            .await
    }

    /// Every team, by name: a council has dozens, not thousands.
    pub async fn list_teams(&mut self) -> sqlx::Result<Vec<Team>> {
        self.query("SELECT * FROM teams ORDER BY lower(name), id")
            .fetch_all()
            .await
    }

    /// Renames a team. Two may not have one name: see [`Connection::find_team_by_name`].
    pub async fn rename_team(&mut self, id: TeamId, name: &str) -> sqlx::Result<()> {
        self.query("UPDATE teams SET name = $1 WHERE id = $2")
            .bind(name.to_owned())
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Puts these services in the place of those that a team looks after. Call it in a transaction.
    pub async fn set_team_services(
        &mut self,
        team: TeamId,
        slugs: &BTreeSet<String>,
    ) -> sqlx::Result<()> {
        self.query("DELETE FROM team_services WHERE team_id = $1")
            .bind(team)
            .execute()
            .await?;
        for slug in slugs {
            self.query("INSERT INTO team_services (team_id, slug) VALUES ($1, $2)")
                .bind(team)
                .bind(slug.clone())
                .execute()
                .await?;
        }
        Ok(())
    }

    /// Which team looks after which service, of all teams.
    pub async fn list_team_services(&mut self) -> sqlx::Result<Vec<(Uuid, String)>> {
        let rows: Vec<LookedAfter> = self
            .query("SELECT team_id, slug FROM team_services ORDER BY slug, team_id")
            .fetch_all()
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.team_id, row.slug))
            .collect())
    }

    /// Those in a team who may sign in, by name.
    pub async fn list_team_members(&mut self, team: TeamId) -> sqlx::Result<Vec<TeamMember>> {
        self.query(
            "SELECT staff.id, staff.name, staff_roles.role FROM staff_roles
             JOIN staff ON staff.id = staff_roles.staff_id
             WHERE staff_roles.team_id = $1 AND staff.ended_at IS NULL
             ORDER BY lower(staff.name), staff.id, staff_roles.role",
        )
        .bind(team)
        .fetch_all()
        .await
    }
}
