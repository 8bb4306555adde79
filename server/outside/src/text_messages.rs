//! Text messages to telephones.

use crate::{Failure, recorded::Recorded};

/// A text message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub telephone: String,
    pub text: String,
}

/// How text messages leave. Anything sent to a telephone is offered only where this is configured.
#[derive(Clone, Debug, Default)]
pub enum TextMessages {
    /// There is no way to send one.
    #[default]
    Unconfigured,
    /// Nothing leaves: what would have been sent is kept.
    Recording(Recorded<Outgoing>),
}

impl TextMessages {
    pub fn recording() -> Self {
        Self::Recording(Recorded::default())
    }

    /// Whether a text message would go anywhere.
    pub fn is_configured(&self) -> bool {
        !matches!(self, Self::Unconfigured)
    }

    /// Hands a text message over.
    ///
    /// # Errors
    /// Whether it is worth trying again.
    pub async fn send(&self, message: &Outgoing) -> Result<(), Failure> {
        match self {
            Self::Unconfigured => Err(Failure::temporary("no way to send text messages is set up")),
            Self::Recording(recorded) => {
                recorded.add(message);
                Ok(())
            }
        }
    }
}
