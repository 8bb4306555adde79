//! Organisations whose volunteers are champions: libraries, charities, housing associations.

use sqlx::FromRow;

use crate::{Connection, OrganisationId, TeamMember, Timestamp};

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Organisation {
    pub id: OrganisationId,
    pub name: String,
    pub created_at: Timestamp,
}

impl Connection {
    /// Adds an organisation; none if one has the name already, however it is capitalised.
    pub async fn add_organisation(
        &mut self,
        name: &str,
        now: Timestamp,
    ) -> sqlx::Result<Option<OrganisationId>> {
        let id = OrganisationId::new();
        let added = self
            .query("INSERT INTO organisations (id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(id)
            .bind(name.to_owned())
            .bind(now)
            .execute()
            .await?;
        Ok((added > 0).then_some(id))
    }

    pub async fn find_organisation(
        &mut self,
        id: OrganisationId,
    ) -> sqlx::Result<Option<Organisation>> {
        self.query("SELECT * FROM organisations WHERE id = $1")
            .bind(id)
            .fetch_optional()
            .await
    }

    pub async fn find_organisation_by_name(
        &mut self,
        name: &str,
    ) -> sqlx::Result<Option<Organisation>> {
        self.query("SELECT * FROM organisations WHERE lower(name) = lower($1)")
            .bind(name.trim().to_owned())
            .fetch_optional()
            .await
    }

    /// Every organisation, by name.
    pub async fn list_organisations(&mut self) -> sqlx::Result<Vec<Organisation>> {
        self.query("SELECT * FROM organisations ORDER BY lower(name), id")
            .fetch_all()
            .await
    }

    /// Those who are champions of an organisation and may sign in, by name.
    pub async fn list_champions(
        &mut self,
        organisation: OrganisationId,
    ) -> sqlx::Result<Vec<TeamMember>> {
        self.query(
            "SELECT staff.id, staff.name, staff_roles.role FROM staff_roles
             JOIN staff ON staff.id = staff_roles.staff_id
             WHERE staff_roles.organisation_id = $1 AND staff.ended_at IS NULL
             ORDER BY lower(staff.name), staff.id",
        )
        .bind(organisation)
        .fetch_all()
        .await
    }

    pub async fn rename_organisation(
        &mut self,
        id: OrganisationId,
        name: &str,
    ) -> sqlx::Result<()> {
        self.query("UPDATE organisations SET name = $1 WHERE id = $2")
            .bind(name.to_owned())
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }
}
