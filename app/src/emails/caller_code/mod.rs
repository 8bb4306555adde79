//! A code that somebody reads out to the council, with which they are speaking; an e-mail and a text message.

use super::{Block, Message, TextMessage, hello};
use crate::wording::{count_with, text, text_with};

/// A code that somebody reads out to the council, with which they are speaking; an e-mail and a text message.
#[derive(Clone, Debug)]
pub struct CallerCode {
    pub name: String,
    pub code: String,
    /// How long the code works.
    pub minutes: i64,
    /// The word of the channel on which somebody is in touch.
    pub channel: &'static str,
    /// Where they say that it is not they.
    pub telephone: String,
}

impl Message for CallerCode {
    const KIND: &'static str = "caller_code";

    fn subject(&self) -> String {
        text("email-caller-code-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text(&format!("email-caller-code-{}", self.channel))),
            Block::Code(self.code.clone()),
            Block::Paragraph(count_with("email-caller-code-minutes", self.minutes, &[])),
            Block::Paragraph(text_with(
                "email-caller-code-not-you",
                &[("telephone", &self.telephone)],
            )),
        ]
    }
}

impl TextMessage for CallerCode {
    const KIND: &'static str = "caller_code";

    fn text(&self, council: &str) -> String {
        let values = [
            ("code", self.code.as_str()),
            ("council", council),
            ("telephone", self.telephone.as_str()),
        ];
        text_with("text-message-caller-code", &values)
    }
}
