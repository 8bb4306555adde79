//! Tells the owner of an account that its address is another now; goes to the old address.

use super::{Block, Message, hello};
use crate::wording::{text, text_with};

/// Tells the owner of an account that its address is another now; goes to the old address.
#[derive(Clone, Debug)]
pub struct EmailChanged {
    pub name: String,
    /// With most of it hidden: whoever reads the old mailbox need not learn it.
    pub masked_new_address: String,
    /// In words.
    pub when: String,
}

impl Message for EmailChanged {
    const KIND: &'static str = "email_changed";

    fn subject(&self) -> String {
        text("email-email-changed-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-email-changed-what",
                &[("address", &self.masked_new_address), ("when", &self.when)],
            )),
            Block::paragraph("email-if-you"),
            Block::paragraph("email-email-changed-not-you"),
        ]
    }
}
