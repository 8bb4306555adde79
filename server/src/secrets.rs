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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn links_and_codes_have_their_length() {
        let links: HashSet<String> = (0..1_000).map(|_| for_link()).collect();
        assert_eq!(links.len(), 1_000, "no link twice");
        // 256 bits in letters of 6 bits each.
        assert!(links.iter().all(|link| link.len() == 43));
        let codes: Vec<String> = (0..1_000).map(|_| code()).collect();
        let is_code =
            |code: &String| code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit());
        assert!(codes.iter().all(is_code), "zeros in front are kept");
    }
}
