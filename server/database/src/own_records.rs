//! Which records are a member of staff's own, as a resident.

use sqlx::FromRow;

use crate::{Connection, PersonId, StaffId, Timestamp};

/// A record that was found to be a member of staff's own.
#[derive(Clone, Debug, FromRow)]
pub struct OwnRecord {
    pub person_id: PersonId,
    pub name: String,
    pub linked_at: Timestamp,
}

impl Connection {
    /// Remembers that a record is a member of staff's own; false if that was known.
    pub async fn link_own_record(
        &mut self,
        staff: StaffId,
        person: PersonId,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let added = self
            .query(
                "INSERT INTO staff_own_records (staff_id, person_id, linked_at) VALUES ($1, $2, $3)
                 ON CONFLICT DO NOTHING",
            )
            .bind(staff)
            .bind(person)
            .bind(now)
            .execute()
            .await?;
        Ok(added > 0)
    }

    /// Forgets that a record is a member of staff's own; false if it was not.
    pub async fn clear_own_record(
        &mut self,
        staff: StaffId,
        person: PersonId,
    ) -> sqlx::Result<bool> {
        let removed = self
            .query("DELETE FROM staff_own_records WHERE staff_id = $1 AND person_id = $2")
            .bind(staff)
            .bind(person)
            .execute()
            .await?;
        Ok(removed > 0)
    }

    /// The records that are a member of staff's own, and whatever is joined to them, either way round.
    pub async fn list_own_records(&mut self, staff: StaffId) -> sqlx::Result<Vec<PersonId>> {
        let rows: Vec<(PersonId,)> = self
            .query(
                "WITH RECURSIVE own (id) AS (
                     SELECT person_id FROM staff_own_records WHERE staff_id = $1
                     UNION
                     SELECT CASE WHEN people.id = own.id THEN people.joined_to ELSE people.id END
                     FROM own JOIN people ON people.joined_to = own.id
                         OR (people.id = own.id AND people.joined_to IS NOT NULL)
                 )
                 SELECT id FROM own",
            )
            .bind(staff)
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// The records that were found to be a member of staff's own, for whoever runs the accounts.
    pub async fn describe_own_records(&mut self, staff: StaffId) -> sqlx::Result<Vec<OwnRecord>> {
        self.query(
            "SELECT person_id, people.name, linked_at FROM staff_own_records
             JOIN people ON people.id = person_id WHERE staff_id = $1 ORDER BY linked_at, person_id",
        )
        .bind(staff)
        .fetch_all()
        .await
    }
}
