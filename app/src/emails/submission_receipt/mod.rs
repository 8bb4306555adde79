//! Says that a form has arrived, and what happens now.

use super::{Block, Message};
use crate::wording::{text, text_with};

/// Says that a form has arrived, and what happens now.
#[derive(Clone, Debug)]
pub struct SubmissionReceipt {
    /// The service's title.
    pub service: String,
    pub reference: String,
    /// Sanitised HTML; links that begin with a slash must have been made whole.
    pub what_happens_next: String,
    /// Where to go on from here.
    pub link: String,
}

impl Message for SubmissionReceipt {
    const KIND: &'static str = "submission_receipt";

    fn subject(&self) -> String {
        text_with(
            "email-submission-receipt-subject",
            &[("service", &self.service), ("reference", &self.reference)],
        )
    }

    fn body(&self) -> Vec<Block> {
        vec![
            Block::paragraph("email-hello"),
            Block::Paragraph(text_with(
                "email-submission-receipt-what",
                &[("service", &self.service)],
            )),
            Block::Code(self.reference.clone()),
            Block::paragraph("email-submission-receipt-keep"),
            Block::Heading(text("email-submission-receipt-next")),
            Block::Html(self.what_happens_next.clone()),
            Block::action("email-submission-receipt-action", &self.link),
        ]
    }
}
