//! Says that something a resident asked for has moved on.

use super::{Block, Message, hello};
use crate::wording::text_with;

/// Says that something a resident asked for has moved on. Sent to those who want to be told.
#[derive(Clone, Debug)]
pub struct CaseUpdated {
    pub name: String,
    /// The service's title.
    pub service: String,
    pub reference: String,
    /// What the new status means, in the resident's words.
    pub status: String,
    /// The case in their account.
    pub link: String,
}

impl Message for CaseUpdated {
    const KIND: &'static str = "case_updated";

    fn subject(&self) -> String {
        text_with(
            "email-case-updated-subject",
            &[("service", &self.service), ("reference", &self.reference)],
        )
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::Paragraph(text_with(
                "email-case-updated-what",
                &[("service", &self.service), ("reference", &self.reference)],
            )),
            Block::Paragraph(self.status.clone()),
            Block::action("email-case-updated-action", &self.link),
            Block::paragraph("email-case-updated-choose"),
        ]
    }
}
