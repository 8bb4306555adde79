//! Tells somebody that their account is closed.

use super::{Block, Message, hello};
use crate::wording::{text, text_with};

/// Tells somebody that their account is closed.
#[derive(Clone, Debug)]
pub struct AccountClosed {
    pub name: String,
    /// In words.
    pub when: String,
}

impl Message for AccountClosed {
    const KIND: &'static str = "account_closed";

    fn subject(&self) -> String {
        text("email-account-closed-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-account-closed-what",
                &[("when", &self.when)],
            )),
            Block::paragraph("email-account-closed-kept"),
            Block::paragraph("email-if-not-you-tell-us"),
        ]
    }
}
