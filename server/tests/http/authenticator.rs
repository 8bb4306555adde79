//! A device with passkeys, in software: it makes key pairs and signs with them as the standard says (Web Authentication,
//! level 3, sections 6.1 and 6.5.4), and can be told to misbehave.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::browser::Answer;

/// Where passkeys work in the tests.
pub const ORIGIN: &str = "http://localhost:3000";

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

/// A device with at most one passkey.
#[derive(Clone)]
pub struct Device {
    key: SigningKey,
    credential_id: [u8; 16],
    user: Option<String>,
    counter: u32,
    /// What it claims to be at.
    pub origin: &'static str,
    /// Whether it asks for a finger or a PIN.
    pub verifies: bool,
}

impl Device {
    pub fn new() -> Self {
        let key = loop {
            // Nearly every 32 bytes are a key.
            if let Ok(key) = SigningKey::from_slice(&rand::random::<[u8; 32]>()) {
                break key;
            }
        };
        Self {
            key,
            credential_id: rand::random(),
            user: None,
            counter: 0,
            origin: ORIGIN,
            verifies: true,
        }
    }

    /// What a page asks the browser for.
    fn options(page: &Answer) -> Value {
        let options = page.attribute("form[data-passkey]", "data-options");
        serde_json::from_str(&options).unwrap()
    }

    /// Makes a passkey for the page's form.
    pub fn make(&mut self, page: &Answer) -> String {
        let options = Self::options(page);
        assert_eq!(
            options["authenticatorSelection"]["userVerification"],
            "required"
        );
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        self.user = Some(options["user"]["id"].as_str().unwrap().to_owned());
        let mut data = self.authenticator_data(HAS_KEY);
        data.extend([0; 16]);
        data.extend(16_u16.to_be_bytes());
        data.extend(self.credential_id);
        let point = self.key.verifying_key().to_sec1_point(false);
        // A map of five: key type EC2, algorithm ES256, curve P-256, x and y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
        data.extend([0x21, 0x58, 0x20]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().unwrap());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        let client = self.client_data("webauthn.create", &options);
        self.credential(&json!({
            "attestationObject": text(&attestation),
            "clientDataJSON": text(&client),
            "transports": ["internal"],
        }))
    }

    /// Uses the passkey for the page's form.
    pub fn answer(&mut self, page: &Answer) -> String {
        let options = Self::options(page);
        assert_eq!(options["userVerification"], "required");
        self.counter += 1;
        let data = self.authenticator_data(0);
        let client = self.client_data("webauthn.get", &options);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.credential(&json!({
            "authenticatorData": text(&data),
            "clientDataJSON": text(&client),
            "signature": text(signature.to_der().as_bytes()),
            "userHandle": self.user,
        }))
    }

    /// Pretends to belong to somebody else.
    pub fn claim(&mut self, other: &Self) {
        self.user.clone_from(&other.user);
    }

    /// Goes back in time, as a copy would.
    pub fn set_back(&mut self) {
        self.counter = 0;
    }

    fn authenticator_data(&self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest("localhost").to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let client = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        client.to_string().into_bytes()
    }

    fn credential(&self, response: &Value) -> String {
        let id = text(&self.credential_id);
        json!({ "id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": response })
            .to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
