//! Members of staff who may sign in.

use guildhall_domain::permissions::Grant;
use sqlx::FromRow;

use crate::{
    Connection, StaffId, Timestamp,
    query::{Statement, escape_like},
};

#[derive(Clone, Debug, FromRow)]
pub struct Staff {
    pub id: StaffId,
    /// In lower case, as it is compared.
    pub email: String,
    pub name: String,
    /// An Argon2id hash in PHC form; none until an invitation is taken up.
    pub password_hash: Option<String>,
    /// Since when the account can't be used any more.
    pub ended_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct NewStaff<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub password_hash: Option<&'a str>,
    pub grants: &'a [Grant],
}

/// A member of staff as a list shows them.
#[derive(Clone, Debug, FromRow)]
pub struct StaffLine {
    pub id: StaffId,
    pub email: String,
    pub name: String,
    pub ended_at: Option<Timestamp>,
}

impl Connection {
    /// Adds an account with its roles. Call it in a transaction.
    pub async fn add_staff(
        &mut self,
        staff: &NewStaff<'_>,
        now: Timestamp,
    ) -> sqlx::Result<StaffId> {
        let id = StaffId::new();
        self.query(
            "INSERT INTO staff (id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(staff.email.trim().to_lowercase())
        .bind(staff.name.to_owned())
        .bind(staff.password_hash.map(str::to_owned))
        .bind(now)
        .execute()
        .await?;
        self.set_grants(id, staff.grants).await?;
        Ok(id)
    }

    pub async fn find_staff(&mut self, id: StaffId) -> sqlx::Result<Option<Staff>> {
        self.query("SELECT * FROM staff WHERE id = $1")
            .bind(id)
            .fetch_optional()
            .await
    }

    /// Whether anybody has ever had a staff account.
    pub async fn has_staff(&mut self) -> sqlx::Result<bool> {
        let found: Option<(StaffId,)> = self
            .query("SELECT id FROM staff LIMIT 1")
            .fetch_optional()
            .await?;
        Ok(found.is_some())
    }

    /// Whoever has this address, also when their account was ended.
    pub async fn find_staff_by_email(&mut self, email: &str) -> sqlx::Result<Option<Staff>> {
        self.query("SELECT * FROM staff WHERE email = $1")
            .bind(email.trim().to_lowercase())
            .fetch_optional()
            .await
    }

    /// Keeps others from changing how a member of staff signs in until this transaction ends.
    pub async fn lock_staff(&mut self, id: StaffId) -> sqlx::Result<()> {
        let _: Option<(StaffId,)> = self
            .query("SELECT id FROM staff WHERE id = ")
            .push_bind(id)
            // SQLite has one writer, which this transaction is.
            .push_dialect(Statement {
                sqlite: "",
                postgres: " FOR UPDATE",
            })
            .fetch_optional()
            .await?;
        Ok(())
    }

    /// Sets the password of a member of staff.
    pub async fn set_staff_password(&mut self, id: StaffId, hash: &str) -> sqlx::Result<()> {
        self.query("UPDATE staff SET password_hash = $1 WHERE id = $2")
            .bind(hash.to_owned())
            .bind(id)
            .execute()
            .await?;
        Ok(())
    }

    /// Staff whose name or address contains the words, by name: those who may sign in, or those whose account was
    /// ended. `after` continues a list at the member of staff it ended with.
    pub async fn search_staff(
        &mut self,
        words: &str,
        are_ended: bool,
        after: Option<&Staff>,
        limit: i64,
    ) -> sqlx::Result<Vec<StaffLine>> {
        let pattern = format!("%{}%", escape_like(words.trim()).to_lowercase());
        let mut query = self
            .query("SELECT id, email, name, ended_at FROM staff WHERE ")
            .push(if are_ended {
                "ended_at IS NOT NULL"
            } else {
                "ended_at IS NULL"
            })
            .push(" AND (lower(name) LIKE ")
            .push_bind(pattern.clone())
            .push(" ESCAPE '\\' OR email LIKE ")
            .push_bind(pattern)
            .push(" ESCAPE '\\')");
        if let Some(staff) = after {
            query = query
                .push(" AND (lower(name), id) > (lower(")
                .push_bind(staff.name.clone())
                .push("), ")
                .push_bind(staff.id)
                .push(")");
        }
        query
            .push(" ORDER BY lower(name), id LIMIT ")
            .push_bind(limit)
            .fetch_all()
            .await
    }

    /// Ends an account, or restores it; false if it was so already.
    pub async fn set_ended(&mut self, id: StaffId, at: Option<Timestamp>) -> sqlx::Result<bool> {
        let statement = if at.is_some() {
            "UPDATE staff SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL"
        } else {
            "UPDATE staff SET ended_at = $1 WHERE id = $2 AND ended_at IS NOT NULL"
        };
        let changed = self.query(statement).bind(at).bind(id).execute().await?;
        Ok(changed > 0)
    }
}
