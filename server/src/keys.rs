//! Sealing what must be read again and must not be read in a copy of the database: the secrets of authenticator apps.
//!
//! A sealed text is `name:nonce:text`, the last two in base64: XChaCha20-Poly1305 under the key of that name, with
//! what it belongs to as associated data, so that a text moved to another row does not open. Of several keys the first
//! seals and all open: to change keys, put a new one before the old one, run `guildhall keys reseal`, and take the old
//! one away. Nobody is signed out by it.

use std::{fmt, sync::Arc};

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{
    Key, KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};

use crate::config::Config;

/// In bytes.
const KEY_LENGTH: usize = 32;
const NONCE_LENGTH: usize = 24;

/// The keys of this deployment; there may be none.
#[derive(Clone, Default)]
pub struct Keys(Arc<Vec<NamedKey>>);

struct NamedKey {
    name: String,
    cipher: XChaCha20Poly1305,
}

/// Why something sealed can't be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    #[error("the key \"{0}\" is not among the keys")]
    MissingKey(String),
    #[error("what was sealed has been changed, or belongs somewhere else")]
    Changed,
}

/// No key is set up, so nothing can be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no key is set up: set GUILDHALL_KEYS__FILE to a file with what `guildhall keys new` prints"
)]
pub struct NoKey;

impl Keys {
    /// The keys that the configuration names. Without any, a deployment on SQLite keeps one in a file beside its
    /// database, made the first time; one on PostgreSQL, which may be many machines, has none.
    ///
    /// # Errors
    /// What to put right in the settings.
    pub fn configured(config: &Config) -> anyhow::Result<Self> {
        if let Some(list) = config.keys.list()? {
            return Self::parse(list.expose())?.not_empty("the list of keys");
        }
        match config.database_url.strip_prefix("sqlite://") {
            Some(path) => Self::beside(path.split('?').next().unwrap_or(path)),
            None => Ok(Self::default()),
        }
    }

    /// The key in the file beside an SQLite database; makes it if it is not there.
    fn beside(database: &str) -> anyhow::Result<Self> {
        let file = format!("{database}.keys");
        let made = || format!("the file of keys {file} can't be made");
        if !std::path::Path::new(&file).exists() {
            // Written aside and then given its name, so that nobody ever reads half of it.
            let aside = format!("{file}.{}", uuid::Uuid::new_v4().simple());
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut open = options.open(&aside).with_context(made)?;
            let text = format!("{}\n", new_key());
            std::io::Write::write_all(&mut open, text.as_bytes()).with_context(made)?;
            // Another process may have been first: its key counts.
            let named = std::fs::hard_link(&aside, &file);
            std::fs::remove_file(&aside).with_context(made)?;
            if !std::path::Path::new(&file).exists() {
                named.with_context(made)?;
            }
        }
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("the file of keys {file} can't be read"))?;
        Self::parse(&text)?.not_empty(&format!("the file {file}"))
    }

    /// Refuses to go on without a key where one was meant to be: what was sealed could not be opened.
    fn not_empty(self, place: &str) -> anyhow::Result<Self> {
        anyhow::ensure!(self.is_configured(), "{place} holds no key");
        Ok(self)
    }

    /// Keys as they are written: `name:key`, separated by spaces or lines.
    ///
    /// # Errors
    /// Which of them is wrong, without the key itself.
    pub fn parse(list: &str) -> anyhow::Result<Self> {
        let mut keys: Vec<NamedKey> = Vec::new();
        for (place, word) in list.split_whitespace().enumerate() {
            let place = place + 1;
            let (name, key) = word
                .split_once(':')
                .with_context(|| format!("key {place} has no name before a colon"))?;
            let key = BASE64_URL_SAFE_NO_PAD
                .decode(key)
                .ok()
                .and_then(|key| Key::try_from(key.as_slice()).ok());
            let key = key.with_context(|| {
                format!("key {place} ({name}) is not {KEY_LENGTH} bytes in URL-safe base64")
            })?;
            let is_twice = keys.iter().any(|known| known.name == name);
            anyhow::ensure!(!is_twice, "two keys are called {name}");
            keys.push(NamedKey {
                name: name.to_owned(),
                cipher: XChaCha20Poly1305::new(&key),
            });
        }
        Ok(Self(Arc::new(keys)))
    }

    /// A key that nothing else knows and that is nowhere kept, for tests.
    pub fn random() -> Self {
        Self::parse(&new_key()).unwrap_or_default()
    }

    /// Whether anything can be sealed.
    pub fn is_configured(&self) -> bool {
        !self.0.is_empty()
    }

    /// Seals a text; `belongs_to` says to what, and opens it again.
    ///
    /// # Errors
    /// There is no key.
    pub fn seal(&self, text: &str, belongs_to: &str) -> Result<String, NoKey> {
        let first = self.0.first().ok_or(NoKey)?;
        let nonce: [u8; NONCE_LENGTH] = rand::random();
        let payload = Payload {
            msg: text.as_bytes(),
            aad: belongs_to.as_bytes(),
        };
        let sealed = first.cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| NoKey)?;
        let [nonce, sealed] = [&nonce[..], &sealed].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part));
        Ok(format!("{}:{nonce}:{sealed}", first.name))
    }

    /// Opens what was sealed for the same thing.
    ///
    /// # Errors
    /// The key is not here any more, or the text is not what was sealed.
    pub fn open(&self, sealed: &str, belongs_to: &str) -> Result<String, NotOpened> {
        let mut parts = sealed.split(':');
        let (Some(name), Some(nonce), Some(text), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotOpened::Changed);
        };
        let mut keys = self.0.iter();
        let key = keys.find(|key| key.name == name);
        let key = key.ok_or_else(|| NotOpened::MissingKey(name.to_owned()))?;
        let decoded = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part);
        let (Ok(nonce), Ok(text)) = (decoded(nonce), decoded(text)) else {
            return Err(NotOpened::Changed);
        };
        let nonce = XNonce::try_from(nonce.as_slice()).map_err(|_| NotOpened::Changed)?;
        let payload = Payload {
            msg: &text,
            aad: belongs_to.as_bytes(),
        };
        let opened = key.cipher.decrypt(&nonce, payload);
        let opened = opened.map_err(|_| NotOpened::Changed)?;
        String::from_utf8(opened).map_err(|_| NotOpened::Changed)
    }

    /// Whether a text was sealed with the key that seals now.
    pub fn is_current(&self, sealed: &str) -> bool {
        let name = sealed.split(':').next();
        self.0.first().map(|key| key.name.as_str()) == name
    }
}

/// A new key with a name of its own, as it is written.
pub fn new_key() -> String {
    let name: [u8; 6] = rand::random();
    let key: [u8; KEY_LENGTH] = rand::random();
    let [name, key] = [&name[..], &key].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part));
    format!("{name}:{key}")
}

/// Without the keys.
impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|key| &key.name);
        formatter.debug_list().entries(names).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let (old, new) = (new_key(), new_key());
        let before = Keys::parse(&old).unwrap();
        let sealed = before.seal("secret", "staff 1").unwrap();
        let during = Keys::parse(&format!("{new}\n{old}")).unwrap();
        assert_eq!(during.open(&sealed, "staff 1").as_deref(), Ok("secret"));
        assert!(before.is_current(&sealed) && !during.is_current(&sealed));
        let anew = during.seal("secret", "staff 1").unwrap();
        let after = Keys::parse(&new).unwrap();
        assert_eq!(after.open(&anew, "staff 1").as_deref(), Ok("secret"));
        assert!(matches!(
            after.open(&sealed, "staff 1"),
            Err(NotOpened::MissingKey(_))
        ));
    }

    #[test]
    fn what_is_wrong_with_a_list_of_keys_is_said_without_the_key() {
        for (list, problem) in [
            ("nonsense", "key 1 has no name"),
            ("one:c2hvcnQ", "key 1 (one) is not 32 bytes"),
        ] {
            let said = Keys::parse(list).unwrap_err().to_string();
            assert!(
                said.contains(problem) && !said.contains("c2hvcnQ"),
                "{said}"
            );
        }
        let key = new_key();
        let twice = Keys::parse(&format!("{key} {key}"))
            .unwrap_err()
            .to_string();
        assert!(twice.starts_with("two keys are called"));
        assert_eq!(Keys::default().seal("secret", "staff 1"), Err(NoKey));
        assert!(
            !format!("{:?}", Keys::parse(&key).unwrap()).contains(key.split(':').nth(1).unwrap())
        );
    }

    proptest! {
        #[test]
        fn only_what_was_sealed_opens_and_only_where_it_belongs(text in "\\PC{0,80}", place in 0_usize..200) {
            let keys = Keys::random();
            let sealed = keys.seal(&text, "here").unwrap();
            prop_assert_eq!(keys.open(&sealed, "here"), Ok(text));
            prop_assert!(keys.open(&sealed, "there").is_err());
            let mut changed = sealed.clone().into_bytes();
            let place = place % changed.len();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            prop_assert!(keys.open(&String::from_utf8(changed).unwrap(), "here").is_err());
        }
    }
}
