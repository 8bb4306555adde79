//! Tells the owner of an account that staff checked who they are.

use super::{Block, Message, hello};
use crate::wording::{text, text_with};

/// Tells the owner of an account that staff checked who they are.
#[derive(Clone, Debug)]
pub struct IdentityChecked {
    pub name: String,
    /// In words.
    pub when: String,
}

impl Message for IdentityChecked {
    const KIND: &'static str = "identity_checked";

    fn subject(&self) -> String {
        text("email-identity-checked-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-identity-checked-what",
                &[("when", &self.when)],
            )),
            Block::paragraph("email-identity-checked-now"),
            Block::paragraph("email-if-not-you-tell-us"),
        ]
    }
}
