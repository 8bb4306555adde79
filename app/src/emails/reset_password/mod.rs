//! Lets whoever opens it choose a new password.

use super::{Block, Message, hello};
use crate::wording::{count_with, text};

/// Lets whoever opens it choose a new password.
#[derive(Clone, Debug)]
pub struct ResetPassword {
    pub name: String,
    /// Works once.
    pub link: String,
    /// How long the link works.
    pub minutes: i64,
}

impl Message for ResetPassword {
    const KIND: &'static str = "reset_password";

    fn subject(&self) -> String {
        text("email-reset-password-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::paragraph("email-reset-password-what"),
            Block::action("email-reset-password-action", &self.link),
            Block::Paragraph(count_with("email-link-minutes", self.minutes, &[])),
            Block::paragraph("email-reset-password-not-you"),
        ]
    }
}
