//! Tells the owner of an account that there is another way to sign in to it.

use super::{Block, Message, hello};
use crate::wording::{text, text_with};

/// Tells the owner of an account that there is another way to sign in to it.
#[derive(Clone, Debug)]
pub struct SignInMethodAdded {
    pub name: String,
    /// In words, after “added to your account: ”.
    pub method: String,
    /// In words.
    pub when: String,
}

impl Message for SignInMethodAdded {
    const KIND: &'static str = "sign_in_method_added";

    fn subject(&self) -> String {
        text("email-sign-in-method-added-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-sign-in-method-added-what",
                &[("method", &self.method), ("when", &self.when)],
            )),
            Block::paragraph("email-if-you"),
            Block::paragraph("email-if-not-you-tell-us"),
        ]
    }
}
