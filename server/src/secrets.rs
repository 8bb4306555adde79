//! What is sent to somebody to prove that it reaches them: links that can't be guessed, and codes to type.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// A secret for a link: 256 random bits, in letters that need no escaping.
pub fn for_link() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// A code of six digits, each as likely as any other.
pub fn code() -> String {
    format!("{:06}", rand::random_range(0..1_000_000_u32))
}

/// What is kept of a secret. Enough for a link; a code is hashed together with something that the database does
/// not hold, or a copy of it could be searched in no time.
pub fn hash(secret: &str) -> String {
    let digest = Sha256::digest(secret.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
