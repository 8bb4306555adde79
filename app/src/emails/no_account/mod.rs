//! Somebody asked for a link to sign in or to choose a new password, with an address that no account has.

use super::{Block, Message};
use crate::wording::text;

/// Somebody asked for a link to sign in or to choose a new password, with an address that no account has.
#[derive(Clone, Debug)]
pub struct NoAccount {
    pub register_link: String,
}

impl Message for NoAccount {
    const KIND: &'static str = "no_account";

    fn subject(&self) -> String {
        text("email-no-account-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            Block::paragraph("email-hello"),
            Block::paragraph("email-no-account-what"),
            Block::paragraph("email-no-account-other"),
            Block::action("email-no-account-action", &self.register_link),
            Block::paragraph("email-no-account-not-you"),
        ]
    }
}
