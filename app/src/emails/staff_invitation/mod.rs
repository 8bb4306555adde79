//! Lets a new member of staff choose a password and a second factor.

use super::{Block, Message, hello};
use crate::wording::{count_with, text};

/// Lets a new member of staff choose a password and a second factor.
#[derive(Clone, Debug)]
pub struct StaffInvitation {
    pub name: String,
    /// Works once.
    pub link: String,
    /// How long the link works.
    pub hours: i64,
}

impl Message for StaffInvitation {
    const KIND: &'static str = "staff_invitation";

    fn subject(&self) -> String {
        text("email-staff-invitation-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::paragraph("email-staff-invitation-what"),
            Block::action("email-staff-invitation-action", &self.link),
            Block::Paragraph(count_with("email-link-hours", self.hours, &[])),
            Block::paragraph("email-staff-invitation-not-you"),
        ]
    }
}
