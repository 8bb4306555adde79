//! Organisations that the council knows: businesses, charities, clubs. The volunteers of some are champions.

use sqlx::FromRow;

use crate::{Connection, OrganisationId, TeamMember, Timestamp, query::escape_like};

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Organisation {
    pub id: OrganisationId,
    pub name: String,
    /// Since when its volunteers may be champions.
    pub champions_since: Option<Timestamp>,
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

    /// Every organisation whose volunteers may be champions, or are, by name: a council has dozens, not thousands.
    pub async fn list_organisations_of_champions(&mut self) -> sqlx::Result<Vec<Organisation>> {
        self.query(
            "SELECT * FROM organisations WHERE champions_since IS NOT NULL
                 OR id IN (SELECT organisation_id FROM staff_roles)
             ORDER BY lower(name), id",
        )
        .fetch_all()
        .await
    }

    /// Organisations whose name contains the words, by name; one more than `limit` tells that there are more. `after`
    /// continues a list at the organisation it ended with.
    pub async fn search_organisations(
        &mut self,
        words: &str,
        after: Option<&Organisation>,
        limit: i64,
    ) -> sqlx::Result<Vec<Organisation>> {
        let mut query = self.query("SELECT * FROM organisations WHERE TRUE");
        for word in words.split_whitespace() {
            let pattern = format!("%{}%", escape_like(word).to_lowercase());
            query = query
                .push(" AND lower(name) LIKE ")
                .push_bind(pattern)
                .push(" ESCAPE '\\'");
        }
        if let Some(organisation) = after {
            query = query
                .push(" AND (lower(name), id) > (lower(")
                .push_bind(organisation.name.clone())
                .push("), ")
                .push_bind(organisation.id)
                .push(")");
        }
        query
            .push(" ORDER BY lower(name), id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// Says since when an organisation's volunteers may be champions, or that they may not.
    pub async fn set_champions_since(
        &mut self,
        id: OrganisationId,
        since: Option<Timestamp>,
    ) -> sqlx::Result<()> {
        self.query("UPDATE organisations SET champions_since = $1 WHERE id = $2")
            .bind(since)
            .bind(id)
            .execute()
            .await?;
        Ok(())
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
