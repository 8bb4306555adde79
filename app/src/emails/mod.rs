//! What the council writes to people: a folder for each message, with what it says (`mod.rs`) and what arrives
//! (`example.html`, `example.txt`, which a test keeps true).
//!
//! A message is a list of blocks. HTML and text are both made from them, so that nobody is told less because of the
//! program they read their mail with. Links are whole URLs; how long they work is said in words.

mod account_closed;
mod already_registered;
mod caller_code;
mod caller_failed;
mod case_updated;
mod check_code;
mod confirm_email;
mod confirm_new_email;
mod email_changed;
mod identity_checked;
mod letter;
mod no_account;
mod no_staff_account;
mod password_changed;
mod plain;
mod reset_password;
mod sign_in_link;
mod sign_in_method_added;
mod sign_in_method_removed;
mod staff_invitation;
mod staff_second_factor_reset;
mod submission_receipt;
mod tasks_waiting;

use guildhall_domain::text::Language;
use leptos::prelude::*;

pub use account_closed::AccountClosed;
pub use already_registered::AlreadyRegistered;
pub use caller_code::CallerCode;
pub use caller_failed::CallerFailed;
pub use case_updated::CaseUpdated;
pub use check_code::CheckCode;
pub use confirm_email::ConfirmEmail;
pub use confirm_new_email::ConfirmNewEmail;
pub use email_changed::EmailChanged;
pub use identity_checked::IdentityChecked;
pub use no_account::NoAccount;
pub use no_staff_account::NoStaffAccount;
pub use password_changed::PasswordChanged;
pub use reset_password::ResetPassword;
pub use sign_in_link::SignInLink;
pub use sign_in_method_added::SignInMethodAdded;
pub use sign_in_method_removed::SignInMethodRemoved;
pub use staff_invitation::StaffInvitation;
pub use staff_second_factor_reset::StaffSecondFactorReset;
pub use submission_receipt::SubmissionReceipt;
pub use tasks_waiting::TasksWaiting;

use crate::wording::{text, text_with};

/// An e-mail. Its words come from the catalogue `emails.ftl`.
pub trait Message {
    /// The name of its folder, under which it is kept and counted.
    const KIND: &'static str;

    fn subject(&self) -> String;

    /// What it says, from top to bottom.
    fn body(&self) -> Vec<Block>;
}

/// A text message to a telephone.
pub trait TextMessage {
    /// The name of its folder.
    const KIND: &'static str;

    /// All of it. It names the council, since nothing else in a text message does.
    fn text(&self, council: &str) -> String;
}

/// A part of a message.
#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(String),
    Heading(String),
    List(Vec<String>),
    /// Something to copy: a code or a reference.
    Code(String),
    /// The one thing to do, with where to do it.
    Action {
        label: String,
        link: String,
    },
    /// A council's own words: sanitised HTML.
    Html(String),
}

impl Block {
    fn paragraph(key: &str) -> Self {
        Self::Paragraph(text(key))
    }

    fn action(key: &str, link: &str) -> Self {
        Self::Action {
            label: text(key),
            link: link.to_owned(),
        }
    }
}

fn hello(name: &str) -> Block {
    Block::Paragraph(text_with("email-hello-name", &[("name", name)]))
}

/// Who writes, and how to answer.
#[derive(Clone, Debug)]
pub struct Sender {
    pub council: String,
    pub telephone: String,
    pub email: String,
    pub address: String,
}

/// A message as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Writes a message in a language.
pub fn write(message: &impl Message, sender: &Sender, language: Language) -> Written {
    in_language(language, || {
        let subject = message.subject();
        let body = message.body();
        Written {
            text: plain::text(&body, sender),
            html: letter::html(&subject, body, sender, language),
            subject,
        }
    })
}

/// Writes a text message in a language.
pub fn write_text_message(
    message: &impl TextMessage,
    sender: &Sender,
    language: Language,
) -> String {
    in_language(language, || message.text(&sender.council))
}

/// Makes words in a language, outside any page.
fn in_language<T>(language: Language, make: impl FnOnce() -> T) -> T {
    Owner::new_root(None).with(|| {
        provide_context(language);
        make()
    })
}
