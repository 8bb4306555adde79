//! Tells the owner of an account that one of the ways to sign in to it is gone.

use super::{Block, Message, hello};
use crate::wording::{text, text_with};

/// Tells the owner of an account that one of the ways to sign in to it is gone.
#[derive(Clone, Debug)]
pub struct SignInMethodRemoved {
    pub name: String,
    /// In words, after “removed from your account: ”.
    pub method: String,
    /// In words.
    pub when: String,
}

impl Message for SignInMethodRemoved {
    const KIND: &'static str = "sign_in_method_removed";

    fn subject(&self) -> String {
        text("email-sign-in-method-removed-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-sign-in-method-removed-what",
                &[("method", &self.method), ("when", &self.when)],
            )),
            Block::paragraph("email-if-you"),
            Block::paragraph("email-if-not-you-tell-us"),
        ]
    }
}
