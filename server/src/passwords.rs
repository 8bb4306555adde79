//! Passwords are kept as Argon2id hashes, and checked without telling who has an account.

use std::sync::{
    Arc, LazyLock, Mutex,
    atomic::{AtomicU64, Ordering},
};

use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version,
    password_hash::{Output, ParamsString, PasswordHash, SaltString},
};
use tokio::sync::{Semaphore, oneshot};
use zxcvbn::{Score, matching::patterns::MatchPattern, zxcvbn};

/// What is verified when there is no such account, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody's password").unwrap_or_default());

/// In characters; what is shorter is refused whatever it is made of.
pub const SHORTEST: usize = 8;
/// In characters; a passphrase of any sensible length is taken.
pub const LONGEST: usize = 1_000;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    TooShort,
    TooLong,
    /// One of the passwords that people choose most often, as collected from breaches.
    Common,
    /// Made of the council's name, or of what is known of whoever chose it.
    Known,
    /// Quickly guessed for another reason: a pattern, a date, a single word.
    Guessable,
}

/// Why a password is too easily guessed, if it is; `known` are the words that stand close to whoever chooses it.
/// The estimate is zxcvbn's, and so is the list of the 30,000 passwords that breaches held most often: rarer ones that
/// once leaked are not known here, for which counting tries has to stand in. What a password is made of is no
/// rule: a few long words are as good as signs (NIST SP 800-63B, OWASP ASVS 5.0, 6.2).
pub fn weakness(password: &str, known: &[&str]) -> Option<Weakness> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(Weakness::TooShort);
    }
    if length > LONGEST {
        return Some(Weakness::TooLong);
    }
    let known: Vec<String> = known.iter().flat_map(|words| close_to(words)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let estimate = zxcvbn(password, &known);
    if estimate.score() >= Score::Three {
        return None;
    }
    // The dictionaries' names have a type that the crate keeps to itself, so they are told apart by its words.
    let made_of = |dictionary: &str, share: usize| {
        estimate.sequence().iter().any(|part| {
            let is_long = part.token.chars().count() * share >= length;
            matches!(&part.pattern, MatchPattern::Dictionary(word)
                if format!("{:?}", word.dictionary_name) == dictionary && is_long)
        })
    };
    Some(if made_of("UserInputs", 2) {
        Weakness::Known
    } else if made_of("Passwords", 1) {
        Weakness::Common
    } else {
        Weakness::Guessable
    })
}

/// A name or an address as it is, run together, and word by word, for the estimate compares with whole words.
fn close_to(words: &str) -> Vec<String> {
    let words = words.to_lowercase();
    let letters = |part: &str| {
        part.chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect::<String>()
    };
    let parts = words
        .split(|letter: char| !letter.is_alphanumeric())
        .map(str::to_owned);
    let longer = words
        .split(['@', ' '])
        .flat_map(|part| [part.to_owned(), letters(part)]);
    let all = parts.chain(longer).chain([letters(&words), words.clone()]);
    all.filter(|part| part.chars().count() > 2).collect()
}

/// What a half-done step keeps of a password, so that a new one ends it: a hash of the stored hash.
pub fn fingerprint(stored: Option<&str>) -> String {
    crate::secrets::hash(stored.unwrap_or_default())
}

/// What Argon2id works in.
type Memory = Vec<Block>;

/// Hashes and checks passwords, a few at a time and away from the threads that answer requests: each costs
/// 19 MiB of memory (OWASP's least for Argon2id), and a crowd at the sign-in page must not exhaust the machine.
#[derive(Clone, Debug)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// The memory of each place, kept between uses: to ask the system for so much at each try, and to give it back,
    /// holds up everybody else, and a crowd would leave some of it with every thread.
    memory: Arc<Mutex<Vec<Memory>>>,
    /// How many were worked out since the start.
    count: Arc<AtomicU64>,
}

impl Default for Passwords {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            places: Arc::new(Semaphore::new((processors / 2).max(1))),
            memory: Arc::default(),
            count: Arc::new(AtomicU64::new(0)),
        }
    }
}

impl Passwords {
    /// Whether the password is the one that was hashed; the same work is done when there is no hash.
    pub async fn verify(&self, password: String, stored: Option<String>) -> bool {
        let stored: Vec<_> = stored.into_iter().collect();
        !self.verify_each(password, stored).await.is_empty()
    }

    /// Which of the hashes are of this password, by their places. Those of people who share an address share a
    /// salt (see [`Passwords::hash_beside`]), so that the work is the same for none, one or several.
    pub async fn verify_each(&self, password: String, stored: Vec<String>) -> Vec<usize> {
        self.work(move |memory| {
            let is_known = !stored.is_empty();
            let stored = if is_known {
                stored
            } else {
                vec![NOBODY.clone()]
            };
            let mut worked_out: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
            let mut right = Vec::new();
            for (place, stored) in stored.iter().enumerate() {
                if matches(&password, stored, &mut worked_out, memory) && is_known {
                    right.push(place);
                }
            }
            right
        })
        .await
        .unwrap_or_default()
    }

    /// An Argon2id hash, away from the threads that answer requests.
    pub async fn hash(&self, password: String) -> anyhow::Result<String> {
        self.work(move |memory| hash_with(&password, &rand::random::<[u8; 16]>(), memory))
            .await?
    }

    /// A hash with the salt of another person's who signs in with the same address.
    pub async fn hash_beside(
        &self,
        password: String,
        other: Option<String>,
    ) -> anyhow::Result<String> {
        self.work(move |memory| match other.as_deref().and_then(salt_of) {
            Some(salt) => hash_with(&password, &salt, memory),
            None => hash_with(&password, &rand::random::<[u8; 16]>(), memory),
        })
        .await?
    }

    /// How many passwords were worked out since the start, for showing that two ways cost the same.
    pub fn worked_out(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let place = self.places.clone().acquire_owned().await?;
        self.count.fetch_add(1, Ordering::Relaxed);
        let kept = self.memory.clone();
        let (done, outcome) = oneshot::channel();
        let thread = std::thread::Builder::new().name("password".to_owned());
        thread.spawn(move || {
            give_way();
            let taken = kept.lock().ok().and_then(|mut kept| kept.pop());
            let mut memory = taken.unwrap_or_default();
            let worked_out = work(&mut memory);
            if let Ok(mut kept) = kept.lock() {
                kept.push(memory);
            }
            // Taken until now, also when whoever asked has gone away: a crowd that hangs up is a crowd, too.
            drop(place);
            // Nobody may be waiting any more.
            let _ = done.send(worked_out);
        })?;
        Ok(outcome.await?)
    }
}

/// Lets every other thread of the program go first from now on: reading a page must not wait for a crowd at the sign-in
/// page. Only Linux has such a setting for one thread.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(10) {
        tracing::debug!(%error, "passwords are worked out at full priority");
    }
}

/// Whether a password is the one of a hash; hashes with the same salt are worked out once.
fn matches(
    password: &str,
    stored: &str,
    worked_out: &mut Vec<(Vec<u8>, Vec<u8>)>,
    memory: &mut Memory,
) -> bool {
    let (Ok(parsed), Some(salt)) = (PasswordHash::new(stored), salt_of(stored)) else {
        return false;
    };
    let Some(expected) = parsed.hash else {
        return false;
    };
    let known = worked_out.iter().position(|(of, _)| *of == salt);
    let place = known.or_else(|| {
        let algorithm = Algorithm::try_from(parsed.algorithm).ok()?;
        let params = Params::try_from(&parsed).ok()?;
        let mut output = vec![0; expected.len()];
        let argon2 = Argon2::new(algorithm, Version::V0x13, params);
        work_out(&argon2, password, &salt, &mut output, memory).ok()?;
        worked_out.push((salt, output));
        Some(worked_out.len() - 1)
    });
    // Compared by the hash type, which takes as long whichever byte differs.
    place
        .and_then(|place| Output::new(&worked_out[place].1).ok())
        .is_some_and(|output| output == expected)
}

fn salt_of(stored: &str) -> Option<Vec<u8>> {
    let parsed = PasswordHash::new(stored).ok()?;
    let mut bytes = [0; 64];
    Some(parsed.salt?.decode_b64(&mut bytes).ok()?.to_vec())
}

/// An Argon2id hash in PHC form, with a salt of its own.
pub fn hash(password: &str) -> anyhow::Result<String> {
    hash_with(password, &rand::random::<[u8; 16]>(), &mut Memory::new())
}

fn hash_with(password: &str, salt: &[u8], memory: &mut Memory) -> anyhow::Result<String> {
    let failed = |error| anyhow::anyhow!("the password can't be hashed: {error}");
    let argon2 = Argon2::default();
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    work_out(&argon2, password, salt, &mut output, memory)
        .map_err(|error| anyhow::anyhow!("the password can't be hashed: {error}"))?;
    let salt = SaltString::encode_b64(salt).map_err(failed)?;
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon2.params()).map_err(failed)?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(&output).map_err(failed)?),
    };
    Ok(hash.to_string())
}

/// Argon2 in memory that was used before: it reads nothing that it has not written.
fn work_out(
    argon2: &Argon2<'_>,
    password: &str,
    salt: &[u8],
    output: &mut [u8],
    memory: &mut Memory,
) -> argon2::Result<()> {
    memory.resize(argon2.params().block_count(), Block::default());
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, output, memory)
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

    #[tokio::test]
    async fn whoever_hangs_up_keeps_the_place_until_the_work_is_done() {
        let passwords = Passwords {
            places: Arc::new(Semaphore::new(1)),
            ..Passwords::default()
        };
        let (finish, working) = std::sync::mpsc::channel::<()>();
        let mut asking = Box::pin(passwords.work(move |_| working.recv().is_ok()));
        tokio::select! {
            biased;
            _ = &mut asking => panic!("nobody has finished it"),
            () = tokio::task::yield_now() => {}
        }
        drop(asking);
        assert_eq!(passwords.places.available_permits(), 0);
        finish.send(()).unwrap();
        while passwords.places.available_permits() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn people_who_share_an_address_cost_no_more_than_one() {
        let passwords = Passwords::default();
        let first = passwords.hash("a quiet lane".into()).await.unwrap();
        let second = passwords
            .hash_beside("two tall oaks".into(), Some(first.clone()))
            .await
            .unwrap();
        let before = passwords.worked_out();
        let both = vec![first, second];
        assert_eq!(
            passwords
                .verify_each("two tall oaks".into(), both.clone())
                .await,
            [1]
        );
        assert_eq!(
            passwords
                .verify_each("a quiet lane".into(), both.clone())
                .await,
            [0]
        );
        assert!(
            passwords
                .verify_each("neither".into(), both)
                .await
                .is_empty()
        );
        assert_eq!(passwords.worked_out() - before, 3);
    }

    #[test]
    fn easy_passwords_are_refused_with_the_reason() {
        let known = [
            "Wrekinshire Council",
            "Bronwen Parry",
            "bronwen.parry@residents.example",
        ];
        let cases = [
            ("short", Some(Weakness::TooShort)),
            ("iloveyou", Some(Weakness::Common)),
            ("Password1", Some(Weakness::Common)),
            ("wrekinshire1", Some(Weakness::Known)),
            ("BronwenParry", Some(Weakness::Known)),
            ("bronwen.parry1", Some(Weakness::Known)),
            ("abcdefghij", Some(Weakness::Guessable)),
            ("kettle lantern orchard", None),
            ("pnEr8!qZs0", None),
        ];
        for (password, weak) in cases {
            assert_eq!(weakness(password, &known), weak, "{password}");
        }
        assert_eq!(
            weakness(&"orchard ".repeat(126), &known),
            Some(Weakness::TooLong)
        );
        let long: String = (0..1_000)
            .map(|place| char::from(b'a' + (place * place % 26) as u8))
            .collect();
        assert_eq!(weakness(&long, &known), None);
    }
}
