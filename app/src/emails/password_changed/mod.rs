//! Tells the owner of an account that its password is another now.

use super::{Block, Message, hello};
use crate::wording::{text, text_with};

/// Tells the owner of an account that its password is another now.
#[derive(Clone, Debug)]
pub struct PasswordChanged {
    pub name: String,
    /// In words.
    pub when: String,
}

impl Message for PasswordChanged {
    const KIND: &'static str = "password_changed";

    fn subject(&self) -> String {
        text("email-password-changed-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-password-changed-what",
                &[("when", &self.when)],
            )),
            Block::paragraph("email-if-you"),
            Block::paragraph("email-password-changed-not-you"),
        ]
    }
}
