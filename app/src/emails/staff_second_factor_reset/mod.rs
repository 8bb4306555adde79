//! Lets a member of staff set their second factor up again.

use super::{Block, Message, hello};
use crate::wording::{count_with, text};

/// Lets a member of staff set their second factor up again.
#[derive(Clone, Debug)]
pub struct StaffSecondFactorReset {
    pub name: String,
    /// Works once.
    pub link: String,
    /// How long the link works.
    pub hours: i64,
}

impl Message for StaffSecondFactorReset {
    const KIND: &'static str = "staff_second_factor_reset";

    fn subject(&self) -> String {
        text("email-staff-second-factor-reset-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            hello(&self.name),
            Block::paragraph("email-staff-second-factor-reset-what"),
            Block::action("email-staff-second-factor-reset-action", &self.link),
            Block::Paragraph(count_with("email-link-hours", self.hours, &[])),
            Block::paragraph("email-staff-second-factor-reset-not-you"),
        ]
    }
}
