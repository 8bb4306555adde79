//! E-mail addresses and telephone numbers that are known to reach a person.

use guildhall_domain::accounts::Means;

use crate::{Connection, PersonId, Timestamp};

/// A way to reach somebody, and how it is known to.
#[derive(Clone, Debug)]
pub struct VerifiedChannel<'a> {
    pub person: PersonId,
    pub means: Means,
    /// Compared without regard to case or spaces.
    pub address: &'a str,
    /// The word for how: `link`, `code`.
    pub how: &'a str,
}

impl Connection {
    /// Writes down that an address reaches somebody; the latest proof counts.
    pub async fn add_verified_channel(
        &mut self,
        channel: &VerifiedChannel<'_>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query(
            "INSERT INTO verified_channels (person_id, means, address, how, verified_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (person_id, means, address) DO UPDATE SET how = excluded.how, verified_at = excluded.verified_at",
        )
        .bind(channel.person)
        .bind(channel.means.word().to_owned())
        .bind(compared(channel.address))
        .bind(channel.how.to_owned())
        .bind(now)
        .execute()
        .await?;
        Ok(())
    }

    /// The address that was last proved to reach somebody.
    pub async fn find_verified_address(
        &mut self,
        person: PersonId,
        means: Means,
    ) -> sqlx::Result<Option<String>> {
        let row: Option<(String,)> = self
            .query(
                "SELECT address FROM verified_channels WHERE person_id = $1 AND means = $2
                 ORDER BY verified_at DESC, address LIMIT 1",
            )
            .bind(person)
            .bind(means.word().to_owned())
            .fetch_optional()
            .await?;
        Ok(row.map(|row| row.0))
    }

    /// Whose records an address is known to reach, without those that were joined to another.
    pub async fn list_people_reached_by(
        &mut self,
        means: Means,
        address: &str,
    ) -> sqlx::Result<Vec<PersonId>> {
        let rows: Vec<(PersonId,)> = self
            .query(
                "SELECT people.id FROM verified_channels JOIN people ON people.id = verified_channels.person_id
                 WHERE means = $1 AND address = $2 AND joined_to IS NULL ORDER BY people.id",
            )
            .bind(means.word().to_owned())
            .bind(compared(address))
            .fetch_all()
            .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// Forgets that an address reaches somebody: they have another now.
    pub async fn remove_verified_channel(
        &mut self,
        person: PersonId,
        means: Means,
        address: &str,
    ) -> sqlx::Result<()> {
        self.query(
            "DELETE FROM verified_channels WHERE person_id = $1 AND means = $2 AND address = $3",
        )
        .bind(person)
        .bind(means.word().to_owned())
        .bind(compared(address))
        .execute()
        .await?;
        Ok(())
    }
}

fn compared(address: &str) -> String {
    address.to_lowercase().split_whitespace().collect()
}
