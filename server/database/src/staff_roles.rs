//! The roles that staff hold, for a team or an organisation where the role asks for one.

use std::collections::BTreeSet;

use guildhall_domain::permissions::{Grant, Grants, Reach, Role};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Connection, StaffId, query::Statement};

#[derive(Debug, FromRow)]
struct HeldRole {
    #[sqlx(try_from = "String")]
    role: Role,
    team_id: Option<Uuid>,
    organisation_id: Option<Uuid>,
}

impl Connection {
    /// The roles that a member of staff holds.
    pub async fn list_grants(&mut self, staff: StaffId) -> sqlx::Result<BTreeSet<Grant>> {
        let held: Vec<HeldRole> = self
            .query("SELECT role, team_id, organisation_id FROM staff_roles WHERE staff_id = $1")
            .bind(staff)
            .fetch_all()
            .await?;
        held.into_iter()
            .map(|held| Grant::new(held.role, held.team_id, held.organisation_id))
            .collect::<Result<_, _>>()
            .map_err(sqlx::Error::decode)
    }

    /// Everything that a member of staff may do.
    pub async fn load_grants(&mut self, staff: StaffId) -> sqlx::Result<Grants> {
        let held = self.list_grants(staff).await?;
        let is_for_teams = held.iter().any(|grant| {
            guildhall_domain::permissions::Permission::ALL
                .iter()
                .any(|permission| grant.role().reach(*permission) == Reach::Team)
        });
        let looked_after = if is_for_teams {
            self.list_team_services().await?
        } else {
            Vec::new()
        };
        let sensitive = self.list_sensitive_services().await?;
        Ok(Grants::new(held, looked_after, sensitive))
    }

    /// Puts these roles in the place of those that a member of staff holds. Call it in a transaction.
    pub async fn set_grants(&mut self, staff: StaffId, grants: &[Grant]) -> sqlx::Result<()> {
        self.query("DELETE FROM staff_roles WHERE staff_id = $1")
            .bind(staff)
            .execute()
            .await?;
        let grants: BTreeSet<_> = grants.iter().collect();
        for grant in grants {
            self.query(
                "INSERT INTO staff_roles (staff_id, role, team_id, organisation_id) VALUES ($1, $2, $3, $4)",
            )
            .bind(staff)
            .bind(grant.role().word().to_owned())
            .bind(grant.team())
            .bind(grant.organisation())
            .execute()
            .await?;
        }
        Ok(())
    }

    /// The roles of these members of staff, each role once.
    pub async fn list_roles(&mut self, staff: &[StaffId]) -> sqlx::Result<Vec<(StaffId, Role)>> {
        let mut query = self.query("SELECT DISTINCT staff_id, role FROM staff_roles WHERE FALSE");
        for id in staff {
            query = query.push(" OR staff_id = ").push_bind(*id);
        }
        let rows: Vec<StaffRole> = query.fetch_all().await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.staff_id, row.role))
            .collect())
    }

    /// Those who may sign in and hold one of these roles, by name.
    pub async fn list_staff_with_roles(
        &mut self,
        roles: &[Role],
    ) -> sqlx::Result<Vec<(StaffId, String)>> {
        let mut query = self.query(
            "SELECT id, name FROM staff WHERE ended_at IS NULL AND EXISTS
                 (SELECT 1 FROM staff_roles WHERE staff_roles.staff_id = staff.id AND staff_roles.role IN (NULL",
        );
        for role in roles {
            query = query.push(", ").push_bind(role.word().to_owned());
        }
        query.push(")) ORDER BY lower(name), id").fetch_all().await
    }

    /// How many accounts other than this one can be used and hold the role. Call it in a transaction that goes on
    /// to take the role from this one: until it ends, nobody else takes it from the others.
    pub async fn count_others_with_role(
        &mut self,
        staff: StaffId,
        role: Role,
    ) -> sqlx::Result<usize> {
        let holders: Vec<StaffRole> = self
            .query(
                "SELECT staff_id, staff_roles.role FROM staff_roles
                 JOIN staff ON staff.id = staff_roles.staff_id
                 WHERE staff.ended_at IS NULL AND staff_roles.role = ",
            )
            .push_bind(role.word().to_owned())
            .push(" ORDER BY staff_id")
            // SQLite has one writer, which this transaction is.
            .push_dialect(Statement {
                sqlite: "",
                postgres: " FOR UPDATE",
            })
            .fetch_all()
            .await?;
        let others: BTreeSet<_> = holders
            .iter()
            .map(|holder| holder.staff_id)
            .filter(|id| *id != staff)
            .collect();
        Ok(others.len())
    }
}

#[derive(Debug, FromRow)]
struct StaffRole {
    staff_id: StaffId,
    #[sqlx(try_from = "String")]
    role: Role,
}
