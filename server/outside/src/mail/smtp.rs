//! The council's mail server, spoken to with lettre over a few connections that are kept between messages.
//!
//! The connections are kept here and not by lettre's own pool for two reasons. One that ran out of time in the middle
//! of a conversation must never be used again: its late answers would be taken for answers to the next message. And
//! a server that refuses *us* (a wrong password, no TLS, too many connections) is told apart from one that refuses
//! *this message*: only the latter can be for good.

use std::{
    borrow::Cow,
    fmt,
    net::Ipv4Addr,
    time::{Duration, Instant, SystemTime},
};

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        extension::ClientId,
    },
};
use percent_encoding::percent_decode_str;
use tokio::{net::TcpStream, sync::Mutex};
use url::{Host, Url};

use super::Outgoing;
use crate::Failure;

/// For greeting, TLS and signing in, all together.
const TIME_TO_CONNECT: Duration = Duration::from_secs(60);
/// For a whole message. RFC 5321, section 4.5.3.2.6, gives the server ten minutes to take charge of it after the last
/// line; whoever gives up sooner makes it arrive twice.
const TIME_TO_SEND: Duration = Duration::from_secs(11 * 60);
/// Servers close connections that say nothing, after five minutes by RFC 5321 but sooner by habit.
const IDLE: Duration = Duration::from_secs(30);
/// Connections that wait for the next message.
const MOST_IDLE: usize = 4;
/// RFC 6409 and RFC 8314.
const SUBMISSION_PORT: u16 = 587;
const SUBMISSIONS_PORT: u16 = 465;

/// What is wrong with the settings, in a sentence without the password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(String);

/// A mail server.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    hello: ClientId,
    from: Mailbox,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

enum Tls {
    /// On this machine only.
    None,
    /// STARTTLS, and no word before it.
    Required(TlsParameters),
    /// From the first byte.
    Wrapper(TlsParameters),
}

impl fmt::Debug for Smtp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Smtp({}:{})", self.host, self.port)
    }
}

impl Smtp {
    /// A mail server by its URL: `smtps://user:password@host` (TLS from the start), `smtp://…@host?tls=required`
    /// (STARTTLS), or `smtp://127.0.0.1:25` (this machine only, without TLS). `from` is an address, with or without
    /// a name. A server whose certificate the well-known authorities did not sign is trusted by `certificate`, in
    /// PEM form.
    ///
    /// # Errors
    /// What to put right.
    pub fn new(url: &str, from: &str, certificate: Option<&[u8]>) -> Result<Self, Unusable> {
        let unusable = |why: &str| Unusable(why.to_owned());
        let url = Url::parse(url).map_err(|_| {
            unusable("the mail server's URL can't be read; write smtp://user:password@host:587?tls=required")
        })?;
        let host = url
            .host()
            .ok_or_else(|| unusable("the mail server's URL names no host"))?;
        let is_here = is_this_machine(&host);
        let host = host.to_string().trim_matches(['[', ']']).to_owned();
        let tls = |wrap: fn(TlsParameters) -> Tls| {
            let mut parameters = TlsParameters::builder(host.clone());
            if let Some(pem) = certificate {
                // A file without any certificate would be read as none, and nothing trusted in silence.
                let has_one = String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----");
                let certificate = Certificate::from_pem(pem)
                    .ok()
                    .filter(|_| has_one)
                    .ok_or_else(|| {
                        unusable("the mail server's certificate file is no PEM certificate")
                    })?;
                parameters = parameters.add_root_certificate(certificate);
            }
            let parameters = parameters
                .build()
                .map_err(|_| unusable("TLS can't be set up for the mail server"))?;
            Ok(wrap(parameters))
        };
        let asked = url.query_pairs().find(|(name, _)| name == "tls");
        let asked = asked.map(|(_, value)| value.into_owned());
        let (port, tls) = match (url.scheme(), asked.as_deref()) {
            ("smtps", None) => (SUBMISSIONS_PORT, tls(Tls::Wrapper)?),
            ("smtp", Some("required")) => (SUBMISSION_PORT, tls(Tls::Required)?),
            ("smtp", None) if is_here => (25, Tls::None),
            ("smtp", None) => {
                return Err(unusable(
                    "mail would cross the network in the clear; add ?tls=required to the mail server's URL, or use smtps://",
                ));
            }
            _ => {
                return Err(unusable(
                    "the mail server's URL must begin with smtps:// or smtp:// and may only end in ?tls=required",
                ));
            }
        };
        let from: Mailbox = from
            .parse()
            .map_err(|_| unusable("the address that mail comes from is no e-mail address"))?;
        Ok(Self {
            port: url.port().unwrap_or(port),
            credentials: credentials(&url)?,
            hello: ClientId::default(),
            idle: Mutex::default(),
            host,
            tls,
            from,
        })
    }

    /// Sends a message and returns once the server has taken charge of it.
    pub(super) async fn send(&self, mail: &Outgoing) -> Result<(), Failure> {
        let message = self.message(mail)?;
        let mut connection = self.connection().await?;
        let formatted = message.formatted();
        let sending = connection.send(message.envelope(), &formatted);
        // A connection that is not put back is closed: whatever it still had to say is never read.
        match within(TIME_TO_SEND, sending).await? {
            Ok(_) => {
                self.keep(connection).await;
                Ok(())
            }
            Err(error) => Err(refusal(&error)),
        }
    }

    fn message(&self, mail: &Outgoing) -> Result<Message, Failure> {
        let to: Address = mail
            .to
            .parse()
            .map_err(|_| Failure::permanent("the address is not one that mail can be sent to"))?;
        let domain = self.from.email.domain();
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let language = HeaderName::new_from_ascii_str("Content-Language");
        let builder = Message::builder()
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            .date(SystemTime::from(mail.written_at))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&mail.subject))
            .raw_header(HeaderValue::new(language, mail.language.tag().to_owned()))
            // RFC 3834: no holiday notices in return.
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()));
        let plain = SinglePart::plain(mail.text.clone());
        let message = match &mail.html {
            Some(html) => builder.multipart(
                MultiPart::alternative()
                    .singlepart(plain)
                    .singlepart(SinglePart::html(html.clone())),
            ),
            None => builder.singlepart(plain),
        };
        message.map_err(|_| Failure::permanent("the message can't be put into the form of mail"))
    }

    /// A connection that answers: one that waits, or a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, Failure> {
        loop {
            let waiting = self.idle.lock().await.pop();
            let Some((mut connection, since)) = waiting else {
                break;
            };
            if since.elapsed() < IDLE
                && within(TIME_TO_CONNECT, connection.test_connected()).await == Ok(true)
            {
                return Ok(connection);
            }
        }
        // Whatever is wrong, it is wrong between us and the server, not with this message.
        match within(TIME_TO_CONNECT, self.connect()).await? {
            Ok(connection) => Ok(connection),
            Err(Unconnected::Unreachable) => Err(Failure::temporary(UNREACHABLE)),
            Err(Unconnected::Refused(error)) => Err(Failure::temporary(in_words(&error))),
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Unconnected> {
        let address = (self.host.as_str(), self.port);
        let mut connection = match &self.tls {
            Tls::Wrapper(parameters) => {
                let (time, tls) = (Some(TIME_TO_CONNECT), Some(parameters.clone()));
                AsyncSmtpConnection::connect_tokio1(address, time, &self.hello, tls, None).await?
            }
            Tls::None | Tls::Required(_) => {
                let stream = TcpStream::connect(address).await.map_err(unreachable)?;
                // A message ends with a small packet of its own. Held back until the one before is acknowledged, as
                // the system does unless told otherwise, it would cost some 40 ms each time.
                stream.set_nodelay(true).map_err(unreachable)?;
                AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello).await?
            }
        };
        if let Tls::Required(parameters) = &self.tls {
            connection.starttls(parameters.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    async fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().await;
        if !connection.has_broken() && idle.len() < MOST_IDLE {
            idle.push((connection, Instant::now()));
        }
    }
}

/// Why there is no connection.
enum Unconnected {
    Unreachable,
    Refused(Error),
}

impl From<Error> for Unconnected {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

fn unreachable(_: std::io::Error) -> Unconnected {
    Unconnected::Unreachable
}

const UNREACHABLE: &str = "the mail server can't be reached or dropped the line";

async fn within<T>(time: Duration, work: impl Future<Output = T>) -> Result<T, Failure> {
    tokio::time::timeout(time, work)
        .await
        .map_err(|_| Failure::temporary("the mail server took too long to answer"))
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        // For a scheme that browsers do not know, an IPv4 address is a name like any other.
        Host::Domain(name) => {
            *name == "localhost"
                || name
                    .parse::<Ipv4Addr>()
                    .is_ok_and(|address| address.is_loopback())
        }
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, Unusable> {
    let Some(password) = url.password() else {
        return Ok(None);
    };
    let decoded = |text: &str| {
        percent_decode_str(text)
            .decode_utf8()
            .map(Cow::into_owned)
            .map_err(|_| {
                let why = "the user and the password in the mail server's URL must be UTF-8";
                Unusable(why.to_owned())
            })
    };
    let (user, password) = (decoded(url.username())?, decoded(password)?);
    Ok(Some(Credentials::new(user, password)))
}

/// A subject that can't add headers of its own.
fn one_line(text: &str) -> String {
    text.split(char::is_control)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a refusal in the middle of a message means. Codes from 500 to 504, 521, 530 to 538 are about the
/// conversation, the server or who we are (RFC 5321, RFC 7504, RFC 4954), so the same message may pass later.
fn refusal(error: &Error) -> Failure {
    let code = error.status().map(|code| code.to_string());
    let is_about_us = code
        .as_deref()
        .is_none_or(|code| code.starts_with("50") || code.starts_with("53") || code == "521");
    let words = in_words(error);
    if error.is_permanent() && !is_about_us {
        Failure::permanent(words)
    } else {
        Failure::temporary(words)
    }
}

/// What went wrong without the server's own words, which like to repeat the address.
fn in_words(error: &Error) -> String {
    match error.status() {
        Some(code) if error.is_permanent() => format!("the mail server refused it ({code})"),
        Some(code) => format!("the mail server put it off ({code})"),
        None if error.is_tls() => "TLS with the mail server failed".to_owned(),
        None if error.is_timeout() => "the mail server took too long to answer".to_owned(),
        None if error.is_client() => {
            "the mail server lacks something that is needed: STARTTLS, a way to sign in, or SMTPUTF8".to_owned()
        }
        None if error.is_response() => "the mail server's answer could not be understood".to_owned(),
        None => UNREACHABLE.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "Wrekinshire Council <no-reply@wrekinshire.example>";

    #[test]
    fn mail_crosses_no_network_in_the_clear() {
        for url in [
            "smtp://mail.wrekinshire.example",
            "smtp://10.1.2.3:25",
            "smtp://mail.wrekinshire.example?tls=opportunistic",
            "smtps://mail.wrekinshire.example?tls=none",
            "http://mail.wrekinshire.example",
            "mail.wrekinshire.example",
            "smtp:",
        ] {
            assert!(Smtp::new(url, FROM, None).is_err(), "{url}");
        }
        for (url, port) in [
            ("smtps://mail.wrekinshire.example", 465),
            ("smtp://mail.wrekinshire.example?tls=required", 587),
            (
                "smtp://user:pass@mail.wrekinshire.example:2525?tls=required",
                2525,
            ),
            ("smtp://127.0.0.1", 25),
            ("smtp://localhost:1025", 1025),
            ("smtp://[::1]:1025", 1025),
        ] {
            assert_eq!(Smtp::new(url, FROM, None).unwrap().port, port, "{url}");
        }
        assert_eq!(Smtp::new("smtp://[::1]", FROM, None).unwrap().host, "::1");
    }

    #[test]
    fn settings_that_make_no_sense_are_refused_without_their_password() {
        let url = "smtps://user:market-square@mail.wrekinshire.example";
        for (url, from, certificate) in [
            (
                "smtp://user:market-square@mail.wrekinshire.example",
                FROM,
                None,
            ),
            (url, "nobody", None),
            (url, FROM, Some(&b"no certificate"[..])),
        ] {
            let said = Smtp::new(url, from, certificate).unwrap_err().to_string();
            assert!(!said.contains("market-square"), "{said}");
        }
        let smtp = Smtp::new(url, FROM, None).unwrap();
        assert!(!format!("{smtp:?}").contains("market-square"));
    }

    #[test]
    fn passwords_are_decoded() {
        let url = "smtps://user%40wrekinshire:a+b%2F%26c@mail.wrekinshire.example";
        let smtp = Smtp::new(url, FROM, None).unwrap();
        let expected = Credentials::new("user@wrekinshire".to_owned(), "a+b/&c".to_owned());
        assert_eq!(smtp.credentials, Some(expected));
    }

    #[test]
    fn a_subject_adds_no_headers() {
        assert_eq!(one_line("Hello\r\nBcc: everyone"), "Hello Bcc: everyone");
    }
}
