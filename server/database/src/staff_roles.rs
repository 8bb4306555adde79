//! The roles that staff hold, for a team or an organisation where the role asks for one.

use std::collections::BTreeSet;

use guildhall_domain::permissions::{Grant, Grants, Reach, Role};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Connection, StaffId};

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
        Ok(Grants::new(held, looked_after))
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

    /// How many accounts other than this one can sign in and hold the role. Call it in a transaction, before
    /// taking the role from this one.
    pub async fn count_others_with_role(
        &mut self,
        staff: StaffId,
        role: Role,
    ) -> sqlx::Result<i64> {
        let row: Option<(i64,)> = self
            .query(
                "SELECT CAST(count(DISTINCT staff.id) AS BIGINT) FROM staff
                 JOIN staff_roles ON staff_roles.staff_id = staff.id
                 WHERE staff_roles.role = $1 AND staff.id <> $2 AND staff.ended_at IS NULL",
            )
            .bind(role.word().to_owned())
            .bind(staff)
            .fetch_optional()
            .await?;
        Ok(row.map_or(0, |row| row.0))
    }
}
