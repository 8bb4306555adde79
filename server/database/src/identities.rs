//! Identities: how residents prove who they are. Each belongs to a person; a person may have several.

use guildhall_domain::accounts::{Level, Preferences};
use sqlx::{FromRow, types::Json};

use crate::{Connection, IdentityId, PersonId, StaffId, Timestamp};

/// The issuer of identities that are our own: an e-mail address with a password, a link or a passkey.
pub const OURS: &str = "guildhall";

/// An identity with the name of its person.
#[derive(Clone, Debug, FromRow)]
pub struct Identity {
    pub id: IdentityId,
    /// The record it opens: the one that its own was joined to, if it was.
    pub person_id: PersonId,
    /// The record it was made with, which holds what its owner says of themselves.
    pub own_person_id: PersonId,
    pub name: String,
    pub telephone: Option<String>,
    /// Confirmed, and in lower case as it is compared.
    pub email: String,
    /// An Argon2id hash in PHC form; none for those who sign in by link or passkey alone.
    pub password_hash: Option<String>,
    pub preferences: Json<Preferences>,
    pub verified_at: Option<Timestamp>,
    /// The words of the documents that were seen.
    pub verified_how: Option<String>,
    pub created_at: Timestamp,
}

impl Identity {
    /// How surely the council knows who this is.
    pub fn level(&self) -> Level {
        Level::of_account(self.verified_at.is_some())
    }
}

/// An identity of our own kind, as it is confirmed.
#[derive(Clone, Debug)]
pub struct NewIdentity<'a> {
    pub person: PersonId,
    pub email: &'a str,
    pub password_hash: Option<&'a str>,
}

const IDENTITY: &str = "SELECT identities.id, coalesce(people.joined_to, people.id) AS person_id,
        people.id AS own_person_id, people.name, people.telephone,
        identities.email, password_hash, preferences, verified_at, verified_how, identities.created_at
     FROM identities JOIN people ON people.id = identities.person_id
     WHERE closed_at IS NULL AND people.died_on IS NULL
         AND NOT EXISTS (SELECT 1 FROM people AS known WHERE known.id = people.joined_to AND known.died_on IS NOT NULL)
         AND identities.";

impl Connection {
    pub async fn add_identity(
        &mut self,
        identity: &NewIdentity<'_>,
        now: Timestamp,
    ) -> sqlx::Result<IdentityId> {
        let id = IdentityId::new();
        self.query(
            "INSERT INTO identities (id, person_id, issuer, subject, email, password_hash, preferences, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(identity.person)
        .bind(OURS.to_owned())
        .bind(id.to_string())
        .bind(identity.email.trim().to_lowercase())
        .bind(identity.password_hash.map(str::to_owned))
        .bind(Json(Preferences::default()))
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    /// An identity that is not closed. Nobody signs in as somebody who has died.
    pub async fn find_identity(&mut self, id: IdentityId) -> sqlx::Result<Option<Identity>> {
        self.query(IDENTITY)
            .push("id = ")
            .push_bind(id)
            .fetch_optional()
            .await
    }

    /// Everybody's identity who signs in with this address, oldest first: people may share one.
    pub async fn list_identities_by_email(&mut self, email: &str) -> sqlx::Result<Vec<Identity>> {
        self.query(IDENTITY)
            .push("email = ")
            .push_bind(email.trim().to_lowercase())
            .push(" ORDER BY identities.created_at, identities.id")
            .fetch_all()
            .await
    }

    /// The identities that open a person's record.
    pub async fn list_identities_of_person(
        &mut self,
        person: PersonId,
    ) -> sqlx::Result<Vec<Identity>> {
        self.query(IDENTITY)
            .push("person_id IN (SELECT id FROM people WHERE id = ")
            .push_bind(person)
            .push(" OR joined_to = ")
            .push_bind(person)
            .push(") ORDER BY identities.created_at, identities.id")
            .fetch_all()
            .await
    }

    pub async fn set_password(&mut self, id: IdentityId, hash: &str) -> sqlx::Result<()> {
        self.query("UPDATE identities SET password_hash = $1 WHERE id = $2")
            .bind(hash.to_owned())
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Changes the address that an identity signs in with.
    pub async fn set_email(&mut self, id: IdentityId, email: &str) -> sqlx::Result<()> {
        self.query("UPDATE identities SET email = $1 WHERE id = $2")
            .bind(email.trim().to_lowercase())
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    pub async fn set_preferences(
        &mut self,
        id: IdentityId,
        preferences: &Preferences,
    ) -> sqlx::Result<()> {
        self.query("UPDATE identities SET preferences = $1 WHERE id = $2")
            .bind(Json(preferences))
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Writes down that someone's identity was checked, how, and by whom.
    pub async fn verify_identity(
        &mut self,
        id: IdentityId,
        how: &str,
        by: Option<StaffId>,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        self.query("UPDATE identities SET verified_at = $1, verified_how = $2, verified_by = $3 WHERE id = $4")
            .bind(now)
            .bind(how.to_owned())
            .bind(by)
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Forgets that someone's identity was checked: it was under another name.
    pub async fn clear_verification(&mut self, id: IdentityId) -> sqlx::Result<()> {
        self.query(
            "UPDATE identities SET verified_at = NULL, verified_how = NULL, verified_by = NULL WHERE id = $1",
        )
        .bind(id)
        .execute()
        .await?;
        Ok(())
    }

    /// Closes an identity for good: it signs nobody in any more, and its secrets are gone.
    pub async fn close_identity(&mut self, id: IdentityId, now: Timestamp) -> sqlx::Result<()> {
        self.query("UPDATE identities SET closed_at = $1, password_hash = NULL WHERE id = $2")
            .bind(now)
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }
}
