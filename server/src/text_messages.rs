//! Queueing text messages. Offer one only where `state.outside.text_messages.is_configured()`.

pub use guildhall_app::emails::TextMessage;
use guildhall_database::{Connection, MessageId, NewMessage};
use guildhall_domain::accounts::Means;

use crate::{
    emails::{Recipient, sender},
    error::Result,
    jobs::Job,
    state::AppState,
};

/// Puts a text message into the outbox, with the job that sends it: the same two statements as for an e-mail. The
/// recipient's address is a telephone number.
pub async fn queue<M: TextMessage>(
    connection: &mut Connection,
    state: &AppState,
    to: &Recipient,
    message: &M,
) -> Result<MessageId> {
    let text = guildhall_app::emails::write_text_message(message, &sender(state), to.language);
    let message = NewMessage {
        kind: M::KIND,
        means: Means::Telephone,
        address: &to.address,
        subject: "",
        text: &text,
        html: None,
        language: to.language,
        person: to.person,
        case: to.case,
    };
    let now = state.clock.now();
    let id = connection.add_message(&message, now).await?;
    Job::SendTextMessage(id).queue(connection, now).await?;
    Ok(id)
}
