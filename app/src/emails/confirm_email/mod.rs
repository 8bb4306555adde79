//! Proves that the address of a new account reaches the person.

use super::{Block, Message, hello};
use crate::wording::{count_with, text};

/// Proves that the address of a new account reaches the person.
#[derive(Clone, Debug)]
pub struct ConfirmEmail {
    pub name: String,
    /// Works once.
    pub link: String,
    /// How long the link works.
    pub hours: i64,
}

impl Message for ConfirmEmail {
    const KIND: &'static str = "confirm_email";

    fn subject(&self) -> String {
        text("email-confirm-email-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::paragraph("email-confirm-email-what"),
            Block::action("email-confirm-email-action", &self.link),
            Block::Paragraph(count_with("email-link-hours", self.hours, &[])),
            Block::paragraph("email-confirm-email-not-you"),
        ]
    }
}
