//! Tells whoever reads mail at an address that a staff password can't be recovered with it.

use super::{Block, Message};
use crate::wording::text;

/// Tells whoever reads mail at an address that a staff password can't be recovered with it.
#[derive(Clone, Debug)]
pub struct NoStaffAccount;

impl Message for NoStaffAccount {
    const KIND: &'static str = "no_staff_account";

    fn subject(&self) -> String {
        text("email-no-staff-account-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            Block::paragraph("email-hello"),
            Block::paragraph("email-no-staff-account-what"),
            Block::paragraph("email-no-staff-account-next"),
            Block::paragraph("email-no-account-not-you"),
        ]
    }
}
