//! People whose address is shown to a few teams alone. A protection holds for all records that are joined.

use std::collections::BTreeSet;

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Connection, PersonId, ProtectionId, StaffId, TeamId, Timestamp, query::Query};

/// A protection that is in force.
#[derive(Clone, Debug, FromRow)]
pub struct Protection {
    pub id: ProtectionId,
    pub person_id: PersonId,
    /// Why it was placed: for those who may place it, and nobody else.
    pub reason: String,
    /// The name of the member of staff who placed it.
    pub placed_by: String,
    pub placed_at: Timestamp,
    pub review_at: Timestamp,
}

/// What is said of a protection as it is placed or changed.
#[derive(Clone, Debug)]
pub struct NewProtection<'a> {
    pub reason: &'a str,
    pub review_at: Timestamp,
    /// Those that see the address.
    pub teams: &'a BTreeSet<TeamId>,
}

/// The people who are asked for, each with the record that theirs is joined to.
const ASKED: &str = "WITH asked (id, root) AS (
         SELECT id, coalesce(joined_to, id) FROM people WHERE id IN (";

/// Records that are joined, either way round, to those that are asked for: `kin.asked` is the one that was.
const KIN: &str = ", kin (id, asked) AS (
         SELECT people.id, asked.id FROM asked JOIN people ON people.id = asked.root
         UNION ALL
         SELECT people.id, asked.id FROM asked JOIN people ON people.joined_to = asked.root
     ) ";

impl Connection {
    /// The protection of somebody, or of a record joined to theirs.
    pub async fn find_protection(&mut self, person: PersonId) -> sqlx::Result<Option<Protection>> {
        self.query(ASKED)
            .push_bind(person)
            .push("))")
            .push(KIN)
            .push(
                "SELECT protections.id, person_id, reason, staff.name AS placed_by, placed_at, review_at
                 FROM kin JOIN protections ON person_id = kin.id AND lifted_at IS NULL
                 JOIN staff ON staff.id = protections.placed_by ORDER BY placed_at, protections.id LIMIT 1",
            )
            .fetch_optional()
            .await
    }

    /// The teams that see the address.
    pub async fn list_protection_teams(
        &mut self,
        protection: ProtectionId,
    ) -> sqlx::Result<BTreeSet<TeamId>> {
        let rows: Vec<(TeamId,)> = self
            .query("SELECT team_id FROM protection_teams WHERE protection_id = $1")
            .bind(protection)
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// Those of these people whose address members of these teams do not see.
    pub async fn list_protected_from(
        &mut self,
        teams: &BTreeSet<Uuid>,
        people: &[PersonId],
    ) -> sqlx::Result<BTreeSet<PersonId>> {
        let Some((first, others)) = people.split_first() else {
            return Ok(BTreeSet::new());
        };
        let mut query = self.query(ASKED).push_bind(*first);
        for person in others {
            query = query.push(", ").push_bind(*person);
        }
        query = query.push("))").push(KIN).push(
            "SELECT DISTINCT kin.asked FROM kin JOIN protections ON person_id = kin.id AND lifted_at IS NULL
             WHERE ",
        );
        let rows: Vec<(PersonId,)> = not_among(query, teams).fetch_all().await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// Everybody whose address members of these teams do not see: a council has few, and a search has to know them
    /// before it looks.
    pub async fn list_all_protected_from(
        &mut self,
        teams: &BTreeSet<Uuid>,
    ) -> sqlx::Result<BTreeSet<PersonId>> {
        let query = self.query(
            "WITH asked (id, root) AS (
                 SELECT people.id, coalesce(joined_to, people.id) FROM protections
                 JOIN people ON people.id = person_id WHERE lifted_at IS NULL AND ",
        );
        let query = not_among(query, teams).push(")").push(KIN);
        let rows: Vec<(PersonId,)> = query
            .push("SELECT DISTINCT kin.id FROM kin")
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// Protects somebody's address; none if it is protected already. Call it in a transaction.
    pub async fn add_protection(
        &mut self,
        person: PersonId,
        protection: &NewProtection<'_>,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<Option<ProtectionId>> {
        let id = ProtectionId::new();
        let added = self
            .query(
                "INSERT INTO protections (id, person_id, reason, placed_by, placed_at, review_at)
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            )
            .bind(id)
            .bind(person)
            .bind(protection.reason.to_owned())
            .bind(by)
            .bind(now)
            .bind(protection.review_at)
            .execute()
            .await?;
        if added == 0 {
            return Ok(None);
        }
        self.set_protection_teams(id, protection.teams).await?;
        Ok(Some(id))
    }

    /// Changes a protection; false if it was lifted. Call it in a transaction.
    pub async fn change_protection(
        &mut self,
        id: ProtectionId,
        protection: &NewProtection<'_>,
    ) -> sqlx::Result<bool> {
        let changed = self
            .query(
                "UPDATE protections SET reason = $1, review_at = $2 WHERE id = $3 AND lifted_at IS NULL",
            )
            .bind(protection.reason.to_owned())
            .bind(protection.review_at)
            .bind(id)
            .execute()
            .await?;
        if changed == 0 {
            return Ok(false);
        }
        self.set_protection_teams(id, protection.teams).await?;
        Ok(true)
    }

    /// Lifts a protection; false if somebody has lifted it already.
    pub async fn lift_protection(
        &mut self,
        id: ProtectionId,
        by: StaffId,
        now: Timestamp,
    ) -> sqlx::Result<bool> {
        let lifted = self
            .query("UPDATE protections SET lifted_by = $1, lifted_at = $2 WHERE id = $3 AND lifted_at IS NULL")
            .bind(by)
            .bind(now)
            .bind(id)
            .execute()
            .await?;
        Ok(lifted == 1)
    }

    async fn set_protection_teams(
        &mut self,
        id: ProtectionId,
        teams: &BTreeSet<TeamId>,
    ) -> sqlx::Result<()> {
        self.query("DELETE FROM protection_teams WHERE protection_id = $1")
            .bind(id)
            .execute()
            .await?;
        for team in teams {
            self.query("INSERT INTO protection_teams (protection_id, team_id) VALUES ($1, $2)")
                .bind(id)
                .bind(*team)
                .execute()
                .await?;
        }
        Ok(())
    }
}

/// Narrows to protections that name none of these teams.
fn not_among<'c>(query: Query<'c>, teams: &BTreeSet<Uuid>) -> Query<'c> {
    let mut query = query.push(
        "NOT EXISTS (SELECT 1 FROM protection_teams WHERE protection_id = protections.id AND (FALSE",
    );
    for team in teams {
        query = query.push(" OR team_id = ").push_bind(*team);
    }
    query.push("))")
}
