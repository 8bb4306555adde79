//! The ways out of the process that this deployment has.

use anyhow::Context as _;
pub use guildhall_outside::{Failure, Recorded, mail, text_messages};
use guildhall_outside::{
    mail::{Mail, Smtp},
    text_messages::TextMessages,
};

use crate::config::Config;

/// How messages leave.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    pub mail: Mail,
    pub text_messages: TextMessages,
}

impl Outside {
    /// What the configuration names. Without a mail server, mail waits.
    ///
    /// # Errors
    /// What to put right in the settings.
    pub fn configured(config: &Config) -> anyhow::Result<Self> {
        let Some(url) = config.mail.url()? else {
            return Ok(Self::default());
        };
        let from = match &config.mail.from {
            Some(from) => from.clone(),
            None => config.contact.email.clone(),
        };
        let certificate = match &config.mail.certificate_file {
            Some(file) => Some(
                std::fs::read(file)
                    .with_context(|| format!("the file {} can't be read", file.display()))?,
            ),
            None => None,
        };
        let smtp = Smtp::new(url.expose(), &from, certificate.as_deref())
            .context("mail can't be sent as it is set up")?;
        Ok(Self {
            mail: Mail::Smtp(smtp.into()),
            text_messages: TextMessages::Unconfigured,
        })
    }

    /// Nothing leaves, everything is kept: for the demo and for tests.
    pub fn recording() -> Self {
        Self {
            mail: Mail::recording(),
            text_messages: TextMessages::recording(),
        }
    }
}
