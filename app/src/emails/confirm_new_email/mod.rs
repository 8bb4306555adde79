//! Proves that the new address of an account reaches its owner; goes to the new address.

use super::{Block, Message, hello};
use crate::wording::{count_with, text};

/// Proves that the new address of an account reaches its owner; goes to the new address.
#[derive(Clone, Debug)]
pub struct ConfirmNewEmail {
    pub name: String,
    /// Works once.
    pub link: String,
    /// How long the link works.
    pub hours: i64,
}

impl Message for ConfirmNewEmail {
    const KIND: &'static str = "confirm_new_email";

    fn subject(&self) -> String {
        text("email-confirm-new-email-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::paragraph("email-confirm-new-email-what"),
            Block::action("email-confirm-new-email-action", &self.link),
            Block::Paragraph(count_with("email-link-hours", self.hours, &[])),
            Block::paragraph("email-confirm-new-email-not-you"),
        ]
    }
}
