//! Those who may act for an organisation. An authority that ended stays, for what was done with it.

use guildhall_domain::organisations::Capacity;
use sqlx::FromRow;

use crate::{
    Connection, ListKey, ListPage, ListPosition, OrganisationId, PersonId, Timestamp,
    lists::one_more,
};

/// Somebody who may act for an organisation, or could.
#[derive(Clone, Debug, FromRow)]
pub struct Authorised {
    pub person_id: PersonId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub capacity: Capacity,
    pub added_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// An organisation that somebody may act for.
#[derive(Clone, Debug, FromRow)]
pub struct ActsFor {
    pub organisation_id: OrganisationId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub capacity: Capacity,
    pub added_at: Timestamp,
}

impl Connection {
    /// Says that somebody may act for an organisation; false if they may already.
    pub async fn add_authority(
        &mut self,
        (organisation, person): (OrganisationId, PersonId),
        capacity: Capacity,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let added = self
            .query(
                "INSERT INTO organisation_people (organisation_id, person_id, capacity, added_at)
                 VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            )
            .bind(organisation)
            .bind(person)
            .bind(capacity.word().to_owned())
            .bind(now)
            .execute()
            .await?;
        Ok(added == 1)
    }

    /// Ends somebody's authority to act for an organisation; false if they had none.
    pub async fn end_authority(
        &mut self,
        (organisation, person): (OrganisationId, PersonId),
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let ended = self
            .query(
                "UPDATE organisation_people SET ended_at = $1
                 WHERE organisation_id = $2 AND person_id = $3 AND ended_at IS NULL",
            )
            .bind(now)
            .bind(organisation)
            .bind(person)
            .execute()
            .await?;
        Ok(ended == 1)
    }

    /// Somebody's authority to act for an organisation, if they have it now.
    pub async fn find_authority(
        &mut self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> sqlx::Result<Option<Authorised>> {
        self.query(
            "SELECT person_id, people.name, capacity, added_at, ended_at FROM organisation_people
             JOIN people ON people.id = person_id
             WHERE organisation_id = $1 AND person_id = $2 AND ended_at IS NULL",
        )
        .bind(organisation)
        .bind(person)
        .fetch_optional()
        .await
    }

    /// Those who may act for an organisation now, by name: few even of the biggest, and no more than `limit`.
    pub async fn list_authorised(
        &mut self,
        organisation: OrganisationId,
        limit: i64,
    ) -> sqlx::Result<Vec<Authorised>> {
        self.query(
            "SELECT person_id, people.name, capacity, added_at, ended_at FROM organisation_people
             JOIN people ON people.id = person_id WHERE organisation_id = $1 AND ended_at IS NULL
             ORDER BY lower(people.name), person_id LIMIT $2",
        )
        .bind(organisation)
        .bind(limit)
        .fetch_all()
        .await
    }

    /// Those who could act for an organisation once, the latest first: a page of at most `size`.
    pub async fn list_authorised_before(
        &mut self,
        organisation: OrganisationId,
        position: ListPosition,
        size: usize,
    ) -> sqlx::Result<ListPage<Authorised>> {
        let query = self
            .query(
                "SELECT person_id, people.name, capacity, added_at, ended_at FROM organisation_people
                 JOIN people ON people.id = person_id WHERE ended_at IS NOT NULL AND organisation_id = ",
            )
            .push_bind(organisation);
        let order = if position.is_backwards() {
            " ORDER BY added_at, person_id LIMIT "
        } else {
            " ORDER BY added_at DESC, person_id DESC LIMIT "
        };
        let authorised = position
            .narrow(query, "(added_at, person_id)")
            .push(order)
            .push_bind(one_more(size))
            .fetch_all()
            .await?;
        Ok(position.page(authorised, size, |one: &Authorised| ListKey {
            at: one.added_at,
            id: one.person_id.0,
        }))
    }

    /// The organisations that somebody may act for now, whichever of their records says so, by name.
    pub async fn list_acted_for(
        &mut self,
        person: PersonId,
        limit: i64,
    ) -> sqlx::Result<Vec<ActsFor>> {
        self.query(
            "SELECT organisation_id, organisations.name, capacity, added_at FROM organisation_people
             JOIN organisations ON organisations.id = organisation_id
             WHERE person_id IN (SELECT id FROM people WHERE id = $1 OR joined_to = $1) AND ended_at IS NULL
             ORDER BY lower(organisations.name), organisation_id LIMIT $2",
        )
        .bind(person)
        .bind(limit)
        .fetch_all()
        .await
    }

    /// Whether one of these people may act for an organisation now.
    pub async fn is_acted_for_by(
        &mut self,
        organisation: OrganisationId,
        people: &[PersonId],
    ) -> sqlx::Result<bool> {
        let mut query = self
            .query("SELECT person_id FROM organisation_people WHERE ended_at IS NULL AND organisation_id = ")
            .push_bind(organisation)
            .push(" AND (FALSE");
        for person in people {
            query = query.push(" OR person_id = ").push_bind(*person);
        }
        let found: Option<(PersonId,)> = query.push(") LIMIT 1").fetch_optional().await?;
        Ok(found.is_some())
    }
}
