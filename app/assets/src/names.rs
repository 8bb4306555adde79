//! Names that change when the content does, so that browsers may keep a file for ever.

use sha2::{Digest, Sha256};

/// How many characters of the content's SHA-256 a name carries: 64 bits.
const HASH_LENGTH: usize = 16;

/// A name for some content, in lower-case hexadecimal. Each part counts with its length,
/// so moving a byte from one part to the next gives another name.
pub fn hash<Part: AsRef<[u8]>>(parts: impl IntoIterator<Item = Part>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let digest = hasher.finalize();
    let hexadecimal: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hexadecimal[..HASH_LENGTH].to_owned()
}

/// `images/logo.svg` becomes `images/logo.<hash of the content>.svg`.
pub fn hashed(logical: &str, content: &[u8]) -> String {
    let hash = hash([content]);
    let (folder, file) = match logical.rsplit_once('/') {
        Some((folder, file)) => (format!("{folder}/"), file),
        None => (String::new(), logical),
    };
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => {
            format!("{folder}{stem}.{hash}.{extension}")
        }
        _ => format!("{folder}{file}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_stands_before_the_extension() {
        let hash = hash([b"x"]);
        assert_eq!(hash.len(), HASH_LENGTH);
        assert_eq!(
            hashed("guildhall.css", b"x"),
            format!("guildhall.{hash}.css")
        );
        assert_eq!(
            hashed("govuk-frontend.min.js", b"x"),
            format!("govuk-frontend.min.{hash}.js")
        );
        assert_eq!(
            hashed("a.b/c/LICENCE", b"x"),
            format!("a.b/c/LICENCE.{hash}")
        );
        assert_eq!(hashed(".well-known", b"x"), format!(".well-known.{hash}"));
    }

    #[test]
    fn other_content_has_another_name_and_the_same_content_the_same() {
        assert_ne!(hashed("a.css", b"x"), hashed("a.css", b"y"));
        assert_eq!(hashed("a.css", b"x"), hashed("a.css", b"x"));
    }

    #[test]
    fn where_one_part_ends_matters() {
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
    }
}
