//! Signs in whoever opens it.

use super::{Block, Message, hello};
use crate::wording::{count_with, text};

/// Signs in whoever opens it.
#[derive(Clone, Debug)]
pub struct SignInLink {
    pub name: String,
    /// Works once.
    pub link: String,
    /// How long the link works.
    pub minutes: i64,
}

impl Message for SignInLink {
    const KIND: &'static str = "sign_in_link";

    fn subject(&self) -> String {
        text("email-sign-in-link-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::paragraph("email-sign-in-link-what"),
            Block::action("email-sign-in-link-action", &self.link),
            Block::Paragraph(count_with("email-link-minutes", self.minutes, &[])),
            Block::paragraph("email-sign-in-link-not-you"),
        ]
    }
}
