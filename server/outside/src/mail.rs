//! E-mail.

mod smtp;

use std::sync::Arc;

use guildhall_domain::text::Language;
use time::OffsetDateTime;
use uuid::Uuid;

pub use self::smtp::{Smtp, Unusable};
use crate::{Failure, recorded::Recorded};

/// An e-mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The message's own id: whoever gets it twice can tell that it is the same mail.
    pub id: Uuid,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    /// The language it is in.
    pub language: Language,
    /// When it was written, which is not when it is sent.
    pub written_at: OffsetDateTime,
}

/// How e-mail leaves.
#[derive(Clone, Debug, Default)]
pub enum Mail {
    /// There is no way to send it yet: it waits in the outbox.
    #[default]
    Unconfigured,
    /// Through the council's mail server.
    Smtp(Arc<Smtp>),
    /// Nothing leaves: the outbox itself is the record, and the newest are kept here too.
    Recording(Recorded<Outgoing>),
}

impl Mail {
    pub fn recording() -> Self {
        Self::Recording(Recorded::default())
    }

    /// Whether mail can leave, if only into a record.
    pub fn is_configured(&self) -> bool {
        !matches!(self, Self::Unconfigured)
    }

    /// Whether mail is kept for looking at instead of being sent.
    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::Recording(_))
    }

    /// Hands an e-mail over.
    ///
    /// # Errors
    /// Whether it is worth trying again.
    pub async fn send(&self, mail: &Outgoing) -> Result<(), Failure> {
        match self {
            Self::Unconfigured => Err(Failure::temporary("no mail server is set up")),
            Self::Smtp(smtp) => smtp.send(mail).await,
            Self::Recording(recorded) => {
                recorded.add(mail);
                Ok(())
            }
        }
    }
}
