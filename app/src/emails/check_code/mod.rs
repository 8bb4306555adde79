//! A code that proves that an address or a telephone reaches the person; an e-mail and a text message.

use super::{Block, Message, TextMessage};
use crate::wording::{count_with, text, text_with};

/// A code that proves that an address or a telephone reaches the person; an e-mail and a text message.
#[derive(Clone, Debug)]
pub struct CheckCode {
    pub code: String,
    /// How long the code works.
    pub minutes: i64,
    /// What it is for, after “Use it to ”, in the language of the message: “see your case”.
    pub purpose: String,
}

impl Message for CheckCode {
    const KIND: &'static str = "check_code";

    fn subject(&self) -> String {
        text("email-check-code-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            Block::paragraph("email-hello"),
            Block::paragraph("email-check-code-what"),
            Block::Code(self.code.clone()),
            Block::Paragraph(text_with(
                "email-check-code-purpose",
                &[("purpose", &self.purpose)],
            )),
            Block::Paragraph(count_with("email-check-code-minutes", self.minutes, &[])),
            Block::paragraph("email-check-code-not-you"),
        ]
    }
}

impl TextMessage for CheckCode {
    const KIND: &'static str = "check_code";

    fn text(&self, council: &str) -> String {
        let values = [
            ("code", self.code.as_str()),
            ("purpose", self.purpose.as_str()),
            ("council", council),
        ];
        count_with("text-message-check-code", self.minutes, &values)
    }
}
