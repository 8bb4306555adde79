//! Somebody tried to register with an address that has an account: its owner who forgot, or somebody who shares
//! the address.

use super::{Block, Message};
use crate::wording::text;

/// Somebody tried to register with an address that has an account: its owner who forgot, or somebody who shares
/// the address.
#[derive(Clone, Debug)]
pub struct AlreadyRegistered {
    /// Whose accounts use the address.
    pub names: Vec<String>,
    pub sign_in_link: String,
    /// Where somebody who shares the address makes an account of their own.
    pub separate_account_link: String,
}

impl Message for AlreadyRegistered {
    const KIND: &'static str = "already_registered";

    fn subject(&self) -> String {
        text("email-already-registered-subject")
    }

    fn body(&self) -> Vec<Block> {
        vec![
            Block::paragraph("email-hello"),
            Block::paragraph("email-already-registered-what"),
            Block::List(self.names.clone()),
            Block::paragraph("email-already-registered-yours"),
            Block::action("email-already-registered-sign-in", &self.sign_in_link),
            Block::paragraph("email-already-registered-shared"),
            Block::action(
                "email-already-registered-separate",
                &self.separate_account_link,
            ),
            Block::paragraph("email-already-registered-not-you"),
        ]
    }
}
