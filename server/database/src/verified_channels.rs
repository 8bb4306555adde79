//! E-mail addresses and telephone numbers that are known to reach a person.

use guildhall_domain::accounts::Means;
use sqlx::FromRow;

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

/// A channel of somebody's, as it is kept.
#[derive(Clone, Debug, FromRow)]
pub struct ChannelOf {
    means: String,
    pub address: String,
    /// It reaches somebody else's record too: whoever answers there may be either.
    pub is_shared: bool,
}

impl ChannelOf {
    pub fn means(&self) -> Option<Means> {
        Means::from_word(&self.means)
    }
}

impl Connection {
    /// The channels that are known to reach somebody, on their record or on one that was joined to it, the latest first.
    pub async fn list_channels_of(&mut self, person: PersonId) -> sqlx::Result<Vec<ChannelOf>> {
        self.query(
            "SELECT own.means, own.address, max(own.verified_at) AS verified_at,
                    EXISTS (SELECT 1 FROM verified_channels AS others
                            JOIN people ON people.id = others.person_id
                            WHERE others.means = own.means AND others.address = own.address
                              AND people.id <> $1 AND (people.joined_to IS NULL OR people.joined_to <> $1)) AS is_shared
             FROM verified_channels AS own
             WHERE own.person_id IN (SELECT id FROM people WHERE id = $1 OR joined_to = $1)
             GROUP BY own.means, own.address ORDER BY verified_at DESC, own.address LIMIT 10",
        )
        .bind(person)
        .fetch_all()
        .await
    }

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
