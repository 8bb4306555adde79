//! Passkeys (Web Authentication): a key pair whose private half stays on somebody's device, which asks for a finger, a
//! face or a PIN before it uses it. So a passkey is two factors in one, and it answers to our own address only, which
//! nobody can be talked out of.
//!
//! A passkey is added, and asked for, in two steps: what the browser is asked is kept in its session, where the
//! browser can't change it, until the answer comes back with a form.

use std::sync::Arc;

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use guildhall_app::pages::passkeys::Ceremony;
use guildhall_database::{Connection, Holder, Passkey as Stored, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn,
    WebauthnBuilder, WebauthnError,
};
use webauthn_rs_proto::ResidentKeyRequirement;

use crate::{access::Visitor, error::Result, links::Links};

/// The steps under which a browser's session keeps what its browser was asked.
const ADDING: &str = "passkey-adding";
const ASKING: &str = "passkey-asking";
const ASKING_ONE: &str = "passkey-asking-one";

/// Asks browsers for passkeys and judges what they answer.
#[derive(Clone, Debug)]
pub struct Passkeys {
    webauthn: Arc<Webauthn>,
    /// Where passkeys work: a browser at any other address is told so.
    origin: String,
}

impl Passkeys {
    /// Passkeys for the address that residents type. They are bound to a name, and an IP address is none: a program
    /// that is tried on its own machine has them at `localhost`.
    ///
    /// # Errors
    /// The public URL is not a web address.
    pub fn new(links: &Links, council: &str) -> anyhow::Result<Self> {
        let mut origin: Url = links
            .to("/")
            .parse()
            .context("the public URL is not a web address")?;
        if origin.domain().is_none() {
            origin
                .set_host(Some("localhost"))
                .context("the public URL has no host")?;
        }
        let name = origin.domain().unwrap_or_default().to_owned();
        let webauthn = WebauthnBuilder::new(&name, &origin)
            .and_then(|builder| builder.rp_name(council).build())
            .context("passkeys can't be used at the public URL")?;
        Ok(Self {
            webauthn: Arc::new(webauthn),
            origin: origin.origin().ascii_serialization(),
        })
    }

    /// Asks a browser for a new passkey of somebody's: one that signs in without a name being typed.
    pub async fn begin_adding(
        &self,
        visitor: &mut Visitor,
        holder: Holder,
        (email, name): (&str, &str),
        known: &[Stored],
    ) -> Result<Ceremony> {
        let known: Vec<Passkey> = known.iter().map(read).collect::<Result<_>>()?;
        let known = known.iter().map(|passkey| passkey.cred_id().clone());
        let (mut asked, state) = self
            .webauthn
            .start_passkey_registration(holder.id(), email, name, Some(known.collect()))
            .context("a browser can't be asked for a new passkey")?;
        if let Some(wanted) = &mut asked.public_key.authenticator_selection {
            wanted.resident_key = Some(ResidentKeyRequirement::Required);
            wanted.require_resident_key = true;
        }
        visitor.set_step(ADDING, &state).await?;
        self.ceremony(&asked.public_key)
    }

    /// The new passkey that a browser made; none if it is not what was asked for.
    pub async fn finish_adding(&self, visitor: &mut Visitor, answer: &str) -> Result<Option<Made>> {
        let Some(state) = take::<PasskeyRegistration>(visitor, ADDING).await? else {
            return Ok(None);
        };
        let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else {
            return Ok(None);
        };
        let made = self.webauthn.finish_passkey_registration(&answer, &state);
        let Some(passkey) = made.inspect_err(refused).ok() else {
            return Ok(None);
        };
        Ok(Some(Made {
            credential_id: BASE64_URL_SAFE_NO_PAD.encode(passkey.cred_id()),
            credential: serde_json::to_value(&passkey).map_err(anyhow::Error::from)?,
        }))
    }

    /// Asks a browser for whichever passkey somebody has for us.
    pub async fn begin_asking(&self, visitor: &mut Visitor) -> Result<Ceremony> {
        let (asked, state) = self
            .webauthn
            .start_discoverable_authentication()
            .context("a browser can't be asked for a passkey")?;
        visitor.set_step(ASKING, &state).await?;
        self.ceremony(&asked.public_key)
    }

    /// Whose passkey a browser answered with, if it is right. Call it in a transaction: it writes down that the
    /// passkey was used.
    pub async fn finish_asking(
        &self,
        connection: &mut Connection,
        visitor: &mut Visitor,
        answer: &str,
        now: Timestamp,
    ) -> Result<Option<Holder>> {
        let Some(state) = take::<DiscoverableAuthentication>(visitor, ASKING).await? else {
            return Ok(None);
        };
        let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
            return Ok(None);
        };
        let Ok((id, credential_id)) = self.webauthn.identify_discoverable_authentication(&answer)
        else {
            return Ok(None);
        };
        let credential_id = BASE64_URL_SAFE_NO_PAD.encode(credential_id);
        let stored = connection.find_passkey(&credential_id).await?;
        let Some(stored) = stored.filter(|stored| stored.holder().id() == id) else {
            return Ok(None);
        };
        let passkey = read(&stored)?;
        let answered = self
            .webauthn
            .finish_discoverable_authentication_v2(&answer, state, &passkey);
        let Some(answered) = answered.inspect_err(refused).ok() else {
            return Ok(None);
        };
        use_up(connection, &stored, passkey, &answered, now).await?;
        Ok(Some(stored.holder()))
    }

    /// Asks a browser for one of these passkeys.
    pub async fn begin_asking_for(
        &self,
        visitor: &mut Visitor,
        known: &[Stored],
    ) -> Result<Ceremony> {
        let known: Vec<Passkey> = known.iter().map(read).collect::<Result<_>>()?;
        let (asked, state) = self
            .webauthn
            .start_passkey_authentication(&known)
            .context("a browser can't be asked for a passkey")?;
        visitor.set_step(ASKING_ONE, &state).await?;
        self.ceremony(&asked.public_key)
    }

    /// Whether a browser answered with one of these passkeys. Call it in a transaction.
    pub async fn finish_asking_for(
        &self,
        connection: &mut Connection,
        visitor: &mut Visitor,
        (known, answer): (&[Stored], &str),
        now: Timestamp,
    ) -> Result<bool> {
        let Some(state) = take::<PasskeyAuthentication>(visitor, ASKING_ONE).await? else {
            return Ok(false);
        };
        let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
            return Ok(false);
        };
        let answered = self.webauthn.finish_passkey_authentication(&answer, &state);
        let Some(answered) = answered.inspect_err(refused).ok() else {
            return Ok(false);
        };
        // It may have been removed since the browser was asked.
        for stored in known {
            let passkey = read(stored)?;
            if passkey.cred_id() == answered.cred_id() {
                use_up(connection, stored, passkey, &answered, now).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn ceremony(&self, asked: &impl Serialize) -> Result<Ceremony> {
        Ok(Ceremony {
            options: serde_json::to_string(asked).map_err(anyhow::Error::from)?,
            origin: self.origin.clone(),
        })
    }
}

/// A passkey that a browser has just made, as it is stored.
#[derive(Clone, Debug)]
pub struct Made {
    pub credential_id: String,
    pub credential: serde_json::Value,
}

fn read(stored: &Stored) -> Result<Passkey> {
    let passkey = serde_json::from_value(stored.credential.clone());
    Ok(passkey.context("a stored passkey can't be read")?)
}

/// What a browser was asked, once: an answer that is sent twice finds nothing.
async fn take<T: DeserializeOwned>(visitor: &mut Visitor, name: &str) -> Result<Option<T>> {
    let state = visitor.step(name);
    if state.is_some() {
        visitor.clear_step(name).await?;
    }
    Ok(state)
}

/// Keeps the counter, by which a copied passkey would be noticed.
async fn use_up(
    connection: &mut Connection,
    stored: &Stored,
    mut passkey: Passkey,
    answered: &AuthenticationResult,
    now: Timestamp,
) -> Result<()> {
    passkey.update_credential(answered);
    let credential = serde_json::to_value(&passkey).map_err(anyhow::Error::from)?;
    Ok(connection.use_passkey(stored.id, &credential, now).await?)
}

/// The reason goes to the log; whoever tried is told only that it did not work.
fn refused(error: &WebauthnError) {
    tracing::info!(?error, "a passkey was refused");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn origin(public_url: Option<&str>) -> String {
        let config = Config {
            public_url: public_url.map(str::to_owned),
            ..Config::default()
        };
        let links = Links::new(&config, config.listen);
        Passkeys::new(&links, "Wrekinshire Council").unwrap().origin
    }

    #[test]
    fn passkeys_are_bound_to_a_name() {
        assert_eq!(origin(None), "http://localhost:3000");
        assert_eq!(
            origin(Some("https://www.wrekinshire.example/")),
            "https://www.wrekinshire.example"
        );
    }
}
