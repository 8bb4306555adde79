//! Passwords are kept as Argon2id hashes, and checked without telling who has an account.

use std::sync::{Arc, LazyLock};

use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString},
};
use tokio::sync::Semaphore;

/// What is verified when there is no such account, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody's password").unwrap_or_default());

/// Hashes and checks passwords, a few at a time: each costs 19 MiB of memory (OWASP's least for Argon2id),
/// and a crowd at the sign-in page must not exhaust the machine.
#[derive(Clone, Debug)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(2)))
    }
}

impl Passwords {
    /// Whether the password is the one that was hashed; the same work is done when there is no hash.
    pub async fn verify(&self, password: String, stored: Option<String>) -> bool {
        let Ok(_permit) = self.0.acquire().await else {
            return false;
        };
        tokio::task::spawn_blocking(move || {
            let is_known = stored.is_some();
            let stored = stored.unwrap_or_else(|| NOBODY.clone());
            let matches = PasswordHash::new(&stored).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(password.as_bytes(), &hash)
                    .is_ok()
            });
            matches && is_known
        })
        .await
        .unwrap_or(false)
    }
}

/// An Argon2id hash in PHC form, with a salt of its own.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let salt: [u8; 16] = rand::random();
    let salt =
        SaltString::encode_b64(&salt).map_err(|error| anyhow::anyhow!("no salt: {error}"))?;
    let hash = Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map_err(|error| anyhow::anyhow!("the password can't be hashed: {error}"))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_is_accepted() {
        let passwords = Passwords::default();
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(
            passwords
                .verify("correct horse".into(), Some(stored.clone()))
                .await
        );
        assert!(!passwords.verify("wrong horse".into(), Some(stored)).await);
        assert!(!passwords.verify("nobody's password".into(), None).await);
    }
}
