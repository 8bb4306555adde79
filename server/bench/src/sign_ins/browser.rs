//! A browser that posts small forms, with a session, a token and a network address of its own.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context as _;
use hyper::StatusCode;

use crate::connection::{Answer, Connection};

pub struct Browser {
    connection: Connection,
    pub cookie: String,
    csrf: String,
}

impl Browser {
    /// Comes without cookies and reads the sign-in page.
    pub async fn arrive(address: SocketAddr) -> anyhow::Result<Self> {
        let mut connection = Connection::open(address).await?;
        connection.caller = caller();
        let page = connection.get("/sign-in", "").await?;
        page.expect(StatusCode::OK, "the sign-in page")?;
        Ok(Self {
            connection,
            cookie: page.cookie().context("the sign-in page set no cookie")?,
            csrf: page.token()?.to_owned(),
        })
    }

    /// From now on the requests come from elsewhere, as far as the program is told.
    pub fn move_elsewhere(&mut self) {
        self.connection.caller = caller();
    }

    /// Reads a page with a form, whose token goes with what is posted from now on.
    pub async fn read(&mut self, path: &str) -> anyhow::Result<Answer> {
        let page = self.connection.get(path, &self.cookie).await?;
        page.expect(StatusCode::OK, path)?;
        if let Some(cookie) = page.cookie() {
            self.cookie = cookie;
        }
        self.csrf = page.token()?.to_owned();
        Ok(page)
    }

    /// Signs a member of staff of the demo in.
    pub async fn sign_in_at_desk(&mut self, (email, password): (&str, &str)) -> anyhow::Result<()> {
        let controls = [("email", email), ("password", password)];
        let signed_in = self.post("/staff/sign-in", &controls).await?;
        signed_in.location("signing in at the desk")?;
        Ok(())
    }

    /// Posts a form with these controls and keeps the cookie that the answer sets.
    pub async fn post(&mut self, path: &str, controls: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("csrf", &self.csrf)
            .extend_pairs(controls)
            .finish();
        let answer = self.connection.post(path, &self.cookie, body).await?;
        if let Some(cookie) = answer.cookie() {
            self.cookie = cookie;
        }
        Ok(answer)
    }
}

/// One of the 16 million addresses of a private network, drawn: each caller's tries are counted apart.
fn caller() -> String {
    Ipv4Addr::from_bits(0x0a00_0000 | fastrand::u32(..1 << 24)).to_string()
}
