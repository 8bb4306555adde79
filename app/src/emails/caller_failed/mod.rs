//! Somebody said that they were the one who gets this, and could not show it; an e-mail and a text message.

use super::{Block, Message, TextMessage, hello};
use crate::wording::{text, text_with};

/// Somebody said that they were the one who gets this, and could not show it; an e-mail and a text message.
#[derive(Clone, Debug)]
pub struct CallerFailed {
    pub name: String,
    pub when: String,
}

impl Message for CallerFailed {
    const KIND: &'static str = "caller_failed";

    fn subject(&self) -> String {
        text("email-caller-failed-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-caller-failed-what",
                &[("when", &self.when)],
            )),
            Block::paragraph("email-caller-failed-nothing"),
            Block::paragraph("email-caller-failed-you"),
            Block::paragraph("email-caller-failed-not-you"),
        ]
    }
}

impl TextMessage for CallerFailed {
    const KIND: &'static str = "caller_failed";

    fn text(&self, council: &str) -> String {
        text_with(
            "text-message-caller-failed",
            &[("council", council), ("when", &self.when)],
        )
    }
}
