//! Members of staff who may sign in.

use sqlx::FromRow;

use crate::{Connection, StaffId, Timestamp};

#[derive(Clone, Debug, FromRow)]
pub struct Staff {
    pub id: StaffId,
    /// In lower case, as it is compared.
    pub email: String,
    pub name: String,
    pub role: String,
    /// An Argon2id hash in PHC form.
    pub password_hash: String,
    pub created_at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct NewStaff<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: &'a str,
    pub password_hash: &'a str,
}

impl Connection {
    pub async fn add_staff(
        &mut self,
        staff: &NewStaff<'_>,
        now: Timestamp,
    ) -> sqlx::Result<StaffId> {
        let id = StaffId::new();
        self.query(
            "INSERT INTO staff (id, email, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(staff.email.trim().to_lowercase())
        .bind(staff.name.to_owned())
        .bind(staff.role.to_owned())
        .bind(staff.password_hash.to_owned())
        .bind(now)
        .execute()
        .await?;
        Ok(id)
    }

    pub async fn find_staff(&mut self, id: StaffId) -> sqlx::Result<Option<Staff>> {
        self.query("SELECT * FROM staff WHERE id = $1")
            .bind(id)
            .fetch_optional()
            .await
    }

    pub async fn find_staff_by_email(&mut self, email: &str) -> sqlx::Result<Option<Staff>> {
        self.query("SELECT * FROM staff WHERE email = $1")
            .bind(email.trim().to_lowercase())
            .fetch_optional()
            .await
    }
}
