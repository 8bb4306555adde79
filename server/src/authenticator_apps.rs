//! The codes of authenticator apps (TOTP, RFC 6238): six digits, SHA-1, half a minute each, as every app makes them.
//! The code before and after is accepted too, for telephones whose clock is a little off and for people who type slowly
//! (RFC 6238, 5.2); each only once.

use anyhow::Context as _;
use guildhall_database::{AuthenticatorApp, Connection, StaffId, Timestamp};
use qrcodegen::{QrCode, QrCodeEcc};
use time::OffsetDateTime;
use totp_rs::{Builder, Secret, Totp};

use crate::{error::Result, keys::Keys};

/// A secret that an app and we share, as it is set up.
pub struct NewApp {
    totp: Totp,
    /// What is typed where no camera is at hand: base32.
    pub secret: String,
}

impl NewApp {
    /// A new secret for an account.
    pub fn new(council: &str, email: &str) -> anyhow::Result<Self> {
        // 160 bits, as RFC 4226 recommends.
        let secret = Secret::from(rand::random::<[u8; 20]>().to_vec()).to_base32();
        Self::again(&secret, council, email)
    }

    /// The same secret on the page after, for the same account.
    pub fn again(secret: &str, council: &str, email: &str) -> anyhow::Result<Self> {
        Ok(Self {
            totp: totp(secret, council, email)?,
            secret: secret.to_owned(),
        })
    }

    /// The code that a camera reads, as the path of a square of so many units.
    pub fn picture(&self) -> anyhow::Result<Picture> {
        let url = self
            .totp
            .to_url()
            .map_err(|error| anyhow::anyhow!("no URL: {error:?}"))?;
        let code = QrCode::encode_text(&url, QrCodeEcc::Medium).context("no QR code")?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in 0..code.size() {
                if code.get_module(x, y) {
                    path.push_str(&format!("M{x},{y}h1v1h-1z"));
                }
            }
        }
        Ok(Picture {
            size: code.size(),
            path,
        })
    }

    /// The step of a code that is right now; none for a wrong one.
    pub fn step(&self, code: &str, now: Timestamp) -> Option<i64> {
        step(&self.totp, code, now)
    }
}

/// A QR code.
#[derive(Clone, Debug)]
pub struct Picture {
    /// In modules, each a unit wide.
    pub size: i32,
    /// SVG path data.
    pub path: String,
}

fn totp(secret: &str, council: &str, email: &str) -> anyhow::Result<Totp> {
    let secret =
        Secret::try_from_base32(secret).map_err(|error| anyhow::anyhow!("no secret: {error:?}"))?;
    // A colon divides the two in the URL.
    let [council, email] = [council, email].map(|words| words.replace(':', " "));
    Builder::new()
        .with_secret(secret)
        .with_issuer(Some(council))
        .with_account_name(email)
        .build()
        .map_err(|error| anyhow::anyhow!("no TOTP: {error:?}"))
}

fn step(totp: &Totp, code: &str, now: Timestamp) -> Option<i64> {
    let digits: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let seconds = OffsetDateTime::from(now).unix_timestamp();
    let step = totp.check(&digits, u64::try_from(seconds).ok()?)?;
    i64::try_from(step).ok()
}

/// To what a sealed secret belongs.
pub fn belongs_to(staff: StaffId) -> String {
    format!("authenticator app of staff {staff}")
}

/// Whether a code is a new one of one of a member of staff's apps; it is used up with that. An app whose secret can't be
/// opened, because its key is gone, has no right codes; the log says so.
pub async fn use_code(
    connection: &mut Connection,
    keys: &Keys,
    apps: &[AuthenticatorApp],
    code: &str,
    now: Timestamp,
) -> Result<bool> {
    for app in apps {
        let secret = match keys.open(&app.sealed_secret, &belongs_to(app.staff_id)) {
            Ok(secret) => secret,
            Err(error) => {
                tracing::error!(%error, app = %app.id, "an authenticator app's secret can't be opened");
                continue;
            }
        };
        let found = step(&totp(&secret, "", "account")?, code, now);
        if let Some(step) = found
            && connection.use_authenticator_app(app.id, step, now).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_code_counts_for_its_own_half_minute_and_those_beside_it() {
        let app = NewApp::new("Wrekinshire: Council", "amina@wrekinshire.example").unwrap();
        let noon = datetime!(2026-03-27 12:00 UTC);
        let code = app.totp.generate(noon.unix_timestamp() as u64).to_string();
        let step = |seconds: i64| app.step(&code, (noon + time::Duration::seconds(seconds)).into());
        let exact = noon.unix_timestamp() / 30;
        assert_eq!([step(0), step(-1), step(31)], [Some(exact); 3]);
        assert_eq!([step(-31), step(61)], [None, None]);
        assert_eq!(
            app.step(&format!(" {} {} ", &code[..3], &code[3..]), noon.into()),
            Some(exact)
        );
        assert_eq!(app.step("", noon.into()), None);
        let picture = app.picture().unwrap();
        assert!(picture.size > 20 && picture.path.starts_with("M0,0"));
    }
}
