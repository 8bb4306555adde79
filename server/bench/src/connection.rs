//! A keep-alive HTTP/1.1 connection, as light as hyper makes it.

use std::net::SocketAddr;

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full};
use hyper::{
    HeaderMap, Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    /// What is sent as `accept-encoding`.
    pub encoding: &'static str,
    /// Whom a proxy in front would name as the caller, in `x-forwarded-for`; empty for none.
    pub caller: String,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address)
            .await
            .with_context(|| format!("{address} does not answer"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // Ends by itself when the sender is dropped; its failures reach the one who waits for an answer.
        tokio::spawn(connection);
        Ok(Self {
            sender,
            host: address.to_string(),
            encoding: "identity",
            caller: String::new(),
        })
    }

    pub async fn get(&mut self, path: &str, cookie: &str) -> anyhow::Result<Answer> {
        self.send(Method::GET, path, cookie, String::new()).await
    }

    /// Posts a form.
    pub async fn post(&mut self, path: &str, cookie: &str, body: String) -> anyhow::Result<Answer> {
        self.send(Method::POST, path, cookie, body).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        cookie: &str,
        body: String,
    ) -> anyhow::Result<Answer> {
        let what = || format!("the request for {path} was not answered");
        let mut request = Request::builder()
            .method(&method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT_ENCODING, self.encoding);
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        if !self.caller.is_empty() {
            request = request.header("x-forwarded-for", &self.caller);
        }
        if method == Method::POST {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Full::new(Bytes::from(body)))?;
        self.sender.ready().await.with_context(what)?;
        let (parts, body) = self
            .sender
            .send_request(request)
            .await
            .with_context(what)?
            .into_parts();
        let body = body.collect().await.with_context(what)?.to_bytes();
        Ok(Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        })
    }
}

impl Answer {
    /// Fails with a sentence unless the answer is what was expected.
    pub fn expect(&self, status: StatusCode, what: &str) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.status == status,
            "{what} was answered with {} instead of {status}",
            self.status
        );
        Ok(())
    }

    /// Where a redirect leads; fails if the answer is none.
    pub fn location(&self, what: &str) -> anyhow::Result<&str> {
        self.expect(StatusCode::SEE_OTHER, what)?;
        let location = self
            .headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok());
        location.with_context(|| format!("{what} was answered with a redirect to nowhere"))
    }

    /// The anti-forgery token of its page: the value of the hidden control `csrf`. The page must not be compressed.
    pub fn token(&self) -> anyhow::Result<&str> {
        const CONTROL: &[u8] = b"name=\"csrf\" value=\"";
        let mut places = self.body.windows(CONTROL.len());
        let token = places
            .position(|window| window == CONTROL)
            .and_then(|place| {
                let rest = &self.body[place + CONTROL.len()..];
                let end = rest.iter().position(|byte| *byte == b'"')?;
                std::str::from_utf8(&rest[..end]).ok()
            });
        token.context("a page has no anti-forgery token")
    }

    /// The cookie it sets, as it is sent back.
    pub fn cookie(&self) -> Option<String> {
        let cookie = self.headers.get(header::SET_COOKIE)?.to_str().ok()?;
        cookie.split(';').next().map(str::to_owned)
    }
}
