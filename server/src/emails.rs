//! Queueing e-mail. What each one says is in `app/src/emails`, a folder for each.

use guildhall_app::emails::Sender;
pub use guildhall_app::emails::{
    AccountClosed, AlreadyRegistered, CallerCode, CallerFailed, CaseUpdated, CheckCode,
    ConfirmEmail, ConfirmNewEmail, EmailChanged, IdentityChecked, Message, NoAccount,
    NoStaffAccount, PasswordChanged, ResetPassword, SignInLink, SignInMethodAdded,
    SignInMethodRemoved, StaffInvitation, StaffSecondFactorReset, SubmissionReceipt, TasksWaiting,
};
use guildhall_database::{CaseId, Connection, MessageId, NewMessage, PersonId};
use guildhall_domain::accounts::Means;
use guildhall_domain::text::Language;

use crate::{error::Result, jobs::Job, state::AppState};

/// Whom a message is for.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// An e-mail address, or a telephone number for a text message.
    pub address: String,
    pub language: Language,
    /// Whose record it belongs to, when that is known.
    pub person: Option<PersonId>,
    /// The case it is about, if it is about one.
    pub case: Option<CaseId>,
}

impl Recipient {
    pub fn new(address: impl Into<String>, language: Language) -> Self {
        Self {
            address: address.into(),
            language,
            person: None,
            case: None,
        }
    }

    #[must_use]
    pub fn person(mut self, person: impl Into<Option<PersonId>>) -> Self {
        self.person = person.into();
        self
    }

    #[must_use]
    pub fn case(mut self, case: impl Into<Option<CaseId>>) -> Self {
        self.case = case.into();
        self
    }
}

/// Puts a message into the outbox, with the job that sends it: always the same two statements, whatever the message
/// says. Both are there once the caller's transaction commits.
pub async fn queue(
    connection: &mut Connection,
    state: &AppState,
    to: &Recipient,
    message: &impl Message,
) -> Result<MessageId> {
    let written = guildhall_app::emails::write(message, &sender(state), to.language);
    let message = NewMessage {
        kind: kind_of(message),
        means: Means::Email,
        address: &to.address,
        subject: &written.subject,
        text: &written.text,
        html: Some(&written.html),
        language: to.language,
        person: to.person,
        case: to.case,
    };
    let now = state.clock.now();
    let id = connection.add_message(&message, now).await?;
    Job::SendEmail(id).queue(connection, now).await?;
    Ok(id)
}

fn kind_of<M: Message>(_: &M) -> &'static str {
    M::KIND
}

/// The council, as its messages name it.
pub(crate) fn sender(state: &AppState) -> Sender {
    let contact = &state.config.contact;
    Sender {
        council: state.config.council.clone(),
        telephone: contact.telephone.clone(),
        email: contact.email.clone(),
        address: contact.address.clone(),
    }
}
